//! Tables as rows of cells, whether they came as CSV or out of a workbook.

use std::collections::BTreeMap;

use assay_domain::Reading;

use crate::QuestionnaireError;

/// More columns than any questionnaire has.
const MAX_COLUMNS: usize = 200;

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A table in CSV, with commas, semicolons or tabs.
    ///
    /// # Errors
    /// When it is not UTF-8 or no CSV.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, QuestionnaireError> {
        let wrong = |why: String| QuestionnaireError::Csv { why };
        let text = std::str::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?;
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| wrong(error.to_string()))?;
            rows.push(record.iter().take(MAX_COLUMNS).map(str::to_owned).collect());
        }
        Ok(Self { rows })
    }

    /// The sheets of a workbook, out of what the document reader made of it. Its places say which cell stands where; a cell has no
    /// line end in it, because the reader folds white space.
    pub fn from_reading(reading: &Reading) -> Vec<Self> {
        let mut sheets: BTreeMap<(usize, String), BTreeMap<u32, BTreeMap<u32, String>>> =
            BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for (index, place) in reading.places.iter().enumerate() {
            let Some((sheet, (column, row))) = place
                .label
                .expose()
                .rsplit_once(", cell ")
                .and_then(|(sheet, cell)| Some((sheet, address(cell)?)))
            else {
                continue;
            };
            if column as usize >= MAX_COLUMNS {
                continue;
            }
            let number = order
                .iter()
                .position(|name| name == sheet)
                .unwrap_or_else(|| {
                    order.push(sheet.to_owned());
                    order.len() - 1
                });
            let end = reading
                .places
                .get(index + 1)
                .map_or(reading.text.len() as u64, |next| next.start);
            let text = slice(&reading.text, place.start, end);
            sheets
                .entry((number, sheet.to_owned()))
                .or_default()
                .entry(row)
                .or_default()
                .insert(column, cell_text(text).to_owned());
        }
        sheets.into_values().map(Self::dense).collect()
    }

    fn dense(cells: BTreeMap<u32, BTreeMap<u32, String>>) -> Self {
        let rows = cells.into_values().map(|cells| {
            let mut row = Vec::new();
            for (column, text) in cells {
                row.resize(column as usize, String::new());
                row.push(text);
            }
            row
        });
        Self {
            rows: rows.collect(),
        }
    }
}

fn slice(text: &str, start: u64, end: u64) -> &str {
    let (start, end) = (
        usize::try_from(start).unwrap_or(usize::MAX),
        usize::try_from(end).unwrap_or(usize::MAX),
    );
    text.get(start..end).unwrap_or_default()
}

/// What lies between the start of a cell and the start of what follows is the cell and one separator.
fn cell_text(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or_default();
    line.strip_suffix(" | ")
        .or_else(|| line.strip_suffix(" |"))
        .unwrap_or(line)
}

/// `B4` is column 1, row 4.
fn address(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = cell.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
    }
    Some((column - 1, row.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_domain::Place;

    #[test]
    fn a_workbook_comes_back_as_rows_of_cells() {
        let text = "# A b\n\n| Id | Answer |\n| q-1 | a | b | | c |\n\n# H\n\n| z |";
        let at = |needle: &str| text.find(needle).unwrap() as u64;
        let place = |start: u64, label: &str| Place {
            start,
            label: label.into(),
        };
        let reading = Reading {
            bytes: [].into(),
            text: text.into(),
            places: [
                place(0, "sheet A b"),
                place(at("Id"), "sheet A b, cell A1"),
                place(at("Answer"), "sheet A b, cell C1"),
                place(at("q-1"), "sheet A b, cell A2"),
                place(at("a | b"), "sheet A b, cell C2"),
                place(at("c |"), "sheet A b, cell D2"),
                place(at("# H"), "hidden sheet H"),
                place(at("z |"), "hidden sheet H, cell AA7"),
            ]
            .into(),
            notes: Vec::new(),
        };
        let sheets = Sheet::from_reading(&reading);
        assert_eq!(
            sheets[0].rows,
            [vec!["Id", "", "Answer"], vec!["q-1", "", "a | b |", "c"]]
        );
        assert_eq!(sheets[1].rows[0][26], "z");
        assert_eq!(sheets.len(), 2);
    }

    #[test]
    fn a_csv_table_may_have_semicolons_and_a_mark_in_front() {
        let sheet = Sheet::from_csv("\u{feff}Id;Answer\nq;\"a;\nb\"\n".as_bytes()).unwrap();
        assert_eq!(sheet.rows, [["Id", "Answer"], ["q", "a;\nb"]]);
        assert!(Sheet::from_csv(b"\xff\xfe").is_err());
    }
}
