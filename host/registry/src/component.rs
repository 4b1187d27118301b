//! What a component imports and exports, read from its own bytes.

use assay_domain::Digest;
use wasmparser::{Parser, Payload};

use crate::RegistryError;

/// What the interface of every plugin is called, without its version.
const ASSESSOR: &str = "assay:plugin/assessor@";
/// The world of plugins, without its version.
const WORLD: &str = "assay:plugin/plugin@";

/// The outside of a component.
pub(crate) struct Outside {
    pub(crate) digest: Digest,
    pub(crate) imports: Vec<String>,
    pub(crate) exports: Vec<String>,
}

impl Outside {
    pub(crate) fn of(bytes: &[u8]) -> Result<Self, RegistryError> {
        let wrong = |detail: String| RegistryError::NotAComponent { detail };
        if !Parser::is_component(bytes) {
            return Err(wrong(
                "its first bytes are not those of one (build it for `wasm32-wasip2`)".to_owned(),
            ));
        }
        let mut outside = Self {
            digest: Digest::of(bytes),
            imports: Vec::new(),
            exports: Vec::new(),
        };
        // Names count where nothing is nested.
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.map_err(|error| wrong(error.to_string()))? {
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(section) if depth == 0 => {
                    for import in section {
                        let import = import.map_err(|error| wrong(error.to_string()))?;
                        outside.imports.push(import.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 0 => {
                    for export in section {
                        let export = export.map_err(|error| wrong(error.to_string()))?;
                        outside.exports.push(export.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        Ok(outside)
    }

    /// The world that it was made for, when it is the one of plugins.
    pub(crate) fn target(&self) -> Option<String> {
        let version = self
            .exports
            .iter()
            .find_map(|name| name.strip_prefix(ASSESSOR))?;
        Some(format!("{WORLD}{version}"))
    }
}
