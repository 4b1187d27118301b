//! As whom a registry is asked.

use std::{
    env, fs,
    io::{self, Read},
    path::PathBuf,
};

use assay_registry::{Access, Credentials, Reference};
use directories::BaseDirs;
use miette::{IntoDiagnostic, WrapErr, miette};
use secrecy::SecretString;

use crate::args::Login;

/// Longest password that is read. Tokens have a few KiB.
const PASSWORD_BYTES: u64 = 64 * 1024;

/// What the command line and the entry of `docker login` say about a registry.
pub(super) fn access(login: &Login, reference: &Reference) -> miette::Result<Access> {
    let credentials = match &login.username {
        Some(username) => Some(Credentials::new(username.clone(), password()?).into_diagnostic()?),
        None => match docker_config() {
            Some(file) => Credentials::from_docker(&file, reference).into_diagnostic()?,
            None => None,
        },
    };
    let ca_pem = login.ca.as_ref().map(|path| {
        fs::read(path)
            .into_diagnostic()
            .wrap_err_with(|| format!("failed to read {}", path.display()))
    });
    Ok(Access {
        credentials,
        token_host: login.token_host.clone(),
        ca_pem: ca_pem.transpose()?,
        plain_http: login.plain_http,
    })
}

fn password() -> miette::Result<SecretString> {
    let mut text = String::new();
    io::stdin()
        .lock()
        .take(PASSWORD_BYTES)
        .read_to_string(&mut text)
        .into_diagnostic()
        .wrap_err("failed to read the password from standard input")?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(miette!("there is no password on standard input"));
    }
    Ok(password.into())
}

fn docker_config() -> Option<PathBuf> {
    let folder = env::var_os("DOCKER_CONFIG").map(PathBuf::from);
    folder
        .or_else(|| Some(BaseDirs::new()?.home_dir().join(".docker")))
        .map(|folder| folder.join("config.json"))
}
