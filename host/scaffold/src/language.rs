//! What a project can be written in, and about.

/// A language of plugins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust, by cargo.
    Rust,
    /// Python, by componentize-py.
    Python,
    /// JavaScript, by componentize-qjs.
    Js,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::Rust, Self::Python, Self::Js];

    /// The name of its folder of templates.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Python => "python",
            Self::Js => "js",
        }
    }

    /// The file by which a project of it is known.
    pub const fn manifest(self) -> &'static str {
        match self {
            Self::Rust => "Cargo.toml",
            Self::Python => "pyproject.toml",
            Self::Js => "package.json",
        }
    }

    /// How its tests are run without WebAssembly.
    pub const fn test_command(self) -> &'static str {
        match self {
            Self::Rust => "cargo test",
            Self::Python => "python3 -m unittest",
            Self::Js => "node --test",
        }
    }
}

/// What a plugin looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The supplier's answers.
    Questionnaire,
    /// The supplier's API.
    Probe,
    /// The supplier's documents.
    Contract,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Questionnaire, Self::Probe, Self::Contract];

    /// The name of its folder of templates.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Questionnaire => "questionnaire",
            Self::Probe => "probe",
            Self::Contract => "contract",
        }
    }
}
