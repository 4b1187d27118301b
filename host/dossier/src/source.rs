//! Reading a TOML file of the folder.

use std::{fs, io::ErrorKind, io::Read, ops::Range, path::Path};

use assay_domain::Digest;
use toml::{Spanned, de::DeTable};

use crate::{
    error::Problem,
    problems::Problems,
    show::{self, shown},
};

/// Longest TOML file and certificate file in bytes. A full answer file is some hundred kilobytes; parsing needs several times
/// the size in memory.
const MAX_BYTES: u64 = 4 << 20;

/// Keys under which people write a secret.
pub(crate) const SECRET_KEYS: [&str; 8] = [
    "value", "token", "secret", "key", "api-key", "apikey", "password", "bearer",
];

/// A file of the folder as text, with the digest of its bytes.
pub(crate) struct Source {
    pub(crate) text: String,
    pub(crate) digest: Digest,
}

/// Reads a file of the folder. None when it is not there.
pub(crate) fn read(folder: &Path, file: &str) -> Result<Option<Source>, Box<Problem>> {
    let path = folder.join(file);
    let unreadable = |error: std::io::Error| {
        Box::new(Problem::of_file(file, format!("cannot be read: {error}")))
    };
    // A link could point at any file of this machine, whose content would then be quoted or hashed; opening a pipe would
    // never come back.
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
        Ok(facts) if !facts.is_file() => {
            let problem = Problem::of_file(file, "is not a regular file")
                .with_help("put the file itself into the folder: links are not followed");
            return Err(Box::new(problem));
        }
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    fs::File::open(&path)
        .and_then(|opened| opened.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("is longer than {MAX_BYTES} bytes");
        return Err(Box::new(Problem::of_file(file, message)));
    }
    let digest = Digest::of(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(Source { text, digest })),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count()
                + 1;
            let mut problem = Problem::of_file(file, format!("is not UTF-8 text at byte {at}"))
                .with_help("save the file as UTF-8");
            problem.line = Some(line);
            Err(Box::new(problem))
        }
    }
}

/// Parses TOML. On a syntax error everything that was found is reported and there is no table.
pub(crate) fn parse<'a>(text: &'a str, problems: &Problems<'_>) -> Option<Spanned<DeTable<'a>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(table);
    }
    for span in lines_with_secrets(text) {
        problems.keep_secret(span);
    }
    for error in errors {
        let span = error.span().unwrap_or(text.len()..text.len());
        let key = key_before(text, span.start);
        problems.report(span, key.as_deref(), show::escaped(error.message()), None);
    }
    None
}

/// The key of the line in which a place is, as far as it can be told from a file that could not be parsed.
fn key_before(text: &str, at: usize) -> Option<String> {
    let line = text.get(..at)?.rsplit('\n').next()?;
    let (key, _) = line.split_once('=')?;
    Some(shown(key.trim()))
}

/// What stands after `=` in lines whose key looks like that of a secret. Used only where the file could not be parsed, so
/// that a slip of the pen does not print a key that should not be there in the first place.
fn lines_with_secrets(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((key, _)) = line.split_once('=') {
            let folded = key.trim().trim_matches(['"', '\'']).to_lowercase();
            if SECRET_KEYS.iter().any(|word| folded.contains(word)) {
                spans.push(start + key.len() + 1..start + line.len());
            }
        }
        start += line.len();
    }
    spans
}
