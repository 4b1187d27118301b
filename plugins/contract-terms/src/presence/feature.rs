//! What the model sees of a sentence: hashed words and pairs of words, and which rules it meets.
//!
//! Training uses this very code, so what a weight was learned for is what it is applied to. Everything is integers; a feature
//! is a number of a bucket and is never spelled out in memory.

use std::ops::Range;

use super::rule;
use crate::text::Text;

/// The number of buckets is two to the power of this.
pub const BUCKETS_LOG2: u32 = 18;
/// The number of buckets of words.
pub const BUCKETS: usize = 1 << BUCKETS_LOG2;
/// The number of all buckets: behind those of words each rule has one of its own.
pub const ALL_BUCKETS: usize = BUCKETS + rule::COUNT;

/// Words of a heading, of the sentence before and of the sentence after that count.
const HEADING_WORDS: usize = 12;
const NEIGHBOUR_WORDS: usize = 40;
/// Key words of a sentence that are paired with each other. A longer sentence is a list, where pairs say little.
const MOST_KEYS: usize = 40;
/// A heading of at most so many words is not a clause; longer ones are clauses in capitals.
const TITLE_WORDS: usize = 7;

/// One word: the hash of it as written, and of its stem unless it is one of the commonest words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Of the word as written. Every number is the same word.
    pub whole: u32,
    /// Of its stem.
    pub stem: Option<u32>,
}

/// The words of a document by sentence.
#[derive(Debug)]
pub struct Words {
    words: Vec<Word>,
    sentences: Vec<Range<usize>>,
}

impl Words {
    /// Takes the words of all sentences.
    pub fn of(text: &Text) -> Self {
        let mut words = Vec::with_capacity(text.plain().len() / 5);
        let sentences = text
            .sentences()
            .iter()
            .map(|sentence| {
                let start = words.len();
                each_word(text.plain()[sentence.plain.clone()].as_bytes(), |word| {
                    words.push(word);
                });
                start..words.len()
            })
            .collect();
        Self { words, sentences }
    }

    /// The words of one sentence.
    pub fn sentence(&self, number: usize) -> &[Word] {
        self.sentences
            .get(number)
            .map_or(&[], |range| &self.words[range.clone()])
    }
}

/// True when a sentence can be a clause at all.
pub fn is_candidate(text: &Text, words: &Words, number: usize) -> bool {
    let is_heading = text
        .sentences()
        .get(number)
        .is_none_or(|sentence| sentence.is_heading);
    let count = words.sentence(number).len();
    count > 0 && !(is_heading && count <= TITLE_WORDS)
}

/// The stems that are worth pairing, found in training.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys(Vec<u32>);

impl Keys {
    /// From the hashes of stems.
    pub fn new(mut stems: Vec<u32>) -> Self {
        stems.sort_unstable();
        stems.dedup();
        Self(stems)
    }

    /// The hashes, in order.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    fn contains(&self, stem: u32) -> bool {
        self.0.binary_search(&stem).is_ok()
    }
}

/// What a feature is about. The number keeps the same word in two places apart.
#[derive(Clone, Copy)]
enum Field {
    Word = 1,
    Bigram = 2,
    Stem = 3,
    Pair = 4,
    Heading = 5,
    Before = 6,
    After = 7,
}

/// Writes the buckets of a sentence into `found`, ascending and each once.
pub fn features(text: &Text, words: &Words, number: usize, keys: &Keys, found: &mut Vec<u32>) {
    found.clear();
    let own = words.sentence(number);
    let mut paired: Vec<u32> = Vec::with_capacity(own.len());
    for (place, word) in own.iter().enumerate() {
        found.push(bucket(Field::Word, word.whole, 0));
        if let Some(next) = own.get(place + 1) {
            found.push(bucket(Field::Bigram, word.whole, next.whole));
        }
        if let Some(stem) = word.stem {
            found.push(bucket(Field::Stem, stem, 0));
            if keys.contains(stem) {
                paired.push(stem);
            }
        }
    }
    paired.sort_unstable();
    paired.dedup();
    paired.truncate(MOST_KEYS);
    for (place, &one) in paired.iter().enumerate() {
        for &other in &paired[place + 1..] {
            found.push(bucket(Field::Pair, one, other));
        }
    }
    let sentence = text.sentences().get(number);
    if let Some(heading) = sentence.and_then(|sentence| sentence.heading) {
        let title = words.sentence(heading).iter().take(HEADING_WORDS);
        found.extend(title.map(|word| bucket(Field::Heading, word.whole, 0)));
    }
    if let Some(before) = number.checked_sub(1) {
        let last = words.sentence(before).iter().rev().take(NEIGHBOUR_WORDS);
        found.extend(last.map(|word| bucket(Field::Before, word.whole, 0)));
    }
    let first = words.sentence(number + 1).iter().take(NEIGHBOUR_WORDS);
    found.extend(first.map(|word| bucket(Field::After, word.whole, 0)));
    found.sort_unstable();
    found.dedup();
    rule::each_met(text.of(number), |rule| found.push(BUCKETS as u32 + rule));
}

