//! What people do with the dossier from the page: assess, answer, send a document, look at a quote where it stands.

use serde_json::Value;

use crate::{
    Served, account,
    browser::{go, sign_in},
    client::Client,
    support::desk::Desk,
    webdriver::Browser,
};

/// From starting an assessment to the quote of a finding, marked in its document.
#[test]
fn an_assessment_is_started_watched_and_followed_to_a_quote() {
    let Some(browser) = Browser::open(1280) else {
        return;
    };
    let served = Served::new();
    sign_in(&browser, &served, "mira");
    go(&browser, &served, "/suppliers/lumenworks");
    browser.press("form[action$='/assessment'] button");
    // The page loads itself again when the last event has come.
    browser.shows("It is done.");
    browser.shows("contract-terms: done");
    browser.follow("See where the supplier stands");
    browser.shows("Findings in hand");
    let assessed = served.desk.supplier("lumenworks");
    assert_eq!(assessed["history"].as_array().unwrap().len(), 2);

    browser.press("#care a[href*='/documents/']");
    browser.shows("To the quote");
    let marked = browser.execute("return document.querySelector('mark#quote').innerText");
    let quote = marked.as_str().unwrap();
    assert!(!quote.is_empty());
    let whole = browser.execute("return document.querySelector('.document').innerText.length");
    assert!(
        whole.as_u64().unwrap() > quote.len() as u64 * 2,
        "the document is around it"
    );
}

#[test]
fn answers_from_the_page_are_answers_of_whoever_is_signed_in() {
    let Some(browser) = Browser::open(1000) else {
        return;
    };
    let served = Served::new();
    // The supplier's own person, who sees nothing but its own entry.
    sign_in(&browser, &served, "ines");
    browser.follow("Questionnaire");
    browser.shows("questions are answered");
    let before = served.desk.read("lumenworks/answers.toml");
    browser.press("[data-question='iso42001-9.2.1'] input[value='partly']");
    browser.press("form.questions > p button");
    browser.shows("Answers taken: 1");
    let after = served.desk.read("lumenworks/answers.toml");
    assert_ne!(before, after);
    assert!(after.contains("answered-by = \"ines\""), "{after}");
    let log = served
        .desk
        .done("log --supplier lumenworks --format json")
        .out;
    assert!(log.contains("Answered 1 questions"), "{log}");
}

#[test]
fn the_plugin_page_says_on_whose_word_each_takes_part() {
    let served = Served::new();
    let page = Client::signed_in(&served, "rosa").get("/plugins");
    assert_eq!(page.status, 200);
    for part in ["contract-terms", "part of assay", "Took part"] {
        assert!(page.body.contains(part), "{part}");
    }
    assert_ne!(
        Client::signed_in(&served, "ines").get("/plugins").status,
        200
    );
}

