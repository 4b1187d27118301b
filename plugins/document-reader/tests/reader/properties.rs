//! Nothing panics, and what comes out is well-formed, whatever goes in.

use document_reader::Reading;
use proptest::{collection::vec, prelude::*};

use crate::{
    DOCX, PDF, XLSX,
    files::{docx, paragraph, text_pdf, xlsx},
};

fn documents() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (
            PDF,
            text_pdf(&["The Supplier shall\ndelete (all) data.", "Page two."]),
        ),
        (
            DOCX,
            docx(&format!("{}{}", paragraph("One."), paragraph("Two.")), &[]),
        ),
        (XLSX, xlsx("<row r='1'><c r='A1'><v>1</v></c></row>")),
        (
            "text/html",
            b"<h1>A</h1><p>b<script>c</script><!-- d -->".to_vec(),
        ),
        ("text/markdown", b"# A\n\nb\n\n- c\n".to_vec()),
    ]
}

/// Places are in order and inside, and labels are short.
fn well_formed(reading: &Reading, source: &[u8]) {
    let length = if reading.text.is_empty() {
        source.len()
    } else {
        reading.text.len()
    };
    assert!(reading.places.is_sorted_by(|a, b| a.start < b.start));
    assert!(
        reading
            .places
            .iter()
            .all(|place| place.start <= length && place.label.len() < 512)
    );
}

fn check(media_type: &str, bytes: &[u8]) {
    if let Ok(reading) = document_reader::read(media_type, bytes) {
        well_formed(&reading, bytes);
    }
}

#[test]
fn every_beginning_of_a_document_is_read_or_refused() {
    for (media_type, bytes) in documents() {
        for end in 0..=bytes.len() {
            check(media_type, &bytes[..end]);
        }
    }
}

proptest! {
    #[test]
    fn flipped_bits_do_no_harm(which in 0..5_usize, flips in vec((any::<prop::sample::Index>(), 0..8_u32), 1..20)) {
        let (media_type, mut bytes) = documents().swap_remove(which);
        for (at, bit) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        check(media_type, &bytes);
    }

    #[test]
    fn any_content_stream_is_a_page(content in vec(prop_oneof![
        Just("BT "), Just("ET "), Just("/F1 9 Tf "), Just("(a b) Tj "), Just("[(a) -900 (b)] TJ "), Just("T* "), Just("1 0 0 1 "),
        Just("99 700 Tm "), Just("q "), Just("Q "), Just("Do "), Just("<41> ' "), Just("BI ID x EI "), Just("1e9 "), Just("<< "), Just("[ "),
        Just("-1 Tz "), Just("0 Tf "), Just("cm "), Just("( "),
    ], 0..60)) {
        check(PDF, &crate::files::pages_pdf(&[&content.concat()], ""));
    }

    #[test]
    fn any_bytes_are_read_or_refused(media_type in prop::sample::select(vec![PDF, DOCX, XLSX, "text/html", "text/markdown"]), bytes in vec(any::<u8>(), 0..400)) {
        check(media_type, &bytes);
    }
}
