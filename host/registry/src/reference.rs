//! `oci://HOST/REPO:TAG` and `oci://HOST/REPO@sha256:...`

use std::{fmt, str::FromStr};

use assay_domain::Digest;
use oci_spec::distribution;

use crate::RegistryError;

/// What the written form begins with.
const SCHEME: &str = "oci://";
/// Docker Hub, as people call it.
const HUB: &str = "docker.io";

/// A place in a registry, written out: no host and no tag is ever guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The registry: a name, with its port if it has one.
    pub host: String,
    /// The repository.
    pub repository: String,
    /// Which of its manifests.
    pub at: At,
}

/// What names a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// A name that may point elsewhere tomorrow.
    Tag(String),
    /// Exactly these bytes.
    Digest(Digest),
}

impl Reference {
    /// The same place with the manifest that was found there.
    #[must_use]
    pub fn pinned(&self, digest: Digest) -> Self {
        Self {
            at: At::Digest(digest),
            ..self.clone()
        }
    }

    /// The last part of the repository: what the plugin is called there.
    pub fn name(&self) -> &str {
        self.repository
            .rsplit('/')
            .next()
            .unwrap_or(&self.repository)
    }

    /// Where the registry answers. Docker Hub has a name for people and another for programs.
    pub(crate) fn api_host(&self) -> &str {
        match self.host.as_str() {
            HUB => "registry-1.docker.io",
            host => host,
        }
    }
}

impl FromStr for Reference {
    type Err = RegistryError;

    fn from_str(text: &str) -> Result<Self, RegistryError> {
        let wrong = |problem| RegistryError::Reference {
            text: crate::error::shown(text),
            problem,
        };
        let rest = text
            .strip_prefix(SCHEME)
            .ok_or_else(|| wrong("it has to begin with `oci://`"))?;
        let (host, path) = rest.split_once('/').ok_or_else(|| {
            wrong("it needs a host and a repository, as in `oci://HOST/REPO:TAG`")
        })?;
        if !(host.contains(['.', ':']) || host == "localhost") {
            return Err(wrong(
                "its host has to be written out, as in `registry.example.com` or `localhost:5000`",
            ));
        }
        if !path.contains([':', '@']) {
            return Err(wrong("it needs a tag or a digest: `:TAG` or `@sha256:...`"));
        }
        let parsed: distribution::Reference = rest.parse().map_err(|_| {
            wrong("a repository has lower-case letters, digits and `.`, `_`, `-`, `/` between them")
        })?;
        let at = match (parsed.digest(), parsed.tag()) {
            (Some(digest), _) => At::Digest(digest.parse().map_err(|_| {
                wrong("a digest is `sha256:` and 64 lower-case hexadecimal digits")
            })?),
            (None, Some(tag)) => At::Tag(tag.to_owned()),
            (None, None) => return Err(wrong("it needs a tag or a digest")),
        };
        Ok(Self {
            host: host.to_owned(),
            repository: parsed.repository().to_owned(),
            at,
        })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}/{}{}", self.host, self.repository, self.at)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => write!(f, ":{tag}"),
            Self::Digest(digest) => write!(f, "@{digest}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_out_is_read_and_written_the_same() {
        let digest = format!("oci://localhost:5000/a/b@sha256:{}", "0a".repeat(32));
        for text in ["oci://ghcr.io/honest/tone-check:1.2.0", &digest] {
            let reference: Reference = text.parse().unwrap();
            assert_eq!(reference.to_string(), text);
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for (text, part) in [
            ("ghcr.io/honest/tone-check:1", "oci://"),
            ("oci://tone-check:1", "host and a repository"),
            ("oci://honest/tone-check:1", "written out"),
            ("oci://ghcr.io/honest/tone-check", "a tag or a digest"),
            ("oci://ghcr.io/Honest/x:1", "lower-case"),
            ("oci://user@ghcr.io/x:1", "lower-case"),
            ("oci://ghcr.io/../x:1", "lower-case"),
            ("oci://ghcr.io/x@sha512:00", "lower-case"),
        ] {
            let error = text.parse::<Reference>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
