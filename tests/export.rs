//! A supplier's entry in formats of other programs, through the program and judged by what those programs use.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use serde_json::Value;
use support::{desk::Desk, tools};

const DAY: &str = "2026-11-20";

/// A supplier with findings, a treatment and a waiver in force, whose names and texts are hostile.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.example("lumenworks");
    let supplier = desk.read("lumenworks/supplier.toml");
    let name = "Lumenworks Intelligence Ltd";
    assert!(supplier.contains(name));
    desk.write(
        "lumenworks/supplier.toml",
        supplier.replace(
            name,
            "=cmd|'/C calc'!A0 <script>alert(1)</script> ]]> \\u001b[31m",
        ),
    );
    desk.assay(&format!(
        "assess lumenworks --offline --as-of {DAY} --by mira"
    ));
    let plan = "treat plan lumenworks risk:assist/r1 mitigate --owner omar --due 2027-02-01 --cost 1200.50EUR --by mira";
    let plan = plan.replace(" --cost 1200.50EUR", "");
    let planned = desk.assay_with(
        &plan,
        &["=HYPERLINK(\"x\") <b>&\u{1b}[2J", "--cost", "1200.50 EUR"],
    );
    assert_eq!(planned.code, 0, "{}", planned.err);
    let ask = format!(
        "waive request lumenworks risk:assist/r11 --expires 2027-05-20 --as-of {DAY} --scope drafts --reason <i>fine</i> --by mira"
    );
    assert_eq!(desk.assay(&ask).code, 0);
    assert_eq!(desk.assay("waive approve lumenworks 1 --by omar").code, 0);
    desk
}

fn written(desk: &Desk, format: &str) -> Vec<u8> {
    let name = format!("out.{format}");
    let done = desk.done(&format!(
        "report lumenworks --format {format} --as-of {DAY} -o {name}"
    ));
    assert_eq!(done.out, "");
    std::fs::read(desk.path(&name)).unwrap()
}

fn json(desk: &Desk, format: &str) -> Value {
    serde_json::from_slice(&written(desk, format)).unwrap()
}

#[test]
fn the_same_entry_gives_the_same_bytes_in_every_format() {
    let desk = desk();
    for format in [
        "csv",
        "xlsx",
        "pdf",
        "markdown",
        "oscal-ar",
        "oscal-poam",
        "sarif",
        "cyclonedx",
        "junit",
    ] {
        assert_eq!(written(&desk, format), written(&desk, format), "{format}");
    }
}

