//! Files as documents of a supplier.

use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt as _, path::Path};

use super::worker::Reply;
use crate::{
    case::{Case, Document},
    error::MeasureError,
    host::{Ended, Host},
};

/// The plugin that looks at every document.
const PLUGIN: &str = "contract-terms";

/// A host with one plugin that reads documents.
pub(crate) struct Documents {
    host: Host,
}

impl Documents {
    pub(crate) async fn new() -> Result<Self, MeasureError> {
        Ok(Self {
            host: Host::with(&[PLUGIN]).await?,
        })
    }

    /// What the host makes of a file: whether it can be read, and how the plugin ended that looked at it.
    pub(crate) async fn end(&self, path: &[u8]) -> Result<Reply, MeasureError> {
        let path = Path::new(OsStr::from_bytes(path));
        let Ok(bytes) = fs::read(path) else {
            return Ok(Reply::ended("unreadable"));
        };
        // Only the ending says what the file claims to be; the rest of its name could be anything.
        let ending: String = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(8)
            .collect();
        let mut case = Case::named("Survived");
        case.documents = vec![Document::new(
            format!("document.{ending}"),
            "contract",
            bytes,
        )];
        let ended = match self.host.ended("a document", &case).await {
            Ok(ended) => ended,
            Err(MeasureError::Dossier { .. }) => return Ok(Reply::ended("refused")),
            Err(error) => return Err(error),
        };
        Ok(Reply::ended(said(&ended)))
    }
}

fn said(ended: &Ended) -> String {
    let read = match &ended.unreadable {
        None => "read".to_owned(),
        // The word of the contract in front of the reason; a reason of the host itself is a sentence.
        Some(reason) => match reason.split_once(": ") {
            Some((word, _)) if !word.contains(' ') => format!("not read, {word}"),
            _ => "withheld".to_owned(),
        },
    };
    match ended.failed {
        None => read,
        Some(kind) => format!("{read}; {PLUGIN} failed, {kind}"),
    }
}
