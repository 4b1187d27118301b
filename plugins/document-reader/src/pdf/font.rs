//! Fonts: from the bytes of a string to characters and widths.

use std::{collections::BTreeMap, rc::Rc};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{
    cmap::CMap,
    encoding::{self, Table},
    metrics,
    token::{Token, Tokens},
};

/// Bytes of a decoded CMap.
const MAX_CMAP: usize = 4 << 20;
/// Bytes of a decoded font program.
const MAX_PROGRAM: usize = 8 << 20;
/// Widths of a composite font.
const MAX_WIDTHS: usize = 70_000;

/// Fonts of a document, each read once.
#[derive(Default)]
pub(super) struct Fonts {
    by_id: BTreeMap<ObjectId, Rc<Font>>,
    tables: BTreeMap<Vec<u8>, Table>,
}

/// A font.
pub(super) struct Font {
    kind: Kind,
    unicode: Option<CMap>,
    pub(super) bold: bool,
    /// From glyph space to text space: 0.001 but for Type 3.
    scale: f64,
}

enum Kind {
    Simple {
        table: Table,
        widths: Vec<f64>,
    },
    Composite {
        codes: Codes,
        widths: BTreeMap<u32, f64>,
        usual: f64,
    },
}

/// How the codes of a composite font are made.
enum Codes {
    /// Two bytes are the number of a glyph.
    Glyphs,
    /// Two bytes are UTF-16.
    Utf16,
    /// By a CMap in the file.
    Map(CMap),
    /// By a table that is not in the file.
    Elsewhere,
}

/// One character of a string.
pub(super) struct Shown {
    /// What it means, if anybody knows.
    pub(super) text: Option<String>,
    /// Its width for a font size of 1.
    pub(super) width: f64,
    /// True for the one-byte code 32, to which word spacing applies.
    pub(super) is_space: bool,
}

impl Fonts {
    /// The font of a resource.
    pub(super) fn get(&mut self, document: &Document, object: &Object) -> Option<Rc<Font>> {
        let id = object.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.by_id.get(&id)) {
            return Some(Rc::clone(font));
        }
        let (_, object) = document.dereference(object).ok()?;
        let font = Rc::new(self.read(document, object.as_dict().ok()?));
        if let Some(id) = id {
            self.by_id.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    fn read(&mut self, document: &Document, font: &Dictionary) -> Font {
        let name = name(document, font, b"BaseFont").unwrap_or_default();
        let name = String::from_utf8_lossy(&name).into_owned();
        let descendant = font
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|object| document.dereference(object).ok())
            .and_then(|(_, object)| object.as_dict().ok());
        let kind = match descendant {
            Some(descendant) => composite(document, font, descendant),
            None => self.simple(document, font, &name),
        };
        let scale = font
            .get_deref(b"FontMatrix", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|matrix| number(document, matrix.first()?))
            .filter(|scale| *scale > 0.0)
            .unwrap_or(0.001);
        let lower = name.to_ascii_lowercase();
        Font {
            kind,
            unicode: cmap(document, font, b"ToUnicode"),
            bold: ["bold", "black", "heavy", "semibold"]
                .iter()
                .any(|word| lower.contains(word)),
            scale,
        }
    }

    fn table(&mut self, name: &[u8]) -> Table {
        self.tables
            .entry(name.to_vec())
            .or_insert_with(|| encoding::named(name))
            .clone()
    }