#[test]
fn oscal_says_not_satisfied_of_whatever_nobody_could_tell() {
    let desk = desk();
    let results = json(&desk, "oscal-ar");
    let findings = results["assessment-results"]["results"][0]["findings"]
        .as_array()
        .unwrap();
    let outcome = |finding: &Value| finding["props"][0]["value"].as_str().unwrap().to_owned();
    let mut silent = 0;
    for finding in findings {
        let state = &finding["target"]["status"];
        let expected = match outcome(finding).as_str() {
            "pass" => ("satisfied", "pass"),
            "fail" => ("not-satisfied", "fail"),
            other => {
                silent += usize::from(["unknown", "not-run", "error"].contains(&other));
                ("not-satisfied", "other")
            }
        };
        assert_eq!(
            (
                state["state"].as_str().unwrap(),
                state["reason"].as_str().unwrap()
            ),
            expected,
            "{finding}"
        );
    }
    assert!(silent > 0, "the example leaves something open");
    let risks = results["assessment-results"]["results"][0]["risks"]
        .as_array()
        .unwrap();
    let status = |scenario: &str| {
        let risk = risks
            .iter()
            .find(|risk| risk["props"][0]["value"] == scenario)
            .unwrap();
        risk["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status("r1"), "remediating");
    assert_eq!(status("r11"), "deviation-approved");
    assert_eq!(status("r3"), "open");
}

/// compliance-trestle refuses what the official OSCAL schemas refuse, and fields that they do not know.
#[test]
fn oscal_is_read_by_compliance_trestle() {
    let Some(python) = tools::document_python() else {
        return;
    };
    let desk = desk();
    written(&desk, "oscal-ar");
    written(&desk, "oscal-poam");
    for (file, model) in [
        ("out.oscal-ar", "assessment_results.AssessmentResults"),
        ("out.oscal-poam", "poam.PlanOfActionAndMilestones"),
    ] {
        let (module, class) = model.split_once('.').unwrap();
        let program = format!(
            "import pathlib, shutil; from trestle.oscal.{module} import {class} as M\n\
             shutil.copy('{file}', '{file}.json')\nm = M.oscal_read(pathlib.Path('{file}.json'))\nassert m is not None and m.metadata.oscal_version"
        );
        tools::run_python(&python, &desk.path(""), &program);
    }
}

#[test]
fn sarif_is_read_by_another_library_and_shows_silence() {
    let desk = desk();
    let log = json(&desk, "sarif");
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(
        results
            .iter()
            .any(|one| one["kind"] == "open" && one["level"] == "none")
    );
    assert!(
        results
            .iter()
            .any(|one| one["kind"] == "fail" && one["level"] == "error")
    );
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in results {
        assert!(
            rules.iter().any(|rule| rule["id"] == result["ruleId"]),
            "{result}"
        );
    }
    let Some(python) = tools::document_python() else {
        return;
    };
    tools::run_python(
        &python,
        &desk.path(""),
        "import json; from sarif_pydantic import Sarif\nSarif.model_validate(json.load(open('out.sarif')))",
    );
}

/// The schema of the specification, from the source of a Python package; see `.ci/run`.
#[test]
fn cyclonedx_is_valid_and_contradictions_are_counter_claims() {
    let desk = desk();
    let bom = json(&desk, "cyclonedx");
    let map = bom["declarations"]["attestations"][0]["map"]
        .as_array()
        .unwrap();
    let disputed = map
        .iter()
        .find(|one| one["requirement"] == "point:assist:training-use")
        .unwrap();
    assert!(
        disputed["claims"]
            .as_array()
            .is_some_and(|all| !all.is_empty()),
        "{disputed}"
    );
    assert!(
        disputed["counterClaims"]
            .as_array()
            .is_some_and(|all| !all.is_empty()),
        "{disputed}"
    );
    assert_eq!(disputed["conformance"]["score"], 0.0);
    let Some(folder) = tools::cyclonedx_schemas() else {
        return;
    };
    let read = |name: &str| -> Value {
        serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
    };
    let schema = read("bom-1.6.SNAPSHOT.schema.json");
    let registry = jsonschema::Registry::new()
        .add(
            "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json",
            read("spdx.SNAPSHOT.schema.json"),
        )
        .unwrap()
        .add(
            "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json",
            read("jsf-0.82.SNAPSHOT.schema.json"),
        )
        .unwrap()
        .prepare()
        .unwrap();
    let validator = jsonschema::options()
        .with_registry(&registry)
        .build(&schema)
        .unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(&bom)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .take(5)
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_pipeline_is_red_for_what_is_not_known() {
    let desk = desk();
    let xml = String::from_utf8(written(&desk, "junit")).unwrap();
    assert!(
        xml.contains("<failure type=\"decision\" message=\"REJECT\">")
            || xml.contains("message=\"UNDECIDED\""),
        "{xml:.600}"
    );
    assert!(xml.contains("<error type=\"unknown\"") || xml.contains("<error type=\"not-run\""));
    assert!(
        !xml.contains("<skipped"),
        "nothing of the example was approved as not applicable"
    );
    let Some(python) = tools::document_python() else {
        return;
    };
    tools::run_python(
        &python,
        &desk.path(""),
        "import xml.etree.ElementTree as E\nt = E.parse('out.junit').getroot()\nassert t.tag == 'testsuites' and len(t) == 2",
    );
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    let desk = desk();
    for format in [
        "csv",
        "markdown",
        "oscal-ar",
        "oscal-poam",
        "sarif",
        "cyclonedx",
        "junit",
    ] {
        let text = String::from_utf8(written(&desk, format)).unwrap();
        assert!(!text.contains('\u{1b}'), "{format}");
        // JUnit names the supplier by its id alone.
        assert!(
            format == "junit" || text.contains("calc"),
            "{format} does not name the supplier"
        );
        if format == "junit" || format == "markdown" {
            assert!(
                !text.contains("<script>") && !text.contains("<b>"),
                "{format}"
            );
        }
        if format == "csv" {
            assert!(
                !text.contains("\",=") && !text.contains(",=cmd") && !text.contains(",=HYPERLINK"),
                "{text:.400}"
            );
        }
    }
    let Some(python) = tools::document_python() else {
        return;
    };
    written(&desk, "xlsx");
    tools::run_python(
        &python,
        &desk.path(""),
        "import openpyxl, shutil\nshutil.copy('out.xlsx', 'out2.xlsx')\nw = openpyxl.load_workbook('out2.xlsx')\n\
         assert w.sheetnames == ['Risk register', 'Matrix', 'Findings', 'Treatments', 'Waivers'], w.sheetnames\n\
         cells = [c for s in w for r in s.iter_rows() for c in r if c.value is not None]\n\
         assert not [c for c in cells if c.data_type == 'f'], 'a formula'\n\
         assert any('calc' in str(c.value) for c in cells)\n\
         heads = [c.value for c in w['Risk register'][1]][:12]\n\
         assert heads[:4] == ['ID', 'Priority', 'Risk Description', 'Risk Category'] and heads[11] == 'Status', heads\n\
         assert any(c.value == '1200.50 EUR' for c in cells)",
    );
}

/// Read by another program: the text of every page is there, as text, and nothing in the file acts.
#[test]
fn the_pdf_has_every_part_as_text_and_nothing_that_acts() {
    let Some(python) = tools::document_python() else {
        return;
    };
    let desk = desk();
    written(&desk, "pdf");
    let program = r#"
import pymupdf
d = pymupdf.open("out.pdf")
t = "\n".join(p.get_text() for p in d)
flat = " ".join(t.split())
for part in ["Supplier risk register", "Why", "Residual risks by likelihood and impact", "Open findings", "waived by waiver 1", "page 1 of %d" % len(d), "mitigate"]:
    assert part in flat, part
assert "<script>alert(1)</script>" in flat and "\x1b" not in t, "hostile text is text"
assert [h[1] for h in d.get_toc()][:2] == ["Why", "Residual risks by likelihood and impact"], d.get_toc()
assert not any(p.get_links() for p in d) and d.embfile_count() == 0
names = [d.xref_object(x) for x in range(1, d.xref_length())]
assert not any("/JavaScript" in n or "/OpenAction" in n or "/Launch" in n for n in names)
for p in d:
    for b in p.get_text("blocks"):
        assert b[0] >= 0 and b[2] <= p.rect.width + 1 and b[3] <= p.rect.height, b
"#;
    tools::run_python(&python, &desk.path(""), program);
}
