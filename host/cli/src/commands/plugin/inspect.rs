//! `assay plugin inspect`

use assay_domain::exit_code;
use assay_report::{encode, plugin::PluginView, terminal};
use assay_sandbox::Plugin;
use miette::WrapErr;

use super::component::Component;
use crate::{
    args::{Format, Inspect, Shared},
    output,
    workbench::Workbench,
};

pub(super) async fn inspect(arguments: &Inspect, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let plugin = Component::read(&arguments.file)?
        .load(&workbench)
        .await
        .wrap_err_with(|| format!("{} cannot be used", arguments.file.display()))?;
    let view = view(&plugin, "not judged: `assess` knows the supplier");
    output::print(&match arguments.format {
        Format::Table => terminal::plugin(&view, output::page()),
        Format::Json => encode::json::pretty(&view),
    });
    Ok(exit_code::APPROVE)
}

pub(super) fn view(plugin: &Plugin, standing: &str) -> PluginView {
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
