//! What goes out comes back, and what comes back is an answer only where it says something.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeMap;

use assay_domain::{Answer, Choice, Digest, Question, QuestionId};
use assay_questionnaire::{
    Form, Given, Map, Origin, Outcome, Returned, Section, Taking, kept, merged,
    read::{self, Sheet},
    take, write,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 20);

fn question(id: &str, kind: &str, choices: &[(&str, &str)]) -> Question {
    Question {
        id: id.parse().unwrap(),
        text: format!("What about {id}? </script><b>").as_str().into(),
        guidance: "=1+1".into(),
        answer_kind: kind.into(),
        choices: choices
            .iter()
            .map(|(value, label)| Choice {
                value: (*value).into(),
                label: (*label).into(),
            })
            .collect(),
        evidence: "".into(),
        show_if: None,
        controls: Vec::new(),
    }
}

fn form(answers: &[(&str, &str)]) -> Form {
    let text = |number: usize| question(&format!("text-{number}"), "text", &[]);
    let mut questions = vec![
        question(
            "level",
            "choice",
            &[
                ("in-place", "In place, with evidence"),
                ("no", "Not in place"),
            ],
        ),
        question("agreed", "yes-no", &[]),
        question("share", "number", &[]),
        question("since", "date", &[]),
    ];
    questions.extend((1..=6).map(text));
    Form {
        supplier: "acme".parse().unwrap(),
        name: "Acme <b>Ltd</b>".into(),
        sections: vec![Section {
            title: "Questions".into(),
            questions,
        }],
        answers: answers
            .iter()
            .map(|(id, value)| (id.parse().unwrap(), answer(id, value)))
            .collect(),
    }
}

fn answer(id: &str, value: &str) -> Answer {
    Answer {
        question: id.parse().unwrap(),
        value: value.into(),
        comment: None,
        documents: Vec::new(),
        answered_on: None,
        answered_by: None,
    }
}

fn given(rows: &[(&str, &str)]) -> Returned {
    Returned {
        supplier: None,
        given: rows
            .iter()
            .map(|(id, value)| Given {
                ours: true,
                id: (*id).into(),
                value: (*value).into(),
                ..Given::default()
            })
            .collect(),
    }
}

fn outcomes(rows: &[(&str, &str)], form: &Form) -> Vec<Outcome> {
    let taking = take(&given(rows), form, &Map::default(), &[], TODAY, false);
    taking.taken.iter().map(|taken| taken.outcome).collect()
}

fn origin() -> Origin {
    Origin {
        file: "back\n[answers.x]".to_owned(),
        digest: Digest::of("back"),
        signed_by: None,
        taken_on: TODAY,
    }
}

/// What `answers.toml` says after it was written.
fn written(existing: &str, taking: &Taking) -> BTreeMap<String, toml_edit::DocumentMut> {
    let text = merged(existing, taking.answers(), &origin()).unwrap();
    BTreeMap::from([(text.clone(), text.parse().unwrap())])
}

#[test]
fn an_answer_is_taken_in_the_words_of_its_question() {
    let form = form(&[]);
    let rows = [
        ("level", "in place,  with EVIDENCE"),
        ("agreed", "TRUE"),
        ("share", "48 hours"),
        ("since", "2026-02-01 00:00:00"),
    ];
    let taking = take(&given(&rows), &form, &Map::default(), &[], TODAY, false);
    let values: Vec<&str> = taking
        .answers()
        .map(|answer| answer.value.expose())
        .collect();
    assert_eq!(values, ["in-place", "yes", "48 hours", "2026-02-01"]);
}

#[test]
fn what_says_nothing_or_is_no_answer_is_not_taken() {
    let rows = [
        ("level", "x"),
        ("level", "mostly"),
        ("agreed", "TBD"),
        ("share", "many"),
        ("since", "soon"),
        ("text-1", "test"),
        ("nobody-asks", "yes"),
        ("text-2", "  "),
    ];
    use Outcome::{Dummy, Refused, Unasked};
    assert_eq!(
        outcomes(&rows, &form(&[])),
        [Dummy, Refused, Dummy, Refused, Refused, Dummy, Unasked]
    );
}

