//! The form that goes to a supplier, as a local file in a browser that we did not write.

use std::time::{Duration, Instant};

use crate::{support::desk::Desk, webdriver::Browser};

/// Filled in, saved, sent back and taken, without a network and without an account.
#[test]
fn a_supplier_answers_in_a_local_file() {
    let Some(browser) = Browser::open(1000) else {
        return;
    };
    let desk = Desk::new();
    desk.silent("acme");
    desk.done("questionnaire export acme -o form.html");
    browser.open_page(&format!("file://{}", desk.path("form.html").display()));
    browser.shows("0 of ");
    browser.fill("[name=answered-by]", "Jo Keizer");
    browser.press("[data-question='iso42001-4.1'] input[value=implemented]");
    browser.press("[data-question='iso42001-4.1'] summary");
    browser.fill(
        "[data-question='iso42001-4.1'] [data-part=comment]",
        "Section <b>4</b>",
    );
    browser.shows("1 of ");
    browser.press("#save");
    browser.shows("Send this file back");

    let saved = browser.downloads().join("answers-acme.json");
    let started = Instant::now();
    while !saved.exists() {
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "nothing was saved"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    desk.write("back.json", std::fs::read(saved).unwrap());
    let taken = desk.done("questionnaire import back.json --dossier acme");
    assert!(taken.out.contains("1 taken"), "{}", taken.out);
    let written = desk.read("acme/answers.toml");
    assert!(
        written.contains("comment = \"Section <b>4</b>\""),
        "{written}"
    );
    assert!(written.contains("answered-by = \"Jo Keizer\""), "{written}");

    // What is there already is filled in when it goes out again, and what was begun is still there when the page opens again.
    desk.done("questionnaire export acme -o form.html");
    browser.open_page(&format!("file://{}", desk.path("form.html").display()));
    browser.shows("1 of ");
    // A question with a condition is asked when it holds.
    let hidden = browser
        .execute("return [...document.querySelectorAll('[data-if]')].every(field => field.hidden)");
    assert_eq!(hidden, true);
}
