//! What is read, natively: the same code runs in the sandbox, where `tests/documents.rs` of the host runs it.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[path = "../../../tests/support/files.rs"]
mod files;
#[path = "reader/office.rs"]
mod office;
#[path = "reader/pdf.rs"]
mod pdf;
#[path = "reader/properties.rs"]
mod properties;

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn read(media_type: &str, bytes: &[u8]) -> document_reader::Reading {
    document_reader::read(media_type, bytes).unwrap()
}

fn refused(media_type: &str, bytes: &[u8]) -> String {
    document_reader::read(media_type, bytes)
        .unwrap_err()
        .to_string()
}
