//! `assay plugin remove`

use std::{fs, io, path::Path};

use assay_domain::exit_code;
use assay_trust::{Lock, signature_path};
use miette::{IntoDiagnostic, WrapErr, miette};

use crate::{args::Remove, output, workbench::installed};

pub(super) fn remove(arguments: &Remove) -> miette::Result<u8> {
    let path = &arguments.house.lock;
    let mut lock = Lock::open(path)?;
    if !lock.remove(&arguments.id) {
        let known: Vec<&str> = lock.plugins().iter().map(|p| p.id.as_str()).collect();
        return Err(miette!(
            "`{}` is not in {}; there are: {}",
            arguments.id,
            path.display(),
            if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            }
        ));
    }
    // The lock first: a plugin without its entry does not run, an entry without its plugin is an error of every assessment.
    lock.write(path)?;
    let component = installed(path, &arguments.id);
    delete(&component)?;
    delete(&signature_path(&component))?;
    output::print(&format!("{} takes no part any more\n", arguments.id));
    Ok(exit_code::APPROVE)
}

/// Deletes a file that may not be there.
pub(super) fn delete(path: &Path) -> miette::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error)
            .into_diagnostic()
            .wrap_err_with(|| format!("failed to delete {}", path.display())),
        _ => Ok(()),
    }
}
