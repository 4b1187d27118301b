//! Redoes the arithmetic of an explanation from its own lines, as a person with a pencil would.

use assay_scoring::Line;

/// Checks every line of the form `name = expression = number` and says how many there were.
pub(crate) fn check(lines: &[Line]) -> usize {
    let mut checked = 0;
    for line in lines {
        let claim = line.text.split(';').next().unwrap();
        let parts: Vec<&str> = claim.split(" = ").collect();
        if let [_, expression, result] = parts[..] {
            let mut reader = Reader { text: expression };
            let value = reader.sum();
            assert_eq!(reader.text.trim(), "", "rest of {expression}");
            assert_eq!(value.to_string(), result.trim(), "{}", line.text);
            checked += 1;
        } else {
            assert!(parts.len() == 1, "half an equation: {}", line.text);
        }
        if let Some(steps) = line.text.strip_prefix("steps: M ") {
            let (m, rest) = steps.split_once(" reaches ").unwrap();
            let (reached, thresholds) = rest.split_once(" of ").unwrap();
            let m: u64 = m.parse().unwrap();
            let count = thresholds
                .split(", ")
                .filter(|t| m >= t.parse().unwrap())
                .count();
            assert_eq!(count.to_string(), reached);
            checked += 1;
        }
    }
    checked
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, token: &str) -> bool {
        match self.text.trim_start().strip_prefix(token) {
            Some(rest) => {
                self.text = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> i64 {
        let mut value = self.product();
        loop {
            if self.take("+ ") {
                value += self.product();
            } else if self.take("- ") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> i64 {
        let mut value = self.factor();
        loop {
            if self.take("x ") {
                value *= self.factor();
            } else if self.take("/ ") {
                value = value.div_euclid(self.factor());
            } else {
                return value;
            }
        }
    }

    fn factor(&mut self) -> i64 {
        if self.take("ceil(") {
            let inside = self.text.split_once(')').unwrap();
            let (over, under) = inside.0.rsplit_once(" / ").unwrap();
            let (over, under) = (Reader { text: over }.sum(), under.parse::<i64>().unwrap());
            self.text = inside.1;
            return (over + under - 1).div_euclid(under);
        }
        for (name, pick) in [
            ("max(", i64::max as fn(i64, i64) -> i64),
            ("min(", i64::min),
        ] {
            if self.take(name) {
                let mut value = self.sum();
                while self.take(",") {
                    value = pick(value, self.sum());
                }
                assert!(self.take(")"));
                return value;
            }
        }
        if self.take("(") {
            let value = self.sum();
            assert!(self.take(")"));
            return value;
        }
        let text = self.text.trim_start();
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        self.text = &text[end..];
        text[..end]
            .parse()
            .unwrap_or_else(|_| panic!("a number at {text:?}"))
    }
}
