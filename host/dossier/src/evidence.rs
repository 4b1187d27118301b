//! `evidence/`: every file hashed, and read as far as it may be.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, ErrorKind, Read},
    path::Path,
    sync::Arc,
};

use assay_domain::{Digest, Document, DocumentContent, InputDigest, Limits, MediaType, Untrusted};
use sha2::Digest as _;

use crate::{
    EVIDENCE_FOLDER, Warning,
    error::Problem,
    init::EVIDENCE_NOTE,
    kind,
    show::{is_treacherous, shown},
    sniff,
};

/// Folders in folders. Nobody files deeper, and a hostile archive can.
const MAX_DEPTH: usize = 8;
/// Files in all.
const MAX_FILES: usize = 2_000;
/// Longest id in bytes.
const MAX_ID_LEN: usize = 240;
/// Bytes of all documents that are kept in memory. What comes after it, in the order of ids, is withheld.
const MAX_TOTAL_BYTES: u64 = 256 << 20;

/// What is in the folder.
#[derive(Default)]
pub(crate) struct Evidence {
    pub(crate) documents: BTreeMap<String, Document>,
    pub(crate) inputs: Vec<InputDigest>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads the folder; an absent one holds no documents.
pub(crate) fn read(folder: &Path, limits: &Limits) -> Evidence {
    let mut evidence = Evidence::default();
    let top = folder.join(EVIDENCE_FOLDER);
    match fs::symlink_metadata(&top) {
        Err(error) if error.kind() == ErrorKind::NotFound => return evidence,
        Err(error) => evidence.problem("", &format!("cannot be read: {error}"), None),
        Ok(facts) if !facts.is_dir() => evidence.problem(
            "",
            "is not a folder",
            Some("put the folder itself into the dossier: links are not followed"),
        ),
        Ok(_) => {}
    }
    if evidence.problems.is_empty() {
        let mut files = Vec::new();
        evidence.list(&top, "", 1, &mut files);
        files.sort();
        let mut room = MAX_TOTAL_BYTES;
        for id in files {
            evidence.add(&top, id, limits.document_bytes, &mut room);
        }
    }
    evidence
}

impl Evidence {
    fn problem(&mut self, id: &str, message: &str, help: Option<&str>) {
        let mut problem = Problem::of_file(name_of(&shown(id)), message);
        problem.help = help.map(str::to_owned);
        self.problems.push(problem);
    }

    /// Lists the regular files below a folder.
    fn list(&mut self, folder: &Path, prefix: &str, depth: usize, files: &mut Vec<String>) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => {
                self.problem(prefix, &format!("cannot be read: {error}"), None);
                return;
            }
        };
        for entry in entries {
            let os_name = entry.file_name();
            let id = format!("{prefix}{}", os_name.to_string_lossy());
            let name = os_name.to_str().filter(|name| is_name(name));
            // The type of the entry itself: a link is a link, whatever it points to.
            let facts = entry.file_type();
            match (name, facts) {
                (None, _) => self.problem(
                    &id,
                    "has a name that is not plain text",
                    Some("rename it: names are quoted in reports and used as keys"),
                ),
                (_, Err(error)) => self.problem(&id, &format!("cannot be read: {error}"), None),
                (Some(name), Ok(_)) if name.starts_with('.') => {
                    self.warnings.push(Warning::Ignored {
                        file: name_of(&id),
                        reason: "its name starts with a dot".to_owned(),
                    });
                }
                (_, Ok(kind)) if id.len() > MAX_ID_LEN => self.problem(
                    &id,
                    &format!("has a path of more than {MAX_ID_LEN} bytes"),
                    Some(if kind.is_dir() {
                        "use shorter folder names"
                    } else {
                        "use a shorter name"
                    }),
                ),
                (_, Ok(kind)) if kind.is_dir() && depth == MAX_DEPTH => self.problem(
                    &id,
                    &format!("is a folder at depth {}", depth + 1),
                    Some("put the files higher up"),
                ),
                (_, Ok(kind)) if kind.is_dir() => {
                    self.list(&entry.path(), &format!("{id}/"), depth + 1, files);
                }
                (_, Ok(kind)) if !kind.is_file() => self.problem(
                    &id,
                    "is not a regular file",
                    Some("put the file itself into the folder: links are not followed"),
                ),
                _ if files.len() == MAX_FILES => {
                    self.problem(&id, &format!("is one file more than {MAX_FILES}"), None);
                    return;
                }
                _ => files.push(id),
            }
        }
    }

    fn add(&mut self, top: &Path, id: String, document_bytes: u64, room: &mut u64) {
        let media_type = kind::media_type(&id);
        let read = match load(&top.join(&id), document_bytes, *room, media_type) {
            Ok(read) => read,
            Err(error) => {
                self.problem(&id, &format!("cannot be read: {error}"), None);
                return;
            }
        };
        if id == "README.md" && read.digest == Digest::of(EVIDENCE_NOTE) {
            // The note of `init` to whoever fills the folder is no evidence.
            return;
        }
        match &read.content {
            DocumentContent::Text(_) | DocumentContent::Unread(_) | DocumentContent::Read(_) => {
                *room -= read.byte_length;
            }
            DocumentContent::NotText { reason, .. } => {
                *room -= read.byte_length;
                self.warnings.push(Warning::NotText {
                    document: id.clone(),
                    reason: reason.clone(),
                });
            }
            DocumentContent::Withheld { reason } => self.warnings.push(Warning::Withheld {
                document: id.clone(),
                reason: reason.clone(),
            }),
        }
        self.inputs.push(InputDigest {
            name: name_of(&id),
            digest: read.digest,
        });
        self.documents
            .insert(id.clone(), document(id, media_type, read));
    }
}

