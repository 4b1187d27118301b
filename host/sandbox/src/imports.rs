//! What a component imports, read from its own type.

use std::collections::BTreeSet;

use wasmtime::{Engine, component::Component};

use crate::{Capability, SandboxError};

/// The contract that this host speaks.
const CONTRACT: &str = "assay:plugin/";
const CONTRACT_VERSION: &str = "@0.1.";

/// Interfaces that language runtimes import and that give nothing away here: empty environment, closed streams, a fixed clock
/// and seeded randomness. Measured: a plain Rust guest imports `wasi:cli` and `wasi:io` only.
const HARMLESS: [&str; 18] = [
    "wasi:cli/environment",
    "wasi:cli/exit",
    "wasi:cli/stdin",
    "wasi:cli/stdout",
    "wasi:cli/stderr",
    "wasi:cli/terminal-input",
    "wasi:cli/terminal-output",
    "wasi:cli/terminal-stdin",
    "wasi:cli/terminal-stdout",
    "wasi:cli/terminal-stderr",
    "wasi:io/error",
    "wasi:io/poll",
    "wasi:io/streams",
    "wasi:clocks/wall-clock",
    "wasi:clocks/monotonic-clock",
    "wasi:random/random",
    "wasi:random/insecure",
    "wasi:random/insecure-seed",
];

/// The imports of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imports {
    /// Capabilities that it really needs, whatever it says.
    pub capabilities: BTreeSet<Capability>,
    /// Every imported interface by its full name, sorted.
    pub names: BTreeSet<String>,
}

impl Imports {
    /// The full names of what a component imports.
    pub(crate) fn names(engine: &Engine, component: &Component) -> BTreeSet<String> {
        component
            .component_type()
            .imports(engine)
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    /// True for an interface that a language runtime imports and that gives nothing away here.
    pub(crate) fn is_harmless(name: &str) -> bool {
        let base = name.split('@').next().unwrap_or(name);
        HARMLESS.contains(&base)
    }

    pub(crate) fn read(engine: &Engine, component: &Component) -> Result<Self, SandboxError> {
        let mut imports = Self {
            capabilities: BTreeSet::new(),
            names: BTreeSet::new(),
        };
        for (name, _) in component.component_type().imports(engine) {
            imports.names.insert(name.to_owned());
            let base = name.split('@').next().unwrap_or(name);
            if HARMLESS.contains(&base) {
                continue;
            }
            let Some(interface) = base.strip_prefix(CONTRACT) else {
                return Err(SandboxError::ForbiddenImport {
                    import: shown(name),
                    hint: hint(base),
                });
            };
            if interface == "types" {
                continue;
            }
            match Capability::parse(interface) {
                Some(capability) if name.contains(CONTRACT_VERSION) => {
                    imports.capabilities.insert(capability);
                }
                _ => {
                    return Err(SandboxError::OtherContract {
                        import: shown(name),
                    });
                }
            }
        }
        Ok(imports)
    }
}

/// An import name is text of a stranger: short and escaped.
fn shown(name: &str) -> String {
    name.chars()
        .take(120)
        .flat_map(char::escape_debug)
        .collect()
}

fn hint(base: &str) -> &'static str {
    if base.starts_with("wasi:filesystem/") {
        ": read the supplier's documents through `assay:plugin/documents`; a Python plugin is built with `--stub-wasi`"
    } else if base.starts_with("wasi:sockets/") || base.starts_with("wasi:http/") {
        ": send requests through `assay:plugin/probe`"
    } else {
        ""
    }
}