    fn simple(&mut self, document: &Document, font: &Dictionary, name: &str) -> Kind {
        let is_symbol = name.contains("Symbol") || name.contains("Dingbats");
        let built_in = || built_in(document, font);
        let mut table = match font.get_deref(b"Encoding", document) {
            Ok(Object::Name(name)) => self.table(name),
            Ok(Object::Dictionary(encoding)) => {
                let base = self::name(document, encoding, b"BaseEncoding");
                let mut table = match (base, built_in()) {
                    (Some(base), _) => self.table(&base),
                    (None, Some(table)) => table,
                    (None, None) => self.table(b"StandardEncoding"),
                };
                if let Ok(differences) = encoding
                    .get_deref(b"Differences", document)
                    .and_then(Object::as_array)
                {
                    differ(document, &mut table, differences);
                }
                table
            }
            _ if is_symbol => bullets(),
            // A TrueType font without an encoding has one of its own; in practice it is this.
            _ if self::name(document, font, b"Subtype").as_deref() == Some(b"TrueType") => {
                self.table(b"WinAnsiEncoding")
            }
            _ => built_in().unwrap_or_else(|| self.table(b"StandardEncoding")),
        };
        table.resize(256, None);
        let missing = font
            .get_deref(b"FontDescriptor", document)
            .and_then(Object::as_dict)
            .ok()
            .and_then(|descriptor| number(document, descriptor.get(b"MissingWidth").ok()?));
        let first = font
            .get(b"FirstChar")
            .ok()
            .and_then(|object| number(document, object))
            .unwrap_or(0.0) as usize;
        let described = font
            .get_deref(b"Widths", document)
            .and_then(Object::as_array)
            .ok();
        let widths = (0..256_usize)
            .map(|code| {
                let own = described
                    .and_then(|widths| widths.get(code.checked_sub(first)?))
                    .and_then(|object| number(document, object));
                let text = table.get(code).and_then(Option::as_deref).unwrap_or("");
                match (own, described) {
                    (Some(width), _) => width,
                    (None, Some(_)) => missing.unwrap_or(0.0),
                    (None, None) => metrics::width(name, text),
                }
            })
            .collect();
        Kind::Simple { table, widths }
    }
}

/// The encoding that an embedded Type 1 font brings along, as TeX's do: `dup 12 /fi put` in the clear part of its program.
fn built_in(document: &Document, font: &Dictionary) -> Option<Table> {
    let stream = font
        .get_deref(b"FontDescriptor", document)
        .and_then(Object::as_dict)
        .and_then(|descriptor| descriptor.get_deref(b"FontFile", document))
        .and_then(Object::as_stream)
        .ok()?;
    let program = stream.get_plain_content_with_limit(MAX_PROGRAM).ok()?;
    let clear = program
        .windows(b"eexec".len())
        .position(|window| window == b"eexec")
        .map_or(program.as_slice(), |end| &program[..end]);
    let mut table: Table = vec![None; 256];
    let mut code = None;
    let mut found = false;
    for token in Tokens::new(clear) {
        match (token, code) {
            (Token::Number(number), _) => code = Some(number as usize),
            (Token::Name(name), Some(at)) => {
                if let Some(slot) = table.get_mut(at) {
                    *slot = encoding::of_glyph(&name);
                    found = true;
                }
                code = None;
            }
            _ => code = None,
        }
    }
    found.then_some(table)
}

/// Bullets of the fonts that have no letters.
fn bullets() -> Table {
    let mut table = vec![None; 256];
    for code in [0x6c, 0x6e, 0x71, 0x75, 0x76, 0xa7, 0xa8, 0xb7, 0xd8, 0xfc] {
        table[code] = Some("•".to_owned());
    }
    table[0x20] = Some(" ".to_owned());
    table
}

fn differ(document: &Document, table: &mut Table, differences: &[Object]) {
    let mut code = 0_usize;
    for object in differences {
        match document.dereference(object).map(|(_, object)| object) {
            Ok(Object::Name(name)) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = encoding::of_glyph(name);
                }
                code += 1;
            }
            Ok(object) => {
                code = number(document, object).unwrap_or(0.0).max(0.0) as usize;
            }
            Err(_) => {}
        }
    }
}

fn composite(document: &Document, font: &Dictionary, descendant: &Dictionary) -> Kind {
    let codes = match font.get_deref(b"Encoding", document) {
        Ok(Object::Stream(_)) => {
            cmap(document, font, b"Encoding").map_or(Codes::Elsewhere, Codes::Map)
        }
        Ok(Object::Name(name)) if name.starts_with(b"Identity") => Codes::Glyphs,
        Ok(Object::Name(name))
            if name.starts_with(b"Uni")
                && [b"UCS2".as_slice(), b"UTF16"]
                    .iter()
                    .any(|form| name.windows(form.len()).any(|window| window == *form)) =>
        {
            Codes::Utf16
        }
        _ => Codes::Elsewhere,
    };
    let usual = descendant
        .get(b"DW")
        .ok()
        .and_then(|object| number(document, object))
        .unwrap_or(1000.0);
    let widths = descendant
        .get_deref(b"W", document)
        .and_then(Object::as_array)
        .map(|array| composite_widths(document, array))
        .unwrap_or_default();
    Kind::Composite {
        codes,
        widths,
        usual,
    }
}

