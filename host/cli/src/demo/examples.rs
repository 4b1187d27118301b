//! The example suppliers, embedded, and what the demonstration fills in.

use std::{fs, io, path::Path};

use include_dir::{Dir, include_dir};
use jiff::{Span, ToSpan, civil::Date};

use super::api::Ports;

/// The folder `examples` of the repository.
static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

/// The day for which the examples were written. Evidence ages; the demonstration moves every date of the two TOML files by as
/// many days as have passed since, so that it shows the same on any day.
const WRITTEN_FOR: Date = Date::constant(2026, 11, 20);

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
    pub(crate) fn write(&self, target: &Path, today: Date, ports: Option<Ports>) -> io::Result<()> {
        let folder = FOLDER.get_dir(self.folder).ok_or_else(|| {
            io::Error::other(format!(
                "the example `{}` is not part of this build",
                self.folder
            ))
        })?;
        write_folder(folder, folder.path(), target, today)?;
        let Some(ports) = ports else { return Ok(()) };
        let endpoint = folder
            .get_file(folder.path().join(ENDPOINT))
            .and_then(|file| file.contents_utf8())
            .ok_or_else(|| {
                io::Error::other(format!("the example `{}` has no {ENDPOINT}", self.folder))
            })?
            .replace("{{TLS_PORT}}", &ports.tls.to_string())
            .replace("{{PLAIN_PORT}}", &ports.plain.to_string());
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
        let is_toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        match file.contents_utf8().filter(|_| is_toml) {
            Some(text) => fs::write(path, moved(text, today))?,
            None => fs::write(path, file.contents())?,
        }
    }
    folder
        .dirs()
        .try_for_each(|inner| write_folder(inner, root, target, today))
}

/// Moves each `YYYY-MM-DD` by as many days as have passed since the examples were written, but for the dates of certificates.
fn moved(text: &str, today: Date) -> String {
    let days = WRITTEN_FOR
        .until(today)
        .map_or(0, |span: Span| span.get_days());
    text.split_inclusive('\n')
        .map(|line| {
            if line.starts_with("issued-on") || line.starts_with("expires-on") {
                line.to_owned()
            } else {
                moved_by(line, days)
            }
        })
        .collect()
}

fn moved_by(text: &str, days: i32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let day = rest.get(..10).and_then(|word| word.parse::<Date>().ok());
        match day.and_then(|day| day.checked_add(days.days()).ok()) {
            Some(day) => {
                out.push_str(&day.to_string());
                rest = &rest[10..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_move_with_the_day_and_nothing_else_does() {
        let text = "dated = 2026-11-01 # of 2026, €12-34\nissued-on = 2026-11-01\n";
        assert_eq!(moved(text, WRITTEN_FOR), text);
        let later = WRITTEN_FOR.checked_add(40.days()).unwrap();
        assert_eq!(
            moved(text, later),
            "dated = 2026-12-11 # of 2026, €12-34\nissued-on = 2026-11-01\n"
        );
    }
}
