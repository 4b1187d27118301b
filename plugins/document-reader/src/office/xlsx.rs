//! Workbooks, through calamine: every sheet, row by row, with the address of each cell. Formulas are not computed: what is read
//! is the value that the program which wrote the file has left.

use std::io::Cursor;

use calamine::{
    CellErrorType, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs,
};

use super::package::Package;
use crate::{Reading, Unreadable};

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Result<(), Unreadable> {
    // calamine unpacks what it needs without counting, so everything is counted before.
    drop(Package::open(bytes)?);
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let sheets = workbook.sheets_metadata().to_vec();
    let mut empty = true;
    for sheet in sheets {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        let title = if hidden {
            reading.note(format!(
                "the sheet “{}” is hidden; it was read",
                plain(&sheet.name)
            ));
            format!("hidden sheet {}", plain(&sheet.name))
        } else {
            format!("sheet {}", plain(&sheet.name))
        };
        reading.block()?;
        reading.mark(title.as_str())?;
        reading.push(&format!("# {}", plain(&sheet.name)))?;
        reading.block()?;
        let mut cells = workbook
            .worksheet_cells_reader(&sheet.name)
            .map_err(|error| unreadable(&error))?;
        let mut row = None;
        while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
            let Some(text) = shown(cell.get_value()) else {
                continue;
            };
            let (at, column) = cell.get_position();
            if row != Some(at) {
                if row.is_some() {
                    reading.push("\n")?;
                }
                reading.push("| ")?;
                row = Some(at);
            } else {
                reading.push(" ")?;
            }
            reading.mark(format!(
                "{title}, cell {}{}",
                letters(column),
                u64::from(at) + 1
            ))?;
            reading.push(&text)?;
            reading.push(" |")?;
            empty = false;
        }
    }
    if empty {
        return Err(Unreadable::Damaged(
            "it has no cell with a value".to_owned(),
        ));
    }
    Ok(())
}

fn shown(value: &DataRef<'_>) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => plain(text),
        DataRef::SharedString(text) => plain(text),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => plain(text),
        DataRef::Error(error) => failed(error).to_owned(),
    };
    (!text.trim().is_empty()).then_some(text)
}

const fn failed(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#DATA!",
    }
}

/// One line, without the sign that sets cells apart.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('|', "/")
}

/// The letters of a column: 0 is A, 26 is AA.
fn letters(column: u32) -> String {
    let mut left = u64::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

fn unreadable(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Encrypted("it opens with a password only".to_owned()),
        _ => Unreadable::Damaged("its parts are not those of a workbook".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_a_sheet_names_them() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), name);
        }
    }
}
