//! Documents through the reader in its sandbox, with the shipped limits: hostile files of our own writing, files of tools
//! that Assay does not know, and a whole assessment on a contract in PDF.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[path = "support/files.rs"]
mod files;
mod support;

use std::{path::Path, process::Command, sync::LazyLock};

use assay_catalogue::Catalogue;
use assay_domain::{MediaType, Reading};
use assay_sandbox::{Compiler, Reader};
use files::{
    docx, docx_of, pages_pdf, paragraph, pdf, pdf_with, stream, text_pdf, xlsx, zeros, zip,
};
use support::{
    desk::{Desk, REJECT, runs},
    workspace,
};

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let catalogue = Catalogue::embedded();
    Reader::load(
        &catalogue.limits,
        &catalogue.reader,
        None,
        &Compiler::InProcess,
        assay_bundle::READER.component,
    )
    .unwrap()
});

async fn read(media_type: MediaType, bytes: Vec<u8>) -> Result<Reading, String> {
    READER
        .read(media_type, bytes.into())
        .await
        .map_err(|error| error.to_string())
}

fn page(content: &[u8], filter: &str) -> Vec<u8> {
    let mut objects = page_tree();
    objects.push(stream(filter, content));
    pdf(&objects)
}

/// A catalog, a page tree and a page whose content is object 4.
fn page_tree() -> Vec<Vec<u8>> {
    vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
          /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /X 5 0 R >> >> >>"
            .to_vec(),
    ]
}

/// Forms that each paint the next one ten times.
fn painting_forms() -> Vec<u8> {
    let mut objects = page_tree();
    objects.push(stream("", b"/X Do"));
    for form in 5..17 {
        objects.push(stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>",
                form + 1
            ),
            "/X Do ".repeat(10).as_bytes(),
        ));
    }
    pdf(&objects)
}

fn looping_pages() -> Vec<u8> {
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R 2 0 R] /Parent 3 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R] /Parent 2 0 R >>".to_vec(),
    ])
}

fn deep_pages(depth: usize) -> Vec<u8> {
    let mut objects = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    objects.extend((0..depth).map(|level| {
        format!("<< /Type /Pages /Count 1 /Kids [{} 0 R] >>", level + 3).into_bytes()
    }));
    pdf(&objects)
}

fn wide_pages(count: usize) -> Vec<u8> {
    let kids = "3 0 R ".repeat(count);
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {count} /Kids [{kids}] >>").into_bytes(),
        b"<< /Type /Page /Parent 2 0 R >>".to_vec(),
    ])
}

fn object_stream_bomb() -> Vec<u8> {
    let mut objects = page_tree();
    objects.push(stream("", b"BT ET"));
    objects.push(stream(
        "/Type /ObjStm /N 2 /First 20 /Filter /FlateDecode",
        &zeros(300 << 20),
    ));
    pdf(&objects)
}

fn twice_packed(length: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&zeros(length)).unwrap();
    encoder.finish().unwrap()
}

fn many_parts(count: usize, size: usize) -> Vec<u8> {
    let content = vec![b' '; size];
    let names: Vec<String> = (0..count).map(|part| format!("p{part}.bin")).collect();
    let entries: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), content.as_slice()))
        .collect();
    zip(&entries)
}

fn laughs(root: &str) -> String {
    let entities: String = (1..20)
        .map(|n| format!("<!ENTITY a{n} '&a{0};&a{0};&a{0};&a{0};'>", n - 1))
        .collect();
    format!("<!DOCTYPE d [<!ENTITY a0 'ha'>{entities}]><{root}>&a19;</{root}>")
}

