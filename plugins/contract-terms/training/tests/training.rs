//! Training end to end, on contracts of our own and, where it is present, on the real data.

use std::fs;
use std::path::{Path, PathBuf};

use contract_terms::presence::category::ALL;
use contract_terms::presence::model::Model;
use contract_terms_training::calibrate::calibrate;
use contract_terms_training::corpus::{Contract, Corpus};
use contract_terms_training::learn::{keys, learn};
use contract_terms_training::train::{Settings, fit, out_of_fold, score};

/// Forty contracts of forty companies, half of which are governed by a law.
fn synthetic() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines: String = (0..40)
        .map(|number| {
            let other = format!("Party {number} shall pay the price within {number} days. Notices are sent by post. ");
            let clause = "This Agreement is governed by the laws of Denmark.";
            let has = number % 2 == 0;
            let text = if has { format!("{other}{clause}") } else { other.clone() };
            let labels: serde_json::Map<String, serde_json::Value> = ALL
                .iter()
                .map(|one| (one.name.to_owned(), (has && one.name == "Governing Law").into()))
                .collect();
            let spans = if has {
                serde_json::json!([{ "category": "Governing Law", "start": other.len(), "end": text.len() }])
            } else {
                serde_json::json!([])
            };
            let letters: String = format!("{number:03}").bytes().map(|digit| char::from(digit + b'A' - b'0')).collect();
            let line = serde_json::json!({ "file": format!("{letters}_2020.txt"), "text": text, "labels": labels, "spans": spans });
            format!("{line}\n")
        })
        .collect();
    let file = folder.path().join("synthetic.jsonl");
    fs::write(&file, lines).expect("the folder can be written");
    (folder, file)
}

fn trained(contracts: &[&Contract], settings: &Settings) -> Vec<u8> {
    let keys = keys(contracts, settings);
    let linears = learn(contracts, &keys, settings);
    let (scored, _) = out_of_fold(contracts, settings);
    Model::new(keys, linears, calibrate(&scored, settings)).to_bytes()
}

#[test]
fn what_is_marked_is_learned_and_the_bytes_are_the_same_each_time() {
    let (_folder, file) = synthetic();
    let corpus = Corpus::read(&file).unwrap();
    let contracts: Vec<&Contract> = corpus.contracts.iter().collect();
    let settings = Settings::default();
    let bytes = trained(&contracts, &settings);
    assert_eq!(bytes, trained(&contracts, &settings));
    let model = Model::parse(&[b"{}\n".as_slice(), &bytes].concat()).unwrap();
    for contract in &contracts {
        let decision = model
            .calibration(0)
            .unwrap()
            .decide(score(&model, contract).top[0]);
        assert_eq!(decision.likely, contract.has[0]);
    }
}

#[test]
fn a_line_that_is_no_contract_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.jsonl");
    fs::write(&file, "{}\n").unwrap();
    let error = Corpus::read(&file).unwrap_err().to_string();
    assert!(error.contains("line 1"), "{error}");
}

/// Short: one kind on a tenth of the real contracts. The figures of the README come from the command.
#[test]
fn real_contracts_are_learned_from() {
    let folder = std::env::var_os("ASSAY_CUAD_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/cuad"),
        PathBuf::from,
    );
    let file = folder.join("cuad_dev.jsonl");
    if !file.is_file() {
        assert!(
            std::env::var_os("CI").is_none() || std::env::var_os("ASSAY_CUAD_DIR").is_none(),
            "ASSAY_CUAD_DIR names a folder without cuad_dev.jsonl"
        );
        eprintln!(
            "SKIPPED: no cuad_dev.jsonl in {}; set ASSAY_CUAD_DIR to a folder that has it",
            folder.display()
        );
        return;
    }
    let corpus = Corpus::read(&file).unwrap();
    let (known, unknown): (Vec<_>, Vec<_>) = corpus
        .contracts
        .iter()
        .take(48)
        .partition(|one| one.group.as_str() < "c");
    let settings = Settings {
        rounds: 3,
        ..Settings::default()
    };
    let model = fit(&known, &settings);
    let right = unknown
        .iter()
        .filter(|contract| contract.has[0] && score(&model, contract).is_evidence[0])
        .count();
    let having = unknown.iter().filter(|contract| contract.has[0]).count();
    assert!(right * 3 > having * 2, "{right} of {having}");
}
