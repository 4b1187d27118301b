//! What the buyer expects of a contract, from the settings of the run.

use serde::Deserialize;

/// Thresholds. They are the buyer's, not the law's; the defaults follow what data protection authorities and common
/// procurement policies ask for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Policy {
    /// Hours from becoming aware of a breach to telling the buyer.
    pub breach_notice_hours: u64,
    /// Days for which customer data may be kept while the contract runs.
    pub retention_days: u64,
    /// Days after the end of the contract until customer data is gone.
    pub deletion_days: u64,
    /// Days of notice before a new sub-processor.
    pub sub_processor_notice_days: u64,
    /// Months of fees that a liability cap has to cover.
    pub liability_cap_months: u64,
    /// Days of notice before the terms or the service change.
    pub change_notice_days: u64,
    /// Days of notice before a model is changed or withdrawn.
    pub model_notice_days: u64,
    /// Days of notice that the buyer may be asked to give before an audit.
    pub audit_notice_days: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            breach_notice_hours: 72,
            retention_days: 90,
            deletion_days: 90,
            sub_processor_notice_days: 10,
            liability_cap_months: 12,
            change_notice_days: 30,
            model_notice_days: 90,
            audit_notice_days: 60,
        }
    }
}

/// Settings that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the settings are not valid: {0}; they are a JSON object with whole numbers, for example {{\"breach-notice-hours\": 48}}"
)]
pub struct SettingsError(serde_json::Error);

impl Policy {
    /// Reads the settings of a run; empty settings are the defaults.
    ///
    /// # Errors
    /// When they are not JSON, name an unknown setting or give anything but a whole number.
    pub fn from_settings(settings: &str) -> Result<Self, SettingsError> {
        if settings.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(settings).map_err(SettingsError)
    }

    /// JSON Schema of the settings.
    pub const SCHEMA: &str = include_str!("settings.schema.json");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_replace_single_defaults() {
        let policy = Policy::from_settings(r#"{"breach-notice-hours": 24}"#).unwrap();
        assert_eq!(policy.breach_notice_hours, 24);
        assert_eq!(policy.retention_days, Policy::default().retention_days);
        assert_eq!(Policy::from_settings("").unwrap(), Policy::default());
    }

    #[test]
    fn a_misspelt_setting_is_an_error_that_names_it() {
        let error = Policy::from_settings(r#"{"breach-notice-hour": 24}"#).unwrap_err();
        assert!(error.to_string().contains("breach-notice-hour"), "{error}");
    }

    #[test]
    fn the_schema_names_every_setting_with_its_default() {
        let schema: serde_json::Value = serde_json::from_str(Policy::SCHEMA).unwrap();
        let defaults: serde_json::Map<String, serde_json::Value> = schema["properties"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, property)| (name.clone(), property["default"].clone()))
            .collect();
        assert_eq!(defaults.len(), 8);
        let read = Policy::from_settings(&serde_json::to_string(&defaults).unwrap()).unwrap();
        assert_eq!(read, Policy::default());
    }
}
