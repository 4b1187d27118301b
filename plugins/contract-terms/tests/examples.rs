//! The contracts of the example suppliers, whole: a negotiated one says what a buyer wants, terms of the other kind do not.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::fs;
use std::path::Path;

use contract_terms::identity::Kind;
use contract_terms::policy::Policy;
use contract_terms::{Source, Supplier, read_all};

/// Points and outcomes of a supplier's documents, one line each.
fn outcomes(folder: &str, name: &str, files: &[(&str, Kind)]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(folder)
        .join("evidence");
    let sources: Vec<Source> = files
        .iter()
        .map(|(file, kind)| Source {
            name: (*file).to_owned(),
            kind: *kind,
            text: Some(fs::read_to_string(root.join(file)).unwrap()),
        })
        .collect();
    let supplier = Supplier {
        names: vec![name.to_owned()],
        website: None,
    };
    let report = read_all(&sources, &supplier, &Policy::default());
    for read in &report.read {
        assert!(read.text.is_ok(), "{:?}", read.text.as_ref().err());
    }
    report
        .findings
        .iter()
        .map(|finding| {
            println!(
                "{} {}: {}",
                finding.outcome.word(),
                finding.point,
                finding.detail
            );
            (finding.point.to_owned(), finding.outcome.word().to_owned())
        })
        .collect()
}

#[test]
fn a_negotiated_contract_passes_on_every_point() {
    let files = [
        ("contract/master-agreement.md", Kind::Contract),
        ("contract/dpa.md", Kind::Dpa),
    ];
    let outcomes = outcomes("clearpath", "Clearpath Language Systems B.V.", &files);
    let others: Vec<_> = outcomes
        .iter()
        .filter(|(_, outcome)| outcome != "pass")
        .collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn one_sided_terms_pass_on_none() {
    let files = [
        ("terms-of-service.md", Kind::Terms),
        ("data-processing-addendum.md", Kind::Dpa),
    ];
    let outcomes = outcomes("lumenworks", "Lumenworks Intelligence Ltd", &files);
    let passes: Vec<_> = outcomes
        .iter()
        .filter(|(_, outcome)| outcome == "pass")
        .collect();
    assert!(passes.is_empty(), "{passes:?}");
}
