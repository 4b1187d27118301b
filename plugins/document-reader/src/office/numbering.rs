//! Numbers of lists and clauses (`numbering.xml`): Word keeps `9.1` out of the text and counts it when it shows the page.

use std::collections::BTreeMap;

use super::xml::{Item, Items};
use crate::Unreadable;

/// Levels of a list.
const LEVELS: usize = 9;

/// How one level is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// `%1.%2`.
    text: String,
    start: u32,
}

/// Definitions and the counters of the lists so far.
#[derive(Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, BTreeMap<u32, Level>>,
    lists: BTreeMap<String, String>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    pub(super) fn read(xml: &str) -> Result<Self, Unreadable> {
        let mut numbering = Self::default();
        let mut definition: Option<String> = None;
        let mut list: Option<String> = None;
        let mut level = 0;
        let mut items = Items::new(xml);
        while let Some(item) = items.next()? {
            let element = match item {
                Item::Open(element) => element,
                Item::Close(name) => {
                    match name.as_str() {
                        "abstractNum" => definition = None,
                        "num" => list = None,
                        _ => {}
                    }
                    continue;
                }
                Item::Text(_) => continue,
            };
            let value = element.get("val").unwrap_or_default();
            match element.name.as_str() {
                "abstractNum" => definition = element.get("abstractNumId").map(str::to_owned),
                "num" => list = element.get("numId").map(str::to_owned),
                "abstractNumId" => {
                    if let Some(list) = &list {
                        numbering.lists.insert(list.clone(), value.to_owned());
                    }
                }
                "lvl" => {
                    level = element
                        .get("ilvl")
                        .and_then(|level| level.parse().ok())
                        .unwrap_or(0);
                }
                name @ ("numFmt" | "lvlText" | "start") => {
                    let Some(definition) = &definition else {
                        continue;
                    };
                    let levels = numbering.definitions.entry(definition.clone()).or_default();
                    let found = levels.entry(level).or_insert_with(|| Level {
                        start: 1,
                        ..Level::default()
                    });
                    match name {
                        "numFmt" => value.clone_into(&mut found.format),
                        "lvlText" => value.clone_into(&mut found.text),
                        _ => found.start = value.parse().unwrap_or(1),
                    }
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The mark of the next paragraph of a list: `9.1`, `(a)`, or `-` for a bullet. None when it is in no list.
    pub(super) fn next(&mut self, list: &str, level: u32) -> Option<String> {
        let at = usize::try_from(level).ok().filter(|at| *at < LEVELS)?;
        let definition = self.lists.get(list)?;
        let levels = self.definitions.get(definition)?;
        let counters = self.counters.entry(definition.clone()).or_default();
        let start = |level: usize| levels.get(&(level as u32)).map_or(1, |found| found.start);
        counters[at] = Some(counters[at].map_or(start(at), |count| count.saturating_add(1)));
        for below in &mut counters[at + 1..] {
            *below = None;
        }
        let own = levels.get(&level)?;
        match own.format.as_str() {
            "bullet" => return Some("-".to_owned()),
            "none" => return None,
            _ => {}
        }
        let mut mark = own.text.clone();
        for (place, count) in counters.iter().enumerate().take(at + 1) {
            let format = levels
                .get(&(place as u32))
                .map_or("decimal", |found| found.format.as_str());
            let number = written(count.unwrap_or_else(|| start(place)), format);
            mark = mark.replace(&format!("%{}", place + 1), &number);
        }
        let mark = mark.trim().to_owned();
        (!mark.is_empty()).then_some(mark)
    }
}

fn written(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// a to z, then aa, bb, ... as Word counts.
fn letters(count: u32) -> String {
    let Some(index) = count.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'a' + (index % 26) as u8);
    String::from(letter).repeat((index / 26 + 1).min(8) as usize)
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if count > 3_999 {
        return count.to_string();
    }
    let mut left = count;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_counted_as_word_shows_them() {
        let xml = r#"<w:numbering xmlns:w="w">
            <w:abstractNum w:abstractNumId="7">
              <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
              <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
              <w:lvl w:ilvl="2"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
            </w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
        let mut numbering = Numbering::read(xml).unwrap();
        let marks: Vec<String> = [0, 1, 1, 2, 2, 0, 1]
            .into_iter()
            .map(|level| numbering.next("1", level).unwrap())
            .collect();
        assert_eq!(marks, ["3.", "3.1", "3.2", "(i)", "(ii)", "4.", "4.1"]);
        assert_eq!(numbering.next("2", 0), None);
        assert_eq!(
            (letters(28), roman(1994)),
            ("bb".to_owned(), "mcmxciv".to_owned())
        );
    }
}