/// What it is, the file, and the words with which its outcome may begin; none or an empty one for text.
type Case = (&'static str, MediaType, Vec<u8>, &'static [&'static str]);

fn case(
    what: &'static str,
    media_type: MediaType,
    bytes: Vec<u8>,
    expected: &'static [&'static str],
) -> Case {
    (what, media_type, bytes, expected)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_hostile_document_has_its_outcome() {
    use MediaType::{Docx, Html, Markdown, Pdf, Xlsx};
    let whole = text_pdf(&["The Supplier shall delete all data."]);
    let locked = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >> /ID [<00> <00>]";
    let claims = String::from_utf8(text_pdf(&["Read."]))
        .unwrap()
        .replace("/Count 1", "/Count 1000000");
    let cases = vec![
        case(
            "a part that unpacks to a thousand times its size",
            Docx,
            docx(&" ".repeat(60 << 20), &[]),
            &["too-large"],
        ),
        case(
            "parts that are many and large together",
            Docx,
            many_parts(250, 1 << 20),
            &["too-large"],
        ),
        case(
            "a hundred thousand parts",
            Docx,
            many_parts(100_000, 0),
            &["too-large"],
        ),
        case(
            "elements in elements",
            Docx,
            docx(&"<w:p>".repeat(100_000), &[]),
            &["too-large"],
        ),
        case(
            "paragraphs that never end",
            Docx,
            docx(&"<w:p><w:r><w:t>a".repeat(20), &[]),
            &["damaged"],
        ),
        case(
            "billion laughs",
            Docx,
            docx_of(laughs("document").as_bytes(), &[]),
            &["damaged"],
        ),
        case(
            "billion laughs in styles",
            Docx,
            docx(
                &paragraph("a"),
                &[("word/styles.xml", laughs("styles").as_bytes())],
            ),
            &["damaged"],
        ),
        case(
            "an entity of the file system",
            Docx,
            docx_of(
                b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>",
                &[],
            ),
            &["damaged"],
        ),
        case(
            "UTF-16, in which a declaration would not be seen",
            Docx,
            docx_of(
                &"\u{feff}<!DOCTYPE d>"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>(),
                &[],
            ),
            &["unsupported"],
        ),
        case("a ZIP archive", Docx, zip(&[("a", b"b")]), &["damaged"]),
        case(
            "half a workbook",
            Xlsx,
            xlsx("<row r='1'><c r='A1'><v>1</v></c></row>").split_off(200),
            &["damaged"],
        ),
        case(
            "a cell at the end of the sheet",
            Xlsx,
            xlsx(
                "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>",
            ),
            &[],
        ),
        case(
            "a page tree that is its own branch",
            Pdf,
            looping_pages(),
            &["damaged"],
        ),
        case(
            "a page tree of a hundred thousand levels",
            Pdf,
            deep_pages(100_000),
            &["damaged"],
        ),
        case(
            "one page a hundred thousand times",
            Pdf,
            wide_pages(100_000),
            &["damaged", "too-large"],
        ),
        case(
            "forms that paint 10^12 times",
            Pdf,
            painting_forms(),
            &["too-large"],
        ),
        case(
            "as many objects as fit into a document",
            Pdf,
            pdf(&vec![b"null".to_vec(); 700_000]),
            &["damaged", "too-large"],
        ),
        case("a million pages, it says", Pdf, claims.into_bytes(), &[]),
        case(
            "a stream that says it is 4 GiB",
            Pdf,
            String::from_utf8(whole.clone())
                .unwrap()
                .replace("/Length ", "/Length 4294967295")
                .into_bytes(),
            &["", "damaged"],
        ),
        case(
            "a page that unpacks to 300 MiB",
            Pdf,
            page(&zeros(300 << 20), "/Filter /FlateDecode"),
            &["too-large"],
        ),
        case(
            "a page that is packed twice",
            Pdf,
            page(
                &twice_packed(300 << 20),
                "/Filter [/FlateDecode /FlateDecode]",
            ),
            &["too-large"],
        ),
        case(
            "a page of blanks just below the limit",
            Pdf,
            page(&zeros(60 << 20), "/Filter /FlateDecode"),
            &["damaged"],
        ),
        case(
            "an object stream that unpacks to 300 MiB",
            Pdf,
            object_stream_bomb(),
            &["damaged", "too-large"],
        ),
        case(
            "strings that never end",
            Pdf,
            page("(".repeat(1 << 20).as_bytes(), ""),
            &["damaged"],
        ),
        case(
            "arrays that never end",
            Pdf,
            pdf(&[
                b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
                "[".repeat(1 << 20).into_bytes(),
            ]),
            &["damaged"],
        ),
        case(
            "a password",
            Pdf,
            pdf_with(&page_tree(), locked),
            &["encrypted"],
        ),
        case(
            "a picture of a page",
            Pdf,
            pages_pdf(&["BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"], ""),
            &["scanned"],
        ),
        case(
            "the first half of a PDF",
            Pdf,
            whole[..whole.len() / 2].to_vec(),
            &["", "damaged"],
        ),
        case(
            "nothing after the first line",
            Pdf,
            b"%PDF-1.7\n".to_vec(),
            &["damaged"],
        ),
        case(
            "tags that never end",
            Html,
            "<h1>".repeat(1 << 20).into_bytes(),
            &[],
        ),
        case("a line of 8 MiB", Markdown, vec![b'#'; 8 << 20], &[]),
    ];
    for (what, media_type, bytes, expected) in cases {
        let size = bytes.len();
        let outcome = read(media_type, bytes).await;
        let found = outcome.err().unwrap_or_default();
        let word = found.split(':').next().unwrap();
        let fits = if expected.is_empty() {
            word.is_empty()
        } else {
            expected.contains(&word)
        };
        assert!(
            fits,
            "{what} ({size} bytes): {found:?}, expected {expected:?}"
        );
        // What the reader says of a file stays its own words; a crash would say that the reader failed.
        assert!(!found.contains("the reader failed"), "{what}: {found}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_document_gives_the_same_reading() {
    let bytes = text_pdf(&["One page.", "Another page."]);
    let first = read(MediaType::Pdf, bytes.clone()).await.unwrap();
    assert_eq!(&*first.text, "One page.\n\nAnother page.");
    assert_eq!(first.place(0, 3).unwrap().expose(), "page 1");
    assert_eq!(first.place(0, 20).unwrap().expose(), "page 1 to page 2");
    assert_eq!(read(MediaType::Pdf, bytes).await.unwrap(), first);
}

/// Files of other tools, whose text is known.
#[tokio::test(flavor = "multi_thread")]
async fn what_other_tools_write_is_read_word_for_word() {
    let folder = tempfile::tempdir().unwrap();
    let source = workspace().join("tests/documents/source.txt");
    let python = std::env::var_os("ASSAY_DOCUMENT_PYTHON").unwrap_or_else(|| "python3".into());
    let made = Command::new(python)
        .arg(workspace().join("tests/documents/make.py"))
        .arg(&source)
        .arg(folder.path())
        .output();
    let missing = match &made {
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => format!("python3: {error}"),
    };
    if !made.as_ref().is_ok_and(|output| output.status.success()) {
        assert!(
            std::env::var_os("CI").is_none(),
            "tools are missing:\n{missing}"
        );
        eprintln!(
            "SKIPPED IN PART: not every tool of tests/documents/make.py is installed:\n{missing}"
        );
    }
    let text = std::fs::read_to_string(source).unwrap();
    let known = words(&text);
    let mut files: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let found = read_file(&file).await;
        match name.as_str() {
            "locked.pdf" => assert!(found.unwrap_err().starts_with("encrypted")),
            "scanned.pdf" => assert!(found.unwrap_err().starts_with("scanned")),
            _ => {
                let reading = found.unwrap_or_else(|error| panic!("{name}: {error}"));
                // Set twice, so that it fills columns and pages.
                let times = if name.contains("columns") { 2 } else { 1 };
                let known = known.repeat(times);
                let right = in_order(&known, &words(&reading.text));
                let percent = right * 100 / known.len();
                assert!(percent >= 99, "{name}: {right} of {} words", known.len());
                assert!(!reading.places.is_empty(), "{name}");
            }
        }
    }
}

async fn read_file(path: &Path) -> Result<Reading, String> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    read(assay_dossier::media_type(name), bytes).await
}

/// Words without the marks of headings and tables.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '#' | '|'))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The length of the longest common subsequence.
fn in_order(known: &[&str], found: &[&str]) -> usize {
    let mut row = vec![0; found.len() + 1];
    for word in known {
        let mut diagonal = 0;
        for (at, other) in found.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    row[found.len()]
}

const SUPPLIER: &str = "[supplier]\nid = \"northwind\"\nlegal-name = \"Northwind Analytics GmbH\"\n\n\
    [[documents]]\nfile = \"msa.pdf\"\nkind = \"contract\"\ndated = 2026-03-01\nin-force = true\n";

/// A text as the pages of a PDF, 80 characters a line and 40 lines a page.
fn printed(text: &str) -> Vec<u8> {
    let plain: String = text
        .chars()
        .filter(|c| c.is_ascii() && !matches!(c, '#' | '*' | '\\'))
        .collect();
    let mut lines = Vec::new();
    for paragraph in plain.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if line.len() + word.len() > 80 {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(word);
            line.push(' ');
        }
        lines.push(line);
    }
    let pages: Vec<String> = lines.chunks(40).map(|page| page.join("\n")).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    text_pdf(&pages)
}

#[test]
fn a_finding_in_a_pdf_is_shown_with_its_page_and_can_be_redone() {
    let desk = Desk::new();
    desk.example("lumenworks");
    let terms = desk.path("lumenworks/evidence/terms-of-service.md");
    let pdf = printed(&std::fs::read_to_string(&terms).unwrap());
    std::fs::remove_file(terms).unwrap();
    desk.write("lumenworks/evidence/terms-of-service.pdf", pdf);
    for name in ["lumenworks/supplier.toml", "lumenworks/answers.toml"] {
        let text = std::fs::read_to_string(desk.path(name)).unwrap();
        desk.write(
            name,
            text.replace("terms-of-service.md", "terms-of-service.pdf"),
        );
    }
    let line = "lumenworks --offline --as-of 2026-11-20";
    let assessed = desk
        .assay(&format!("assess {line} --format json --out reports"))
        .assessed();
    let quotes: Vec<&serde_json::Value> = assessed["latest"]["observations"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|observation| observation["evidence"].as_array().unwrap())
        .filter(|evidence| evidence["document"] == "terms-of-service.pdf")
        .collect();
    assert!(quotes.len() > 5, "{quotes:?}");
    for quote in &quotes {
        assert!(
            quote["place"].as_str().unwrap().starts_with("page "),
            "{quote}"
        );
    }
    let html = std::fs::read_to_string(desk.path("reports/lumenworks.html")).unwrap();
    assert!(
        html.contains(
            "Quoted from <b><bdi>terms-of-service.pdf</bdi></b>, <b><bdi>page 1</bdi></b>"
        ),
        "the page stands in the report"
    );
    let shown = desk.assay(&format!("assess {line}"));
    assert_eq!(shown.code, REJECT, "{}", shown.err);
    assert!(
        shown.out.contains("terms-of-service.pdf, page 1:"),
        "{}",
        shown.out
    );
    let again: Vec<String> = runs(&assessed)
        .iter()
        .map(|run| desk.done(&format!("replay {run}")).out)
        .collect();
    let read = "Read again by the recorded document reader: 1 document, identical byte for byte.";
    assert!(again.iter().any(|out| out.contains(read)), "{again:?}");
}

#[test]
fn what_cannot_be_read_is_unknown_with_its_reason() {
    let desk = Desk::new();
    desk.write("northwind/supplier.toml", SUPPLIER);
    desk.write(
        "northwind/evidence/msa.pdf",
        pages_pdf(&["BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"], ""),
    );
    desk.write(
        "northwind/evidence/dpa.pdf",
        "<!doctype html><p>A page that was saved under another name</p>",
    );
    let printed = desk.assay("assess northwind --offline --format json");
    let said = printed.complaint();
    assert!(
        said.contains("evidence/msa.pdf cannot be read as text: scanned: its pages are pictures"),
        "{said}"
    );
    assert!(said.contains("evidence/dpa.pdf is withheld from plugins: its name says that it is a PDF file, its bytes that it is an HTML page"), "{said}");
    let assessed = printed.assessed();
    let breach = assessed["latest"]["observations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|observation| observation["point"] == "breach-notice")
        .unwrap()
        .clone();
    assert_eq!(breach["outcome"], "unknown");
    assert!(
        breach["detail"].as_str().unwrap().contains("scanned"),
        "{breach}"
    );
}

#[test]
fn a_document_can_be_looked_at_as_plugins_see_it() {
    let desk = Desk::new();
    desk.write("a.pdf", text_pdf(&["One.", "Two."]));
    let shown = desk.done("read a.pdf").out;
    assert!(
        shown.starts_with("[page 1]\nOne.\n\n[page 2]\nTwo.\n"),
        "{shown}"
    );
    let json = desk.done("read a.pdf --format json").json();
    assert_eq!(json["places"][1]["label"], "page 2");
    desk.write("b.pdf", "no");
    assert!(
        desk.assay("read b.pdf")
            .complaint()
            .contains("its bytes do not")
    );
    desk.write("c.doc", "old");
    assert!(
        desk.assay("read c.doc")
            .complaint()
            .contains("only .pdf, .docx")
    );
}
