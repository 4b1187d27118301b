//! Documents that are text themselves. Their text stays their source, so that a quote is the source byte for byte; here they
//! get the places of their headings and paragraphs.

mod html;
mod markdown;

pub(crate) use html::read as html;
pub(crate) use markdown::read as markdown;

use crate::{Reading, Unreadable};

/// Characters of a heading in a label.
const SHOWN: usize = 60;

/// Counts paragraphs under headings.
#[derive(Default)]
struct Outline {
    heading: Option<String>,
    paragraphs: usize,
}

impl Outline {
    fn heading(
        &mut self,
        start: usize,
        text: &str,
        reading: &mut Reading,
    ) -> Result<(), Unreadable> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut shown: String = words.join(" ").chars().take(SHOWN).collect();
        if shown.chars().count() == SHOWN {
            shown.push('…');
        }
        reading.mark_at(start, format!("heading “{shown}”"))?;
        self.heading = Some(shown);
        self.paragraphs = 0;
        Ok(())
    }

    fn paragraph(&mut self, start: usize, reading: &mut Reading) -> Result<(), Unreadable> {
        self.paragraphs += 1;
        let label = match &self.heading {
            Some(heading) => format!("“{heading}”, paragraph {}", self.paragraphs),
            None => format!("paragraph {}", self.paragraphs),
        };
        reading.mark_at(start, label)
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Unreadable> {
    str::from_utf8(bytes).map_err(|_| Unreadable::Damaged("it is not UTF-8".to_owned()))
}