/// A supplier filled all boxes with "We take security seriously." No word of it is a filler, and all of it is one.
#[test]
fn the_same_text_in_most_boxes_is_a_filler() {
    let same = "We take security seriously.";
    let rows = [
        ("text-1", same),
        ("text-2", "We take  security seriously."),
        ("text-3", same),
        ("text-4", same),
        ("text-5", "Reviewed each March by the board."),
    ];
    use Outcome::{Dummy, New};
    assert_eq!(
        outcomes(&rows, &form(&[])),
        [Dummy, Dummy, Dummy, Dummy, New]
    );
    // Three boxes that say the same may well be meant.
    assert_eq!(outcomes(&rows[..3], &form(&[])), [New, New, New]);
}

#[test]
fn another_answer_in_the_dossier_stays_until_somebody_says_otherwise() {
    let form = form(&[("agreed", "no"), ("text-1", "TBD")]);
    let rows = [("agreed", "yes"), ("text-1", "Each week.")];
    let taking = take(&given(&rows), &form, &Map::default(), &[], TODAY, false);
    assert_eq!(taking.count(Outcome::Conflict), 1);
    // A filler is no answer that could be lost.
    assert_eq!(taking.count(Outcome::Replaced), 1);
    let taking = take(&given(&rows), &form, &Map::default(), &[], TODAY, true);
    assert_eq!(taking.count(Outcome::Replaced), 2);
}

#[test]
fn two_rows_for_one_question_do_not_both_count() {
    use Outcome::{Conflict, New, Unchanged};
    let rows = [("agreed", "yes"), ("agreed", "y"), ("agreed", "no")];
    assert_eq!(outcomes(&rows, &form(&[])), [New, Unchanged, Conflict]);
}

#[test]
fn a_date_after_today_and_documents_that_are_not_there_are_left_out() {
    let mut returned = given(&[("agreed", "yes")]);
    returned.given[0].answered_on = Some(date(2027, 1, 1));
    returned.given[0].documents = vec!["policy.md".into(), "../secret".into()];
    let form = form(&[]);
    let taking = take(
        &returned,
        &form,
        &Map::default(),
        &["policy.md"],
        TODAY,
        false,
    );
    let answer = taking.answers().next().unwrap();
    assert_eq!(answer.answered_on, None);
    assert_eq!(answer.documents, ["policy.md"]);
    assert_eq!(taking.taken[0].notes.len(), 2);
}

/// OSCAL results of another tool had a finding on `agreed`, and a supplier's own `satisfied` became an answer to our question of that id.
#[test]
fn the_same_word_in_a_file_of_others_is_another_question() {
    let mut returned = given(&[("agreed", "yes"), ("text-1", "satisfied")]);
    for one in &mut returned.given {
        one.ours = false;
    }
    let form = form(&[]);
    let taking = take(&returned, &form, &Map::default(), &[], TODAY, true);
    assert_eq!(taking.count(Outcome::Unasked), 2);
    assert_eq!(taking.answers().count(), 0);
}

#[test]
fn a_map_is_held_against_the_questions() {
    let form = form(&[]);
    let text = "source = \"CAIQ 4.0.3\"\n[[questions]]\nfrom = \"A&A-01.1\"\nto = \"level\"\nvalues = { Yes = \"in-place\" }\n";
    let map = Map::parse("caiq.toml", text, &form).unwrap();
    let taking = take(
        &given(&[("a&a-01.1", "YES")]),
        &form,
        &map,
        &[],
        TODAY,
        false,
    );
    let answer = taking.answers().next().unwrap();
    assert_eq!(
        (answer.question.as_str(), answer.value.expose()),
        ("level", "in-place")
    );
    for (wrong, key) in [
        (text.replace("\"level\"", "\"levl\""), "to"),
        (text.replace("\"in-place\"", "\"yes\""), "values"),
        (
            format!("{text}{}", &text[text.find("[[").unwrap()..]),
            "from",
        ),
    ] {
        let mistake = Map::parse("caiq.toml", &wrong, &form).unwrap_err();
        assert!(
            mistake.to_string().contains(&format!("`{key}`")),
            "{mistake}"
        );
    }
}

#[test]
fn what_stands_in_answers_toml_stays() {
    let existing = "# Ours.\n\n[answers]\nagreed = \"no\" # as said\nshare = 3\n\n# The end.\n";
    let form = form(&[("agreed", "no")]);
    let rows = [("agreed", "yes"), ("text-1", "Each \"week\"\nor so")];
    let taking = take(&given(&rows), &form, &Map::default(), &[], TODAY, true);
    let (text, document) = written(existing, &taking).pop_first().unwrap();
    assert!(
        text.starts_with("# Ours.\n\n[answers]\nshare = 3\n"),
        "{text}"
    );
    assert!(text.contains("# The end."), "{text}");
    // The file's name is somebody else's: it ends no line.
    assert!(
        text.contains("# From back\\u{a}[answers.x] (sha256:"),
        "{text}"
    );
    assert_eq!(document["answers"].as_table().unwrap().len(), 3);
    assert_eq!(document["answers"]["agreed"]["value"].as_str(), Some("yes"));
}

