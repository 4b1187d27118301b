//! Whose name is given to a registry.

use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::{Reference, RegistryError};

/// A user and a password for one registry.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The user.
    username: String,
    password: SecretString,
}

/// What Docker keeps. Helpers that would have to be run are left alone: a program that a file names is not started here.
#[derive(Deserialize)]
struct DockerConfig {
    #[serde(default)]
    auths: std::collections::BTreeMap<String, DockerAuth>,
}

#[derive(Deserialize)]
struct DockerAuth {
    auth: Option<SecretString>,
}

impl Credentials {
    /// What was given on the command line and on standard input.
    ///
    /// # Errors
    /// When the user has a colon, which HTTP cannot carry.
    pub fn new(username: String, password: SecretString) -> Result<Self, RegistryError> {
        if username.contains(':') {
            return Err(RegistryError::Credentials {
                problem: "a user name has no colon".to_owned(),
            });
        }
        Ok(Self { username, password })
    }

    /// The entry of a registry in Docker's `config.json`, if there is one.
    ///
    /// # Errors
    /// When the file or the entry cannot be read.
    pub fn from_docker(file: &Path, reference: &Reference) -> Result<Option<Self>, RegistryError> {
        let bad = |problem: String| RegistryError::Credentials {
            problem: format!("{}: {problem}", file.display()),
        };
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(bad(error.to_string())),
        };
        // The place of a mistake and not its words: they could quote a secret.
        let config: DockerConfig = serde_json::from_slice(&bytes)
            .map_err(|error| bad(format!("not as Docker writes it, at line {}", error.line())))?;
        // Docker wrote the name of its Hub as an address.
        let name = match reference.host.as_str() {
            "docker.io" => "https://index.docker.io/v1/",
            host => host,
        };
        let Some(auth) = config.auths.get(name).and_then(|entry| entry.auth.as_ref()) else {
            return Ok(None);
        };
        let text = STANDARD
            .decode(auth.expose_secret())
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        let Some((username, password)) = text.as_deref().and_then(|text| text.split_once(':'))
        else {
            return Err(bad(format!(
                "the entry of `{name}` is not `USER:PASSWORD` in base64"
            )));
        };
        Self::new(username.to_owned(), password.into()).map(Some)
    }

    /// For the header `authorization`.
    pub(crate) fn basic(&self) -> SecretString {
        let pair = format!("{}:{}", self.username, self.password.expose_secret());
        format!("Basic {}", STANDARD.encode(pair)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(config: &str) -> Result<Option<String>, RegistryError> {
        let folder = std::env::temp_dir().join(format!("assay-docker-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{}.json", assay_domain::Digest::of(config).short()));
        std::fs::write(&file, config).unwrap();
        let reference = "oci://registry.example.com/x:1".parse().unwrap();
        let found = Credentials::from_docker(&file, &reference);
        std::fs::remove_file(&file).unwrap();
        Ok(found?.map(|found| found.basic().expose_secret().to_owned()))
    }

    #[test]
    fn only_the_entry_of_exactly_this_registry_counts() {
        // "alice:wonder" and "mallory:x".
        let both = r#"{"auths":{"registry.example.com":{"auth":"YWxpY2U6d29uZGVy"},"example.com":{"auth":"bWFsbG9yeTp4"}}}"#;
        assert_eq!(entry(both).unwrap().unwrap(), "Basic YWxpY2U6d29uZGVy");
        for other in [
            "{}",
            r#"{"credsStore":"desktop","auths":{"registry.example.com":{}}}"#,
            r#"{"auths":{"registry.example.com.evil.org":{"auth":"bWFsbG9yeTp4"}}}"#,
        ] {
            assert!(entry(other).unwrap().is_none(), "{other}");
        }
    }

    #[test]
    fn a_mistake_in_the_file_is_told_without_the_secret() {
        for config in [
            r#"{"auths":{"registry.example.com":{"auth":"YWxpY2U"}}}"#,
            r#"{"auths":{"registry.example.com":{"auth":["YWxpY2U"]}}}"#,
        ] {
            let error = entry(config).unwrap_err().to_string();
            assert!(!error.contains("YWxpY2U"), "{error}");
        }
    }
}
