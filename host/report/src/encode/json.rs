//! The JSON encoder.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::{Text, one_line, visible::is_hidden};

/// Readable JSON in which every hidden character inside a string is written `\u202e`. The value that a parser reads is
/// exactly the text, and `assay assess --format json` can be looked at on a terminal: serde_json alone escapes only what
/// RFC 8259 asks for, which leaves U+009B and the bidirectional controls as they are.
pub fn pretty<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut bytes, Careful(PrettyFormatter::new()));
    value
        .serialize(&mut serializer)
        .expect("a report has only text keys, and a Vec takes every write");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}

/// Text on one line with hidden characters made visible, never empty: for formats whose readers want a line there.
pub fn line<T: Text + ?Sized>(text: &T) -> String {
    let line = one_line(text.raw());
    if line.is_empty() {
        "-".to_owned()
    } else {
        line
    }
}

/// JSON of somebody else's writing, written again with line ends and indentation, hidden characters as in [`pretty`]. None when
/// it is not JSON.
pub fn reformatted<T: Text + ?Sized>(text: &T) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text.raw()).ok()?;
    Some(pretty(&value))
}

struct Careful(PrettyFormatter<'static>);

impl Formatter for Careful {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_hidden) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let mut chars = rest[at..].chars();
            if let Some(c) = chars.next() {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::hostile::hostile;

    #[test]
    fn every_hostile_text_survives_unchanged_and_none_is_seen_raw() {
        let written = pretty(&hostile());
        assert!(!written.chars().any(|c| c != '\n' && is_hidden(c)));
        let read: Vec<String> = serde_json::from_str(&written).unwrap();
        assert_eq!(read, hostile());
    }
}
