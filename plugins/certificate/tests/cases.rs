//! Certificates of our own invention in `cases/`: good ones of many layouts, and one defect each. Every defect has to be caught by
//! its point, and nothing may be invented on the others: what a case does not name has to pass.

use std::{collections::BTreeMap, fs, path::Path};

use assay_sdk::{
    CertificateClaim, Evidence, Profile,
    testing::{FakeDocument, FakeHost, certificate_claim},
};
use certificate::Certificate;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    why: String,
    #[serde(default = "as_of")]
    as_of: String,
    #[serde(default = "legal_name")]
    legal_name: String,
    #[serde(default = "system")]
    system: String,
    /// Text of the certificate; what is not given is that of the file's good one.
    text: String,
    #[serde(default)]
    html: bool,
    /// Kept look into a register.
    register: Option<String>,
    /// Without it the register has the certificate.
    #[serde(default)]
    without_register: bool,
    /// Letter about a surveillance audit.
    letter: Option<String>,
    /// Words of the observation about surveillance.
    told: Option<String>,
    #[serde(default)]
    claim: BTreeMap<String, String>,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Points that do not pass, with their outcome and, after a colon, words of the title.
    #[serde(default)]
    expect: BTreeMap<String, String>,
}

fn as_of() -> String {
    "2026-11-20".to_owned()
}

fn legal_name() -> String {
    "Alder & Finch Analytics Ltd".to_owned()
}

fn system() -> String {
    "Harbour Forecast".to_owned()
}

const REGISTER: &str = "\
Register of certified organisations: extract\n\nSearched on 2 November 2026 by the buyer.\n\nCertificate number: AIMS-70551\nStatus: valid\n";

fn host(case: &Case) -> FakeHost {
    let document = if case.html {
        FakeDocument::html
    } else {
        FakeDocument::markdown
    };
    let certificate = document("certificate.md", &case.text)
        .kind("certificate")
        .dated("2026-01-10");
    let mut host = FakeHost::new()
        .as_of(&case.as_of)
        .with_profile(Profile {
            id: "supplier".to_owned(),
            legal_name: case.legal_name.clone(),
            also_known_as: Vec::new(),
            country: None,
            website: None,
            roles: vec!["provider".to_owned()],
            extra: Vec::new(),
        })
        .with_system("system", &case.system)
        .with_document(certificate);
    if !case.without_register {
        let text = case.register.as_deref().unwrap_or(REGISTER);
        host = host
            .with_document(FakeDocument::markdown("register-look-up.md", text).dated("2026-11-02"));
    }
    if let Some(letter) = &case.letter {
        host = host.with_document(FakeDocument::markdown("letter.md", letter).dated("2027-01-20"));
    }
    if !case.claim.is_empty() {
        let said = |field: &str| case.claim.get(field).cloned();
        host = host.with_certificate(CertificateClaim {
            number: said("number"),
            holder: said("holder"),
            scope: said("scope"),
            certification_body: said("certification-body"),
            accreditation_body: said("accreditation-body"),
            issued_on: said("issued-on"),
            expires_on: said("expires-on"),
            document: Some("certificate.md".to_owned()),
            ..certificate_claim(
                case.claim
                    .get("standard")
                    .map_or("ISO/IEC 42001:2023", String::as_str),
            )
        });
    }
    case.answers.iter().fold(host, |host, (question, value)| {
        host.with_answer(question, value)
    })
}

/// What is wrong with a case, or nothing.
fn problems(case: &Case) -> Vec<String> {
    let assessment = host(case)
        .assess::<Certificate>()
        .expect("the settings are empty");
    let mut problems = assessment.problems();
    for point in case.expect.keys() {
        if !assessment
            .observations()
            .iter()
            .any(|seen| seen.point == *point)
        {
            problems.push(format!("{point} is not observed"));
        }
    }
    if let Some(words) = &case.told {
        let seen = assessment.of("certificate-surveillance");
        let quotes_letter = seen.evidence.iter().any(
            |evidence| matches!(evidence, Evidence::Quote(span) if span.document == "letter.md"),
        );
        if !seen.detail.contains(words) || !quotes_letter {
            problems.push(format!(
                "{:?} does not say {words:?}, or quotes nothing",
                seen.detail
            ));
        }
    }
    for seen in assessment.observations() {
        let expected = case.expect.get(&seen.point).map_or("pass", String::as_str);
        let (outcome, words) = expected.split_once(": ").unwrap_or((expected, ""));
        if seen.outcome != outcome || !seen.title.contains(words) {
            problems.push(format!(
                "{} is {} ({}) instead of {expected}",
                seen.point, seen.outcome, seen.title
            ));
        }
        let told = matches!(seen.outcome.as_str(), "pass" | "partial" | "fail");
        if told && seen.evidence.is_empty() {
            problems.push(format!(
                "{} is {} without evidence",
                seen.point, seen.outcome
            ));
        }
    }
    problems
}

fn wrong(file: &str) -> (usize, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("cases")
        .join(file);
    let text = fs::read_to_string(&path).expect("the cases can be read");
    let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    let wrong = file
        .case
        .iter()
        .filter_map(|case| {
            let problems = problems(case);
            (!problems.is_empty())
                .then(|| format!("{}:\n    {}", case.why, problems.join("\n    ")))
        })
        .collect();
    (file.case.len(), wrong)
}

#[test]
fn good_certificates_of_many_layouts_have_no_finding() {
    let (all, wrong) = wrong("good.toml");
    assert!(
        all >= 4 && wrong.is_empty(),
        "{} of {all} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn each_defect_is_caught_by_its_point_and_by_no_other() {
    let (all, wrong) = wrong("defects.toml");
    assert!(
        all >= 12 && wrong.is_empty(),
        "{} of {all} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn layouts_that_were_written_after_the_rules_are_read_as_well() {
    let (all, wrong) = wrong("late-layouts.toml");
    assert!(
        all >= 6 && wrong.is_empty(),
        "{} of {all} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_letter_of_the_certification_body_counts_and_another_one_says_why_it_does_not() {
    let (all, wrong) = wrong("letters.toml");
    assert!(
        all >= 10 && wrong.is_empty(),
        "{} of {all} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Nobody has looked a letter up: what rests on it is a document of the supplier, even beside a certificate that can be verified.
#[test]
fn what_rests_on_a_letter_is_quoted_from_it_as_a_document_of_the_supplier() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/letters.toml");
    let text = fs::read_to_string(path).expect("the cases can be read");
    let file: File = toml::from_str(&text).expect("the cases are valid");
    let assessment = host(&file.case[0])
        .assess::<Certificate>()
        .expect("the settings are empty");
    let seen = assessment.of("certificate-surveillance");
    assert_eq!(
        (seen.outcome.as_str(), seen.evidence_class.as_str()),
        ("pass", "E2")
    );
    assert!(seen.title.contains("2027-01-12"), "{}", seen.title);
    let quoted = seen.evidence.iter().any(|evidence| {
        matches!(evidence, Evidence::Quote(span) if span.text.contains("successfully completed on 12 January 2027"))
    });
    assert!(quoted, "{:?}", seen.evidence);
}
