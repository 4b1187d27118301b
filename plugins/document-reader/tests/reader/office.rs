use crate::{
    DOCX, XLSX,
    files::{docx, docx_of, paragraph, xlsx, zip},
    read, refused,
};

#[test]
fn a_document_reads_as_its_changes_accepted_and_says_so() {
    let body = "<w:p><w:r><w:t>Notice within </w:t></w:r><w:ins><w:r><w:t>48</w:t></w:r></w:ins>\
                <w:del><w:r><w:delText>72</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'> hours</w:t></w:r>\
                <w:r><w:rPr><w:vanish/></w:rPr><w:t> unless not</w:t></w:r></w:p>";
    let reading = read(DOCX, &docx(body, &[]));
    assert_eq!(reading.text, "Notice within 48 hours");
    assert_eq!(
        reading.notes,
        [
            "it has tracked changes: insertions are read, deletions are not",
            "hidden text was left out"
        ]
    );
}

#[test]
fn headings_tables_and_notes_have_their_places() {
    let styles = b"<w:styles xmlns:w='w'><w:style w:styleId='H'><w:name w:val='heading 2'/></w:style></w:styles>";
    let notes = format!(
        "<w:footnotes xmlns:w='w'><w:footnote>{}</w:footnote></w:footnotes>",
        paragraph("A note.")
    );
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>4 Data</w:t></w:r></w:p>{}\
         <w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("It is deleted &amp; gone."),
        paragraph("Backup"),
        paragraph("30 days"),
    );
    let reading = read(
        DOCX,
        &docx(
            &body,
            &[
                ("word/styles.xml", styles),
                ("word/footnotes.xml", notes.as_bytes()),
            ],
        ),
    );
    assert_eq!(
        reading.text,
        "# 4 Data\n\nIt is deleted & gone.\n\n| Backup | 30 days |\n\nA note."
    );
    let at = |needle: &str| reading.place(reading.text.find(needle).unwrap()).unwrap();
    assert_eq!(at("4 Data"), "heading “4 Data”");
    assert_eq!(at("deleted"), "“4 Data”, paragraph 1");
    assert_eq!(at("30 days"), "table 1, row 1");
    assert_eq!(at("A note"), "footnote");
}

#[test]
fn an_unknown_entity_stays_what_is_written() {
    let reading = read(DOCX, &docx(&paragraph("a &unknown; &#65;&lt;b"), &[]));
    assert_eq!(reading.text, "a &unknown; A<b");
}

#[test]
fn entities_and_document_types_are_refused() {
    let laughs = format!(
        "<!DOCTYPE d [<!ENTITY a 'ha'>{}]><w:document xmlns:w='w'><w:body>{}</w:body></w:document>",
        (1..10)
            .map(|n| format!("<!ENTITY a{n} '&a{0};&a{0};'>", n - 1))
            .collect::<String>(),
        paragraph("&a9;")
    );
    let outside = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><w:document><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>";
    for xml in [laughs.as_str(), outside] {
        let refusal = refused(DOCX, &docx_of(xml.as_bytes(), &[]));
        assert!(refusal.contains("declares a document type"), "{refusal}");
    }
}

#[test]
fn a_cell_is_found_by_its_address() {
    let data = "<row r='4'><c r='B4' t='inlineStr'><is><t>Breach | notice</t></is></c><c r='C4'><v>48</v></c></row>\
                <row r='900'><c r='XFD900'><f>1+1</f><v>2</v></c></row>";
    let reading = read(XLSX, &xlsx(data));
    assert_eq!(reading.text, "# Risks\n\n| Breach / notice | 48 |\n| 2 |");
    let at = |needle: &str| reading.place(reading.text.find(needle).unwrap()).unwrap();
    assert_eq!(at("notice"), "sheet Risks, cell B4");
    assert_eq!(at("48"), "sheet Risks, cell C4");
    assert_eq!(at("2 |"), "sheet Risks, cell XFD900");
}

#[test]
fn other_archives_and_broken_ones_are_refused() {
    assert!(refused(DOCX, &zip(&[("a.txt", b"a")])).starts_with("damaged: "));
    assert!(refused(XLSX, &docx(&paragraph("a"), &[])).starts_with("damaged: "));
    let whole = docx(&paragraph("a"), &[]);
    assert!(refused(DOCX, &whole[..whole.len() / 2]).starts_with("damaged: "));
    assert!(refused(DOCX, &docx("", &[])).starts_with("damaged: "));
    assert!(refused(DOCX, &docx("", &[("word/media/a.png", b"x")])).starts_with("scanned: "));
    let twice = docx(&paragraph("a"), &[("word/document.xml", b"<x/>")]);
    assert!(refused(DOCX, &twice).starts_with("damaged: "));
}
