//! CMaps: from codes to characters (`ToUnicode`) and from codes to glyphs (ISO 32000-2, 9.7.5 and 9.10.3).

use std::collections::BTreeMap;

use super::token::{Token, Tokens};

/// Entries of one CMap: there are 65,536 codes of two bytes.
const MAX_ENTRIES: usize = 200_000;

/// What a range of codes stands for.
#[derive(Debug, Clone)]
struct Range {
    last: u32,
    target: Target,
}

#[derive(Debug, Clone)]
enum Target {
    /// UTF-16 of the first code; the last unit counts up.
    Text(Vec<u16>),
    /// The number of the first glyph.
    Glyph(u32),
}

/// A parsed CMap.
#[derive(Debug, Clone, Default)]
pub(super) struct CMap {
    /// By length of the code in bytes and first code.
    ranges: BTreeMap<(usize, u32), Range>,
    /// Length in bytes, lowest and highest code.
    codespace: Vec<(usize, u32, u32)>,
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token> = Vec::new();
        for token in Tokens::new(bytes) {
            let Token::Word(word) = token else {
                if operands.len() < MAX_ENTRIES {
                    operands.push(token);
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => map.codespace(&operands),
                b"endbfchar" => map.characters(&operands),
                b"endbfrange" => map.character_ranges(&operands),
                b"endcidchar" => map.glyphs(&operands),
                b"endcidrange" => map.glyph_ranges(&operands),
                _ => {}
            }
            operands.clear();
        }
        map
    }

    fn codespace(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(low), Token::Text(high)] = pair
                && let Some(low_code) = code(low)
                && let Some(high_code) = code(high)
                && self.codespace.len() < 100
            {
                self.codespace.push((low.len(), low_code, high_code));
            }
        }
    }

    fn characters(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(from), Token::Text(to)] = pair {
                self.insert(from, from, Target::Text(utf16(to)));
            }
        }
    }

    fn character_ranges(&mut self, operands: &[Token]) {
        let mut rest = operands.iter();
        while let Some(token) = rest.next() {
            let Token::Text(from) = token else { continue };
            let Some(Token::Text(to)) = rest.next() else {
                continue;
            };
            match rest.next() {
                Some(Token::Text(first)) => self.insert(from, to, Target::Text(utf16(first))),
                Some(Token::ArrayStart) => {
                    let mut at = code(from);
                    for item in rest.by_ref() {
                        let Token::Text(text) = item else { break };
                        if let Some(number) = at {
                            self.insert_codes(
                                from.len(),
                                number,
                                number,
                                Target::Text(utf16(text)),
                            );
                            at = number.checked_add(1);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn glyphs(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(from), Token::Number(glyph)] = pair {
                self.insert(from, from, Target::Glyph(*glyph as u32));
            }
        }
    }

    fn glyph_ranges(&mut self, operands: &[Token]) {
        for triple in operands.chunks_exact(3) {
            if let [Token::Text(from), Token::Text(to), Token::Number(glyph)] = triple {
                self.insert(from, to, Target::Glyph(*glyph as u32));
            }
        }
    }

    fn insert(&mut self, from: &[u8], to: &[u8], target: Target) {
        if let Some(first) = code(from)
            && let Some(last) = code(to)
        {
            self.insert_codes(from.len(), first, last, target);
        }
    }

    fn insert_codes(&mut self, length: usize, first: u32, last: u32, target: Target) {
        if last >= first && self.ranges.len() < MAX_ENTRIES {
            self.ranges.insert((length, first), Range { last, target });
        }
    }

    fn find(&self, length: usize, code: u32) -> Option<(u32, &Target)> {
        let (&(of, first), range) = self.ranges.range(..=(length, code)).next_back()?;
        (of == length && code <= range.last).then_some((code - first, &range.target))
    }

    /// The characters of a code.
    pub(super) fn text(&self, length: usize, code: u32) -> Option<String> {
        let (offset, Target::Text(units)) = self.find(length, code)? else {
            return None;
        };
        let mut units = units.clone();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(offset as u16);
        }
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or('\u{fffd}'))
            .collect();
        (!text.is_empty()).then_some(text)
    }

    /// The glyph of a code.
    pub(super) fn glyph(&self, length: usize, code: u32) -> Option<u32> {
        match self.find(length, code)? {
            (offset, Target::Glyph(first)) => first.checked_add(offset),
            _ => None,
        }
    }

    /// The length in bytes of the first code of a string, when the CMap says so.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=4).find(|&length| {
            bytes.get(..length).and_then(code).is_some_and(|code| {
                self.codespace
                    .iter()
                    .any(|(of, low, high)| *of == length && (*low..=*high).contains(&code))
            })
        })
    }
}

/// A code of one to four bytes.
fn code(bytes: &[u8]) -> Option<u32> {
    (1..=4).contains(&bytes.len()).then(|| {
        bytes
            .iter()
            .fold(0, |code, byte| code << 8 | u32::from(*byte))
    })
}

fn utf16(bytes: &[u8]) -> Vec<u16> {
    /// A code that stands for more than this is no character.
    const MAX_UNITS: usize = 16;
    match bytes {
        // Some producers write one byte.
        [byte] => vec![u16::from(*byte)],
        _ => bytes
            .chunks_exact(2)
            .take(MAX_UNITS)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lists_and_ligatures_are_found() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar
              2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<0061> <D83DDE00>] endbfrange
              1 begincidrange <0100> <01ff> 7 endcidrange",
        );
        let text = |code| map.text(2, code);
        assert_eq!(text(3).as_deref(), Some(" "));
        assert_eq!(text(0x10).as_deref(), Some("fi"));
        assert_eq!(text(0x26).as_deref(), Some("C"));
        assert_eq!(text(0x27), None);
        assert_eq!(text(0x31).as_deref(), Some("😀"));
        assert_eq!(map.glyph(2, 0x102), Some(9));
        assert_eq!(map.length(&[0, 3, 9]), Some(2));
        assert_eq!(map.length(&[0]), None);
    }
}
