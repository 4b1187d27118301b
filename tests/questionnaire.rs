//! Questions that go out to a supplier and answers that come back, through the program.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use serde_json::{Value, json};
use support::{
    desk::{APPROVE, CONDITIONAL, Desk, ERROR},
    tools,
};

/// A supplier that has not answered anything.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.silent("acme");
    desk
}

/// The outcome of each id in a file that is imported.
fn outcomes(desk: &Desk, line: &str) -> Vec<(String, String)> {
    let printed = desk.assay(&format!("questionnaire import {line} --format json"));
    assert_ne!(printed.code, ERROR, "{}", printed.err);
    let report: Value = serde_json::from_str(&printed.out).unwrap();
    let answers = report["answers"].as_array().unwrap().iter();
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    answers
        .map(|one| (word(one, "id"), word(one, "outcome")))
        .collect()
}

fn page_answers(supplier: &str, answers: Value) -> String {
    json!({
        "format": "assay-answers/1",
        "supplier": supplier,
        "answered-by": "Jo Keizer, \u{1b}[31mCISO",
        "answered-on": "2026-11-01",
        "answers": answers,
    })
    .to_string()
}

fn clause(value: &str) -> Value {
    json!({"value": value, "comment": "", "documents": []})
}

#[test]
fn what_the_page_gives_back_becomes_answers_that_an_assessment_sees() {
    let desk = desk();
    desk.done("questionnaire export acme -o form.html");
    assert!(desk.read("form.html").contains("iso42001-4.1"));
    desk.write(
        "back.json",
        page_answers(
            "acme",
            json!({"iso42001-4.1": clause("implemented"), "iso42001-4.2": clause("TBD"), "iso42001-5.1": clause("mostly")}),
        ),
    );
    let tried = desk.assay("questionnaire import back.json --dossier acme --dry-run");
    assert_eq!(tried.code, CONDITIONAL, "{}", tried.err);
    assert!(
        !desk.path("acme/answers.toml").exists(),
        "nothing is written"
    );
    for part in [
        "1 would be taken",
        "says nothing",
        "not an answer",
        "not signed",
    ] {
        assert!(tried.out.contains(part), "{part}: {}", tried.out);
    }
    desk.assay("questionnaire import back.json --dossier acme");
    let written = desk.read("acme/answers.toml");
    assert!(written.contains("# From back.json (sha256:"), "{written}");
    assert!(
        written.contains("[answers.\"iso42001-4.1\"]\nvalue = \"implemented\""),
        "{written}"
    );
    assert!(
        !written.contains("TBD") && !written.contains('\u{1b}'),
        "{written}"
    );
    // It is there now, so a second time changes nothing.
    assert_eq!(
        outcomes(&desk, "back.json --dossier acme")[0].1,
        "unchanged"
    );
    desk.assay("assess acme --offline");
    let report = desk.done("report acme --format json").json();
    assert!(
        report.to_string().contains("iso42001-4.1"),
        "the answer is evidence"
    );
}

#[test]
fn another_answer_stays_until_it_is_replaced() {
    let desk = desk();
    desk.write(
        "acme/answers.toml",
        "[answers]\niso42001-4-1 = \"yes\"\n\"iso42001-4.1\" = \"no\"\n",
    );
    desk.write(
        "back.json",
        page_answers("acme", json!({"iso42001-4.1": clause("implemented")})),
    );
    assert_eq!(
        outcomes(&desk, "back.json --dossier acme"),
        [("iso42001-4.1".into(), "conflict".into())]
    );
    assert!(desk.read("acme/answers.toml").contains("= \"no\""));
    let replaced = desk.assay("questionnaire import back.json --dossier acme --replace");
    assert_eq!(replaced.code, APPROVE, "{}{}", replaced.out, replaced.err);
    assert!(
        desk.read("acme/answers.toml")
            .contains("value = \"implemented\"")
    );
}

#[test]
fn answers_of_another_supplier_and_files_without_answers_are_refused() {
    let desk = desk();
    desk.write("other.json", page_answers("umbra", json!({})));
    desk.write("list.csv", "Name,Amount\na,3\n");
    desk.write("broken.xlsx", "not a workbook");
    desk.write("notes.txt", "yes to all");
    for (file, part) in [
        ("other.json", "answers of `umbra`"),
        ("list.csv", "no table of answers"),
        ("broken.xlsx", "broken.xlsx"),
        ("notes.txt", "nothing that answers come in"),
    ] {
        let printed = desk.assay(&format!("questionnaire import {file} --dossier acme"));
        assert_eq!(printed.code, ERROR, "{file}: {}", printed.out);
        assert!(printed.err.contains(part), "{file}: {}", printed.err);
    }
    assert!(!desk.path("acme/answers.toml").exists());
}

