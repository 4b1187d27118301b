//! `assay pack lint`

use assay_domain::exit_code;
use assay_pack::Built;
use assay_report::encode;
use assay_toml::Mistake;
use serde_json::{Value, json};

use super::{counted, read, tell};
use crate::{
    args::{Format, Shared, pack::Lint},
    output,
    workbench::catalogue,
};

pub(super) fn lint(arguments: &Lint, shared: &Shared) -> miette::Result<u8> {
    let read = read(&arguments.file, &catalogue(shared)?)?;
    let code = match &read {
        Ok(_) => exit_code::APPROVE,
        Err(_) => exit_code::ERROR,
    };
    match (arguments.format, read) {
        (Format::Json, read) => {
            let mistakes = read.err().unwrap_or_default();
            let list: Vec<Value> = mistakes.iter().map(view).collect();
            output::print(&encode::json::pretty(&list));
        }
        (Format::Table, Ok(built)) => {
            output::print(&format!(
                "{}: no mistake. {}\n",
                arguments.file.display(),
                summary(&built)
            ));
        }
        (Format::Table, Err(mistakes)) => {
            let count = counted(mistakes.len(), "mistake");
            tell(mistakes);
            anstream::eprintln!("{}: {count}", arguments.file.display());
        }
    }
    Ok(code)
}

fn view(mistake: &Mistake) -> Value {
    json!({
        "file": mistake.file,
        "line": mistake.line,
        "column": mistake.column,
        "key": mistake.key,
        "message": mistake.message,
    })
}

/// What a pack has.
pub(super) fn summary(built: &Built) -> String {
    let pack = &built.pack;
    format!(
        "It speaks to {} with {}, {} and {}.",
        counted(pack.answered().len(), "point"),
        counted(pack.questions.len(), "question"),
        counted(pack.clauses.len(), "clause"),
        counted(pack.probes.len(), "probe"),
    )
}
