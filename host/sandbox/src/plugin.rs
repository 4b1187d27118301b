//! A plugin: validated, compiled and described.

use std::sync::Arc;

use assay_domain::{Descriptor, Digest, PluginRef, RunError};
use jiff::civil::Date;
use wasmtime::{
    Store,
    component::{Component, Linker},
};

use crate::{
    Cache, Capability, Compiler, Imports, Sandbox, SandboxError,
    bindings::PluginPre,
    capabilities, convert,
    run::{RunInputs, prepare, within},
    state::RunState,
    transcript::Transcript,
};

/// A loaded plugin. It has described itself in a store that offers it nothing.
#[derive(Clone)]
pub struct Plugin {
    pub(crate) sandbox: Sandbox,
    pub(crate) component: Component,
    reference: PluginRef,
    descriptor: Arc<Descriptor>,
    imports: Imports,
    size: u64,
}

impl Plugin {
    /// Validates, compiles and describes a component.
    ///
    /// # Errors
    /// When it is not a plugin, goes over a limit, imports what no plugin may have, or cannot describe itself.
    pub async fn load(
        sandbox: &Sandbox,
        cache: Option<&Cache>,
        compiler: &Compiler,
        bytes: &[u8],
    ) -> Result<Self, SandboxError> {
        let digest = Digest::of(bytes);
        let component = crate::compile::compile(sandbox, cache, compiler, digest, bytes)?;
        let imports = Imports::read(&sandbox.engine, &component)?;
        if component
            .get_export_index(None, "assay:plugin/assessor@0.1.0")
            .is_none()
        {
            return Err(SandboxError::NotAPlugin);
        }
        let descriptor =
            describe(sandbox, &component)
                .await
                .map_err(|error| SandboxError::Describe {
                    detail: error.to_string(),
                })?;
        let reference = PluginRef {
            id: descriptor.id.clone(),
            version: descriptor.version.clone(),
            publisher: descriptor.publisher.clone(),
            digest,
        };
        let size = bytes.len() as u64;
        let descriptor = Arc::new(descriptor);
        Ok(Self {
            sandbox: sandbox.clone(),
            component,
            reference,
            descriptor,
            imports,
            size,
        })
    }

    /// Its name, version, publisher and digest.
    pub fn reference(&self) -> &PluginRef {
        &self.reference
    }

    /// What it says about itself.
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// What it really imports.
    pub fn imports(&self) -> &Imports {
        &self.imports
    }

    /// The size of the component in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }
}

pub(crate) async fn describe(
    sandbox: &Sandbox,
    component: &Component,
) -> Result<Descriptor, RunError> {
    let limits = &sandbox.limits;
    let not_loadable = |error: wasmtime::Error| RunError::NotLoadable {
        detail: error.root_cause().to_string(),
    };
    let mut linker = Linker::<RunState>::new(&sandbox.engine);
    // The interfaces of the contract are there so that the component can be instantiated; the transcript is closed, so that a call
    // of any of them ends describing. Traps in place of what is missing would also shadow the interfaces of the runtime whenever a
    // component names another patch version of WASI than the engine: a plugin could not even make a hash map.
    capabilities::link_runtime(&mut linker)
        .and_then(|()| {
            let mut all = Capability::ALL.into_iter();
            all.try_for_each(|capability| capabilities::link(&mut linker, capability))
        })
        .map_err(not_loadable)?;
    let pre = linker
        .instantiate_pre(component)
        .and_then(PluginPre::new)
        .map_err(not_loadable)?;
    let seed = Digest::of("describe");
    let state = RunState::new(
        limits,
        Arc::new(RunInputs::empty()),
        None,
        Transcript::Closed,
        Date::constant(2000, 1, 1),
        seed,
    );
    let mut store = Store::new(&sandbox.engine, state);
    prepare(&mut store, limits);
    let described = within(limits, async {
        let instance = pre.instantiate_async(&mut store).await?;
        instance
            .assay_plugin_assessor()
            .call_describe(&mut store)
            .await
    })
    .await?;
    convert::descriptor(described, limits)
}
