//! Compiled code on disk: native code that this process will execute, so nobody else may be able to have written it.

use std::{
    fs, io,
    io::{Read, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::SandboxError;

/// Bytes of the key and of the tag in front of each file.
const TAG: usize = 32;

/// A private directory of compiled code. Owner and mode are checked when it is opened and each time a file is read; every
/// file carries a keyed checksum over its name and content.
#[derive(Debug, Clone)]
pub struct Cache {
    directory: PathBuf,
    key: [u8; TAG],
}

impl Cache {
    /// Opens or makes the directory.
    ///
    /// # Errors
    /// When it belongs to somebody else, when others may write or read it, or when it cannot be used.
    pub fn open(directory: &Path) -> Result<Self, SandboxError> {
        let failed = |detail: String| SandboxError::Cache {
            path: directory.display().to_string(),
            detail,
        };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)
            .map_err(|error| failed(error.to_string()))?;
        let found = fs::symlink_metadata(directory).map_err(|error| failed(error.to_string()))?;
        if !found.is_dir() {
            return Err(failed("it is not a directory".to_owned()));
        }
        private(&found)
            .map_err(|detail| failed(format!("{detail}; make it yours with mode 0700")))?;
        let key = read_key(directory).map_err(|error| failed(error.to_string()))?;
        Ok(Self {
            directory: directory.to_owned(),
            key,
        })
    }

    /// The code under a key, if it is there and is ours.
    pub(crate) fn get(&self, key: &str) -> Option<Vec<u8>> {
        let mut file = open_private(&self.path(key)).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let tag = bytes.first_chunk::<TAG>()?;
        let mut mac = self.mac(key);
        mac.update(&bytes[TAG..]);
        mac.verify_slice(tag).ok()?;
        bytes.drain(..TAG);
        Some(bytes)
    }

    /// Keeps code under a key. Written beside and renamed, so that a reader never sees half a file.
    pub(crate) fn put(&self, key: &str, code: &[u8]) -> Result<(), SandboxError> {
        let path = self.path(key);
        let part = self
            .directory
            .join(format!("{key}.{}.part", std::process::id()));
        let mut mac = self.mac(key);
        mac.update(code);
        let tag = mac.finalize().into_bytes();
        create_private(&part)
            .and_then(|mut file| {
                file.write_all(&tag)?;
                file.write_all(code)
            })
            .and_then(|()| fs::rename(&part, &path))
            .map_err(|error| SandboxError::Cache {
                path: path.display().to_string(),
                detail: error.to_string(),
            })
    }

    fn path(&self, key: &str) -> PathBuf {
        self.directory.join(format!("{key}.cwasm"))
    }

    fn mac(&self, key: &str) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        mac.update(key.as_bytes());
        mac
    }
}

fn read_key(directory: &Path) -> io::Result<[u8; TAG]> {
    let path = directory.join("key");
    let mut key = [0; TAG];
    match open_private(&path) {
        Ok(mut file) => {
            file.read_exact(&mut key)?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            getrandom::fill(&mut key).map_err(io::Error::other)?;
            // Another process may make the key at the same time: the first link wins and everybody reads it back.
            let part = directory.join(format!("key.{}.part", std::process::id()));
            create_private(&part)?.write_all(&key)?;
            let linked = fs::hard_link(&part, &path);
            fs::remove_file(&part)?;
            match linked {
                Ok(()) => Ok(key),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read_key(directory),
                Err(error) => Err(error),
            }
        }
        Err(error) => Err(error),
    }
}

fn create_private(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
}

fn open_private(path: &Path) -> io::Result<fs::File> {
    let file = fs::File::open(path)?;
    private(&file.metadata()?).map_err(io::Error::other)?;
    Ok(file)
}

fn private(found: &fs::Metadata) -> Result<(), String> {
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err("it belongs to another user".to_owned());
    }
    if found.mode() & 0o077 != 0 {
        return Err(format!(
            "others may use it (mode {:03o})",
            found.mode() & 0o777
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn cache() -> (tempfile::TempDir, Cache) {
        let directory = tempfile::tempdir().unwrap();
        let cache = Cache::open(&directory.path().join("code")).unwrap();
        (directory, cache)
    }

    #[test]
    fn keeps_code_across_processes() {
        let (_directory, cache) = cache();
        cache.put("a", b"code").unwrap();
        let again = Cache::open(&cache.directory).unwrap();
        assert_eq!(again.get("a").as_deref(), Some(b"code".as_slice()));
    }

    #[test]
    fn code_that_was_changed_or_moved_to_another_name_is_not_loaded() {
        let (_directory, cache) = cache();
        cache.put("a", b"code").unwrap();
        fs::copy(cache.path("a"), cache.path("b")).unwrap();
        assert_eq!(cache.get("b"), None, "the tag covers the name");
        let mut bytes = fs::read(cache.path("a")).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(cache.path("a"), bytes).unwrap();
        assert_eq!(cache.get("a"), None, "the tag covers the content");
    }

    #[test]
    fn a_directory_or_file_that_others_may_use_is_refused() {
        let (_directory, cache) = cache();
        cache.put("a", b"code").unwrap();
        fs::set_permissions(cache.path("a"), fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(cache.get("a"), None);
        fs::set_permissions(&cache.directory, fs::Permissions::from_mode(0o755)).unwrap();
        let error = Cache::open(&cache.directory).unwrap_err().to_string();
        assert!(
            error.contains("mode 755") && error.contains("0700"),
            "{error}"
        );
    }
}
