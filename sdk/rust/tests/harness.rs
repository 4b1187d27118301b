//! A plugin that uses every import, run natively.

use assay_sdk::{
    Class, Descriptor, Level, Observation, Plugin, Request, Run,
    testing::{FakeDocument, FakeEndpoint, FakeHost, Reply, certificate},
};

/// Cites whatever the supplier has.
struct Magpie;

impl Plugin for Magpie {
    fn describe() -> Descriptor {
        Descriptor::new("magpie", "0.1.0").point("found", &[])
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut seen = Observation::pass("found")
            .class(Class::E3)
            .confidence(20_000);
        for answer in run.answers() {
            seen = seen.answer(answer.question);
        }
        for document in run.documents() {
            match document.text() {
                Some(text) => {
                    let at = text.as_str().find("72 hours").ok_or("no notice period")?;
                    seen = seen.quote(text.quote(at..at + 8));
                }
                None => run.log(Level::Warn, &format!("{} is no text", document.info().name)),
            }
        }
        for endpoint in run.endpoints() {
            match run.send(
                Request::get(&endpoint, "/models")
                    .credential("key")
                    .max_body(4),
            ) {
                Ok(exchange) => {
                    let server = exchange.header("Server").unwrap_or_default().to_owned();
                    seen = seen
                        .exchange(&exchange)
                        .certificate(&exchange, 0, "not-after")
                        .certificate(&exchange, 7, "not-after")
                        .fact_text("server", server)
                        .fact_text("body", exchange.text());
                }
                Err(failure) => seen = seen.exchange(&failure).detail(failure.kind),
            }
        }
        Ok(vec![seen])
    }
}

/// Makes everything up.
struct Liar;

impl Plugin for Liar {
    fn describe() -> Descriptor {
        Descriptor::new("liar", "0.1.0").point("found", &[])
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let document = run.documents().remove(0);
        let text = document.text().ok_or("no text")?;
        let mut span = text.quote(0..4);
        span.text = "else".to_owned();
        Ok(vec![
            Observation::pass("found").quote(span),
            Observation::pass("found").answer("never-given"),
            Observation::pass("found").system("no-such-system"),
            Observation::pass("not-declared"),
            Observation::pass("found").profile("profile/legal-name", "Somebody Else Ltd"),
            Observation::pass("found").profile("profile/legal-name", "Example AI Ltd"),
        ])
    }
}

/// Long enough for many reads of 64 KiB, with characters of two and three bytes at every edge.
fn long_contract() -> String {
    format!(
        "{}<p>within <b>72</b> hours</p>{}",
        "ä€ ".repeat(40_000),
        "€ä ".repeat(40_000)
    )
}

#[test]
fn evidence_of_every_kind_checks_out() {
    let reply = Reply::status(200)
        .header("server", "nginx")
        .body("123456")
        .tls(
            "TLSv1.3",
            vec![certificate(
                "CN=api.example.test",
                "2026-01-01T00:00:00Z",
                "2026-12-31T00:00:00Z",
            )],
        );
    let assessment = FakeHost::new()
        .with_answer("breach-notice", "72")
        .with_document(FakeDocument::html("dpa.html", &long_contract()).kind("dpa"))
        .with_document(FakeDocument::new(
            "scan.pdf",
            "application/octet-stream",
            &[0xff, 0xfe],
        ))
        .with_endpoint(FakeEndpoint::named(
            "api",
            "openai",
            "https://api.example.test/v1",
        ))
        .with_exchange("GET", "/models", reply)
        .assess::<Magpie>()
        .unwrap();

    let seen = assessment.of("found");
    assert_eq!(assessment.problems(), [""; 0]);
    assert_eq!(
        seen.evidence.len(),
        4,
        "answer, quote, exchange and certificate: {:?}",
        seen.evidence
    );
    assert_eq!(seen.confidence, 10_000);
    assert_eq!(
        assessment.log(),
        [("warn".to_owned(), "scan.pdf is no text".to_owned())]
    );
    let (request, result) = &assessment.sent()[0];
    assert_eq!(request.credential.as_deref(), Some("key"));
    let exchange = result.as_ref().unwrap();
    assert!(
        exchange.truncated && exchange.body == b"1234",
        "the body was not cut to the cap"
    );
}

#[test]
fn a_request_that_the_test_did_not_prepare_is_refused_and_still_evidence() {
    let assessment = FakeHost::new()
        .with_endpoint(FakeEndpoint::named(
            "api",
            "http",
            "https://api.example.test",
        ))
        .with_server(|request| (request.method == "POST").then(|| Reply::status(200)))
        .assess::<Magpie>()
        .unwrap();
    assert_eq!(assessment.of("found").detail, "refused");
    assert_eq!(assessment.problems(), [""; 0]);
}

#[test]
fn evidence_that_is_made_up_is_reported() {
    let assessment = FakeHost::new()
        .with_document(FakeDocument::plain("a.txt", "some text"))
        .assess::<Liar>()
        .unwrap();
    let problems = assessment.problems();
    assert_eq!(problems.len(), 5, "{problems:#?}");
}

#[test]
fn a_plugin_that_could_not_assess_says_why() {
    let host = FakeHost::new().with_document(FakeDocument::plain("a.txt", "nothing of use"));
    assert_eq!(host.assess::<Magpie>().unwrap_err(), "no notice period");
    assert!(
        FakeHost::new()
            .as_of("today")
            .assess::<Magpie>()
            .unwrap_err()
            .contains("YYYY-MM-DD")
    );
}