#[test]
fn a_questionnaire_of_others_is_kept_whole() {
    let form = form(&[]);
    let returned = given(&[("X-1", "<b>yes</b>"), ("agreed", "yes"), ("X-2", "TBD")]);
    let taking = take(&returned, &form, &Map::default(), &[], TODAY, false);
    let text = kept(&returned, &taking, &origin()).unwrap();
    for part in ["## X-1", "\\<b\\>yes", "Goes to agreed: new", "Answer: TBD"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let ours = given(&[("agreed", "yes")]);
    let taking = take(&ours, &form, &Map::default(), &[], TODAY, false);
    assert_eq!(kept(&ours, &taking, &origin()), None);
}

#[test]
fn hostile_words_of_a_question_are_text_in_the_page() {
    let page = write::html(&form(&[("text-1", "</textarea><script>alert(1)</script>")]));
    let parsed = scraper::Html::parse_document(&page);
    let count = |css: &str| {
        parsed
            .select(&scraper::Selector::parse(css).unwrap())
            .count()
    };
    assert_eq!(count("script"), 1);
    assert_eq!(count("fieldset b, h1 b"), 0);
    assert_eq!(count("[src], link, img, iframe"), 0);
    assert!(page.contains("default-src 'none'"));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~\n\t]{1,60}",
        "\\PC{1,40}",
        prop_oneof![
            Just("=cmd|'/C calc'!A0".to_owned()),
            Just("'quoted'".to_owned()),
            Just("-1".to_owned()),
            Just("a;b|c\"d\"".to_owned()),
            Just("\u{202e}gnp".to_owned()),
            // A filler that nobody sees was shown as `\u{e0100}` in a table and came back as an answer.
            Just("\u{e0100}".to_owned()),
            Just("\"\"\"\n'''".to_owned()),
        ],
    ]
}

proptest! {
    /// Whatever is in the dossier goes out as a table and comes back as the same answers.
    #[test]
    fn an_export_that_comes_back_changes_nothing(values in prop::collection::vec(text(), 6)) {
        let ids: Vec<String> = (1..=6).map(|number| format!("text-{number}")).collect();
        let answers: Vec<(&str, &str)> = ids
            .iter()
            .zip(&values)
            .map(|(id, value)| (id.as_str(), value.as_str()))
            .chain([("level", "in-place"), ("agreed", "no"), ("share", "3.5"), ("since", "2026-01-31")])
            .collect();
        let form = form(&answers);
        let sheet = Sheet::from_csv(&write::csv(&form).unwrap()).unwrap();
        let returned = read::tables(&[sheet]).unwrap();
        let taking = take(&returned, &form, &Map::default(), &[], TODAY, false);
        for taken in &taking.taken {
            prop_assert!(
                matches!(taken.outcome, Outcome::Unchanged | Outcome::Dummy),
                "{taken:?}"
            );
        }
    }

    /// Whatever was answered in the page is in the file that is written, byte for byte.
    #[test]
    fn answers_of_the_page_are_written_as_they_are(value in text(), comment in text()) {
        let form = form(&[]);
        let file = serde_json::json!({
            "format": write::ANSWERS_FORMAT,
            "supplier": "acme",
            "answered-by": "Jo",
            "answered-on": "2026-11-01",
            "answers": {"text-1": {"value": value, "comment": comment, "documents": []}},
        });
        let returned = read::json(&serde_json::to_string(&file).unwrap(), None).unwrap();
        let taking = take(&returned, &form, &Map::default(), &[], TODAY, false);
        let (text, document) = written("", &taking).pop_first().unwrap();
        let question: QuestionId = "text-1".parse().unwrap();
        match taking.answers().next() {
            Some(answer) => {
                prop_assert_eq!(answer.value.expose(), value.trim(), "{}", text);
                let entry = &document["answers"][question.as_str()];
                prop_assert_eq!(entry["value"].as_str(), Some(value.trim()));
                prop_assert_eq!(entry.get("comment").and_then(|comment| comment.as_str()), (!comment.trim().is_empty()).then_some(comment.as_str()));
            }
            None => prop_assert!(value.trim().is_empty() || taking.taken[0].outcome == Outcome::Dummy),
        }
    }
}
