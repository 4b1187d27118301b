//! Real published terms, where they are present. They are not part of the project.

use std::fs;
use std::path::PathBuf;

use contract_terms::identity::Kind;
use contract_terms::{Source, Supplier};

/// The folder of real terms, or none, which is said aloud.
pub(crate) fn terms_dir(test: &str) -> Option<PathBuf> {
    let dir = std::env::var_os("ASSAY_TERMS_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/terms"),
        PathBuf::from,
    );
    let found = dir.join("truths.toml").is_file();
    if !found {
        eprintln!(
            "SKIPPED: {test}: no truths.toml in {}; set ASSAY_TERMS_DIR to a folder of labelled terms",
            dir.display()
        );
    }
    found.then_some(dir)
}

/// The kind of a document, going by its file name in the collection.
pub(crate) fn kind_of(file: &str) -> Option<Kind> {
    match file.trim_end_matches(".md") {
        "Data Processor Agreement" => Some(Kind::Dpa),
        "Terms of Service"
        | "Commercial Terms"
        | "Developer Terms"
        | "Platform to Business Notice" => Some(Kind::Terms),
        "Privacy Policy" => Some(Kind::PrivacyPolicy),
        _ => None,
    }
}

/// The supplier of a folder of the collection.
pub(crate) fn supplier(folder: &str) -> Supplier {
    let names: &[&str] = match folder {
        "Claude.ai" => &["Anthropic, PBC", "Claude"],
        "Jasper" => &["Jasper AI, Inc."],
        "OpenAI" => &["OpenAI OpCo, LLC", "OpenAI", "ChatGPT"],
        "Mistral AI" => &["Mistral AI SAS"],
        "Berget AI" => &["Berget AI AB", "Berget"],
        other => &[other],
    };
    Supplier {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        website: None,
    }
}

/// One document of a folder.
pub(crate) fn source(dir: &std::path::Path, folder: &str, file: &str) -> Option<Source> {
    Some(Source {
        name: file.to_owned(),
        kind: kind_of(file)?,
        text: Some(fs::read_to_string(dir.join(folder).join(file)).ok()?),
    })
}
