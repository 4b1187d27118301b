//! The example suppliers, embedded, and what the demonstration fills in.

use std::{fs, io, path::Path};

use include_dir::{Dir, include_dir};
use jiff::civil::Date;

use super::{api::Served, dates::moved};

/// The folder `examples` of the repository.
static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

/// What an example adds to its `supplier.toml` while its API is served.
const ENDPOINT: &str = "endpoint.toml.template";

/// One example supplier.
pub(crate) struct Example {
    /// Its folder.
    pub(crate) folder: &'static str,
    /// What it shows.
    pub(crate) shows: &'static str,
}

/// All of them, in the order in which they are shown.
pub(crate) const EXAMPLES: [Example; 3] = [
    Example {
        folder: "lumenworks",
        shows: "says one thing and signs, serves and certifies another",
    },
    Example {
        folder: "clearpath",
        shows: "documents and keeps what it promises",
    },
    Example {
        folder: "quietlake",
        shows: "has not answered",
    },
];

impl Example {
    /// Writes the supplier's folder as of `today`, with its endpoint when an API is served for it.
    pub(crate) fn write(
        &self,
        target: &Path,
        today: Date,
        served: Option<Served>,
    ) -> io::Result<()> {
        let folder = FOLDER.get_dir(self.folder).ok_or_else(|| {
            io::Error::other(format!(
                "the example `{}` is not part of this build",
                self.folder
            ))
        })?;
        write_folder(folder, folder.path(), target, today)?;
        let Some(served) = served else { return Ok(()) };
        let endpoint = folder
            .get_file(folder.path().join(ENDPOINT))
            .and_then(|file| file.contents_utf8())
            .ok_or_else(|| {
                io::Error::other(format!("the example `{}` has no {ENDPOINT}", self.folder))
            })?
            .replace("{{TLS_PORT}}", &served.tls.to_string())
            .replace("{{PLAIN_PORT}}", &served.plain.to_string());
        let supplier = target.join(assay_dossier::SUPPLIER_FILE);
        let text = fs::read_to_string(&supplier)?;
        fs::write(supplier, format!("{text}\n{endpoint}"))
    }
}

fn write_folder(folder: &Dir, root: &Path, target: &Path, today: Date) -> io::Result<()> {
    for file in folder
        .files()
        .filter(|file| !file.path().ends_with(ENDPOINT))
    {
        let path = target.join(file.path().strip_prefix(root).map_err(io::Error::other)?);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, moved(file.contents(), today))?;
    }
    folder
        .dirs()
        .try_for_each(|inner| write_folder(inner, root, target, today))
}
