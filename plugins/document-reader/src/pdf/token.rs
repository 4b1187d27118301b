//! The tokens of content streams and CMaps (ISO 32000-2, 7.2 and 7.8). Any bytes give tokens; nothing is an error, because
//! a page with one bad operator is still a page.

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    ArrayStart,
    ArrayEnd,
    DictionaryStart,
    DictionaryEnd,
    Word(Vec<u8>),
}

/// Parentheses in a string; more are not balanced but read as they come.
const MAX_DEPTH: usize = 100;

/// Reads tokens from bytes.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Tokens<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.regular();
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(&byte) = raw.get(at) {
            let escaped = (byte == b'#')
                .then(|| Some(hex(*raw.get(at + 1)?)? << 4 | hex(*raw.get(at + 2)?)?))
                .flatten();
            name.push(escaped.unwrap_or(byte));
            at += if escaped.is_some() { 3 } else { 1 };
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut depth = 0;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' if depth < MAX_DEPTH => {
                    depth += 1;
                    text.push(byte);
                }
                b')' if depth == 0 => break,
                b')' => {
                    depth -= 1;
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                // High-order overflow is ignored, as the standard says.
                text.push((code & 0xff) as u8);
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut half = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            if let Some(digit) = hex(byte) {
                match half.take() {
                    None => half = Some(digit),
                    Some(high) => text.push(high << 4 | digit),
                }
            }
        }
        text.extend(half.map(|high| high << 4));
        text
    }

    /// Skips the data of an inline image, up to an `EI` that stands alone.
    pub(super) fn skip_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let end = rest.windows(2).enumerate().find(|(at, pair)| {
            let before = at.checked_sub(1).and_then(|at| rest.get(at));
            let after = rest.get(at + 2);
            *pair == b"EI"
                && before.is_some_and(|byte| is_space(*byte))
                && after.is_none_or(|byte| is_space(*byte) || is_delimiter(*byte))
        });
        self.at += end.map_or(rest.len(), |(at, _)| at + 2);
    }
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|digit| digit as u8)
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = self.peek()?;
            if is_space(byte) {
                self.at += 1;
                continue;
            }
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| !matches!(byte, b'\n' | b'\r'))
                {
                    self.at += 1;
                }
                continue;
            }
            let doubled = self.bytes.get(self.at + 1) == Some(&byte);
            if !is_delimiter(byte) {
                let word = self.regular();
                return Some(
                    number(word).map_or_else(|| Token::Word(word.to_vec()), Token::Number),
                );
            }
            self.at += 1;
            return Some(match byte {
                b'/' => Token::Name(self.name()),
                b'(' => Token::Text(self.literal()),
                b'[' => Token::ArrayStart,
                b']' => Token::ArrayEnd,
                b'<' if doubled => {
                    self.at += 1;
                    Token::DictionaryStart
                }
                b'>' if doubled => {
                    self.at += 1;
                    Token::DictionaryEnd
                }
                b'<' => Token::Text(self.hexadecimal()),
                // A closing bracket without its opening one, or a brace: no operator of ours.
                other => Token::Word(vec![other]),
            });
        }
    }
}

/// A number as PDF writes it: no exponent. Some producers write `--5` or `1.2-3`; what stands before the slip is read.
fn number(word: &[u8]) -> Option<f64> {
    let first = *word.first()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let signs = word
        .iter()
        .take_while(|byte| matches!(byte, b'+' | b'-'))
        .count();
    let digits = &word[signs..];
    let length = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
        .count();
    let digits = digits.get(..length).filter(|digits| !digits.is_empty())?;
    let value: f64 = str::from_utf8(digits).ok()?.parse().unwrap_or(0.0);
    Some(if first == b'-' { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_names_and_numbers_are_read_as_the_standard_writes_them() {
        let tokens: Vec<Token> =
            Tokens::new(b"(a\\(b\\051 \\101(c)) <48 6> /A#42 -.5 4. % note\n[<<>>] Tj").collect();
        assert_eq!(
            tokens,
            [
                Token::Text(b"a(b) A(c)".to_vec()),
                Token::Text(vec![0x48, 0x60]),
                Token::Name(b"AB".to_vec()),
                Token::Number(-0.5),
                Token::Number(4.0),
                Token::ArrayStart,
                Token::DictionaryStart,
                Token::DictionaryEnd,
                Token::ArrayEnd,
                Token::Word(b"Tj".to_vec()),
            ]
        );
    }

    #[test]
    fn an_inline_image_ends_at_an_ei_that_stands_alone() {
        let mut tokens = Tokens::new(b"ID \x01EI\x02xEIy\nEI Q");
        assert_eq!(tokens.next(), Some(Token::Word(b"ID".to_vec())));
        tokens.skip_image();
        assert_eq!(tokens.next(), Some(Token::Word(b"Q".to_vec())));
    }
}
