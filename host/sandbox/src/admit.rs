//! A plugin whose imports are all granted.

use assay_domain::RunError;
use wasmtime::component::Linker;

use crate::{Grants, Plugin, bindings::PluginPre, capabilities, state::RunState};

/// A plugin that may run. Its linker offers what was granted and nothing else.
#[derive(Clone)]
pub struct Admitted {
    pub(crate) plugin: Plugin,
    pub(crate) grants: Grants,
    pub(crate) pre: PluginPre<RunState>,
}

impl Admitted {
    /// Compares what the component imports with what is granted, and links exactly that.
    ///
    /// # Errors
    /// [`RunError::CapabilityDenied`] names the first interface that is not granted.
    pub fn new(plugin: &Plugin, grants: &Grants) -> Result<Self, RunError> {
        let needed = &plugin.imports().capabilities;
        if let Some(denied) = needed
            .iter()
            .find(|capability| !grants.allows(**capability))
        {
            return Err(RunError::CapabilityDenied {
                interface: denied.name().to_owned(),
            });
        }
        let mut linker = Linker::<RunState>::new(&plugin.sandbox.engine);
        let linked = capabilities::link_runtime(&mut linker)
            .and_then(|()| {
                needed
                    .iter()
                    .try_for_each(|capability| capabilities::link(&mut linker, *capability))
            })
            .and_then(|()| linker.instantiate_pre(&plugin.component))
            .and_then(PluginPre::new);
        match linked {
            Ok(pre) => Ok(Self {
                plugin: plugin.clone(),
                grants: grants.clone(),
                pre,
            }),
            Err(error) => Err(RunError::NotLoadable {
                detail: error.root_cause().to_string(),
            }),
        }
    }

    /// The plugin.
    pub fn plugin(&self) -> &Plugin {
        &self.plugin
    }
}
