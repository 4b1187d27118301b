//! With a real Chromium: what a person does, and whether everybody can do it.

use std::io::Write as _;

use serde_json::json;

use crate::{PASSWORD, Served, support::workspace, webdriver::Browser};

pub(crate) fn go(browser: &Browser, served: &Served, path: &str) {
    browser.open_page(&format!("http://{}{path}", served.address));
}

pub(crate) fn sign_in(browser: &Browser, served: &Served, name: &str) {
    go(browser, served, "/sign-in");
    browser.fill("#name", name);
    browser.fill("#password", PASSWORD);
    browser.press("main form button");
    browser.shows("Sign out");
}

/// From signing in to a waiver that a second person approves.
#[test]
fn a_team_works_in_the_page() {
    let Some(browser) = Browser::open(1280) else {
        return;
    };
    let served = Served::new();
    sign_in(&browser, &served, "mira");
    browser.shows("2 suppliers");

    // Find the supplier, look at a finding's evidence and at the arithmetic of a risk.
    browser.fill("#q", "lumen");
    browser.press("form.search button");
    browser.shows("1 match");
    browser.follow("Lumenworks Intelligence Ltd");
    // The quote of the finding is on the page.
    browser.shows("We use Content to develop");
    browser.follow("r1");
    browser.shows("Arithmetic of r1");
    go(&browser, &served, "/suppliers/lumenworks");

    // Ask for a waiver.
    browser.press("#waivers summary");
    browser.execute(
        "document.querySelector('#w-subject').value = 'gate:assist/breach-notice'; \
         document.querySelector('#w-expires').valueAsDate = new Date(Date.now() + 60 * 86400000)",
    );
    browser.fill("#w-reason", "no personal data");
    browser.fill("#w-scope", "drafts");
    browser.press("#waivers details form button");
    browser.shows("requested");
    assert!(
        !browser.has("button[value=approved]"),
        "an analyst is not offered to approve"
    );
    browser.press("header.top button");
    browser.shows("Password");

    // A second person approves.
    sign_in(&browser, &served, "omar");
    go(&browser, &served, "/suppliers/lumenworks");
    browser.press("button[value=approved]");
    browser.shows("in force");
    browser.shows("waived by waiver 1");
}

/// axe-core finds no serious or critical violation, on a wide and on a narrow page, and no page is wider than its window.
#[test]
fn everybody_can_use_the_pages() {
    let path = std::env::var_os("ASSAY_AXE")
        .map_or_else(|| workspace().join("target/axe/axe.min.js"), Into::into);
    let Ok(axe) = std::fs::read_to_string(&path) else {
        let message = format!(
            "there is no axe-core in {}: .ci/run installs it",
            path.display()
        );
        assert!(std::env::var_os("CI").is_none(), "{message}");
        let _ = writeln!(std::io::stderr(), "SKIPPED: {message}");
        return;
    };
    let served = Served::new();
    for width in [1280, 500] {
        let Some(browser) = Browser::open(width) else {
            return;
        };
        go(&browser, &served, "/sign-in");
        check(&browser, &axe, "/sign-in");
        sign_in(&browser, &served, "omar");
        for path in [
            "/",
            "/suppliers",
            "/suppliers/lumenworks",
            "/suppliers/lumenworks/explain/r1",
            "/suppliers/lumenworks/questionnaire",
            "/plugins",
            "/due?days=3000",
            "/log",
        ] {
            go(&browser, &served, path);
            check(&browser, &axe, path);
            let wider =
                browser.execute("return document.documentElement.scrollWidth - window.innerWidth");
            assert!(
                wider.as_i64().unwrap() <= 0,
                "{path} is {wider} wider than a window of {width}"
            );
        }
    }
}

fn check(browser: &Browser, axe: &str, path: &str) {
    browser.execute(axe);
    let violations = browser.execute_async(
        "const done = arguments[arguments.length - 1]; \
         axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations\
           .filter(v => ['serious', 'critical'].includes(v.impact))\
           .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))))",
    );
    assert_eq!(violations, json!([]), "{path}");
}
