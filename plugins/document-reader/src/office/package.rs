//! The ZIP archive. Everything in it is unpacked once and counted before any of it is used: sizes in its directory are claims.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use crate::Unreadable;

/// Entries. A contract in Word has about 15, one with 500 pictures 520.
const MAX_ENTRIES: usize = 10_000;
/// Bytes of all entries together, unpacked.
const MAX_TOTAL: u64 = 200 << 20;
/// Unpacked to packed bytes of one entry. DEFLATE reaches 1,032; XML of real files stays below 60.
const MAX_RATIO: u64 = 200;
/// Below this an entry may have any ratio: a sheet of empty cells packs very well.
const FREE: u64 = 1 << 20;
/// Bytes of one part of XML.
const MAX_PART: u64 = 128 << 20;
/// Bytes that are looked at to find a document type declaration, which stands before the first element.
const PROLOGUE: usize = 64 << 10;

/// An archive that has been unpacked once.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Opens and counts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let claimed = entries_claimed(bytes);
        if claimed.is_some_and(|claimed| claimed > MAX_ENTRIES) {
            return Err(too_many());
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > MAX_ENTRIES {
            return Err(too_many());
        }
        if archive.has_duplicate_names() {
            // Two readers may take two different ones.
            return Err(Unreadable::Damaged(
                "two parts of it have one name".to_owned(),
            ));
        }
        if archive
            .has_overlapping_files()
            .map_err(|error| damaged(&error))?
        {
            return Err(Unreadable::Damaged(
                "parts of its archive overlap".to_owned(),
            ));
        }
        let mut package = Self { archive };
        package.count()?;
        Ok(package)
    }

    fn count(&mut self) -> Result<(), Unreadable> {
        let mut total = 0;
        for index in 0..self.archive.len() {
            let entry = self
                .archive
                .by_index(index)
                .map_err(|error| damaged(&error))?;
            if entry.encrypted() {
                return Err(Unreadable::Encrypted(
                    "a part of it is encrypted".to_owned(),
                ));
            }
            let is_xml = is_xml(&entry.name().map_err(|error| damaged(&error))?);
            let packed = entry.compressed_size();
            let most = MAX_TOTAL - total;
            let mut head = Vec::new();
            let mut unpacked = 0;
            let mut piece = vec![0; 64 << 10];
            let mut entry = entry.take(most + 1);
            loop {
                let read = match entry.read(&mut piece) {
                    Ok(0) => break,
                    Ok(read) => read,
                    // Pictures are not read: a broken one does not matter.
                    Err(_) if !is_xml => break,
                    Err(_) => {
                        return Err(Unreadable::Damaged(
                            "a part of it cannot be unpacked".to_owned(),
                        ));
                    }
                };
                unpacked += read as u64;
                if unpacked > most || (is_xml && unpacked > MAX_PART) {
                    return Err(Unreadable::TooLarge(format!(
                        "it unpacks to more than {} MiB",
                        MAX_TOTAL >> 20
                    )));
                }
                if unpacked > FREE && unpacked / packed.max(1) > MAX_RATIO {
                    return Err(Unreadable::TooLarge(format!(
                        "a part of it unpacks to more than {MAX_RATIO} times its size"
                    )));
                }
                if is_xml && head.len() < PROLOGUE {
                    head.extend_from_slice(&piece[..read]);
                }
            }
            total += unpacked;
            if is_xml {
                declaration(&head)?;
            }
        }
        Ok(())
    }

    /// A part as text; none when it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let name = name.trim_start_matches('/');
        let Ok(mut entry) = self.archive.by_name(name) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        entry
            .read_to_end(&mut bytes)
            .map_err(|_| Unreadable::Damaged("a part of it cannot be unpacked".to_owned()))?;
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| Unreadable::Damaged("a part of it is not UTF-8".to_owned()))
    }

    /// The names of all parts, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect();
        names.sort();
        names
    }
}

/// The number of entries that the end of the archive claims. Asked first: a library may make room for each.
fn entries_claimed(bytes: &[u8]) -> Option<usize> {
    /// Bytes of the record without its comment, and of the longest comment.
    const RECORD: usize = 22;
    const COMMENT: usize = 65_535;
    let tail = &bytes[bytes.len().saturating_sub(RECORD + COMMENT)..];
    let at = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

fn is_xml(name: &str) -> bool {
    [".xml", ".rels", ".vml"]
        .iter()
        .any(|extension| name.to_ascii_lowercase().ends_with(extension))
}

/// Refuses what no Office program writes and what is only good for attacks: entities of its own, other encodings.
fn declaration(head: &[u8]) -> Result<(), Unreadable> {
    if head.starts_with(&[0xfe, 0xff]) || head.starts_with(&[0xff, 0xfe]) || head.contains(&0) {
        return Err(Unreadable::Unsupported(
            "a part of it is not UTF-8".to_owned(),
        ));
    }
    let declares = |word: &[u8]| {
        head.windows(word.len())
            .any(|window| window.eq_ignore_ascii_case(word))
    };
    if declares(b"<!DOCTYPE") || declares(b"<!ENTITY") {
        return Err(Unreadable::Damaged(
            "a part of it declares a document type, which no Office file has".to_owned(),
        ));
    }
    Ok(())
}

fn too_many() -> Unreadable {
    Unreadable::TooLarge(format!("it has more than {MAX_ENTRIES} parts"))
}

fn damaged(error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(_) => {
            Unreadable::Unsupported("its archive uses a method that Office does not".to_owned())
        }
        _ => Unreadable::Damaged("its archive cannot be read".to_owned()),
    }
}
