//! What can be wrong with a component before it runs.

/// Why a component cannot be used. The text says what is wrong and what would fix it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SandboxError {
    /// The file cannot be read.
    #[error("the file cannot be read: {detail}")]
    Unreadable {
        /// Why.
        detail: String,
    },
    /// The file is not WebAssembly at all.
    #[error("this is not a WebAssembly file: it does not start with the bytes `\\0asm`")]
    NotWasm,
    /// A core module.
    #[error("this is a core module, not a component: build it for the target `wasm32-wasip2`")]
    CoreModule,
    /// The file is too large.
    #[error("the component has {size} bytes, more than the limit `component-bytes` of {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The validator refused it, for example because it is truncated.
    #[error("the component is not valid: {detail}")]
    Invalid {
        /// What the validator said.
        detail: String,
    },
    /// It needs something that no grant can give.
    #[error("the component imports `{import}`, which no plugin may have{hint}")]
    ForbiddenImport {
        /// The import.
        import: String,
        /// What would help, or empty.
        hint: &'static str,
    },
    /// It speaks another version of the contract.
    #[error("the component imports `{import}`; this host speaks `assay:plugin@0.1.0`")]
    OtherContract {
        /// The import.
        import: String,
    },
    /// It is a component, but not a plugin of ours.
    #[error(
        "the component does not export `assay:plugin/assessor@0.1.0`: it is not an assay plugin"
    )]
    NotAPlugin,
    /// It is a component, but not a document reader of ours.
    #[error(
        "the component does not export `assay:plugin/reader@0.1.0`: it is not a document reader"
    )]
    NotAReader,
    /// Compiling it went over the limits or failed.
    #[error("the component could not be compiled: {detail}")]
    Compile {
        /// Why.
        detail: String,
    },
    /// `describe` failed or said something that is not a description.
    #[error("the plugin could not describe itself: {detail}")]
    Describe {
        /// Why.
        detail: String,
    },
    /// The cache directory is not private.
    #[error("the code cache `{path}` cannot be used: {detail}")]
    Cache {
        /// The directory or file.
        path: String,
        /// What is wrong with it and what would fix it.
        detail: String,
    },
    /// The engine could not be set up on this machine.
    #[error("the engine could not be started: {detail}")]
    Engine {
        /// Why.
        detail: String,
    },
}

impl SandboxError {
    /// The stable kebab-case word for what is wrong.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::NotWasm => "not-wasm",
            Self::CoreModule => "core-module",
            Self::TooLarge { .. } => "too-large",
            Self::Invalid { .. } => "invalid",
            Self::ForbiddenImport { .. } => "forbidden-import",
            Self::OtherContract { .. } => "other-contract",
            Self::NotAPlugin => "not-a-plugin",
            Self::NotAReader => "not-a-reader",
            Self::Compile { .. } => "not-compiled",
            Self::Describe { .. } => "not-described",
            Self::Cache { .. } => "cache",
            Self::Engine { .. } => "engine",
        }
    }
}
