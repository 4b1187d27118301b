//! The PDF encoder.

use std::sync::LazyLock;

use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

use super::{Text, one_line};

/// The fonts that every page is set in: Latin, Greek, Cyrillic, Hebrew, Arabic and symbols.
pub(crate) const REGULAR: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans.ttf");
/// The bold one.
pub(crate) const BOLD: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans-Bold.ttf");

static FONTS: LazyLock<[FontRef<'static>; 2]> = LazyLock::new(|| {
    [REGULAR, BOLD].map(|bytes| FontRef::new(bytes).expect("the font comes with the program"))
});

/// Text for a page: one line, hidden characters made visible, and what the font has no glyph for written as its code point, because
/// an empty box says nothing. A PDF holds glyphs and strings, so nothing in it is ever interpreted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ink(String);

impl Ink {
    /// Any text.
    pub fn of<T: Text + ?Sized>(text: &T) -> Self {
        let charmap = FONTS[0].charmap();
        let mut out = String::new();
        for c in one_line(text.raw()).chars() {
            // A joiner has no glyph and is none.
            if charmap.map(c).is_some() || matches!(c, '\u{200c}' | '\u{200d}') {
                out.push(c);
            } else {
                out.extend(c.escape_unicode());
            }
        }
        Self(out)
    }

    /// Numbers, dates, ids, words of this program, and several texts put together.
    pub fn show(value: impl std::fmt::Display) -> Self {
        Self::of(&value.to_string())
    }

    /// The text, for the writer of the page.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Lines of at most `width` points. What has no blank to break at is broken where it has to be.
    pub(crate) fn lines(&self, width: f32, size: f32, bold: bool) -> Vec<String> {
        let ruler = Ruler::new(size, bold);
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        for word in self.0.split(' ') {
            let wide = ruler.width(word);
            let blank = ruler.width(" ");
            let line = lines.last_mut().expect("there is a line from the start");
            if !line.is_empty() && used + blank + wide <= width {
                line.push(' ');
                line.push_str(word);
                used += blank + wide;
                continue;
            }
            if !line.is_empty() {
                lines.push(String::new());
            }
            used = 0.0;
            for c in word.chars() {
                let one = ruler.width(c.encode_utf8(&mut [0; 4]));
                if used + one > width && used > 0.0 {
                    lines.push(String::new());
                    used = 0.0;
                }
                lines
                    .last_mut()
                    .expect("there is a line from the start")
                    .push(c);
                used += one;
            }
        }
        lines
    }
}

impl std::fmt::Display for Ink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How wide text is, in points. Kerning is left out, which makes it a little wider than it is.
struct Ruler {
    font: &'static FontRef<'static>,
    metrics: GlyphMetrics<'static>,
}

impl Ruler {
    fn new(size: f32, bold: bool) -> Self {
        let font = &FONTS[usize::from(bold)];
        Self {
            font,
            metrics: font.glyph_metrics(Size::new(size), LocationRef::default()),
        }
    }

    fn width(&self, text: &str) -> f32 {
        let charmap = self.font.charmap();
        text.chars()
            .filter_map(|c| self.metrics.advance_width(charmap.map(c)?))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::hostile::hostile;

    #[test]
    fn every_character_of_a_page_has_a_glyph() {
        for text in hostile() {
            let ink = Ink::of(&text);
            let charmap = FONTS[0].charmap();
            assert!(
                ink.as_str()
                    .chars()
                    .all(|c| charmap.map(c).is_some() || matches!(c, '\u{200c}' | '\u{200d}')),
                "{ink}"
            );
        }
        assert_eq!(Ink::of("社 Ωж é").to_string(), "\\u{793e} Ωж é");
    }

    #[test]
    fn no_line_is_wider_than_its_column_and_none_of_the_text_is_lost() {
        let text = "A sentence of several words and one of themistoolongforanylinetoholdonit.";
        let ruler = Ruler::new(10.0, false);
        let lines = Ink::of(text).lines(80.0, 10.0, false);
        assert!(lines.len() > 3);
        assert!(
            lines.iter().all(|line| ruler.width(line) <= 80.0),
            "{lines:?}"
        );
        let joined: String = lines.concat().chars().filter(|c| *c != ' ').collect();
        assert_eq!(joined, text.replace(' ', ""));
    }
}
