//! A document as headings and sentences, with the place of each in its source.
//!
//! Rules read *plain* text: lower-case ASCII, markup taken out, white space collapsed. Every byte of it remembers which
//! bytes of the source it stands for, so that a quote is always the source, byte for byte.

mod block;
mod fold;
mod sentence;

use std::ops::Range;

use block::Shape;
use fold::Folded;

/// A sentence, a list item's sentence or a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the plain text.
    pub plain: Range<usize>,
    /// True for a heading, also one that opens a paragraph ("**Data breach.** We will ..."), and for a question.
    pub is_heading: bool,
    /// The number of the nearest heading above it.
    pub heading: Option<usize>,
    /// The number of the sentence that introduces the list it is in: "The supplier shall:".
    pub lead: Option<usize>,
    /// The number of its block. Sentences of one paragraph share it.
    pub block: usize,
}

/// A document that was read.
#[derive(Debug)]
pub struct Text {
    plain: String,
    origin: Vec<(u32, u32)>,
    sentences: Vec<Sentence>,
}

/// A sentence with at most this many words that opens a paragraph is its title.
const TITLE_WORDS: usize = 6;

impl Text {
    /// Reads a document: Markdown, plain text or HTML.
    pub fn read(raw: &str) -> Self {
        let mut folded = Folded::default();
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut heading = None;
        let mut leads: Vec<(Option<String>, usize)> = Vec::new();
        for (number, block) in block::blocks(raw).into_iter().enumerate() {
            let range = folded.append(raw, block.range);
            if range.is_empty() {
                continue;
            }
            // One character keeps two blocks apart; it belongs to no sentence.
            folded.plain.push('\n');
            folded.origin.push((0, 0));
            let style = match block.shape {
                Shape::Heading => {
                    leads.clear();
                    heading = Some(sentences.len());
                    sentences.push(Sentence {
                        plain: range,
                        is_heading: true,
                        heading: None,
                        lead: None,
                        block: number,
                    });
                    continue;
                }
                Shape::Item(style) => Some(style),
                Shape::Paragraph => None,
            };
            match &style {
                None => leads.clear(),
                Some(_) => {
                    if let Some(sibling) = leads.iter().position(|(of, _)| *of == style) {
                        leads.truncate(sibling);
                    }
                }
            }
            let block_text = &folded.plain[range.clone()];
            let cuts = sentence::sentences(block_text);
            let ends_open = block_text.ends_with(':');
            let lead = leads.last().map(|(_, lead)| *lead);
            let mut own_heading = heading;
            let count = cuts.len();
            for (place, cut) in cuts.into_iter().enumerate() {
                let text = &block_text[cut.clone()];
                let is_title = place == 0
                    && count > 1
                    && text.split(' ').count() <= TITLE_WORDS
                    && text.ends_with('.');
                if is_title {
                    own_heading = Some(sentences.len());
                }
                sentences.push(Sentence {
                    plain: range.start + cut.start..range.start + cut.end,
                    is_heading: is_title || text.ends_with('?'),
                    heading: own_heading.filter(|&at| at != sentences.len()),
                    lead,
                    block: number,
                });
            }
            if ends_open && !sentences.is_empty() {
                leads.push((style, sentences.len() - 1));
            }
        }
        folded.plain.make_ascii_lowercase();
        Self {
            plain: folded.plain,
            origin: folded.origin,
            sentences,
        }
    }

    /// The plain text.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Headings and sentences in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The plain text of a sentence; empty for a number that is not there.
    pub fn of(&self, number: usize) -> &str {
        self.sentences
            .get(number)
            .map_or("", |sentence| &self.plain[sentence.plain.clone()])
    }

    /// The bytes of the source for a range of the plain text. Ranges that join end to start cover what lies between.
    pub fn source(&self, plain: Range<usize>) -> Range<usize> {
        let bytes = &self.origin[plain];
        match (bytes.first(), bytes.last()) {
            (Some(first), Some(last)) => first.0 as usize..last.1 as usize,
            _ => 0..0,
        }
    }

    /// One sentence with everything that helps to read it.
    pub fn view(&self, number: usize) -> View<'_> {
        View::new(self, number)
    }
}

/// A sentence in its surroundings.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// The document.
    pub text: &'a Text,
    /// The number of the sentence.
    pub number: usize,
    /// The sentence, preceded by the sentences that introduce its list: "The supplier shall: notify the customer of ...".
    pub full: String,
    /// Where the sentence itself begins in `full`.
    pub own: usize,
}

impl<'a> View<'a> {
    fn new(text: &'a Text, number: usize) -> Self {
        let mut full = String::new();
        // Two levels of introduction are enough; a third is usually the title of an annex.
        let lead = text
            .sentences
            .get(number)
            .and_then(|sentence| sentence.lead);
        let outer = lead.and_then(|lead| text.sentences.get(lead)?.lead);
        for introduction in [outer, lead].into_iter().flatten() {
            full.push_str(text.of(introduction));
            full.push(' ');
        }
        let own = full.len();
        full.push_str(text.of(number));
        Self {
            text,
            number,
            full,
            own,
        }
    }

    /// The sentence itself.
    pub fn own_text(&self) -> &str {
        &self.full[self.own..]
    }

    fn sentence(&self) -> Option<&'a Sentence> {
        self.text.sentences.get(self.number)
    }

    /// The nearest heading above it, or nothing.
    pub fn heading(&self) -> &'a str {
        self.sentence()
            .and_then(|sentence| sentence.heading)
            .map_or("", |heading| self.text.of(heading))
    }

    /// The sentence before it in the same paragraph.
    pub fn preceding(&self) -> Option<&'a str> {
        let before = self.number.checked_sub(1)?;
        let sentences = &self.text.sentences;
        (sentences.get(before)?.block == self.sentence()?.block).then(|| self.text.of(before))
    }

    /// The sentences that follow it in the same paragraph, at most `count`, with their numbers.
    pub fn following(&self, count: usize) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let block = self.sentence().map(|sentence| sentence.block);
        let text = self.text;
        (self.number + 1..)
            .take(count)
            .take_while(move |&next| {
                text.sentences.get(next).map(|sentence| sentence.block) == block
            })
            .map(move |next| (next, text.of(next)))
    }

    /// The part of `full` around `at` that stands between semicolons.
    pub fn segment(&self, at: usize) -> Range<usize> {
        let start = self.full[..at].rfind(';').map_or(0, |found| found + 1);
        let end = self.full[at..]
            .find(';')
            .map_or(self.full.len(), |found| at + found);
        start..end
    }
}
