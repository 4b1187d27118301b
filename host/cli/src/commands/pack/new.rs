//! `assay pack new`

use std::{fs::File, io::Write as _};

use assay_domain::{PluginId, exit_code};
use miette::{IntoDiagnostic, WrapErr, miette};

use crate::{args::pack::New, output};

pub(super) fn new(arguments: &New) -> miette::Result<u8> {
    let name = arguments
        .name
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or_else(|| miette!("`{}` has no name", arguments.name.display()))?;
    let id: PluginId = name.trim_end_matches(".toml").parse().into_diagnostic()?;
    let path = arguments.name.with_file_name(format!("{id}.toml"));
    // A pack that somebody wrote is never written over.
    File::create_new(&path)
        .and_then(|mut file| file.write_all(assay_pack::starter(id.as_str()).as_bytes()))
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to write {}", path.display()))?;
    let path = path.display();
    output::print(&format!(
        "Wrote {path}.\n\n\
         1. Write your checks into it\n\
         2. assay pack lint {path}\n\
         3. assay pack build {path} -o checks/{id}.wasm\n\
         4. assay assess my-supplier --plugins checks --unlocked\n"
    ));
    Ok(exit_code::APPROVE)
}
