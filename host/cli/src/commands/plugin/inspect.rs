//! `assay plugin inspect`

use std::{collections::BTreeSet, path::Path};

use assay_domain::exit_code;
use assay_report::{
    encode,
    plugin::PluginView,
    terminal,
    upgrade::{UpgradeView, upgrade},
};
use assay_sandbox::Plugin;
use assay_trust::{CONTRACT, Trust, TrustError, descriptor_digest};
use miette::{IntoDiagnostic, WrapErr};
use serde::Serialize;

use super::component::Component;
use crate::{
    args::{Format, Inspect, Shared},
    output, workbench,
    workbench::Workbench,
};

/// A plugin, and what it asks for that another version did not.
#[derive(Serialize)]
struct Inspected {
    #[serde(flatten)]
    plugin: PluginView,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<UpgradeView>,
}

pub(super) async fn inspect(arguments: &Inspect, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let trust = workbench::trust_file(arguments.trust.as_deref())?;
    let plugin = judged(&arguments.file, &trust, &workbench).await?;
    let diff = match &arguments.diff {
        Some(old) => Some(upgrade(&judged(old, &trust, &workbench).await?, &plugin)),
        None => None,
    };
    output::print(&match arguments.format {
        Format::Table => {
            let difference = diff.map(|diff| terminal::upgrade(&diff, output::page()));
            let plugin = terminal::plugin(&plugin, output::page());
            plugin + &difference.unwrap_or_default()
        }
        Format::Json => encode::json::pretty(&Inspected { plugin, diff }),
    });
    Ok(exit_code::APPROVE)
}

/// A plugin with what its signatures are worth. What is revoked is not even asked to describe itself.
async fn judged(file: &Path, trust: &Trust, workbench: &Workbench) -> miette::Result<PluginView> {
    let cannot = || format!("{} cannot be used", file.display());
    let component = Component::read(file)?;
    let judged = trust.judge(component.digest(), component.envelope.as_ref());
    if let Err(error @ (TrustError::RevokedComponent { .. } | TrustError::RevokedKey { .. })) =
        judged
    {
        return Err(error).into_diagnostic().wrap_err_with(cannot);
    }
    let plugin = component.load(workbench).await.wrap_err_with(cannot)?;
    let judged = judged.and_then(|endorsement| {
        if let Some(endorsement) = &endorsement {
            endorsement.check(plugin.reference(), descriptor_digest(plugin.descriptor()))?;
        }
        Ok(endorsement)
    });
    Ok(match judged {
        Ok(Some(endorsement)) => PluginView {
            signed_by: endorsement
                .signers
                .iter()
                .map(ToString::to_string)
                .collect(),
            ..view(
                &plugin,
                &format!("signed by its publisher `{}`", endorsement.publisher.id),
            )
        },
        Ok(None) => view(&plugin, "not signed"),
        Err(error) => PluginView {
            refused: Some(error.to_string()),
            ..view(&plugin, "its signatures do not count")
        },
    })
}

pub(super) fn view(plugin: &Plugin, standing: &str) -> PluginView {
    let capabilities = &plugin.imports().capabilities;
    let names = |network: bool| {
        let some = capabilities
            .iter()
            .filter(move |capability| !network || capability.reaches_the_network());
        some.map(|capability| capability.name().to_owned())
            .collect()
    };
    PluginView {
        reference: plugin.reference().clone(),
        contract: CONTRACT.to_owned(),
        descriptor: plugin.descriptor().clone(),
        imports: plugin.imports().names.iter().cloned().collect(),
        capabilities: names(false),
        network: names(true),
        size: plugin.size(),
        signed_by: BTreeSet::new(),
        standing: standing.to_owned(),
        refused: None,
    }
}
