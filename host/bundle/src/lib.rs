//! The first-party plugins, compiled to components by the build script.

/// A component that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Bundled {
    /// Its name.
    pub name: &'static str,
    /// The component.
    pub component: &'static [u8],
}

/// Every first-party plugin.
pub const PLUGINS: [Bundled; 3] = [
    Bundled {
        name: "iso42001-questionnaire",
        component: include_bytes!(concat!(env!("OUT_DIR"), "/iso42001_questionnaire.wasm")),
    },
    Bundled {
        name: "contract-terms",
        component: include_bytes!(concat!(env!("OUT_DIR"), "/contract_terms.wasm")),
    },
    Bundled {
        name: "api-probe",
        component: include_bytes!(concat!(env!("OUT_DIR"), "/api_probe.wasm")),
    },
];

/// The target folder of guests, so that tests that compile more of them share what has been compiled.
pub const GUEST_TARGET_DIR: &str = env!("ASSAY_GUEST_TARGET_DIR");
