//! The text of a document in the form in which it is searched: lower-case ASCII, byte for byte as long as the text itself, so
//! that every place in it is a place in the text.

use std::ops::Range;

/// Folds a text. Marks of Markdown become spaces; other letters become letters of the same number of bytes (`ü` is `ue`, `é` is
/// `ee`), so that patterns can name them.
pub(crate) fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            plain.push(match c {
                '*' | '_' | '`' | '#' | '>' | '\r' => ' ',
                c => c.to_ascii_lowercase(),
            });
            continue;
        }
        // The last sign is repeated, so that cutting white space off a range does not cut a character in two.
        let like = stand_in(c);
        let last = like.chars().next_back().unwrap_or(' ');
        plain.extend(
            like.chars()
                .chain(std::iter::repeat(last))
                .take(c.len_utf8()),
        );
    }
    debug_assert_eq!(plain.len(), text.len());
    plain
}

/// What is written at a place of the folded text, widened to whole characters.
pub(crate) fn written(text: &str, at: Range<usize>) -> &str {
    let start = text.floor_char_boundary(at.start);
    let end = text.ceil_char_boundary(at.end.max(start));
    &text[start..end]
}

/// What stands for a character that is not ASCII, at most as many bytes as it has.
fn stand_in(c: char) -> &'static str {
    match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'ø' | 'Ø' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' => "ss",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => "ee",
        'à' | 'â' | 'á' | 'å' | 'À' | 'Å' | 'Á' => "aa",
        'ç' | 'Ç' => "cc",
        'î' | 'ï' | 'í' => "ii",
        'ô' | 'ó' => "oo",
        'û' | 'ù' | 'ú' => "uu",
        'ñ' => "nn",
        '°' | 'º' => "o.",
        '‐' | '‑' | '–' | '—' | '−' => "-",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '’' | '‘' => "'",
        '•' | '·' | '▪' | '●' => " ",
        '│' | '┃' | '¦' => "|",
        c if c.is_alphabetic() => "zzzz",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_stay_where_they_are() {
        let text = "**Gültig bis:** 3. März 2027 – „München“";
        let plain = folded(text);
        let at = plain.find("gueltig bis").expect("the label is found");
        assert_eq!(&text[at..at + "Gültig bis".len()], "Gültig bis");
    }

    proptest! {
        #[test]
        fn any_text_is_folded_to_ascii_of_its_own_length(text in any::<String>()) {
            let plain = folded(&text);
            prop_assert!(plain.is_ascii());
            prop_assert_eq!(plain.len(), text.len());
        }
    }
}
