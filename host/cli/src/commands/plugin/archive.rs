//! `assay plugin save` and `assay plugin load`

use std::{
    fs::File,
    io::{BufReader, BufWriter},
};

use assay_domain::{PluginId, exit_code};
use assay_trust::{Lock, Locked};
use miette::{IntoDiagnostic, WrapErr, miette};

use super::{
    add::{Arrived, admit},
    component::Component,
};
use crate::{
    args::{Load, Save, Shared},
    output,
    workbench::{Workbench, installed},
};

pub(super) fn save(arguments: &Save) -> miette::Result<u8> {
    let lock = Lock::open(&arguments.lock)?;
    let mut plugins = Vec::new();
    for locked in chosen(&lock, &arguments.plugins)? {
        let Component { bytes, envelope } =
            Component::read(&installed(&arguments.lock, &locked.id))?;
        if assay_domain::Digest::of(&bytes) != locked.digest {
            return Err(miette!(
                help = "let it in again with `assay plugin add`",
                "{} was changed after it was let in",
                locked.id
            ));
        }
        plugins.push((locked.id.to_string(), bytes, envelope));
    }
    if plugins.is_empty() {
        return Err(miette!("{} locks no plugin", arguments.lock.display()));
    }
    let count = plugins.len();
    let path = &arguments.output;
    let written = File::create(path)
        .map_err(Into::into)
        .and_then(|file| assay_registry::save(plugins, BufWriter::new(file)));
    written
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to write {}", path.display()))?;
    output::print(&format!(
        "wrote {count} {} to {}\n",
        if count == 1 { "plugin" } else { "plugins" },
        path.display()
    ));
    Ok(exit_code::APPROVE)
}

pub(super) async fn load(arguments: &Load, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let path = &arguments.archive;
    let file = File::open(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {}", path.display()))?;
    let limit = workbench.catalogue.limits.component_bytes;
    let pulled = assay_registry::load(BufReader::new(file), limit)
        .into_diagnostic()
        .wrap_err_with(|| format!("nothing of {} was let in", path.display()))?;
    let arrived = pulled.into_iter().map(|pulled| Arrived {
        source: format!("{}@{}", path.display(), pulled.manifest),
        component: pulled.into(),
    });
    admit(arrived.collect(), &arguments.consent, &workbench).await
}

/// The plugins that were named, or all of them.
fn chosen<'a>(lock: &'a Lock, ids: &[PluginId]) -> miette::Result<Vec<&'a Locked>> {
    if ids.is_empty() {
        return Ok(lock.plugins().iter().collect());
    }
    ids.iter()
        .map(|id| {
            lock.named(id)
                .ok_or_else(|| miette!("`{id}` was not let in: `assay plugin add` does that"))
        })
        .collect()
}
