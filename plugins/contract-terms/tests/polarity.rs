//! How often a sentence about training is read as it should be, on sentences of our own in `cases/training-polarity.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use contract_terms::actor::Parties;
use contract_terms::topics::training_use::class;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    set: String,
    label: char,
    text: String,
}

/// Right, wrongly said and missed.
#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Count {
    fn add(&mut self, said: bool, is: bool) {
        self.right += usize::from(said && is);
        self.wrong += usize::from(said && !is);
        self.missed += usize::from(!said && is);
    }

    fn precision(self) -> usize {
        100 * self.right / (self.right + self.wrong).max(1)
    }

    fn recall(self) -> usize {
        100 * self.right / (self.right + self.missed).max(1)
    }
}

#[test]
fn promises_and_permissions_are_told_apart() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/training-polarity.toml");
    let file: File = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(file.sentence.len() >= 150);
    let parties = Parties::new(&["Northwind AI, Inc.".to_owned()]);
    let mut sets: BTreeMap<&str, (Count, Count, usize, usize)> = BTreeMap::new();
    for sentence in &file.sentence {
        let read = class(&sentence.text, &parties).letter();
        let (protective, risky, same, all) = sets.entry(sentence.set.as_str()).or_default();
        protective.add("NI".contains(read), "NI".contains(sentence.label));
        risky.add("PO".contains(read), "PO".contains(sentence.label));
        *all += 1;
        *same += usize::from(read == sentence.label);
        if read != sentence.label {
            println!(
                "{} {} read as {read}: {}",
                sentence.set, sentence.label, sentence.text
            );
        }
    }
    for (set, (protective, risky, same, all)) in sets {
        println!(
            "{set}: {same} of {all} in their class; does not train: precision {} %, recall {} % ({} right, {} wrong, {} \
             missed); trains: precision {} %, recall {} % ({} right, {} wrong, {} missed)",
            protective.precision(),
            protective.recall(),
            protective.right,
            protective.wrong,
            protective.missed,
            risky.precision(),
            risky.recall(),
            risky.right,
            risky.wrong,
            risky.missed,
        );
        assert!(
            protective.precision() >= 90,
            "a promise that is none is the dangerous error"
        );
        assert!(protective.recall() >= 75 && risky.precision() >= 75 && risky.recall() >= 75);
    }
}
