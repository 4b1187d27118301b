//! `assay plugin pull`

use std::path::PathBuf;

use assay_domain::{Digest, exit_code};
use assay_registry::{Pulled, Reference, Registry};
use assay_trust::signature_path;
use miette::{IntoDiagnostic, WrapErr, miette};

use super::login;
use crate::{
    args::{Login, Pull, Shared},
    output,
    workbench::catalogue,
};

pub(super) async fn pull(arguments: &Pull, shared: &Shared) -> miette::Result<u8> {
    let file = match &arguments.output {
        Some(file) => file.clone(),
        None => PathBuf::from(format!("{}.wasm", arguments.reference.name())),
    };
    let signatures = signature_path(&file);
    // Old signatures beside a new component would be held against it, and a component may be the only copy.
    for path in [&file, &signatures] {
        if path.exists() {
            return Err(miette!(
                help = "remove it, or give another name with `-o`",
                "{} is there already",
                path.display()
            ));
        }
    }
    let limit = catalogue(shared)?.limits.component_bytes;
    let pulled = fetch(&arguments.reference, &arguments.login, limit).await?;
    output::write(&file, &pulled.component)?;
    output::print(&format!(
        "{}\ncomponent {}\nwrote {}\n",
        arguments.reference.pinned(pulled.manifest),
        Digest::of(&pulled.component),
        file.display()
    ));
    match &pulled.envelope {
        Some(envelope) => {
            output::write(&signatures, envelope.to_json())?;
            output::print(&format!(
                "wrote {}: `assay plugin verify` says who signed\n",
                signatures.display()
            ));
        }
        None => output::print("the registry has no signatures of it\n"),
    }
    Ok(exit_code::APPROVE)
}

/// A plugin out of a registry, checked and not judged.
pub(super) async fn fetch(
    reference: &Reference,
    login: &Login,
    component_bytes: u64,
) -> miette::Result<Pulled> {
    let access = login::access(login, reference)?;
    Registry::pull(reference, access, component_bytes)
        .await
        .into_diagnostic()
        .wrap_err_with(|| format!("{reference} was not pulled"))
}
