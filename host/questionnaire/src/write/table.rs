//! The questions as a table: a workbook with lists to choose from, or CSV.

use assay_domain::{Question, Untrusted};
use assay_report::encode::csv::Cell;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError,
};

use crate::{COLUMNS, Form, QuestionnaireError};

const WIDTHS: [f64; 8] = [20.0, 50.0, 40.0, 28.0, 40.0, 28.0, 14.0, 20.0];
/// Columns that a supplier fills in.
const FILLED_FROM: u16 = 3;
const SHEET: &str = "Questions";
const CHOICES: &str = "Choices";

/// The questions as CSV.
///
/// # Errors
/// Never with what a form holds; the writer wants it said.
pub fn csv(form: &Form) -> Result<Vec<u8>, QuestionnaireError> {
    let wrong = |why: String| QuestionnaireError::Csv { why };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(COLUMNS)
        .map_err(|error| wrong(error.to_string()))?;
    for question in form.questions() {
        writer
            .write_record(row(form, question))
            .map_err(|error| wrong(error.to_string()))?;
    }
    writer
        .into_inner()
        .map_err(|error| wrong(error.to_string()))
}

/// The questions as a workbook. The same form gives the same bytes.
///
/// # Errors
/// When there are more questions than a sheet holds.
pub fn xlsx(form: &Form) -> Result<Vec<u8>, QuestionnaireError> {
    workbook(form).map_err(|error| QuestionnaireError::Workbook {
        why: error.to_string(),
    })
}

fn row(form: &Form, question: &Question) -> [Cell; 8] {
    let answer = form.answers.get(&question.id);
    let text = |text: Option<&Untrusted>| text.map(Cell::of).unwrap_or_default();
    let value = answer.map(|answer| {
        let chosen = question
            .choices
            .iter()
            .find(|choice| choice.value == answer.value);
        chosen.map_or(&answer.value, |choice| &choice.label)
    });
    [
        Cell::show(&question.id),
        Cell::of(&question.text),
        Cell::of(&hint(question)),
        text(value),
        text(answer.and_then(|answer| answer.comment.as_ref())),
        Cell::show(answer.map_or(String::new(), |answer| answer.documents.join("; "))),
        answer
            .and_then(|answer| answer.answered_on)
            .map(Cell::show)
            .unwrap_or_default(),
        text(answer.and_then(|answer| answer.answered_by.as_ref())),
    ]
}

/// What helps to answer: a good answer, the evidence, when it is asked, and what may be answered.
fn hint(question: &Question) -> Untrusted {
    let mut lines: Vec<String> = Vec::new();
    if !question.guidance.is_blank() {
        lines.push(question.guidance.expose().to_owned());
    }
    if !question.evidence.is_blank() {
        lines.push(format!("Evidence: {}", question.evidence.expose()));
    }
    if let Some(condition) = &question.show_if {
        let any: Vec<&str> = condition.any_of.iter().map(Untrusted::expose).collect();
        lines.push(format!(
            "Only if {} is {}",
            condition.question,
            any.join(" or ")
        ));
    }
    let answers: Vec<&str> = choices(question);
    lines.push(if answers.is_empty() {
        match question.answer_kind.expose() {
            "number" => "Answer with a number and its unit".to_owned(),
            kind => format!("Answer with a {kind}"),
        }
    } else {
        format!("Answers: {}", answers.join(" / "))
    });
    lines.join("\n").into()
}

/// What may be chosen, in the words that a person reads.
fn choices(question: &Question) -> Vec<&str> {
    if question.choices.is_empty() && question.answer_kind.expose() == "yes-no" {
        return vec!["yes", "no"];
    }
    let choices = question.choices.iter();
    choices.map(|choice| choice.label.expose()).collect()
}

fn workbook(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without a date of its own the library writes the clock's, and the same form would not give the same bytes.
    let properties = DocProperties::new()
        .set_title(format!("Questions to {}", form.supplier))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let mut lists = Lists::default();
    questions(workbook.add_worksheet(), form, &mut lists)?;
    how_to(workbook.add_worksheet(), form)?;
    lists.write(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn questions(sheet: &mut Worksheet, form: &Form, lists: &mut Lists) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border_bottom(FormatBorder::Thin);
    let asked = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    // Cells of text, so that `1-2` stays what was typed and does not become a date.
    let filled = asked
        .clone()
        .set_border(FormatBorder::Hair)
        .set_num_format("@");
    for ((column, title), width) in (0u16..).zip(COLUMNS).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, title, &head)?;
    }
    for (line, question) in (1u32..).zip(form.questions()) {
        for (column, cell) in (0u16..).zip(row(form, question)) {
            let format = if column >= FILLED_FROM {
                &filled
            } else {
                &asked
            };
            let text = String::from_utf8_lossy(cell.as_ref()).into_owned();
            if text.is_empty() {
                sheet.write_blank(line, column, format)?;
            } else {
                sheet.write_string_with_format(line, column, text, format)?;
            }
        }
        if let Some(range) = lists.range(&choices(question)) {
            let validation = DataValidation::new().allow_list_formula(Formula::new(range));
            sheet.add_data_validation(line, FILLED_FROM, line, FILLED_FROM, &validation)?;
        }
    }
    Ok(())
}

fn how_to(sheet: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    sheet.set_name("How to")?;
    sheet.set_column_width(0, 100)?;
    let wrapped = Format::new().set_text_wrap();
    let name = Cell::of(&form.name);
    let lines = [
        format!("Questions to {}", String::from_utf8_lossy(name.as_ref())),
        format!("Fill in the columns from “Answer” on, in the sheet “{SHEET}”; leave ids as they are."),
        "An empty answer counts as unknown. So do fillers as “TBD”, “test” or “n/a”: leave the cell empty instead.".to_owned(),
        "Documents are names of files that you send along, with a semicolon between them.".to_owned(),
        "“Answered on” is a date as 2026-01-31.".to_owned(),
    ];
    for (line, text) in (0u32..).zip(lines) {
        sheet.write_string_with_format(line, 0, text, &wrapped)?;
    }
    Ok(())
}

/// Lists to choose from, each a column of a sheet of its own: a list inside a rule may have 255 characters at most.
#[derive(Default)]
struct Lists(Vec<Vec<String>>);

impl Lists {
    fn range(&mut self, choices: &[&str]) -> Option<String> {
        if choices.is_empty() {
            return None;
        }
        let cells: Vec<String> = choices
            .iter()
            .map(|choice| String::from_utf8_lossy(Cell::of(*choice).as_ref()).into_owned())
            .collect();
        let number = self.0.iter().position(|known| *known == cells);
        let number = number.unwrap_or_else(|| {
            self.0.push(cells);
            self.0.len() - 1
        });
        let column = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(number).ok()?);
        let last = choices.len();
        Some(format!("={CHOICES}!${column}$1:${column}${last}"))
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(CHOICES)?;
        sheet.set_hidden(true);
        for (column, cells) in (0u16..).zip(&self.0) {
            for (line, cell) in (0u32..).zip(cells) {
                sheet.write_string(line, column, cell)?;
            }
        }
        Ok(())
    }
}
