//! What a component is, before anything of it is compiled: its size, its kind, whether it is valid, and what it imports and
//! exports. The only thing that looks at a stranger's bytes in this process, and it links no compiler.

use std::collections::BTreeSet;

use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};

/// Why bytes are no component that may be compiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Not WebAssembly at all.
    #[error("it does not start with the bytes `\\0asm`")]
    NotWasm,
    /// A core module.
    #[error("it is a core module")]
    CoreModule,
    /// Larger than it may be.
    #[error("it has {size} bytes, more than {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Not valid.
    #[error("{detail}")]
    Invalid {
        /// What the validator said.
        detail: String,
    },
}

impl From<wasmparser::BinaryReaderError> for Unfit {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::Invalid {
            detail: error.message().to_owned(),
        }
    }
}

/// What a valid component imports and exports, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Names of imports.
    pub imports: BTreeSet<String>,
    /// Names of exports.
    pub exports: BTreeSet<String>,
}

/// Size, kind and validity, in this order.
///
/// # Errors
/// When it is not a valid component of at most `limit` bytes.
pub fn check(bytes: &[u8], limit: u64) -> Result<(), Unfit> {
    if !bytes.starts_with(b"\0asm") {
        return Err(Unfit::NotWasm);
    }
    let size = bytes.len() as u64;
    if size > limit {
        return Err(Unfit::TooLarge { size, limit });
    }
    if let Some(first) = Parser::new(0).parse_all(bytes).next()
        && let Payload::Version {
            encoding: Encoding::Module,
            ..
        } = first?
    {
        return Err(Unfit::CoreModule);
    }
    Validator::new_with_features(features()).validate_all(bytes)?;
    Ok(())
}

/// What the engine can run. What it cannot is refused here by name, before a compiler sees it.
fn features() -> WasmFeatures {
    WasmFeatures::default()
        - WasmFeatures::CM_ASYNC
        - WasmFeatures::THREADS
        - WasmFeatures::MEMORY64
        - WasmFeatures::RELAXED_SIMD
        - WasmFeatures::EXCEPTIONS
        - WasmFeatures::FUNCTION_REFERENCES
        - WasmFeatures::GC
}

/// The imports and exports of a component that was [`check`]ed.
///
/// # Errors
/// When it is not one.
pub fn outline(bytes: &[u8]) -> Result<Outline, Unfit> {
    let mut outline = Outline::default();
    // Sections of components and modules inside come between theirs; only the outermost names count.
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    outline.imports.insert(import?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    outline.exports.insert(export?.name.name.to_owned());
                }
            }
            _ => {}
        }
    }
    Ok(outline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_outermost_names_count() {
        let bytes = wat::parse_str(
            r#"(component
                (import "a:b/c@1.0.0" (instance))
                (component (import "d:e/f@1.0.0" (instance)) (instance $x) (export "g:h/i@1.0.0" (instance $x)))
                (core module (import "inner" "name" (func)))
                (instance $x)
                (export "j:k/l@1.0.0" (instance $x)))"#,
        )
        .unwrap();
        check(&bytes, 1_000).unwrap();
        let outline = outline(&bytes).unwrap();
        assert_eq!(outline.imports, ["a:b/c@1.0.0".to_owned()].into());
        assert_eq!(outline.exports, ["j:k/l@1.0.0".to_owned()].into());
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let module = wat::parse_str("(module)").unwrap();
        let component = wat::parse_str("(component)").unwrap();
        assert_eq!(check(b"hello", 1_000), Err(Unfit::NotWasm));
        assert_eq!(check(&module, 1_000), Err(Unfit::CoreModule));
        assert_eq!(
            check(&component, 7),
            Err(Unfit::TooLarge { size: 8, limit: 7 })
        );
        assert!(matches!(
            check(&component[..7], 1_000),
            Err(Unfit::Invalid { .. })
        ));
        assert_eq!(check(&component, 1_000), Ok(()));
    }
}