/// A service runs for months. What is copied in by half, or is none, leaves those in force that were.
#[test]
fn plugins_come_and_go_while_the_service_runs() {
    let desk = Desk::new();
    desk.silent("vendor");
    desk.assay("assess vendor --offline --by mira");
    account(&desk, "mira --role analyst");
    let first = desk.plugin("says_nothing");
    let line = "serve --listen 127.0.0.1:0 --dossiers . --offline --unlocked --plugins checks";
    let served = Served::on(desk, line);
    let client = Client::signed_in(&served, "mira");
    let until_shown = |digest: &str, kept: &str| {
        let begun = std::time::Instant::now();
        let digest = digest.trim_start_matches("sha256:").get(..12).unwrap();
        loop {
            let page = client.get("/plugins").body;
            assert!(page.contains(kept), "{kept} is gone");
            if page.contains(digest) {
                break;
            }
            assert!(begun.elapsed().as_secs() < 60, "{digest}: {page}");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    };
    until_shown(&first, "contract-terms");
    let digest = served.desk.plugin("good");
    until_shown(&digest, "contract-terms");
    served.desk.write("checks/half.wasm", "half a plugin");
    let digest = served.desk.plugin("remembers");
    std::fs::remove_file(served.desk.path("checks/half.wasm")).unwrap();
    until_shown(&digest, "good");
    // It takes part in what begins now.
    let started = client.post(
        "/suppliers/vendor/assessment",
        &[("csrf", &client.token_on("/suppliers/vendor"))],
    );
    assert_eq!(started.status, 303, "{}", started.body);
    let begun = std::time::Instant::now();
    while served.desk.supplier("vendor")["history"]
        .as_array()
        .unwrap()
        .len()
        < 2
    {
        assert!(begun.elapsed().as_secs() < 60, "no assessment");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let runs = served.desk.supplier("vendor")["latest"]["runs"].to_string();
    assert!(runs.contains(&digest), "{runs}");
}

#[test]
fn a_document_is_taken_over_under_a_tame_name_and_never_over_another() {
    let served = Served::new();
    let client = Client::signed_in(&served, "mira");
    let token = client.token();
    let path = "/suppliers/lumenworks/documents";
    let sent = client.upload(path, &token, "../../AI policy.md", "# Policy\nWe do.");
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert_eq!(
        served.desk.read("lumenworks/evidence/AI-policy.md"),
        "# Policy\nWe do."
    );
    assert!(!served.desk.path("AI policy.md").exists());
    let page = client.get("/suppliers/lumenworks").body;
    assert!(
        page.contains("Sent the document AI-policy.md"),
        "it is in the log and on the page"
    );

    let again = client.upload(path, &token, "AI policy.md", "# Another");
    assert_eq!(again.status, 422);
    assert!(
        served
            .desk
            .read("lumenworks/evidence/AI-policy.md")
            .contains("We do")
    );
    for (name, bytes) in [
        ("tool.exe", "MZ"),
        ("..", "x"),
        ("report.pdf", "<html>not a PDF</html>"),
    ] {
        let refused = client.upload(path, &token, name, bytes);
        assert_eq!(refused.status, 422, "{name}: {}", refused.body);
    }
    assert!(!served.desk.path("lumenworks/evidence/report.pdf").exists());

    // Without the token of the session nothing is kept, and a reader and another supplier's person send nothing.
    assert_eq!(client.upload(path, "0", "b.md", "x").status, 403);
    let reader = Client::signed_in(&served, "rosa");
    assert_eq!(
        reader.upload(path, &reader.token(), "b.md", "x").status,
        403
    );
    let other = Client::signed_in(&served, "ines");
    let elsewhere = other.upload(
        "/suppliers/clearpath/documents",
        &other.token(),
        "b.md",
        "x",
    );
    assert_eq!(elsewhere.status, 404);
    assert!(!served.desk.path("lumenworks/evidence/b.md").exists());
}

#[test]
fn only_a_quote_that_is_evidence_is_shown_in_its_document() {
    let served = Served::new();
    let client = Client::signed_in(&served, "rosa");
    let entry: Value = served.desk.supplier("lumenworks");
    let findings = entry["open_findings"].as_array().unwrap().iter();
    let quote = findings
        .flat_map(|finding| finding["observations"].as_array().unwrap())
        .flat_map(|seen| seen["evidence"].as_array().unwrap())
        .find(|piece| piece["kind"] == "quote")
        .unwrap();
    let (document, start, end) = (
        quote["document"].as_str().unwrap(),
        quote["start"].as_u64().unwrap(),
        quote["end"].as_u64().unwrap(),
    );
    let address = |document: &str, start: u64| {
        format!("/suppliers/lumenworks/documents/{document}?start={start}&end={end}")
    };
    let page = client.get(&address(document, start));
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("<mark id=\"quote\">"));
    for (document, start) in [
        (document, start + 1),
        ("..%2Fsupplier.toml", start),
        ("%2Fetc%2Fpasswd", start),
    ] {
        assert_eq!(
            client.get(&address(document, start)).status,
            404,
            "{document}"
        );
    }
    // A document that is not the one that was assessed is not shown: the quote alone is.
    let file = format!("lumenworks/evidence/{document}");
    served.desk.write(&file, "# Something else");
    let page = client.get(&address(document, start));
    assert!(
        page.body.contains("not the one that was assessed"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Something else"));
}

#[test]
fn a_reader_starts_nothing_and_a_supplier_watches_nothing() {
    let served = Served::new();
    let reader = Client::signed_in(&served, "rosa");
    let path = "/suppliers/lumenworks/assessment";
    assert_eq!(reader.post(path, &[("csrf", &reader.token())]).status, 403);
    let own = Client::signed_in(&served, "ines");
    assert_eq!(own.post(path, &[("csrf", &own.token())]).status, 403);
    assert_ne!(own.get(path).status, 200);
    let analyst = Client::signed_in(&served, "mira");
    assert_eq!(analyst.post(path, &[("csrf", "0")]).status, 403);
    assert_eq!(analyst.get(path).status, 404, "nothing was started");
}
