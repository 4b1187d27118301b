//! `settings.toml`: a table for each plugin, by its id.

use std::{collections::BTreeMap, path::Path};

use assay_domain::{PluginId, Untrusted};
use assay_toml::{Mistake, Source, Spanned};
use serde_json::Value;

use crate::Schema;

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Unreadable {
        /// The path.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// There is a mistake in it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mistake(#[from] Mistake),
}

/// What the operator set, by plugin.
#[derive(Debug, Default)]
pub struct Settings {
    source: Option<Source>,
    tables: BTreeMap<String, Spanned<Value>>,
}

impl Settings {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or is not TOML.
    pub fn open(path: &Path) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(path).map_err(|error| SettingsError::Unreadable {
            path: path.display().to_string(),
            error,
        })?;
        Ok(Self::parse(&path.display().to_string(), &text)?)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// When it is not TOML.
    pub fn parse(name: &str, text: &str) -> Result<Self, Mistake> {
        let source = Source::new(name, text);
        Ok(Self {
            tables: source.parse()?,
            source: Some(source),
        })
    }

    /// The settings of a plugin as JSON, or an empty text when there are none.
    ///
    /// # Errors
    /// When they are not what the plugin's schema says, with the place of its table.
    pub fn of(&self, plugin: &PluginId, schema: &Schema) -> Result<String, Mistake> {
        let (Some(source), Some(table)) = (&self.source, self.tables.get(plugin.as_str())) else {
            return Ok(String::new());
        };
        match schema.violations(table.get_ref()).first() {
            None => Ok(table.get_ref().to_string()),
            Some(violation) => {
                let key = format!("{plugin}{}", violation.place.replace('/', "."));
                let message = shown(&violation.message);
                Err(source.mistake(table.span(), key, message))
            }
        }
    }

    /// Refuses a table for a plugin that there is not: a slip there would silently leave a plugin as it was.
    ///
    /// # Errors
    /// Names the table, and the plugins that there are.
    pub fn check_names<'a>(
        &self,
        plugins: impl Iterator<Item = &'a PluginId> + Clone,
    ) -> Result<(), Mistake> {
        let Some(source) = &self.source else {
            return Ok(());
        };
        for (name, table) in &self.tables {
            if !plugins.clone().any(|plugin| plugin.as_str() == name) {
                let known: Vec<&str> = plugins.map(PluginId::as_str).collect();
                let message = format!(
                    "no plugin of this name takes part; there are: {}",
                    known.join(", ")
                );
                return Err(source.mistake(table.span(), name.escape_debug().to_string(), message));
            }
        }
        Ok(())
    }
}

/// A message in which a stranger's schema has a word: short, and without control characters.
fn shown(message: &Untrusted) -> String {
    message
        .expose()
        .chars()
        .take(300)
        .flat_map(char::escape_debug)
        .collect()
}