/// One file by itself, as far as it may be read.
///
/// # Errors
/// When the file cannot be read.
pub fn open_document(path: &Path, limits: &Limits) -> io::Result<Document> {
    let id: String = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .chars()
        .map(|c| if is_treacherous(c) { '?' } else { c })
        .collect();
    let media_type = kind::media_type(&id);
    let loaded = load(path, limits.document_bytes, MAX_TOTAL_BYTES, media_type)?;
    Ok(document(id, media_type, loaded))
}

fn document(id: String, media_type: MediaType, loaded: Loaded) -> Document {
    Document {
        name: Untrusted::from(id.rsplit('/').next().unwrap_or(&id)),
        kind: kind::of_name(&id),
        media_type,
        digest: loaded.digest,
        byte_length: loaded.byte_length,
        dated: None,
        in_force: false,
        replaces: None,
        review: None,
        content: loaded.content,
        id,
    }
}

/// A file, hashed whole and kept only as far as it may be.
struct Loaded {
    digest: Digest,
    byte_length: u64,
    content: DocumentContent,
}

/// Reads in pieces: a file over its limit is hashed to the end without ever being in memory as a whole.
fn load(path: &Path, document_bytes: u64, room: u64, media_type: MediaType) -> io::Result<Loaded> {
    const PIECE: usize = 64 << 10;
    let mut file = fs::File::open(path)?;
    let mut piece = vec![0; PIECE];
    let mut hasher = sha2::Sha256::new();
    let mut byte_length = 0_u64;
    let mut kept = Vec::new();
    loop {
        let read = match file.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&piece[..read]);
        byte_length += read as u64;
        if byte_length <= document_bytes.min(room) {
            kept.extend_from_slice(&piece[..read]);
        } else {
            kept = Vec::new();
        }
    }
    let content = if byte_length > document_bytes {
        DocumentContent::Withheld {
            reason: format!(
                "it has {byte_length} bytes and the limit `document-bytes` is {document_bytes}"
            ),
        }
    } else if byte_length > room {
        DocumentContent::Withheld {
            reason: format!("the documents before it fill {MAX_TOTAL_BYTES} bytes"),
        }
    } else {
        content(kept, media_type)
    };
    Ok(Loaded {
        digest: <[u8; 32]>::from(hasher.finalize()).into(),
        byte_length,
        content,
    })
}

fn content(bytes: Vec<u8>, media_type: MediaType) -> DocumentContent {
    let not_text = |bytes: Vec<u8>, reason: String| DocumentContent::NotText {
        bytes: bytes.into(),
        reason,
    };
    if media_type == MediaType::Bytes {
        let reason =
            "only .pdf, .docx, .xlsx, .html, .md, .txt and .json files are read".to_owned();
        return not_text(bytes, reason);
    }
    // Two programs may take such a file for two documents: what a person sees in one is not what is read in the other.
    if let Some(reason) = sniff::mismatch(&bytes, media_type) {
        return DocumentContent::Withheld { reason };
    }
    if !media_type.is_text() {
        return DocumentContent::Unread(bytes.into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            None => DocumentContent::Text(Arc::from(text)),
            Some(at) => not_text(text.into_bytes(), format!("it has a NUL at byte {at}")),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            not_text(error.into_bytes(), format!("it is not UTF-8 at byte {at}"))
        }
    }
}

fn name_of(id: &str) -> String {
    if id.is_empty() {
        format!("{EVIDENCE_FOLDER}/")
    } else {
        format!("{EVIDENCE_FOLDER}/{id}")
    }
}

/// Ids stand in reports, records and logs as they are, so a name may hold nothing that a terminal obeys.
fn is_name(name: &str) -> bool {
    !name.chars().any(is_treacherous) && !name.contains('\\')
}
