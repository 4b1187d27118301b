//! What the interpreter makes of answers, sentences and replies.

use crate::support::{assessed, checks, contract};
use assay_sdk::{
    Evidence, FactValue, Observation,
    testing::{FakeDocument, FakeEndpoint, FakeHost, Reply},
};

const NOTICE: &str = r#"
[[clauses]]
id = "notice"
point = "breach-notice"
pattern = '\bnotif\w+\b.{0,80}?\bwithin {duration}'
near = 'breach'
unless = 'customer shall'
pass = "<= 72 h"
partial = "<= 120 h"
fail = "> 120 h"
severity = "high"
remediation = "Promise 72 hours."
"#;

fn notice(clauses: &str) -> Observation {
    let host = FakeHost::new().with_document(contract(clauses));
    assessed(&checks(NOTICE), host).of("breach-notice").clone()
}

fn quotes(observation: &Observation) -> Vec<&str> {
    let evidence = observation.evidence.iter();
    evidence
        .filter_map(|evidence| match evidence {
            Evidence::Quote(span) => Some(span.text.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_value_is_read_compared_and_quoted_byte_for_byte() {
    for (sentence, outcome, value) in [
        (
            "The Provider notifies the Customer of a **breach** within seventy-two (72)\nhours.",
            "pass",
            "72 h",
        ),
        (
            "The Provider notifies the Customer of a breach within 4 days.",
            "partial",
            "4 d",
        ),
        (
            "The Provider notifies the Customer of a breach within three business days.",
            "partial",
            "3 business days",
        ),
        (
            "The Provider notifies the Customer of a breach within one week.",
            "fail",
            "7 d",
        ),
    ] {
        let observation = notice(sentence);
        assert_eq!(observation.outcome, outcome, "{sentence}");
        assert_eq!(quotes(&observation), [sentence]);
        assert!(observation.title.ends_with(value), "{}", observation.title);
        let FactValue::Number(number) = &observation.facts[0].value else {
            panic!("{observation:?}")
        };
        assert_eq!(format!("{} {}", number.value, number.unit), value);
        assert_eq!(observation.facts[0].name, "breach-notice");
        assert_eq!(observation.evidence_class, "E3");
    }
}

#[test]
fn a_look_alike_silence_and_what_cannot_be_told_are_never_a_pass() {
    for clauses in [
        "",
        // Something else is told within that time.
        "The Provider notifies the Customer of a change of prices within 24 hours.",
        // The other party's duty.
        "The Customer shall notify the Provider of a breach within 24 hours.",
        // A promise that is none.
        "Nothing in this agreement obliges the Provider to notify the Customer of a breach within 24 hours.",
        "The Provider notifies the Customer of a breach within a reasonable time.",
        // Words and digits differ.
        "The Provider notifies the Customer of a breach within twenty-four (48) hours.",
        // A heading promises nothing.
        "## How we notify you of a breach within 24 hours",
    ] {
        assert_eq!(notice(clauses).outcome, "unknown", "{clauses}");
    }
}

#[test]
fn where_sentences_differ_the_worst_counts_and_both_are_quoted() {
    let observation = notice(
        "The Provider notifies the Customer of a breach within 24 hours.\n\n\
         The Provider notifies the Customer of any other breach within 30 days.",
    );
    assert_eq!(observation.outcome, "fail");
    assert_eq!(quotes(&observation).len(), 2);
    assert!(quotes(&observation)[0].contains("30 days"));
    let unclear = notice(
        "The Provider notifies the Customer of a breach within 24 hours.\n\n\
         The Provider does not notify the Customer of a breach of others within 24 hours.",
    );
    assert_eq!(unclear.outcome, "unknown");
}

#[test]
fn the_introduction_of_a_list_belongs_to_each_item() {
    let observation = notice(
        "In case of a breach the Provider notifies the Customer:\n\n- in writing; and\n- within 24 hours.",
    );
    assert_eq!(observation.outcome, "pass");
    assert_eq!(
        quotes(&observation).len(),
        2,
        "the introduction is evidence too"
    );
}

#[test]
fn a_document_that_is_not_what_it_is_said_to_be_is_not_read() {
    let clause = "The Provider notifies the Customer of a breach within 24 hours.";
    let text = |document: FakeDocument| {
        let host = FakeHost::new().with_document(document);
        assessed(&checks(NOTICE), host).of("breach-notice").clone()
    };
    let short = text(FakeDocument::markdown("contract.md", clause).kind("contract"));
    assert_eq!(short.outcome, "unknown");
    assert!(short.detail.contains("nearly empty"), "{}", short.detail);
    let other_kind = text(contract(clause).kind("report"));
    assert_eq!(other_kind.outcome, "unknown");
    let replaced = FakeHost::new()
        .with_document(contract(clause))
        .with_document(
            FakeDocument::markdown("new.md", "Nothing yet.")
                .kind("contract")
                .replaces("contract.md"),
        );
    let replaced = assessed(&checks(NOTICE), replaced);
    assert_eq!(
        replaced.of("breach-notice").outcome,
        "unknown",
        "what was replaced binds nobody"
    );
}

#[test]
fn other_groups_become_facts() {
    let pack = checks(
        "[[clauses]]\nid = \"law\"\npoint = \"clause-governing-law\"\npattern = 'governed by the law of (?<law>\\w+)'\n\
         outcome = \"pass\"\nremediation = \"R\"\n",
    );
    let assessment = assessed(&pack, FakeHost::new().with_document(contract("")));
    let observation = assessment.of("clause-governing-law");
    assert_eq!(observation.outcome, "pass");
    assert_eq!(observation.facts[0].name, "law");
    assert_eq!(
        observation.facts[0].value,
        FactValue::Text("ireland".to_owned())
    );
}

fn answered(kind: &str, conditions: &str, value: &str) -> Observation {
    let pack = checks(&format!(
        "[[questions]]\nid = \"q\"\npoint = \"p\"\ntext = \"?\"\nkind = \"{kind}\"\n{conditions}\nremediation = \"R\"\n"
    ));
    let host = FakeHost::new().with_answer("q", value);
    assessed(&pack, host).of("p").clone()
}

#[test]
fn answers_amount_to_what_the_pack_says_and_placeholders_to_nothing() {
    let yes_no = "pass = \"yes\"\nfail = \"no\"";
    let number = "pass = \"<= 72\"\nfail = \"> 72\"";
    let range = "pass = [\">= 1\", \"<= 3\"]";
    let age = "pass = \"<= 12 months\"\nfail = \"> 12 months\"";
    let text = "pass = 'red team'\nfail = 'not test'";
    for (kind, conditions, value, outcome) in [
        ("yes-no", yes_no, "Yes", "pass"),
        ("yes-no", yes_no, "no", "fail"),
        ("yes-no", yes_no, "maybe", "unknown"),
        ("yes-no", yes_no, "TBD", "unknown"),
        ("number", number, "72", "pass"),
        ("number", number, "72.5", "fail"),
        ("number", number, "-1", "unknown"),
        ("number", number, "n/a", "unknown"),
        ("number", range, "2", "pass"),
        ("number", range, "4", "unknown"),
        ("date", age, "2025-06-01", "pass"),
        ("date", age, "2025-05-31", "fail"),
        ("date", age, "2026-06-02", "unknown"),
        ("date", age, "last year", "unknown"),
        ("text", text, "A Red Team tests each release.", "pass"),
        ("text", text, "We do not test with a red team.", "fail"),
        ("text", text, "We are careful.", "unknown"),
    ] {
        assert_eq!(
            answered(kind, conditions, value).outcome,
            outcome,
            "{kind} {value}"
        );
    }
}

#[test]
fn an_answer_that_leads_to_another_question_decides_nothing_itself() {
    let pack = checks(
        "[[questions]]\nid = \"tools\"\npoint = \"p\"\ntext = \"?\"\nkind = \"yes-no\"\npass = \"no\"\nremediation = \"R\"\n\
         [[questions]]\nid = \"approval\"\npoint = \"p\"\ntext = \"?\"\nkind = \"yes-no\"\npass = \"yes\"\nfail = \"no\"\n\
         show-if = { question = \"tools\", any-of = [\"yes\"] }\nremediation = \"R\"\n",
    );
    for (tools, approval, outcome) in [
        ("no", "", "pass"),
        ("yes", "", "unknown"),
        ("yes", "yes", "pass"),
        ("yes", "no", "fail"),
    ] {
        let host = FakeHost::new()
            .with_answer("tools", tools)
            .with_answer("approval", approval);
        assert_eq!(
            assessed(&pack, host).of("p").outcome,
            outcome,
            "{tools} {approval}"
        );
    }
}

#[test]
fn an_answer_and_a_clause_of_one_point_are_alternatives() {
    let pack = checks(&format!(
        "{NOTICE}\n[[questions]]\nid = \"q\"\npoint = \"breach-notice\"\ntext = \"?\"\nkind = \"number\"\npass = \"<= 72\"\nremediation = \"R\"\n"
    ));
    let silent = assessed(&pack, FakeHost::new());
    assert_eq!(silent.observations().len(), 1, "one unknown for one point");
    assert_eq!(silent.of("breach-notice").outcome, "unknown");
    let answered = assessed(&pack, FakeHost::new().with_answer("q", "24"));
    assert_eq!(answered.observations().len(), 1);
    assert_eq!(answered.of("breach-notice").outcome, "pass");
}

const PROBE: &str = r#"
[[probes]]
id = "r"
point = "auth-none"
endpoint-kind = "openai"
path = "/models"
pass = { status = [401], json = { "/error/code" = "no-key" } }
partial = { status = [403] }
fail = { status = [200], body-contains = "data", body-absent = "login" }
severity = "high"
remediation = "R"
"#;

fn probed(reply: Reply) -> Observation {
    let endpoint = FakeEndpoint::named("api", "openai", "https://api.example/v1");
    let host = FakeHost::new()
        .with_endpoint(endpoint)
        .with_server(move |_| Some(reply.clone()));
    assessed(&checks(PROBE), host).of("auth-none").clone()
}

#[test]
fn a_reply_amounts_to_what_the_pack_says_and_its_words_are_not_repeated() {
    const PAYLOAD: &str = "data <b>ours</b>";
    for (reply, outcome) in [
        (
            Reply::status(401).body(r#"{"error":{"code":"no-key"}}"#),
            "pass",
        ),
        (Reply::status(401).body("{"), "unknown"),
        (Reply::status(403), "partial"),
        (Reply::status(200).body(PAYLOAD), "fail"),
        (Reply::status(200).body("data login"), "unknown"),
        (Reply::status(500).body(PAYLOAD), "unknown"),
        (Reply::failure("timeout", PAYLOAD), "unknown"),
        (Reply::failure("offline", PAYLOAD), "unknown"),
        // What decides may stand behind the cut.
        (Reply::status(200).body("x".repeat(70_000)), "unknown"),
    ] {
        let observation = probed(reply.clone());
        assert_eq!(observation.outcome, outcome, "{reply:?}");
        assert!(
            !format!("{observation:?}").contains("ours"),
            "{observation:?}"
        );
        assert_eq!(observation.evidence.len(), 1, "the exchange is cited");
    }
}

#[test]
fn without_a_status_a_server_that_is_busy_broken_or_elsewhere_says_nothing() {
    let pack = checks(
        "[[probes]]\nid = \"r\"\npoint = \"hsts\"\npath = \"/\"\nfail = { header-absent = \"strict-transport-security\" }\n\
         pass = { header = { strict-transport-security = 'max-age=\\d+' } }\nremediation = \"R\"\n",
    );
    let outcome = |reply: Reply| {
        let host = FakeHost::new()
            .with_endpoint(FakeEndpoint::named("api", "http", "https://api.example"))
            .with_server(move |_| Some(reply.clone()));
        assessed(&pack, host).of("hsts").outcome.clone()
    };
    for (status, expected) in [
        (200, "fail"),
        (404, "fail"),
        (429, "unknown"),
        (503, "unknown"),
        (302, "unknown"),
    ] {
        assert_eq!(outcome(Reply::status(status)), expected, "{status}");
    }
    let header = Reply::status(200).header("Strict-Transport-Security", "max-age=31536000");
    assert_eq!(outcome(header), "pass");
}

#[test]
fn what_the_dossier_does_not_grant_is_not_sent() {
    let declared = checks(&PROBE.replace("path =", "credential = \"declared\"\npath ="));
    let endpoint = FakeEndpoint::named("api", "openai", "https://api.example/v1");
    let without_key = FakeHost::new().with_endpoint(endpoint.clone());
    let mut no_methods = endpoint;
    no_methods.methods.clear();
    for (pack, host) in [
        (&declared, without_key),
        (&checks(PROBE), FakeHost::new().with_endpoint(no_methods)),
        (&checks(PROBE), FakeHost::new()),
        (
            &checks(PROBE),
            FakeHost::new().with_endpoint(FakeEndpoint::named("w", "http", "https://w.example")),
        ),
    ] {
        let assessment = assessed(pack, host);
        assert_eq!(assessment.of("auth-none").outcome, "unknown");
        assert_eq!(assessment.sent().len(), 0);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    /// Whatever bytes lie in the slot: they are refused, or they are interpreted to the end.
    #[test]
    fn no_bytes_in_the_slot_make_the_interpreter_panic(
        pattern in r"[a-c(){}\[\]|*+?.\\^$0-9: ]{0,30}|within \{duration\}|\{percent\} (of|a)",
        compare in "(<=|>=|<|>|=) ?[0-9]{1,25}(\\.[0-9]{1,5})? ?(h|d|months|%|EUR|)",
        text in ".{0,300}",
        noise in proptest::collection::vec(0_u8.., 0..200),
    ) {
        let _ = check_pack_format::Built::read(&noise);
        let toml = toml::to_string(&serde_json::json!({
            "pack": { "id": "p", "version": "1.0.0", "publisher": "P", "title": "T" },
            "clauses": [{ "id": "c", "point": "p", "pattern": pattern, "fail": compare, "documents": ["other"], "remediation": "R" }],
            "questions": [{ "id": "q", "point": "q", "text": "?", "kind": "number", "pass": compare, "remediation": "R" }],
        })).unwrap();
        let sound = toml::from_str::<check_pack_format::Pack>(&toml).ok().filter(|pack| pack.check().is_empty());
        if let Some(pack) = sound {
            let document = FakeDocument::markdown("x.md", &format!("{text} within 9,999 years a 1.{text}")).kind("other");
            assessed(&pack, FakeHost::new().with_document(document).with_answer("q", &text));
        }
    }
}
