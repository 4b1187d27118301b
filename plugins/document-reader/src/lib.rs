//! Turns PDF, DOCX, XLSX, HTML and Markdown into text, and says where every part of it stands: on which page, in which cell,
//! in which paragraph.
//!
//! This runs inside the sandbox, because what it parses is hostile until proven otherwise: in a set of 1,835 PDF files from
//! public test suites, 84 made a popular extraction crate panic. A panic here ends one reading and nothing else. Still, nothing is
//! followed that leads out of the document, no entity is expanded, no macro or action is run, and every size is counted.

mod office;
mod pdf;
mod reading;
mod text;
mod unreadable;

#[cfg(target_family = "wasm")]
#[expect(
    unsafe_code,
    reason = "the generated exports hand strings over the component's boundary"
)]
mod component;

pub use reading::{Place, Reading};
pub use unreadable::Unreadable;

/// Reads a document of a media type.
///
/// # Errors
/// Why there is no text. A document that is text itself always reads.
pub fn read(media_type: &str, bytes: &[u8]) -> Result<Reading, Unreadable> {
    let mut reading = Reading::default();
    match media_type {
        "application/pdf" => pdf::read(bytes, &mut reading)?,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
            office::docx(bytes, &mut reading)?;
        }
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => {
            office::xlsx(bytes, &mut reading)?;
        }
        "text/html" => text::html(bytes, &mut reading)?,
        "text/markdown" | "text/plain" => text::markdown(bytes, &mut reading)?,
        _ => {
            return Err(Unreadable::Unsupported(
                "there is no reader for this type".to_owned(),
            ));
        }
    }
    Ok(reading)
}
