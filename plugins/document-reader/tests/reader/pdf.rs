use crate::{
    PDF,
    files::{pages_pdf, pdf, pdf_with, stream, text_pdf, zeros},
    read, refused,
};

#[test]
fn a_quote_is_found_on_its_page() {
    let reading = read(PDF, &text_pdf(&["First page.", "Second page\nends here."]));
    assert_eq!(reading.text, "First page.\n\nSecond page\nends here.");
    let at = |needle: &str| reading.place(reading.text.find(needle).unwrap());
    assert_eq!(at("First"), Some("page 1"));
    assert_eq!(at("ends"), Some("page 2"));
}

#[test]
fn a_sentence_goes_on_over_a_page_break() {
    let reading = read(PDF, &text_pdf(&["The Supplier shall", "delete all data."]));
    assert_eq!(reading.text, "The Supplier shall\ndelete all data.");
    assert_eq!(reading.place(20), Some("page 2"));
}

#[test]
fn gaps_are_spaces_and_kerning_is_not() {
    let content = "BT /F1 10 Tf 72 700 Td [(W) 80 (ord) -300 (two)] TJ ET BT /F1 10 Tf 140 700 Td (three) Tj ET";
    assert_eq!(read(PDF, &pages_pdf(&[content], "")).text, "Word two three");
}

#[test]
fn a_word_that_is_divided_by_rule_is_one_word_and_a_compound_keeps_its_hyphen() {
    let reading = read(
        PDF,
        &text_pdf(&[
            "The obligation of a third-party is one. Each obli-\ngation of a third-\nparty counts.",
        ]),
    );
    assert!(
        reading
            .text
            .contains("Each obligation of a third-party counts."),
        "{}",
        reading.text
    );
}

#[test]
fn what_is_not_shown_is_not_read() {
    let content = "BT /F1 11 Tf 72 700 Td (Shown.) Tj 3 Tr 0 -20 Td (Unseen.) Tj ET \
                   BT /F1 11 Tf 0 Tr 900 700 Td (Beside the page.) Tj ET \
                   BT /F1 0.1 Tf 72 600 Td (Dust.) Tj ET";
    let reading = read(PDF, &pages_pdf(&[content], ""));
    assert_eq!(reading.text, "Shown.");
    assert!(
        reading.notes[0].contains("page 1: with text that is not shown"),
        "{:?}",
        reading.notes
    );
}

#[test]
fn the_text_layer_of_a_scan_is_read_and_says_what_it_is() {
    let content =
        "BT 3 Tr /F1 11 Tf 72 700 Td (Recognised text.) Tj ET BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    let reading = read(PDF, &pages_pdf(&[content], ""));
    assert_eq!(
        reading.place(0),
        Some("page 1 (text layer under a picture)")
    );
    assert!(
        reading.notes[0].contains("text layer"),
        "{:?}",
        reading.notes
    );
}

#[test]
fn a_page_without_text_among_others_is_told() {
    let picture = "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    let text = "BT /F1 11 Tf 72 700 Td (Text.) Tj ET";
    let reading = read(PDF, &pages_pdf(&[text, picture], ""));
    assert_eq!(reading.notes, ["page 2: shown as pictures, without text"]);
    assert!(refused(PDF, &pages_pdf(&[picture], "")).starts_with("scanned: "));
}

#[test]
fn glyph_names_differences_and_ligatures_are_characters() {
    let font = "/F2 << /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Type /Encoding \
                /Differences [65 /fi /Euro /uni00E9 /quoteright] >> >>";
    let content = "BT /F2 11 Tf 72 700 Td (ABCD) Tj ET";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << {font} >> >> >>"
        )
        .into_bytes(),
    ];
    objects.push(stream("", content.as_bytes()));
    assert_eq!(read(PDF, &pdf(&objects)).text, "fi€é’");
}

#[test]
fn a_font_that_does_not_say_what_it_shows_is_no_text() {
    let font = "/F2 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
                /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>] >>";
    let objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << {font} >> >> >>"
        )
        .into_bytes(),
        stream("", b"BT /F2 11 Tf 72 700 Td <00410042> Tj ET"),
    ];
    assert_eq!(
        refused(PDF, &pdf(&objects)),
        "unsupported: its fonts do not say what 2 of its 2 characters mean"
    );
}

#[test]
fn a_form_is_read_where_it_is_painted_and_cannot_paint_itself() {
    let objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R \
          /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_vec(),
        stream("", b"/X Do"),
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 10 20] \
             /Resources << /XObject << /X 5 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
            b"BT /F1 11 Tf 72 700 Td (Once.) Tj ET /X Do",
        ),
    ];
    assert_eq!(read(PDF, &pdf(&objects)).text, "Once.");
}

#[test]
fn columns_follow_each_other() {
    let content = "BT /F1 11 Tf 13 TL 72 700 Td (Left one) Tj T* (left two.) Tj ET \
                   BT /F1 11 Tf 13 TL 330 700 Td (Right one) Tj T* (right two.) Tj ET";
    let reading = read(PDF, &pages_pdf(&[content], ""));
    let words: Vec<&str> = reading.text.split_whitespace().collect();
    assert_eq!(words.join(" "), "Left one left two. Right one right two.");
}

#[test]
fn a_stream_that_unpacks_to_more_than_its_limit_is_refused_and_counted_before() {
    let objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("/Filter /FlateDecode", &zeros(70 << 20)),
    ];
    assert!(refused(PDF, &pdf(&objects)).starts_with("too-large: "));
}

#[test]
fn what_opens_with_a_password_only_is_not_read() {
    let lock = "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >> /ID [<00> <00>]";
    let objects = [b"<< /Type /Catalog >>".to_vec()];
    assert!(refused(PDF, &pdf_with(&objects, lock)).starts_with("encrypted: "));
}
