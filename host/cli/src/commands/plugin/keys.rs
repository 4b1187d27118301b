//! `assay plugin keygen` and `assay plugin sign`

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

use assay_domain::exit_code;
use assay_trust::{CONTRACT, Release, SecretKey, descriptor_digest, signature_path};
use miette::{IntoDiagnostic, WrapErr};

use super::component::Component;
use crate::{
    args::{Keygen, Shared, Sign},
    output,
    workbench::Workbench,
};

pub(super) fn keygen(arguments: &Keygen) -> miette::Result<u8> {
    let key = SecretKey::generate().into_diagnostic()?;
    let (secret, public) = (named(&arguments.name, "key"), named(&arguments.name, "pub"));
    write_new(&secret, key.to_pem().as_bytes(), 0o600)?;
    write_new(&public, key.public().to_pem().as_bytes(), 0o644)?;
    output::print(&format!(
        "Wrote {} and {}.\n\
         key {}\n\n\
         Whoever takes your word on suppliers puts this into trust.toml:\n\n\
         [[publishers]]\n\
         id = \"...\"             # a word of theirs\n\
         name = \"...\"           # what your plugins give as their publisher\n\
         keys = [\"{}\"]\n\
         suppliers = [\"*\"]      # or the ids of those on whom your word counts\n",
        secret.display(),
        public.display(),
        key.public().id(),
        key.public().to_line(),
    ));
    Ok(exit_code::APPROVE)
}

pub(super) async fn sign(arguments: &Sign, shared: &Shared) -> miette::Result<u8> {
    let key = arguments.key.as_deref().map(secret_key).transpose()?;
    let component = Component::read(&arguments.file)?;
    // What is signed is what the plugin says of itself today, so it has to say it.
    let plugin = component
        .load(&Workbench::open(shared)?)
        .await
        .wrap_err_with(|| format!("{} cannot be signed", arguments.file.display()))?;
    let release = Release {
        plugin: plugin.reference().clone(),
        contract: CONTRACT.to_owned(),
        descriptor: descriptor_digest(plugin.descriptor()),
    };
    let Some(key) = key else {
        output::print(&release.predicate());
        return Ok(exit_code::APPROVE);
    };
    let envelope = release.sign(&key, component.envelope).into_diagnostic()?;
    let file = signature_path(&arguments.file);
    output::write(&file, envelope.to_json())?;
    output::print(&format!(
        "{} {}\nsigned with {}\nwrote {}\n",
        release.plugin.id,
        release.plugin.digest,
        key.public().id(),
        file.display()
    ));
    Ok(exit_code::APPROVE)
}

pub(in crate::commands) fn secret_key(path: &Path) -> miette::Result<SecretKey> {
    let text = std::fs::read_to_string(path)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {}", path.display()))?;
    SecretKey::from_pem(&text)
        .into_diagnostic()
        .wrap_err_with(|| format!("{} cannot be used", path.display()))
}

fn named(name: &Path, extension: &str) -> PathBuf {
    let mut file = name.as_os_str().to_owned();
    file.push(".");
    file.push(extension);
    file.into()
}

/// A key that is there already may be the only one of its kind: it is never written over.
fn write_new(path: &Path, bytes: &[u8], mode: u32) -> miette::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options
        .open(path)
        .and_then(|mut file| file.write_all(bytes))
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to write {}", path.display()))
}
