//! What the buyer expects of a certificate, from the settings of the run.

use serde::Deserialize;

/// Terms in months. The defaults are those of ISO/IEC 17021-1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Settings {
    /// Months for which a certificate may run (ISO/IEC 17021-1, 9.6.3.2.2: three years).
    pub(crate) term_months: u16,
    /// Months between surveillance audits (ISO/IEC 17021-1, 9.1.3.3: once a calendar year, the first within twelve months).
    pub(crate) surveillance_months: u16,
    /// Months that are granted on top, for the audit to be closed and reported.
    pub(crate) surveillance_grace_months: u16,
    /// Months after which a look into a register has to be repeated.
    pub(crate) register_months: u16,
    /// Days before the end from which on it is worth a word.
    pub(crate) lapses_soon_days: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            term_months: 36,
            surveillance_months: 12,
            surveillance_grace_months: 3,
            register_months: 12,
            lapses_soon_days: 90,
        }
    }
}

/// Settings that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the settings are not valid: {0}; they are a JSON object with whole numbers, for example {{\"surveillance-grace-months\": 3}}"
)]
pub(crate) struct SettingsError(serde_json::Error);

impl Settings {
    /// Reads the settings of a run; empty settings are the defaults.
    ///
    /// # Errors
    /// When they are not JSON, name an unknown setting or give anything but a whole number.
    pub(crate) fn read(settings: &str) -> Result<Self, SettingsError> {
        if settings.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(settings).map_err(SettingsError)
    }

    /// JSON Schema of the settings.
    pub(crate) const SCHEMA: &str = include_str!("settings.schema.json");
}
