//! Names of things, each its own type so that one cannot be passed for another.

use serde::{Deserialize, Serialize};

/// Longest id in bytes. Ids are printed in tables and used as keys; 96 holds every id of the shipped catalogue with room.
const MAX_ID_LEN: usize = 96;

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{shown}` is not a valid id: use 1 to {MAX_ID_LEN} lower-case letters, digits, `-`, `_` and `.`, starting with a letter or digit"
)]
pub struct IdError {
    shown: String,
}

fn check(text: &str) -> Result<(), IdError> {
    let ok = !text.is_empty()
        && text.len() <= MAX_ID_LEN
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    if ok {
        Ok(())
    } else {
        // The text may be hostile: show a short, escaped form of it.
        let shown = text.chars().take(40).flat_map(char::escape_debug).collect();
        Err(IdError { shown })
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                check(&text)?;
                Ok(Self(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

id!(
    /// A check point of the catalogue, for example `breach-notice`.
    PointId
);
id!(
    /// A clause or control of a framework, lower case: `iso42001.6.1.2`, `iso42001.a.10.3`.
    ControlId
);
id!(
    /// A risk scenario of the catalogue, `r1` to `r16`.
    ScenarioId
);
id!(
    /// A supplier, as the dossier names it.
    SupplierId
);
id!(
    /// An AI system of a supplier.
    SystemId
);
id!(
    /// A plugin, as it describes itself. Its digest, not this, is its identity.
    PluginId
);
id!(
    /// An endpoint that the dossier declares.
    EndpointId
);
id!(
    /// A question that a plugin asks.
    QuestionId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_smuggle_terminal_codes_or_markup() {
        for bad in [
            "",
            "A",
            "-x",
            "a b",
            "a\u{1b}[31m",
            "<b>",
            "ä",
            &"x".repeat(97),
        ] {
            assert!(bad.parse::<PointId>().is_err(), "{bad:?} was accepted");
        }
        assert!("iso42001.a.10.3".parse::<ControlId>().is_ok());
        let shown = "a\u{1b}[31m".parse::<PointId>().unwrap_err().to_string();
        assert!(
            !shown.contains('\u{1b}'),
            "{shown:?} would reach the terminal raw"
        );
    }
}
