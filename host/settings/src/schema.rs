//! The schema that a plugin brings.

use assay_domain::{Digest, Untrusted};
use jsonschema::{PatternOptions, Validator};
use serde_json::Value;

use crate::bounds;

/// Why a schema is not used. The plugin that brings it is not either: nobody could say what its settings mean.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// It goes over a bound.
    #[error("the schema of its settings cannot be used: {what}")]
    Bound {
        /// Which.
        what: &'static str,
    },
    /// It is not JSON.
    #[error("the schema of its settings is not JSON")]
    NotJson,
    /// It is JSON, and not a schema.
    #[error("the schema of its settings is not a JSON Schema")]
    NotASchema,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where in the settings: `/notice/days`, or empty for the whole.
    pub place: String,
    /// What is wrong there. A stranger's schema takes part in the words.
    pub message: Untrusted,
}

/// A schema within bounds, compiled.
pub struct Schema {
    /// None when the plugin has no settings.
    validator: Option<Validator>,
    digest: Digest,
}

impl Schema {
    /// Reads the schema of a descriptor; an empty text says that there are no settings.
    ///
    /// # Errors
    /// When it is not a schema, or costs more than a schema may.
    pub fn parse(text: &str) -> Result<Self, SchemaError> {
        let digest = Digest::of(text);
        if text.trim().is_empty() {
            return Ok(Self {
                validator: None,
                digest,
            });
        }
        if text.len() > bounds::BYTES {
            return Err(SchemaError::Bound {
                what: "it has more than 65,536 bytes",
            });
        }
        // The reader of JSON stops at 128 levels by itself.
        let schema: Value = serde_json::from_str(text).map_err(|_| SchemaError::NotJson)?;
        bounds::check(&schema)?;
        let validator = jsonschema::options()
            .with_pattern_options(PatternOptions::regex())
            .build(&schema)
            .map_err(|_| SchemaError::NotASchema)?;
        Ok(Self {
            validator: Some(validator),
            digest,
        })
    }

    /// The digest of its text.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Everything that is wrong with some settings.
    pub fn violations(&self, settings: &Value) -> Vec<Violation> {
        match &self.validator {
            None => vec![Violation {
                place: String::new(),
                message: "this plugin has no settings".into(),
            }],
            Some(validator) => validator
                .iter_errors(settings)
                .map(|error| Violation {
                    place: error.instance_path().to_string(),
                    message: error.to_string().into(),
                })
                .collect(),
        }
    }
}
