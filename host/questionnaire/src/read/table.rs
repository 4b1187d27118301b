//! Answers in tables. The heads of the columns say what stands in them, in our words and in those of CAIQ, HECVAT and their kin.

use assay_domain::Untrusted;
use assay_report::encode::csv::Cell;

use super::Sheet;
use crate::{COLUMNS, Given, QuestionnaireError, Returned};

/// Titles, logos and instructions stand above the heads.
const HEAD_WITHIN: usize = 60;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Question,
    Answer,
    Yes,
    No,
    NotApplicable,
    Comment,
    Documents,
    On,
    By,
}

/// Heads that name a column, folded to lower-case words: ours first, then those seen in CAIQ 3 and 4 (Cloud Security Alliance) and in
/// HECVAT 2 to 4 (EDUCAUSE) and in spreadsheets made like them.
const HEADS: [(&str, Column); 45] = [
    ("question id", Column::Id),
    ("question", Column::Question),
    ("answer", Column::Answer),
    ("comment", Column::Comment),
    ("documents", Column::Documents),
    ("answered on", Column::On),
    ("answered by", Column::By),
    ("id", Column::Id),
    ("qid", Column::Id),
    ("q id", Column::Id),
    ("ref", Column::Id),
    ("reference", Column::Id),
    ("control id", Column::Id),
    ("ccm control id", Column::Id),
    ("question number", Column::Id),
    ("questions", Column::Question),
    ("control question", Column::Question),
    ("consensus assessment questions", Column::Question),
    ("requirement", Column::Question),
    ("answers", Column::Answer),
    ("csp caiq answer", Column::Answer),
    ("consensus assessment answers", Column::Answer),
    ("vendor answer", Column::Answer),
    ("vendor answers", Column::Answer),
    ("supplier answer", Column::Answer),
    ("response", Column::Answer),
    ("vendor response", Column::Answer),
    ("supplier response", Column::Answer),
    ("yes", Column::Yes),
    ("no", Column::No),
    ("not applicable", Column::NotApplicable),
    ("n a", Column::NotApplicable),
    ("na", Column::NotApplicable),
    ("comments", Column::Comment),
    ("notes", Column::Comment),
    ("additional information", Column::Comment),
    ("additional info", Column::Comment),
    ("explanation", Column::Comment),
    ("csp implementation description", Column::Comment),
    (
        "csp implementation description optional recommended",
        Column::Comment,
    ),
    ("implementation description", Column::Comment),
    ("evidence", Column::Documents),
    ("document", Column::Documents),
    ("date", Column::On),
    ("respondent", Column::By),
];

/// Where each column stands.
struct Heads {
    columns: Vec<(usize, Column)>,
    /// The table was written by this program: others have no column of this name.
    ours: bool,
}

impl Heads {
    fn find(sheet: &Sheet) -> Option<(usize, Self)> {
        let rows = sheet.rows.iter().take(HEAD_WITHIN).enumerate();
        rows.filter_map(|(number, row)| Some((number, Self::of(row)?)))
            .next()
    }

    fn of(row: &[String]) -> Option<Self> {
        let mut columns: Vec<(usize, Column)> = Vec::new();
        for (index, cell) in row.iter().enumerate() {
            let folded = folded(cell);
            let known = HEADS.iter().find(|(head, _)| *head == folded);
            // The first column of a kind is the one that is meant: others belong to whoever reviews.
            if let Some((_, column)) = known
                && !columns.iter().any(|(_, seen)| seen == column)
            {
                columns.push((index, *column));
            }
        }
        let has = |column| columns.iter().any(|(_, seen)| *seen == column);
        let asks = has(Column::Id) || has(Column::Question);
        let answers = has(Column::Answer) || has(Column::Yes) && has(Column::No);
        let ours = row.iter().any(|cell| cell.trim() == COLUMNS[2]);
        (asks && answers).then_some(Self { columns, ours })
    }

    fn cell<'a>(&self, row: &'a [String], wanted: Column) -> &'a str {
        let index = self.columns.iter().find(|(_, column)| *column == wanted);
        index
            .and_then(|(index, _)| row.get(*index))
            .map_or("", |cell| unquoted(cell.trim()))
    }

    fn text(&self, row: &[String], wanted: Column) -> Option<Untrusted> {
        let cell = self.cell(row, wanted);
        (!cell.is_empty()).then(|| cell.into())
    }

    /// The answer, or the column of three that has a mark. An `x` is a mark there and no filler.
    fn answer(&self, row: &[String]) -> String {
        let answer = self.cell(row, Column::Answer);
        if !answer.is_empty() {
            return answer.to_owned();
        }
        let marks = [
            (Column::Yes, "yes"),
            (Column::No, "no"),
            (Column::NotApplicable, "not applicable"),
        ];
        let marked: Vec<&str> = marks
            .into_iter()
            .filter(|(column, _)| !self.cell(row, *column).is_empty())
            .map(|(_, word)| word)
            .collect();
        // Two marks say nothing, and the text that says so is no answer to anything.
        marked.join(" and ")
    }
}

