use assay_sdk::testing::Reply;

use super::{assess, over_tls, security_txt};

fn outcome_of(reply: Reply) -> (String, String) {
    let assessment =
        assess(move |request| request.url.ends_with("security.txt").then(|| reply.clone()));
    let seen = assessment.of("security-txt");
    (seen.outcome.clone(), seen.title.clone())
}

#[test]
fn security_txt_is_read_strictly() {
    const CONTACT: &str = "Contact: mailto:security@acme.example\n";
    const EXPIRES: &str = "Expires: 2027-01-01T00:00:00Z\n";
    for (body, outcome) in [
        (format!("# hello\n\n{CONTACT}{EXPIRES}"), "pass"),
        (
            format!(
                "{CONTACT}{EXPIRES}Canonical: https://api.acme.example/.well-known/security.txt\n"
            ),
            "pass",
        ),
        (
            format!("{CONTACT}{EXPIRES}Unknown-Field: is allowed\n").replace('\n', "\r\n"),
            "pass",
        ),
        (
            "contact: https://acme.example/report\nEXPIRES: 2026-06-01T23:59:59+02:00\n".to_owned(),
            "pass",
        ),
        // Present is not enough.
        (format!("{CONTACT}Expires: 2026-05-31T00:00:00Z\n"), "fail"),
        (EXPIRES.to_owned(), "fail"),
        (format!("Contact: security@acme.example\n{EXPIRES}"), "fail"),
        (CONTACT.to_owned(), "partial"),
        (format!("{CONTACT}{EXPIRES}{EXPIRES}"), "partial"),
        (
            format!("{CONTACT}Expires: Fri, 01 Jan 2027 00:00:00 GMT\n"),
            "partial",
        ),
        (
            format!("{CONTACT}{EXPIRES}Preferred-Languages: en\nPreferred-Languages: de\n"),
            "partial",
        ),
        (
            format!(
                "{CONTACT}{EXPIRES}Canonical: https://www.acme.example/.well-known/security.txt\n"
            ),
            "partial",
        ),
        (format!("{CONTACT}{EXPIRES}just a line\n"), "partial"),
        (String::new(), "partial"),
    ] {
        let (seen, title) = outcome_of(security_txt(&body));
        assert_eq!(seen, outcome, "{title}: {body}");
    }
}

/// A server that answers every path with its start page, on which the word stands.
#[test]
fn a_page_in_its_place_is_no_security_txt() {
    let page = "<!DOCTYPE html><html><body>Contact: sales, Expires: never</body></html>";
    for media_type in ["text/html; charset=utf-8", "text/plain"] {
        let reply = over_tls(
            Reply::status(200)
                .header("content-type", media_type)
                .body(page),
        );
        assert_eq!(outcome_of(reply).0, "partial");
    }
}

#[test]
fn where_and_how_it_is_served_counts() {
    let body = super::SECURITY_TXT;
    let markdown = over_tls(
        Reply::status(200)
            .header("content-type", "text/markdown")
            .body(body),
    );
    assert_eq!(outcome_of(markdown).0, "partial");
    let plain = Reply::status(200)
        .header("content-type", "text/plain")
        .body(body);
    assert_eq!(outcome_of(plain).0, "partial");
    assert_eq!(outcome_of(over_tls(Reply::status(404))).0, "partial");
    assert_eq!(
        outcome_of(over_tls(
            Reply::status(301).redirect_to("https://www.acme.example/x")
        ))
        .0,
        "unknown"
    );
    assert_eq!(outcome_of(over_tls(Reply::status(500))).0, "unknown");
}
