//! A dossier to start from.

use std::fs;

use assay_domain::{Choice, Condition, Question};
use assay_dossier::DossierError;
use proptest::prelude::*;

use crate::common::limits;

fn question(id: &str, text: &str) -> Question {
    Question {
        id: id.parse().expect("an id"),
        text: text.into(),
        guidance: text.into(),
        answer_kind: text.into(),
        choices: vec![Choice {
            value: text.into(),
            label: text.into(),
        }],
        evidence: text.into(),
        show_if: Some(Condition {
            question: "other".parse().expect("an id"),
            any_of: vec![text.into()],
        }),
        controls: Vec::new(),
    }
}

#[test]
fn what_init_writes_opens_and_says_nothing() {
    let above = tempfile::tempdir().expect("a folder");
    let folder = above.path().join("lumen");
    let questions = [question("iso42001.4.1", "Which issues matter?")];
    assay_dossier::init(&folder, "Lumen \"Works\", Inc.\n\\", &questions).expect("written");

    let dossier = assay_dossier::open(&folder, &limits()).expect("it opens");
    assert_eq!(dossier.supplier.profile.id.as_str(), "lumen-works-inc");
    assert_eq!(
        dossier.supplier.profile.legal_name.expose(),
        "Lumen \"Works\", Inc.\n\\"
    );
    assert!(dossier.answers.is_empty(), "no question is answered");
    assert!(dossier.documents.is_empty(), "the note is no evidence");
    assert_eq!(dossier.warnings, []);
    assert_eq!(
        dossier
            .inputs
            .iter()
            .map(|i| i.name.as_str())
            .collect::<Vec<_>>(),
        ["answers.toml", "supplier.toml"]
    );
}

/// The comments promise that taking away a `#` is enough.
#[test]
fn every_block_of_the_template_can_be_uncommented() {
    let above = tempfile::tempdir().expect("a folder");
    let folder = above.path().join("lumen");
    assay_dossier::init(&folder, "Lumen", &[question("q.1", "What?")]).expect("written");
    for (file, is_prose) in [
        (
            "supplier.toml",
            (|line: &str| !line.contains(" = ") && !line.starts_with('[')) as fn(&str) -> bool,
        ),
        ("answers.toml", |line: &str| {
            !line.starts_with(['[', 'v', 'c', 'd', 'a'])
        }),
    ] {
        let path = folder.join(file);
        let text: String = fs::read_to_string(&path)
            .expect("a file")
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(code) if !is_prose(code) => format!("{code}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        fs::write(path, text).expect("written");
    }
    for (file, bytes) in [
        ("internal-ca.pem", "-----BEGIN CERTIFICATE-----"),
        ("evidence/dpa.md", "DPA"),
        ("evidence/dpa-2025.md", "DPA of 2025"),
        ("evidence/iso-42001-certificate.md", "Certificate"),
    ] {
        fs::write(folder.join(file), bytes).expect("written");
    }
    let dossier = match assay_dossier::open(&folder, &limits()) {
        Ok(dossier) => dossier,
        Err(error) => panic!("{:?}", miette::Report::new(error)),
    };
    assert_eq!(dossier.supplier.systems.len(), 1);
    assert_eq!(dossier.supplier.endpoints.len(), 1);
    assert_eq!(dossier.supplier.certificates.len(), 1);
    assert_eq!(dossier.supplier.not_applicable.len(), 1);
    assert_eq!(dossier.answers.len(), 1);
    assert!(
        dossier
            .answers
            .values()
            .all(|answer| answer.is_placeholder())
    );
}

#[test]
fn nothing_is_overwritten() {
    let above = tempfile::tempdir().expect("a folder");
    fs::write(above.path().join("answers.toml"), "mine").expect("written");
    let refused = assay_dossier::init(above.path(), "Lumen", &[]);
    assert!(matches!(refused, Err(DossierError::Exists { .. })));
    assert!(!above.path().join("supplier.toml").exists());
    assert_eq!(
        fs::read_to_string(above.path().join("answers.toml")).expect("a file"),
        "mine"
    );
    assert!(matches!(
        assay_dossier::init(above.path(), " ", &[]),
        Err(DossierError::Name { .. })
    ));
}

proptest! {
    /// A hostile plugin's question must not answer itself: every line it gets is a comment.
    #[test]
    fn a_hostile_question_cannot_inject_toml(
        text in "(\\PC|[\\r\\n\\t\u{b}\u{c}\u{85}\u{2028}\u{2029}\u{1b}\u{0}\u{202e}\"'=#]){0,300}",
        name in "\\PC{1,40}|[\\r\\n\"\\\\\u{1b}a]{1,40}a",
    ) {
        let above = tempfile::tempdir().expect("a folder");
        let folder = above.path().join("new");
        let injecting = format!("{text}\n[answers]\nq = \"yes\"\r[answers]\rq = \"yes\"\n");
        let written = assay_dossier::init(&folder, &name, &[question("q", &injecting)]);
        prop_assume!(!matches!(written, Err(DossierError::Name { .. })));
        written.expect("written");
        let answers = fs::read_to_string(folder.join("answers.toml")).expect("a file");
        for line in answers.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            prop_assert!(line.is_empty() || line.starts_with('#'), "{line:?}");
        }
        prop_assert!(!answers.contains('\u{1b}'), "an escape code got through");
        let dossier = assay_dossier::open(&folder, &limits()).expect("it opens");
        prop_assert!(dossier.answers.is_empty());
        prop_assert_eq!(dossier.supplier.profile.legal_name.expose(), name.trim());
    }
}
