//! Widths of the standard fonts, which a PDF need not embed or describe (ISO 32000-2, 9.6.2.2): of ASCII, in thousandths of
//! the font size. They are needed to tell a gap between words from none, so bold and italic share them.

#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

#[rustfmt::skip]
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500,
    500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// The width of a character in a font of this name.
pub(super) fn width(font: &str, text: &str) -> f64 {
    let font = font.to_ascii_lowercase();
    if font.contains("courier") || font.contains("mono") {
        return 600.0;
    }
    let table = if font.contains("times") || font.contains("serif") || font.contains("roman") {
        &TIMES
    } else {
        &HELVETICA
    };
    // A letter with an accent is as wide as an average one; bold is a little wider.
    let plain = text
        .bytes()
        .next()
        .and_then(|byte| table.get(usize::from(byte).checked_sub(32)?))
        .copied()
        .unwrap_or(556);
    let heavier = if font.contains("bold") { 1.06 } else { 1.0 };
    f64::from(plain) * heavier
}
