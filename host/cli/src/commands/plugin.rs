//! `assay plugin`

use assay_assessment::{LoadedPlugin, Vouched};
use assay_domain::exit_code;
use assay_report::{encode, plugin::PluginView, terminal};
use assay_sandbox::{Compiler, Plugin};
use miette::{IntoDiagnostic, WrapErr};

use crate::{
    args::{Format, PluginInspect, PluginList, Shared},
    output,
    workbench::{Workbench, vouched, worker},
};

pub(crate) async fn list(arguments: &PluginList, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let vouched = vouched(&arguments.plugins);
    let library = workbench
        .library(&arguments.plugins.folders, &vouched)
        .await?;
    let views: Vec<PluginView> = library
        .plugins
        .iter()
        .map(|loaded| loaded_view(loaded, &vouched))
        .collect();
    output::print(&match arguments.format {
        Format::Table => terminal::plugins(&views, output::page()),
        Format::Json => encode::json::pretty(&views),
    });
    for unloadable in &library.unloadable {
        anstream::eprintln!("error: {}: {}", unloadable.path.display(), unloadable.error);
    }
    Ok(if library.unloadable.is_empty() {
        exit_code::APPROVE
    } else {
        exit_code::ERROR
    })
}

pub(crate) async fn inspect(arguments: &PluginInspect, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let bytes = std::fs::read(&arguments.file)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {}", arguments.file.display()))?;
    let plugin = Plugin::load(
        &workbench.sandbox,
        workbench.cache.as_ref(),
        &Compiler::Child(worker()?),
        &bytes,
    )
    .await
    .into_diagnostic()
    .wrap_err_with(|| format!("{} cannot be used", arguments.file.display()))?;
    let view = view(&plugin, "not judged: `assess` knows the supplier");
    output::print(&match arguments.format {
        Format::Table => terminal::plugin(&view, output::page()),
        Format::Json => encode::json::pretty(&view),
    });
    Ok(exit_code::APPROVE)
}

fn loaded_view(loaded: &LoadedPlugin, vouched: &Vouched) -> PluginView {
    let standing = if loaded.bundled {
        "part of assay"
    } else if vouched.contains(loaded.plugin.reference().digest) {
        "vouched for"
    } else {
        "unverified: what it passes counts as the supplier's own word"
    };
    let mut view = view(&loaded.plugin, standing);
    view.refused = loaded.admitted.as_ref().err().map(ToString::to_string);
    view
}

fn view(plugin: &Plugin, standing: &str) -> PluginView {
    PluginView {
        reference: plugin.reference().clone(),
        descriptor: plugin.descriptor().clone(),
        imports: plugin.imports().names.iter().cloned().collect(),
        capabilities: plugin
            .imports()
            .capabilities
            .iter()
            .map(|capability| capability.name().to_owned())
            .collect(),
        size: plugin.size(),
        standing: standing.to_owned(),
        refused: None,
    }
}
