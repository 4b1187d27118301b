//! The CSV encoder.

use super::{Text, paragraphs};

/// A spreadsheet cuts a cell at this many characters (the limit of Excel); we cut first, and say so.
const MAX_CHARS: usize = 32_000;

/// A cell that no spreadsheet takes for a formula.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell(String);

impl Cell {
    /// Any text.
    pub fn of<T: Text + ?Sized>(text: &T) -> Self {
        let mut cell = paragraphs(text.raw());
        if starts_formula(text.raw()) || starts_formula(&cell) {
            cell.insert(0, '\'');
        }
        if let Some((end, _)) = cell.char_indices().nth(MAX_CHARS) {
            cell.truncate(end);
            cell.push('…');
        }
        Self(cell)
    }

    /// Numbers, dates, ids and words of this program. Goes through the same escaping: it costs nothing.
    pub fn show(value: impl std::fmt::Display) -> Self {
        Self::of(&value.to_string())
    }
}

impl AsRef<[u8]> for Cell {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// A spreadsheet takes text that starts like this for a formula, quotes or not (OWASP, "CSV Injection"); some strip blanks
/// first, and East Asian versions read the full-width forms too. A leading quote would hide what follows it from a look
/// at the first character, so it counts as well.
fn starts_formula(text: &str) -> bool {
    let formula = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%'
        )
    };
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
            .starts_with(formula)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::hostile::hostile;

    #[test]
    fn no_hostile_cell_starts_a_formula_or_breaks_out_of_its_cell() {
        for text in hostile() {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer
                .write_record([
                    &Cell::show("before"),
                    &Cell::of(&text),
                    &Cell::show("after"),
                ])
                .unwrap();
            let bytes = writer.into_inner().unwrap();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(bytes.as_slice());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), 1, "{text:?} made rows");
            assert_eq!(
                (&rows[0][0], &rows[0][2], rows[0].len()),
                ("before", "after", 3)
            );
            let cell = &rows[0][1];
            assert!(
                !cell
                    .trim_start()
                    .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']),
                "{text:?} became {cell:?}"
            );
            assert!(!cell.contains(|c: char| c != '\n' && c.is_control()));
        }
    }

    #[test]
    fn harmless_text_stays_as_it_is() {
        for text in ["", "Acme", "A - B", "a=b", "50 %", "O'Neill"] {
            assert_eq!(Cell::of(text), Cell(text.to_owned()));
        }
        assert_eq!(Cell::show(-1), Cell("'-1".to_owned()));
    }
}
