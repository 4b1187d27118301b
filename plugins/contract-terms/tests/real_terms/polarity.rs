//! Sentences about training from real terms, labelled by one reader: how often a promise is recognised as one.

use crate::common;

use contract_terms::actor::Parties;
use contract_terms::text::Text;
use contract_terms::topics::training_use::polarity;
use serde_json::Value;

/// Suppliers whose sentences are in the set; in an assessment the dossier names them.
const SUPPLIERS: [&str; 17] = [
    "Anthropic",
    "OpenAI",
    "Mistral AI",
    "Jasper",
    "Pirr",
    "Google",
    "Cognition",
    "Codeium",
    "Replicate",
    "Murf",
    "Perplexity",
    "Qwen",
    "Lovable",
    "Cursor",
    "Anysphere",
    "Berget AI",
    "Alibaba Cloud",
];

#[test]
fn promises_not_to_train_are_recognised() {
    let Some(dir) = common::terms_dir("promises_not_to_train_are_recognised") else {
        return;
    };
    let Ok(raw) = std::fs::read_to_string(dir.join("training-polarity.json")) else {
        eprintln!(
            "SKIPPED: promises_not_to_train_are_recognised: no training-polarity.json in {}",
            dir.display()
        );
        return;
    };
    let set: Value = serde_json::from_str(&raw).unwrap();
    let names = SUPPLIERS.map(str::to_owned);
    let parties = Parties::new(&names);
    let (
        mut said_right,
        mut said_wrong,
        mut missed,
        mut risky_right,
        mut risky_wrong,
        mut risky_missed,
    ) = (0, 0, 0, 0, 0, 0);
    for item in set["items"].as_array().unwrap() {
        let (sentence, label) = (
            item["text"].as_str().unwrap(),
            item["label"].as_str().unwrap(),
        );
        let text = Text::read(sentence);
        // The set holds single sentences; one that is cut in two by its own punctuation is still one for its label.
        let readings: Vec<_> = (0..text.sentences().len())
            .filter_map(|number| {
                let view = text.view(number);
                polarity(&view.full, view.own, &parties)
            })
            .collect();
        let protective = readings.iter().any(|reading| reading.is_protective());
        let risky = readings.iter().any(|reading| !reading.is_protective());
        let (is_protective, is_risky) = (matches!(label, "N" | "I"), matches!(label, "P" | "O"));
        match (protective, is_protective) {
            (true, true) => said_right += 1,
            (true, false) => said_wrong += 1,
            (false, true) => missed += 1,
            (false, false) => {}
        }
        match (risky && !protective, is_risky) {
            (true, true) => risky_right += 1,
            (true, false) => risky_wrong += 1,
            (false, true) => risky_missed += 1,
            (false, false) => {}
        }
        if protective != is_protective || (risky && !protective) != is_risky {
            println!("{label}, read as {readings:?}: {sentence}");
        }
    }
    let percent = |part: u32, rest: u32| 100 * part / (part + rest).max(1);
    println!(
        "does not train: precision {} %, recall {} % ({said_right} right, {said_wrong} wrong, {missed} missed)",
        percent(said_right, said_wrong),
        percent(said_right, missed)
    );
    println!(
        "trains: precision {} %, recall {} % ({risky_right} right, {risky_wrong} wrong, {risky_missed} missed)",
        percent(risky_right, risky_wrong),
        percent(risky_right, risky_missed)
    );
    assert!(
        percent(said_right, said_wrong) >= 90,
        "a promise that is none is the dangerous error"
    );
    assert!(percent(said_right, missed) >= 75);
}
