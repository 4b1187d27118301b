//! A mail address, as an identity provider vouches for one.

use serde::{Deserialize, Serialize};

/// Longest address in bytes (RFC 5321, 4.5.3.1.3, with the brackets left out).
const MAX_LEN: usize = 254;

/// A mail address in lower case: what stands before the `@` could by RFC 5321 tell upper from lower, and no provider lets two people
/// differ in nothing else.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Email(String);

/// A text that is no mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a mail address is `somebody@a.host`, without spaces, of at most {MAX_LEN} bytes")]
pub struct EmailError;

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, EmailError> {
        let text = text.trim().to_lowercase();
        let unfit = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',');
        match text.split_once('@') {
            Some((who, host))
                if !who.is_empty()
                    && !host.is_empty()
                    && !host.contains('@')
                    && text.len() <= MAX_LEN
                    && !text.contains(unfit) =>
            {
                Ok(Self(text))
            }
            _ => Err(EmailError),
        }
    }
}

impl std::str::FromStr for Email {
    type Err = EmailError;
    fn from_str(text: &str) -> Result<Self, EmailError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_one_person() {
        let address = "Mira.Lopez@Buyer.example".parse::<Email>().unwrap();
        assert_eq!(address.as_str(), "mira.lopez@buyer.example");
        for wrong in [
            "mira",
            "@buyer.example",
            "mira@",
            "a@b@c",
            "a b@c",
            "a@c,b@c",
            "<a@c>",
            "a@c\0",
        ] {
            assert!(wrong.parse::<Email>().is_err(), "{wrong:?}");
        }
    }
}