/// `first [w w w]` or `first last w` (ISO 32000-2, 9.7.4.3).
fn composite_widths(document: &Document, array: &[Object]) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let mut rest = array.iter();
    while let Some(first) = rest.next().and_then(|object| number(document, object)) {
        let first = first as u32;
        let Some((_, next)) = rest
            .next()
            .and_then(|object| document.dereference(object).ok())
        else {
            break;
        };
        if let Ok(list) = next.as_array() {
            for (glyph, object) in (first..).zip(list) {
                if let Some(width) = number(document, object)
                    && widths.len() < MAX_WIDTHS
                {
                    widths.insert(glyph, width);
                }
            }
        } else if let Some(last) = number(document, next)
            && let Some(width) = rest.next().and_then(|object| number(document, object))
        {
            for glyph in first..=(last as u32).min(0xffff) {
                if widths.len() < MAX_WIDTHS {
                    widths.insert(glyph, width);
                }
            }
        }
    }
    widths
}

impl Font {
    /// The characters of a string.
    pub(super) fn show<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Shown> + 'a {
        let mut rest = bytes;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let length = self.code_length(rest).clamp(1, rest.len());
            let (head, tail) = rest.split_at(length);
            rest = tail;
            let code = head
                .iter()
                .fold(0, |code, byte| code << 8 | u32::from(*byte));
            Some(self.character(length, code))
        })
    }

    fn code_length(&self, bytes: &[u8]) -> usize {
        match &self.kind {
            Kind::Simple { .. } => 1,
            Kind::Composite { codes, .. } => match codes {
                Codes::Glyphs | Codes::Utf16 => 2,
                Codes::Map(map) => map.length(bytes).unwrap_or(2),
                Codes::Elsewhere => self
                    .unicode
                    .as_ref()
                    .and_then(|map| map.length(bytes))
                    .unwrap_or(2),
            },
        }
    }

    fn character(&self, length: usize, code: u32) -> Shown {
        let mapped = self.unicode.as_ref().and_then(|map| map.text(length, code));
        let (own, width) = match &self.kind {
            Kind::Simple { table, widths } => {
                let at = code as usize;
                let own = table.get(at).cloned().flatten();
                (own, widths.get(at).copied().unwrap_or(0.0) * self.scale)
            }
            Kind::Composite {
                codes,
                widths,
                usual,
            } => {
                let glyph = match codes {
                    Codes::Map(map) => map.glyph(length, code).unwrap_or(code),
                    _ => code,
                };
                let own = match codes {
                    Codes::Utf16 => char::from_u32(code).map(String::from),
                    _ => None,
                };
                let width = widths.get(&glyph).copied().unwrap_or(*usual);
                (own, width / 1000.0)
            }
        };
        let text = mapped
            .as_deref()
            .and_then(clean)
            .or_else(|| own.as_deref().and_then(clean));
        Shown {
            text,
            width,
            is_space: length == 1 && code == 32,
        }
    }
}

/// A meaning that can be read: ligatures taken apart, bullets of symbol fonts as bullets. None for characters that mean
/// something in one font only.
fn clean(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{f0a7}' | '\u{f0b7}' | '\u{f0a8}' | '\u{f0d8}' | '\u{f0fc}' => out.push('•'),
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{f0000}'.. => return None,
            c if c.is_whitespace() => out.push(' '),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Some(out)
}

fn cmap(document: &Document, font: &Dictionary, key: &[u8]) -> Option<CMap> {
    let stream = font
        .get_deref(key, document)
        .and_then(Object::as_stream)
        .ok()?;
    let content = stream.get_plain_content_with_limit(MAX_CMAP).ok()?;
    Some(CMap::parse(&content))
}

fn name(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    let object = dictionary.get_deref(key, document).ok()?;
    object.as_name().ok().map(<[u8]>::to_vec)
}

/// A number, direct or by reference.
pub(super) fn number(document: &Document, object: &Object) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().map(f64::from)
}