fn bucket(field: Field, one: u32, other: u32) -> u32 {
    // The finaliser of MurmurHash3 spreads the bits of FNV, whose low ones are weak.
    let mut hash = one
        .wrapping_add((field as u32).wrapping_mul(0x9e37_79b9))
        .wrapping_mul(0x0100_0193)
        ^ other.rotate_left(15).wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^= hash >> 16;
    hash >> (32 - BUCKETS_LOG2)
}

/// FNV-1a, 32 bits.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// Words are letters with an apostrophe inside, numbers, `$` and `%`.
fn each_word(plain: &[u8], mut take: impl FnMut(Word)) {
    let mut at = 0;
    while let Some(&first) = plain.get(at) {
        let start = at;
        at += 1;
        if first.is_ascii_alphabetic() {
            while plain.get(at).is_some_and(u8::is_ascii_alphabetic)
                || (plain.get(at) == Some(&b'\'')
                    && plain.get(at + 1).is_some_and(u8::is_ascii_alphabetic))
            {
                at += 1;
            }
            let word = &plain[start..at];
            take(Word {
                whole: hash(word),
                stem: (!is_common(word)).then(|| hash(stem(word))),
            });
        } else if first.is_ascii_digit() {
            while plain.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            let number = hash(b"0");
            take(Word {
                whole: number,
                stem: Some(number),
            });
        } else if matches!(first, b'$' | b'%') {
            let sign = hash(&[first]);
            take(Word {
                whole: sign,
                stem: Some(sign),
            });
        }
    }
}

/// The beginning of a word, without a common ending: enough to bring "assign", "assigned" and "assignment" together.
fn stem(word: &[u8]) -> &[u8] {
    let word = &word[..word.len().min(7)];
    for ending in [&b"ing"[..], b"ed", b"es", b"s", b"e"] {
        if word.len() > 4
            && let Some(rest) = word.strip_suffix(ending)
        {
            return rest;
        }
    }
    word
}

/// Words that say little beside another. "No", "not", "may", "shall", "if", "upon", "any" and "all" say a lot and are kept.
fn is_common(word: &[u8]) -> bool {
    matches!(
        word,
        b"the"
            | b"of"
            | b"to"
            | b"and"
            | b"or"
            | b"in"
            | b"a"
            | b"an"
            | b"by"
            | b"for"
            | b"with"
            | b"as"
            | b"on"
            | b"at"
            | b"be"
            | b"is"
            | b"are"
            | b"was"
            | b"were"
            | b"been"
            | b"that"
            | b"this"
            | b"such"
            | b"its"
            | b"it"
            | b"from"
            | b"which"
            | b"will"
            | b"each"
            | b"under"
            | b"into"
            | b"then"
            | b"their"
            | b"his"
            | b"her"
            | b"he"
            | b"they"
            | b"has"
            | b"have"
            | b"had"
            | b"but"
            | b"so"
            | b"these"
            | b"those"
            | b"there"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(raw: &str) -> (Vec<u32>, Text) {
        let text = Text::read(raw);
        let words = Words::of(&text);
        let keys = Keys::new(vec![hash(b"termina"), hash(b"conveni"), hash(b"notic")]);
        let mut found = Vec::new();
        features(&text, &words, 0, &keys, &mut found);
        (found, text)
    }

    /// A change of these numbers makes every shipped weight wrong: train anew.
    #[test]
    fn buckets_are_what_the_weights_were_trained_with() {
        let (found, _) = sentence("Customer may terminate this Agreement.");
        assert_eq!(found, GOLDEN);
        let (again, _) = sentence("customer MAY   terminate\nthis agreement.");
        assert_eq!(again, found, "case and white space do not matter");
    }

    const GOLDEN: &[u32] = &[
        6618, 13876, 18717, 97928, 150962, 161254, 176458, 181591, 192912, 232238, 255506, 257226,
        262032,
    ];

    #[test]
    fn words_of_one_stem_share_a_feature() {
        for word in ["terminate", "terminated", "termination", "terminates"] {
            assert_eq!(stem(word.as_bytes()), b"termina", "{word}");
        }
        assert_eq!(stem(b"audits"), stem(b"audited"));
        assert_eq!(stem(b"notices"), b"notic");
        assert_eq!(stem(b"fees"), b"fees");
    }

    #[test]
    fn key_words_are_paired_in_any_order() {
        let (one, _) = sentence("terminate convenience");
        let (other, _) = sentence("convenience terminate");
        let pair = bucket(
            Field::Pair,
            hash(b"termina").min(hash(b"conveni")),
            hash(b"termina").max(hash(b"conveni")),
        );
        assert!(one.contains(&pair) && other.contains(&pair));
    }

    #[test]
    fn a_number_is_a_number() {
        let mut words = Vec::new();
        each_word(b"30 60 $5 it's 'x'", |word| words.push(word.whole));
        assert_eq!(words[0], words[1]);
        assert_eq!(words.len(), 6);
        assert_eq!(words[4], hash(b"it's"));
    }
}
