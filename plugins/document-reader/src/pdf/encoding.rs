//! What the codes of a simple font mean: named encodings and glyph names (ISO 32000-2, 9.6.5 and annex D). lopdf has the
//! tables; it is asked through fonts of our own making.

use lopdf::{Dictionary, Document, Object, dictionary};

/// A code page.
pub(super) type Table = Vec<Option<String>>;

/// The code page of an encoding name; StandardEncoding for one that is not known.
pub(super) fn named(name: &[u8]) -> Table {
    let name = match name {
        b"MacRomanEncoding" | b"MacExpertEncoding" | b"WinAnsiEncoding" => name,
        _ => b"StandardEncoding",
    };
    let font = dictionary! { "Type" => "Font", "Encoding" => Object::Name(name.to_vec()) };
    (0..=255).map(|code| decode(&font, code)).collect()
}

/// The characters of a glyph name (Adobe Glyph List specification, section 2).
pub(super) fn of_glyph(name: &[u8]) -> Option<String> {
    let name = str::from_utf8(name).ok()?;
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    let text: String = base
        .split('_')
        .map(of_component)
        .collect::<Option<String>>()?;
    (!text.is_empty()).then_some(text)
}

fn of_component(name: &str) -> Option<String> {
    let table = dictionary! {
        "Differences" => vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())],
    };
    let font = dictionary! { "Type" => "Font", "Encoding" => table };
    if let Some(text) = decode(&font, 0) {
        return Some(text);
    }
    let hexadecimal = |digits: &str| {
        let plain = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        plain.then(|| {
            u32::from_str_radix(digits, 16)
                .ok()
                .and_then(char::from_u32)
        })?
    };
    let (digits, length) = match name.strip_prefix("uni") {
        Some(digits) => (digits, 4),
        None => {
            let digits = name.strip_prefix('u')?;
            (digits, digits.len())
        }
    };
    if length > 6 {
        return None;
    }
    let whole = digits.len() % length.max(1) == 0;
    whole
        .then(|| {
            digits
                .as_bytes()
                .chunks(length)
                .map(|chunk| str::from_utf8(chunk).ok().and_then(hexadecimal))
                .collect::<Option<String>>()
        })?
        .filter(|text| !text.is_empty())
}

fn decode(font: &Dictionary, code: u8) -> Option<String> {
    // Encodings by name and by differences look nothing up in the document.
    let document = Document::new();
    let text = font
        .get_font_encoding(&document)
        .ok()?
        .bytes_to_string(&[code])
        .ok()?;
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_characters() {
        for (name, text) in [
            ("A", Some("A")),
            ("eacute", Some("é")),
            ("Euro", Some("€")),
            ("uni20AC", Some("€")),
            ("uni00410042", Some("AB")),
            ("u1F600", Some("😀")),
            ("f_i.liga", Some("fi")),
            ("a.sc", Some("a")),
            ("g123", None),
            (".notdef", None),
            ("cid_17", None),
            ("", None),
        ] {
            assert_eq!(of_glyph(name.as_bytes()).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn code_pages_differ_where_they_should() {
        let at = |name: &[u8], code: usize| named(name)[code].clone();
        assert_eq!(at(b"WinAnsiEncoding", 0x80).as_deref(), Some("€"));
        assert_eq!(at(b"MacRomanEncoding", 0x8e).as_deref(), Some("é"));
        assert_eq!(at(b"StandardEncoding", 0x27).as_deref(), Some("’"));
        assert_eq!(at(b"WinAnsiEncoding", 0x27).as_deref(), Some("'"));
    }
}