/// A workbook filled in by another program than the one that wrote it.
#[test]
fn a_workbook_that_somebody_filled_in_comes_back() {
    let Some(python) = tools::document_python() else {
        return;
    };
    let desk = desk();
    desk.done("questionnaire export acme --format xlsx -o out.xlsx");
    let program = r#"
import openpyxl
book = openpyxl.load_workbook("out.xlsx")
sheet = book["Questions"]
assert [cell.value for cell in sheet[1]][:2] == ["Question id", "Question"]
assert len(sheet.data_validations.dataValidation) > 50
rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
assert len(rows) > 100
assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
rows["iso42001-4.1"][3].value = "In place, without evidence attached"
rows["iso42001-4.1"][4].value = "=HYPERLINK(1)"
rows["iso42001-4.1"][4].data_type = "s"
rows["iso42001-4.1"][6].value = "2026-11-01"
rows["iso42001-4.1"][7].value = "Jo"
rows["iso42001-4.2"][3].value = "x"
book.save("back.xlsx")
"#;
    tools::run_python(&python, &desk.path(""), program);
    assert_eq!(
        outcomes(&desk, "back.xlsx --dossier acme"),
        [
            ("iso42001-4.1".into(), "new".into()),
            ("iso42001-4.2".into(), "says nothing".into())
        ]
    );
    let written = desk.read("acme/answers.toml");
    for part in [
        "value = \"implemented\"",
        "comment = \"=HYPERLINK(1)\"",
        "answered-on = 2026-11-01",
        "answered-by = \"Jo\"",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
}

#[test]
fn what_a_dossier_answers_goes_out_and_comes_back_unchanged() {
    let desk = Desk::new();
    desk.example("clearpath");
    let before = desk.read("clearpath/answers.toml");
    for format in ["csv", "xlsx"] {
        desk.done(&format!(
            "questionnaire export clearpath --format {format} -o out.{format}"
        ));
        let back = desk.assay(&format!(
            "questionnaire import out.{format} --dossier clearpath"
        ));
        assert_eq!(back.code, APPROVE, "{format}: {}{}", back.out, back.err);
        assert_eq!(desk.read("clearpath/answers.toml"), before, "{format}");
    }
}

#[test]
fn a_questionnaire_of_others_is_mapped_and_kept_whole_and_never_becomes_evidence() {
    let desk = desk();
    desk.write(
        "caiq.csv",
        "Consensus Assessments,,,\nQuestion ID,Question,CSP CAIQ Answer,CSP Implementation Description\n\
         A&A-01.1,Are audit policies <b>established</b>?,Yes,Each year\nA&A-02.1,Are audits done?,TBD,\n",
    );
    desk.write(
        "caiq.toml",
        "source = \"CAIQ 4.0.3, 2024\"\n\n[[questions]]\nfrom = \"A&A-01.1\"\nto = \"iso42001-9.2.1\"\nvalues = { Yes = \"implemented\", No = \"no\" }\n",
    );
    let all = outcomes(&desk, "caiq.csv --dossier acme --map caiq.toml");
    assert_eq!(
        all,
        [
            ("A&A-01.1".into(), "new".into()),
            ("A&A-02.1".into(), "not asked".into())
        ]
    );
    let folder = desk.path("acme/questionnaires");
    let kept = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    let text = std::fs::read_to_string(kept.path()).unwrap();
    assert!(
        text.contains("Are audits done?") && text.contains("\\<b\\>"),
        "{text}"
    );
    // A document can carry more than an answer: what was answered must not become one.
    assert!(!desk.path("acme/evidence").exists());
}

#[test]
fn answers_of_vsaq_find_their_questions() {
    let desk = desk();
    desk.write(
        "template.json",
        "// VSAQ\n{\"questionnaire\": [{\"type\": \"yesno\", \"id\": \"pw\", \"text\": \"Are passwords hashed?\", \"yes\": \"Yes\", \"no\": \"No\"}]}",
    );
    desk.write("vsaq.json", "{\"pw\": \"yes\"}");
    let printed =
        desk.done("questionnaire import vsaq.json --dossier acme --template template.json");
    assert!(
        printed.out.contains("1 that nobody asks"),
        "{}",
        printed.out
    );
    let kept = printed.out.split("kept in ").nth(1).unwrap().trim();
    assert!(desk.read(kept).contains("Are passwords hashed? (Yes / No)"));
}

#[test]
fn a_signature_says_who_said_it() {
    let desk = desk();
    desk.done("plugin keygen acme-ciso");
    desk.done("plugin keygen stranger");
    desk.write(
        "back.json",
        page_answers("acme", json!({"iso42001-4.1": clause("implemented")})),
    );
    let import = "questionnaire import back.json --dossier acme --signed";
    let unsigned = desk.assay(import);
    assert_eq!(unsigned.code, ERROR);
    assert!(
        unsigned.err.contains("there is no signature"),
        "{}",
        unsigned.err
    );

    let key = |name: &str| {
        let pem = desk.read(&format!("{name}.pub"));
        pem.lines()
            .filter(|line| !line.starts_with('-'))
            .collect::<String>()
    };
    let trust = |more: &str| {
        format!(
            "[[publishers]]\nid = \"acme-ciso\"\nname = \"Acme\"\nkeys = [\"{}\"]\nsuppliers = []\naffiliates = [\"acme\"]\n{more}",
            key("acme-ciso")
        )
    };
    desk.write("trust.toml", trust(""));
    desk.done("questionnaire sign back.json --supplier acme --key stranger.key");
    let strange = desk.assay(import);
    assert_eq!(strange.code, ERROR);
    assert!(
        strange.err.contains("no key of trust.toml signed it"),
        "{}",
        strange.err
    );

    desk.done("questionnaire sign back.json --supplier acme --key acme-ciso.key");
    let taken = desk.done(import);
    assert!(taken.out.contains("signed by acme-ciso"), "{}", taken.out);
    assert!(
        desk.read("acme/answers.toml")
            .contains("signed by acme-ciso")
    );

    // Changed after it was signed.
    desk.write(
        "back.json",
        page_answers("acme", json!({"iso42001-4.1": clause("no")})),
    );
    let changed = desk.assay(import);
    assert!(
        changed.err.contains("one of the two was changed"),
        "{}",
        changed.err
    );
    // Revoked.
    desk.done("questionnaire sign back.json --supplier acme --key acme-ciso.key");
    let id = desk.done("questionnaire sign back.json --supplier acme --key acme-ciso.key");
    let id = id
        .out
        .split("signed with ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned();
    desk.write(
        "trust.toml",
        trust(&format!("[revoked]\nkeys = [\"{id}\"]\n")),
    );
    let revoked = desk.assay(import);
    assert!(revoked.err.contains("is revoked"), "{}", revoked.err);
}

/// What is written for other programs comes back: every point with its state.
#[test]
fn oscal_and_cyclonedx_that_were_written_are_read_again_and_nothing_is_lost() {
    let desk = Desk::new();
    desk.example("lumenworks");
    desk.assay("assess lumenworks --offline --as-of 2026-11-20");
    desk.silent("acme");
    for (format, known) in [
        ("oscal-ar", "not-satisfied (other)"),
        ("cyclonedx", "conformance 0"),
    ] {
        let line = format!("report lumenworks --format {format} --as-of 2026-11-20 -o out.json");
        desk.done(&line);
        let written: Value = serde_json::from_str(&desk.read("out.json")).unwrap();
        let count = match format {
            "oscal-ar" => written["assessment-results"]["results"][0]["findings"].as_array(),
            _ => written["declarations"]["attestations"][0]["map"].as_array(),
        };
        let printed = desk.assay("questionnaire import out.json --dossier acme --format json");
        let report: Value = serde_json::from_str(&printed.out).unwrap();
        let read = report["answers"].as_array().unwrap();
        assert_eq!(Some(read.len()), count.map(Vec::len), "{format}");
        assert!(read.iter().any(|one| one["value"] == known), "{format}");
        // It is somebody's word on somebody's controls: nothing of it becomes an answer by itself.
        assert!(
            read.iter().all(|one| one["outcome"] == "not asked"),
            "{format}"
        );
    }
}
