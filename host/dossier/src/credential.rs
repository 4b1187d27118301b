//! `[endpoints.credentials.NAME]`: secrets, by reference only.

use std::path::{Component, Path, PathBuf};

use assay_domain::{Credential, CredentialSource, EndpointId};
use url::Url;

use crate::{
    EVIDENCE_FOLDER, Warning,
    source::SECRET_KEYS,
    supplier::Surroundings,
    value::{Table, Value},
};

const BY_REFERENCE: &str = "name the environment variable that holds it with `from-env = \"...\"`, or a file outside evidence/ with `from-file = \"...\"`";

/// Headers with which a request would be something else than what was granted (RFC 9110, 7.6.1; RFC 9112, 6).
const FORBIDDEN_HEADERS: [&str; 8] = [
    "host",
    "connection",
    "content-length",
    "transfer-encoding",
    "te",
    "trailer",
    "upgrade",
    "expect",
];

pub(crate) fn read_all(
    endpoint: &Table<'_>,
    id: Option<&EndpointId>,
    base_url: Option<&Url>,
    around: &mut Surroundings<'_>,
) -> Vec<Credential> {
    let Some(value) = endpoint.get("credentials") else {
        return Vec::new();
    };
    if base_url.is_some_and(|url| url.scheme() == "http") {
        value.wrong("would be sent in clear text: `url` is not https", None);
    }
    let Some(table) = value.open_table() else {
        return Vec::new();
    };
    let mut credentials = Vec::new();
    for (name, value) in table.entries() {
        if !is_name(name.text) {
            table.wrong_key(
                &name,
                "is not a name for a credential",
                Some("use up to 32 lower-case letters, digits and `-`".to_owned()),
            );
            continue;
        }
        let credential = read(name.text, &value, around.folder);
        if let Some(credential) = &credential
            && let CredentialSource::File(file) = &credential.source
            && !file.is_file()
        {
            around.warnings.push(Warning::NoSecretFile {
                endpoint: id.map(ToString::to_string).unwrap_or_default(),
                credential: name.text.to_owned(),
                file: file.display().to_string(),
            });
        }
        credentials.extend(credential);
    }
    credentials
}

fn read(name: &str, value: &Value<'_>, folder: &Path) -> Option<Credential> {
    if value.node().as_str().is_some() {
        value.wrong_secret("is a secret in clear text", BY_REFERENCE);
        return None;
    }
    let table = value.open_table()?;
    let mut literal = false;
    for (key, value) in table.entries() {
        if matches!(key.text, "header" | "prefix" | "from-env" | "from-file") {
            continue;
        }
        let folded = key.text.to_lowercase().replace('_', "-");
        if SECRET_KEYS.contains(&folded.as_str()) {
            literal = true;
            value.wrong_secret("is a secret in clear text", BY_REFERENCE);
        } else {
            // Whatever it is, it stands where secrets are: it is not quoted either.
            value.wrong_secret(
                "unknown key",
                "known are `header`, `prefix`, `from-env`, `from-file`",
            );
        }
    }
    let source = match (table.get("from-env"), table.get("from-file")) {
        (Some(env), None) => from_env(&env),
        (None, Some(file)) => from_file(&file, folder),
        (Some(_), Some(file)) => {
            file.wrong("stands beside `from-env`", "keep one of them".to_owned());
            None
        }
        (None, None) if literal => None,
        (None, None) => {
            table.wrong("does not say where the secret is", BY_REFERENCE.to_owned());
            None
        }
    };
    let header = match table.get("header") {
        Some(value) => header(&value),
        None => Some("authorization".to_owned()),
    };
    let prefix = match table.get("prefix") {
        Some(value) => prefix(&value),
        None if header.as_deref() == Some("authorization") => Some("Bearer ".to_owned()),
        None => Some(String::new()),
    };
    Some(Credential {
        name: name.to_owned(),
        header: header?,
        prefix: prefix?,
        source: source?,
    })
}

fn is_name(text: &str) -> bool {
    const MAX_LEN: usize = 32;
    (1..=MAX_LEN).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn from_env(value: &Value<'_>) -> Option<CredentialSource> {
    let text = value.text()?;
    let is_name = !text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name {
        return Some(CredentialSource::Env(text.to_owned()));
    }
    // People paste the secret itself here.
    value.wrong_secret(
        "is not the name of an environment variable",
        "write only its name, for example `from-env = \"SUPPLIER_API_KEY\"`",
    );
    None
}

fn from_file(value: &Value<'_>, folder: &Path) -> Option<CredentialSource> {
    let path = folder.join(value.text()?);
    // Files of evidence/ are handed to plugins. Both the spelling and the file behind it are looked at.
    let evidence = folder.join(EVIDENCE_FOLDER);
    let real = (path.canonicalize(), evidence.canonicalize());
    let inside = plain(&path).starts_with(plain(&evidence))
        || matches!(real, (Ok(path), Ok(evidence)) if path.starts_with(&evidence));
    if inside {
        value.wrong(
            "is a file of evidence/, which plugins can read",
            "keep the secret outside of it".to_owned(),
        );
        return None;
    }
    Some(CredentialSource::File(path))
}

/// The path with `.` and `..` taken out as far as its spelling tells.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.pop() => {}
            other => plain.push(other),
        }
    }
    plain
}

fn header(value: &Value<'_>) -> Option<String> {
    let text = value.text()?.to_ascii_lowercase();
    let is_token = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if !is_token {
        value.wrong_secret(
            "is not the name of a header",
            "write only its name, for example `header = \"x-api-key\"`",
        );
        return None;
    }
    if FORBIDDEN_HEADERS.contains(&text.as_str()) {
        value.wrong("cannot carry a credential", None);
        return None;
    }
    Some(text)
}

fn prefix(value: &Value<'_>) -> Option<String> {
    const MAX_LEN: usize = 24;
    let text = match value.node().as_str() {
        Some("") => return Some(String::new()),
        _ => value.text()?,
    };
    let is_scheme = text.len() <= MAX_LEN
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || b" -_:=".contains(&byte));
    if is_scheme {
        return Some(text.to_owned());
    }
    value.wrong_secret(
        "is more than the word before a secret",
        "write only that, for example `prefix = \"Bearer \"`",
    );
    None
}
