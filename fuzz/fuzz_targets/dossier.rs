//! A dossier out of any bytes: `supplier.toml`, `answers.toml` and a document, set apart by NUL. It opens, or what is wrong with
//! it is drawn without a control character.

#![no_main]

use std::{fs, sync::LazyLock};

use assay_catalogue::Catalogue;
use assay_domain::Limits;
use tempfile::TempDir;

static LIMITS: LazyLock<Limits> = LazyLock::new(|| Catalogue::embedded().limits);
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    miette::set_hook(Box::new(|_| {
        Box::new(miette::MietteHandlerOpts::new().color(false).build())
    }))
    .expect("nobody else sets it");
    let folder = tempfile::tempdir().expect("the folder for temporary files can be written");
    fs::create_dir(folder.path().join("evidence")).expect("it is empty");
    folder
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    for name in ["supplier.toml", "answers.toml", "evidence/document.md"] {
        let part = parts.next().unwrap_or_default();
        fs::write(FOLDER.path().join(name), part).expect("the folder is ours");
    }
    if let Err(error) = assay_dossier::open(FOLDER.path(), &LIMITS) {
        let drawn = format!("{:?}", miette::Report::new(error));
        assert!(!drawn.chars().any(|c| c.is_control() && c != '\n'), "{drawn:?}");
    }
});
