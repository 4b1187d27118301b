//! Folders as dossiers, and files as the two files of a dossier.

use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt as _, path::Path};

use assay_catalogue::Catalogue;
use assay_domain::Limits;
use assay_dossier::{ANSWERS_FILE, SUPPLIER_FILE};

use super::worker::Reply;
use crate::error::MeasureError;

/// What opens dossiers.
pub(crate) struct Dossiers {
    limits: Limits,
}

impl Dossiers {
    pub(crate) fn new() -> Result<Self, MeasureError> {
        let catalogue =
            Catalogue::load(None).map_err(|error| MeasureError::Host(error.to_string()))?;
        Ok(Self {
            limits: catalogue.limits,
        })
    }

    /// Whether it opens. What is wrong with it is drawn as a person would see it, and must not draw anything else.
    pub(crate) fn end(&self, path: &[u8]) -> Result<Reply, MeasureError> {
        let path = Path::new(OsStr::from_bytes(path));
        let mut reply = Reply::default();
        if path.is_dir() {
            self.open(path, "dossier", &mut reply);
            return Ok(reply);
        }
        let Ok(bytes) = fs::read(path) else {
            return Ok(Reply::ended("unreadable"));
        };
        let host = |error: std::io::Error| MeasureError::Host(error.to_string());
        let plain = "[supplier]\nid = \"survived\"\nlegal-name = \"Survived\"\n";
        for name in [SUPPLIER_FILE, ANSWERS_FILE] {
            let folder = tempfile::tempdir().map_err(host)?;
            fs::write(folder.path().join(SUPPLIER_FILE), plain).map_err(host)?;
            fs::write(folder.path().join(name), &bytes).map_err(host)?;
            self.open(folder.path(), name, &mut reply);
        }
        Ok(reply)
    }

    fn open(&self, folder: &Path, what: &str, reply: &mut Reply) {
        match assay_dossier::open(folder, &self.limits) {
            Ok(_) => reply.ended.push(format!("{what} opened")),
            Err(error) => {
                let drawn = format!("{:?}", miette::Report::new(error));
                if let Some(control) = drawn.chars().find(|c| c.is_control() && *c != '\n') {
                    reply.interpreted = Some(format!("the complaint draws {control:?}"));
                }
                reply.ended.push(format!("{what} refused"));
            }
        }
    }
}