pub(super) fn read(sheets: &[Sheet]) -> Result<Returned, QuestionnaireError> {
    let mut given = Vec::new();
    let mut found = false;
    for sheet in sheets {
        let Some((head, heads)) = Heads::find(sheet) else {
            continue;
        };
        found = true;
        // CAIQ merges the id of several questions into one cell; what stands empty below it belongs to the one above.
        let mut above = "";
        for row in &sheet.rows[head + 1..] {
            let id = heads.cell(row, Column::Id);
            let question = heads.cell(row, Column::Question);
            if id.is_empty() && question.is_empty() {
                continue;
            }
            if !id.is_empty() {
                above = id;
            }
            let id = if id.is_empty() { above } else { id };
            given.push(Given {
                ours: heads.ours,
                id: if id.is_empty() { question } else { id }.into(),
                question: heads.text(row, Column::Question),
                value: heads.answer(row).into(),
                comment: heads.text(row, Column::Comment),
                documents: heads
                    .cell(row, Column::Documents)
                    .split([';', '\n'])
                    .map(str::trim)
                    .filter(|name| !name.is_empty())
                    .map(Into::into)
                    .collect(),
                answered_on: heads
                    .cell(row, Column::On)
                    .get(..10)
                    .and_then(|day| day.parse().ok()),
                answered_by: heads.text(row, Column::By),
            });
        }
    }
    if found {
        Ok(Returned {
            supplier: None,
            given,
        })
    } else {
        Err(QuestionnaireError::NoTable)
    }
}

/// What is written guards text that a spreadsheet would take for a formula with a quote; it is not part of the answer.
fn unquoted(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if Cell::of(rest).as_ref() == cell.as_bytes() => rest,
        _ => cell,
    }
}

fn folded(text: &str) -> String {
    let letters: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_csv(text: &str) -> Vec<(String, String, Option<String>)> {
        read(&[Sheet::from_csv(text.as_bytes()).unwrap()])
            .unwrap()
            .given
            .into_iter()
            .map(|given| {
                (
                    given.id.expose().to_owned(),
                    given.value.expose().to_owned(),
                    given.comment.map(|comment| comment.expose().to_owned()),
                )
            })
            .collect()
    }

    fn row(id: &str, value: &str, comment: Option<&str>) -> (String, String, Option<String>) {
        (id.into(), value.into(), comment.map(Into::into))
    }

    #[test]
    fn a_table_in_the_manner_of_caiq_4_is_read_below_its_title() {
        let read = read_csv(
            "Consensus Assessments,,,\n\
             Question ID,Question,CSP CAIQ Answer,SSRM Control Ownership,\"CSP Implementation Description (Optional/Recommended)\"\n\
             A&A-01.1,Are policies established?,Yes,CSP-owned,Reviewed each year\n\
             A&A-01.2,Are they reviewed?,NA,CSP-owned,\n",
        );
        assert_eq!(
            read,
            [
                row("A&A-01.1", "Yes", Some("Reviewed each year")),
                row("A&A-01.2", "NA", None)
            ]
        );
    }

    #[test]
    fn a_mark_in_one_of_three_columns_is_an_answer_and_two_marks_are_none() {
        let read = read_csv(
            "Control ID,Question,Yes,No,Not Applicable,Notes\n\
             AIS-01.1,Do you test?,X,,,\n,Do you scan?,,x,,weekly\nAIS-02.1,Both?,x,x,,\n",
        );
        assert_eq!(
            read,
            [
                row("AIS-01.1", "yes", None),
                row("AIS-01.1", "no", Some("weekly")),
                row("AIS-02.1", "yes and no", None)
            ]
        );
    }

    #[test]
    fn a_table_in_the_manner_of_hecvat_is_read() {
        let read = read_csv(
            "ID,Question,Vendor Answers,Additional Information,Guidance,Analyst Notes\n\
             COMP-01,Describe your organization,We sell models,Since 2019,Be brief,n/a\n",
        );
        assert_eq!(read, [row("COMP-01", "We sell models", Some("Since 2019"))]);
    }

    #[test]
    fn the_guard_of_a_formula_is_not_part_of_an_answer() {
        let read = read_csv("Question id,Answer\nq,'=1+1\nr,'tis so\n");
        assert_eq!(read, [row("q", "=1+1", None), row("r", "'tis so", None)]);
    }

    #[test]
    fn a_table_without_answers_is_none() {
        let sheet = Sheet::from_csv(b"Name,Amount\na,3\n").unwrap();
        assert!(matches!(read(&[sheet]), Err(QuestionnaireError::NoTable)));
    }
}
