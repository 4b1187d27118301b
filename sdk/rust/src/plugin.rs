//! The trait that a plugin implements and the macro that exports it.

use std::marker::PhantomData;

use crate::{Descriptor, Observation, Run, bindings::exports::assay::plugin::assessor::RunContext};

/// A plugin.
pub trait Plugin {
    /// What the plugin is, which points it answers and what it needs. The same for every run; it may not call the host.
    fn describe() -> Descriptor;

    /// Assesses one supplier.
    ///
    /// # Errors
    /// Says in words why the plugin could not assess. Its points then count as not assessed, never as passed, so return
    /// an error only when nothing useful can be said; for a single point that cannot be told, return
    /// [`Observation::unknown`].
    fn assess(run: &Run) -> Result<Vec<Observation>, String>;
}

/// Joins a [`Plugin`] to the exports of the contract; [`export!`](crate::export) uses it.
#[derive(Debug)]
pub struct Exported<P>(PhantomData<P>);

impl<P: Plugin> crate::bindings::exports::assay::plugin::assessor::Guest for Exported<P> {
    fn describe() -> Descriptor {
        P::describe()
    }

    fn assess(context: RunContext) -> Result<Vec<Observation>, String> {
        P::assess(&Run::new(context)?)
    }
}

/// Exports a [`Plugin`] from the component.
///
/// Natively it only checks that the plugin is one: the names of component exports are not valid symbols for a native linker, and a native test
/// calls the plugin through [`testing::FakeHost`](crate::testing::FakeHost).
#[macro_export]
macro_rules! export {
    ($plugin:ty) => {
        #[cfg(target_family = "wasm")]
        const _: () = {
            type Component = $crate::Exported<$plugin>;
    $crate::bindings::export_component!(Component with_types_in $crate::bindings);
        };
        #[cfg(not(target_family = "wasm"))]
        const _: fn() -> $crate::Descriptor = <$plugin as $crate::Plugin>::describe;
    };
}
