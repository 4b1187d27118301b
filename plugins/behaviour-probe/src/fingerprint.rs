//! Answers in a form that can be kept and compared, and not read.

use crate::{
    chat::Said,
    conduct::{self, Conduct},
    text::words,
};

/// Slots of a sketch.
const SLOTS: usize = 16;
/// The similarity of two equal answers: one more than what similar ones can reach.
const EQUAL: u8 = SLOTS as u8 + 1;

/// FNV-1a, as written down in the IETF draft of Fowler, Noll, Vo and Eastlake: the same on every machine and in every version
/// of this plugin. Nobody gains by a collision here.
fn fnv(seed: u64, bytes: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    // The low bytes of FNV mix poorly; sketches compare them.
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 24
}

/// Eight hexadecimal digits of a text.
pub(crate) fn digest(text: &str) -> u32 {
    (fnv(0, text.as_bytes()) & 0xffff_ffff) as u32
}

/// One answer: its digest, a sketch of its character four-grams (minwise hashing, Broder 1997, of which one byte is kept for
/// each slot), its number of words and whether it declined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    digest: u32,
    sketch: [u8; SLOTS],
    pub(crate) words: u16,
    pub(crate) declines: bool,
}

impl Fingerprint {
    pub(crate) fn of(said: &Said) -> Self {
        let words = words(&said.text);
        let folded = words.join(" ");
        let letters: Vec<char> = folded.chars().collect();
        let mut least = [u64::MAX; SLOTS];
        let width = letters.len().clamp(1, 4);
        for gram in letters.windows(width) {
            let gram: String = gram.iter().collect();
            for (slot, least) in (1_u64..).zip(&mut least) {
                *least = (*least).min(fnv(slot, gram.as_bytes()));
            }
        }
        Self {
            digest: digest(&said.text),
            sketch: least.map(|hash| (hash & 0xff) as u8),
            words: u16::try_from(words.len()).unwrap_or(u16::MAX),
            declines: conduct::of(said) == Conduct::Declines,
        }
    }

    /// 17 for the same text; otherwise how many of 16 slots agree, which estimates the share of common four-grams.
    pub(crate) fn similarity(&self, other: &Self) -> u8 {
        if self.is_same(other) {
            return EQUAL;
        }
        let same = self
            .sketch
            .iter()
            .zip(&other.sketch)
            .filter(|(a, b)| a == b);
        u8::try_from(same.count()).unwrap_or(EQUAL)
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.digest == other.digest && self.words == other.words
    }
}

/// `00c0ffee:0123...:12:d`
impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08x}:", self.digest)?;
        for byte in self.sketch {
            write!(f, "{byte:02x}")?;
        }
        let conduct = if self.declines { 'd' } else { 'a' };
        write!(f, ":{}:{conduct}", self.words)
    }
}

/// What an earlier version wrote, or what came back changed, is no fingerprint.
impl std::str::FromStr for Fingerprint {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split(':').collect();
        let [digest, sketch, words, conduct] = parts.as_slice() else {
            return Err(());
        };
        if digest.len() != 8 || sketch.len() != SLOTS * 2 || !sketch.is_ascii() {
            return Err(());
        }
        let mut slots = [0; SLOTS];
        for (slot, at) in slots.iter_mut().zip((0..).step_by(2)) {
            *slot = u8::from_str_radix(&sketch[at..at + 2], 16).map_err(drop)?;
        }
        Ok(Self {
            digest: u32::from_str_radix(digest, 16).map_err(drop)?,
            sketch: slots,
            words: words.parse().map_err(drop)?,
            declines: match *conduct {
                "d" => true,
                "a" => false,
                _ => return Err(()),
            },
        })
    }
}

/// A row of fingerprints as one text; `-` where there was no answer.
pub(crate) fn write(row: &[Option<Fingerprint>]) -> String {
    let one = |print: &Option<Fingerprint>| {
        print
            .as_ref()
            .map_or_else(|| "-".to_owned(), ToString::to_string)
    };
    row.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Reads such a row, or none when it is not one of this length.
pub(crate) fn read(text: &str, length: usize) -> Option<Vec<Option<Fingerprint>>> {
    let row: Option<Vec<Option<Fingerprint>>> = text
        .split(' ')
        .map(|part| match part {
            "-" => Some(None),
            print => print.parse().ok().map(Some),
        })
        .collect();
    row.filter(|row| row.len() == length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(&Said {
            text: text.to_owned(),
            declined: false,
        })
    }

    #[test]
    fn similar_answers_are_nearer_than_different_ones() {
        let one = print("The lighthouse stands on a cliff and its lamp turns all night long.");
        let near = print("The lighthouse stands on a rock and its lamp turns all night long.");
        let far = print("Markets open early; people sell bread, fish and flowers to each other.");
        assert_eq!(one.similarity(&one), EQUAL);
        assert!(one.similarity(&near) > one.similarity(&far) + 4);
        assert!(one.similarity(&near) < EQUAL);
    }

    #[test]
    fn the_form_stays_what_it_is() {
        // Kept in registers: a change of this line makes every comparison with an earlier date a false alarm.
        assert_eq!(
            print("Hello, world.").to_string(),
            "5fd79408:505b05fbead62aacb9b6a9bbe8c9c0bd:2:a"
        );
    }

    proptest! {
        #[test]
        fn a_row_reads_back(texts in proptest::collection::vec(proptest::option::of(".{0,80}"), 1..8)) {
            let row: Vec<_> = texts.iter().map(|text| text.as_deref().map(print)).collect();
            prop_assert_eq!(read(&write(&row), row.len()), Some(row));
        }

        #[test]
        fn rubbish_is_no_row(text in ".{0,200}") {
            prop_assert!(read(&text, 40).is_none());
        }
    }
}
