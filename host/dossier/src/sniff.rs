//! What a file is by its bytes, compared with what its name says. Nothing is parsed here: a few bytes at known places and the
//! names of an archive's parts are enough to tell one type from another.

use assay_domain::MediaType;

/// First bytes that tell a type, with its name.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF file"),
    (ZIP, "a ZIP archive"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old or password-protected Office file",
    ),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\0asm", "a program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"{\\rtf", "an RTF file"),
];

/// The first bytes of a ZIP archive with at least one part.
const ZIP: &[u8] = b"PK\x03\x04";
/// The record at the end of a ZIP archive, and its length without the comment.
const ZIP_END: &[u8] = b"PK\x05\x06";
const ZIP_END_LENGTH: usize = 22;
/// The longest comment.
const ZIP_COMMENT: usize = 65_535;

/// Why these bytes are not what the name promises; none when they are.
pub(crate) fn mismatch(bytes: &[u8], promised: MediaType) -> Option<String> {
    let found = seen(bytes);
    let has = |needle: &[u8]| contains(bytes, needle);
    match promised {
        MediaType::Pdf => {
            if !bytes.starts_with(b"%PDF-") {
                Some(is_not("a PDF file", found))
            } else if ends_as_zip(bytes) {
                Some("it is a PDF file and a ZIP archive at once".to_owned())
            } else {
                None
            }
        }
        MediaType::Docx | MediaType::Xlsx => {
            let (what, folder) = if promised == MediaType::Docx {
                ("a Word document", b"word/".as_slice())
            } else {
                ("an Excel workbook", b"xl/".as_slice())
            };
            if !bytes.starts_with(ZIP) {
                Some(is_not(what, found))
            } else if !has(b"[Content_Types].xml") || !has(folder) {
                Some(is_not(what, Some("another ZIP archive")))
            } else if has(b"vbaProject.bin") {
                Some(format!(
                    "it is {what} with macros under a name that says it has none"
                ))
            } else {
                None
            }
        }
        // A text may begin with anything but what makes other programs open it as something else.
        MediaType::Plain | MediaType::Markdown | MediaType::Html | MediaType::Json => {
            signature(bytes)
                .filter(|_| !bytes.starts_with(b"MZ"))
                .map(|found| is_not("text", Some(found)))
        }
        MediaType::Bytes => None,
    }
}

fn is_not(promised: &str, found: Option<&str>) -> String {
    match found {
        Some(found) => format!("its name says that it is {promised}, its bytes that it is {found}"),
        None => format!("its name says that it is {promised}, its bytes do not"),
    }
}

fn signature(bytes: &[u8]) -> Option<&'static str> {
    SIGNATURES
        .into_iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map(|(_, name)| name)
}

/// What the bytes look like; a web page saved under another name is the most common slip.
fn seen(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.trim_ascii_start();
    let is = |tag: &[u8]| {
        head.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    signature(bytes).or_else(|| (is(b"<!doctype html") || is(b"<html")).then_some("an HTML page"))
}

/// True when a ZIP archive ends where the file ends.
fn ends_as_zip(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(ZIP_END_LENGTH + ZIP_COMMENT);
    let tail = &bytes[from..];
    tail.windows(ZIP_END.len())
        .enumerate()
        .filter(|(_, window)| *window == ZIP_END)
        .any(|(at, _)| {
            tail.get(at + 20..at + ZIP_END_LENGTH)
                .is_some_and(|length| {
                    let comment = usize::from(u16::from_le_bytes([length[0], length[1]]));
                    at + ZIP_END_LENGTH + comment == tail.len()
                })
        })
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut bytes = ZIP.to_vec();
        for name in names {
            bytes.extend(name.as_bytes());
        }
        bytes.extend(ZIP_END);
        bytes.extend([0; 18]);
        bytes
    }

    #[test]
    fn a_file_is_what_its_name_says_or_it_is_withheld() {
        use MediaType::{Docx, Html, Markdown, Pdf, Plain, Xlsx};
        let docx = zip(&["[Content_Types].xml", "word/document.xml"]);
        let xlsx = zip(&["[Content_Types].xml", "xl/workbook.xml"]);
        let macros = zip(&[
            "[Content_Types].xml",
            "word/document.xml",
            "word/vbaProject.bin",
        ]);
        let both = [b"%PDF-1.7\n%%EOF\n".as_slice(), &zip(&["a"])].concat();
        for (bytes, promised, complaint) in [
            (b"%PDF-1.7".to_vec(), Pdf, None),
            (docx.clone(), Docx, None),
            (xlsx.clone(), Xlsx, None),
            (b"# Terms".to_vec(), Markdown, None),
            (b"<html>".to_vec(), Html, None),
            (b"MZ is a postcode".to_vec(), Plain, None),
            (
                b"<!DOCTYPE HTML><p>Terms".to_vec(),
                Pdf,
                Some("an HTML page"),
            ),
            (docx.clone(), Pdf, Some("a ZIP archive")),
            (both, Pdf, Some("at once")),
            (b"%PDF-1.7".to_vec(), Docx, Some("a PDF file")),
            (zip(&["readme.txt"]), Docx, Some("another ZIP archive")),
            (xlsx, Docx, Some("another ZIP archive")),
            (macros, Docx, Some("with macros")),
            (b"MZ\x90".to_vec(), Docx, Some("a program")),
            (
                b"\xd0\xcf\x11\xe0\xa1".to_vec(),
                Xlsx,
                Some("password-protected"),
            ),
            (b"%PDF-1.7".to_vec(), Markdown, Some("a PDF file")),
            (Vec::new(), Pdf, Some("its bytes do not")),
        ] {
            let found = mismatch(&bytes, promised);
            match complaint {
                None => assert_eq!(found, None, "{promised:?}"),
                Some(words) => assert!(
                    found.as_deref().is_some_and(|found| found.contains(words)),
                    "{promised:?}: {found:?}"
                ),
            }
        }
    }
}
