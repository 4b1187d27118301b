//! PDF: lopdf reads the file's objects, this module reads what stands on the pages.
//!
//! Only what a page paints is read. Embedded files, actions, scripts, annotations, links to other files and `ActualText`, which
//! may say something else than what is shown, are left alone.

mod budget;
mod cmap;
mod encoding;
mod font;
mod glyph;
mod interpret;
mod layout;
mod metrics;
mod page;
mod token;

use lopdf::{DecompressError, Document, Error, LoadOptions};

use crate::{Reading, Unreadable};
use budget::Budget;
use layout::{Line, Style};
use page::Sheet;

/// Pages that are read. The longest contract with all annexes at hand has below 1,000.
const MAX_PAGES: usize = 5_000;
/// Bytes of one decoded stream.
const MAX_STREAM: usize = 64 << 20;
/// Of 100 characters, how many may be without a known meaning before the text is worth nothing.
const MAX_UNKNOWN_PERCENT: usize = 5;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Result<(), Unreadable> {
    let document = load(bytes)?;
    let pages: Vec<_> = document.page_iter().take(MAX_PAGES + 1).collect();
    if pages.is_empty() {
        return Err(Unreadable::Damaged("it has no pages".to_owned()));
    }
    if pages.len() > MAX_PAGES {
        return Err(Unreadable::TooLarge(format!(
            "it has more than {MAX_PAGES} pages"
        )));
    }
    let mut budget = Budget::default();
    let mut fonts = font::Fonts::default();
    let mut painted = Vec::with_capacity(pages.len());
    for id in pages {
        painted.push(Sheet::from(interpret::page(
            &document,
            id,
            &mut fonts,
            &mut budget,
        )?));
    }
    judge(&painted)?;
    let style = Style::of(&painted);
    let mut pictures = Vec::new();
    let mut layers = Vec::new();
    let mut hidden = Vec::new();
    for (number, page) in (1..).zip(&painted) {
        let is_layer = page.is_text_layer;
        if is_layer {
            layers.push(number);
        } else if page.has_hidden {
            hidden.push(number);
        }
        if page.lines.is_empty() {
            if page.images > 0 || page.drawings > 0 {
                pictures.push(number);
            }
            continue;
        }
        let label = if is_layer {
            format!("page {number} (text layer under a picture)")
        } else {
            format!("page {number}")
        };
        layout::write(&page.lines, &style, &label, reading)?;
    }
    note(reading, &pictures, "shown as pictures, without text");
    note(
        reading,
        &layers,
        "read from a text layer under a picture, which nobody sees",
    );
    note(
        reading,
        &hidden,
        "with text that is not shown, which was left out",
    );
    if painted.iter().any(|page| page.unknown > 0) {
        reading.note("some characters have no known meaning and are read as \u{fffd}");
    }
    Ok(())
}

fn load(bytes: &[u8]) -> Result<Document, Unreadable> {
    let options = LoadOptions {
        // Many publishers forbid printing or copying with an owner's password and leave the user's empty.
        password: Some(String::new()),
        max_decompressed_size: Some(MAX_STREAM),
        ..LoadOptions::default()
    };
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => Err(encrypted()),
        Ok(document) => Ok(document),
        Err(Error::InvalidPassword) => Err(encrypted()),
        Err(Error::Decryption(_) | Error::UnsupportedSecurityHandler(_)) => Err(
            Unreadable::Encrypted("it is encrypted in a way that is not read".to_owned()),
        ),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => Err(too_large()),
        Err(_) => Err(Unreadable::Damaged("its objects cannot be read".to_owned())),
    }
}

fn encrypted() -> Unreadable {
    Unreadable::Encrypted("it opens with a password only".to_owned())
}

fn too_large() -> Unreadable {
    Unreadable::TooLarge(format!(
        "a stream in it unpacks to more than {} MiB",
        MAX_STREAM >> 20
    ))
}

/// Text that is missing or mostly unknown is no text: a document that is half read must not look read.
fn judge(pages: &[Sheet]) -> Result<(), Unreadable> {
    let shown: usize = pages.iter().map(|page| page.shown).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    let readable = pages
        .iter()
        .flat_map(|page| &page.lines)
        .any(Line::is_readable);
    if !readable && unknown == 0 {
        let pictures = pages.iter().any(|page| page.images > 0);
        let drawings = pages.iter().any(|page| page.drawings > 0);
        return Err(if pictures {
            Unreadable::Scanned("its pages are pictures without text".to_owned())
        } else if drawings {
            Unreadable::Scanned("its pages are drawings without text".to_owned())
        } else {
            Unreadable::Damaged("its pages are empty".to_owned())
        });
    }
    if unknown * 100 > shown * MAX_UNKNOWN_PERCENT {
        return Err(Unreadable::Unsupported(format!(
            "its fonts do not say what {unknown} of its {shown} characters mean"
        )));
    }
    Ok(())
}

fn note(reading: &mut Reading, pages: &[usize], what: &str) {
    /// Page numbers that are listed.
    const LISTED: usize = 12;
    if pages.is_empty() {
        return;
    }
    let mut numbers: Vec<String> = pages.iter().take(LISTED).map(usize::to_string).collect();
    if pages.len() > LISTED {
        numbers.push("...".to_owned());
    }
    let noun = if pages.len() == 1 { "page" } else { "pages" };
    reading.note(format!("{noun} {}: {what}", numbers.join(", ")));
}
