//! Words that nobody can guess and that a run with the same seed finds again.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Plain, unrelated words: a model copies them whole, and none is part of another.
const WORDS: [&str; 64] = [
    "amber", "anvil", "apron", "badge", "basil", "bison", "bugle", "cabin", "camel", "cedar",
    "chalk", "cider", "cliff", "cobra", "comet", "coral", "crane", "daisy", "delta", "dingo",
    "ember", "fable", "falcon", "fjord", "flint", "gecko", "ginger", "glove", "gravel", "hazel",
    "heron", "indigo", "ivory", "jasper", "kayak", "kettle", "koala", "lagoon", "lemon", "linen",
    "lotus", "magnet", "mango", "maple", "marble", "meadow", "nectar", "nutmeg", "olive", "onyx",
    "orchid", "otter", "pebble", "pepper", "quartz", "raven", "saddle", "tulip", "tundra",
    "velvet", "walnut", "willow", "yogurt", "zephyr",
];

/// Random numbers of one run. In a component they come from the seed that the host gives to the run: the same supplier,
/// plugin and day give the same numbers, and nobody who does not know all three can tell them before.
#[derive(Debug)]
pub(crate) struct Random {
    state: RandomState,
    drawn: u64,
}

impl Random {
    pub(crate) fn new() -> Self {
        Self {
            state: RandomState::new(),
            drawn: 0,
        }
    }

    fn number(&mut self) -> u64 {
        self.drawn += 1;
        let mut hasher = self.state.build_hasher();
        hasher.write_u64(self.drawn);
        hasher.finish()
    }

    fn word(&mut self) -> &'static str {
        WORDS[(self.number() % 64) as usize]
    }

    /// `quartz-lagoon-482157`: about 32 bits, and words that a model has no reason to say in this order.
    pub(crate) fn token(&mut self) -> String {
        let (first, second) = (self.word(), self.word());
        format!("{first}-{second}-{:06}", self.number() % 1_000_000)
    }

    /// Two digits.
    pub(crate) fn two_digits(&mut self) -> String {
        format!("{:02}", self.number() % 100)
    }
}
