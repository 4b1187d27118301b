//! Without a browser: who gets in, what they may do, and what is refused.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use scraper::{Html, Selector};
use serde_json::Value;

use crate::{
    PASSWORD, Served,
    client::Client,
    support::desk::{Desk, ERROR},
};

const PAGES: [&str; 8] = [
    "/",
    "/suppliers",
    "/suppliers/lumenworks",
    "/suppliers/lumenworks/explain/r1",
    "/due",
    "/log",
    "/accounts",
    "/suppliers/lumenworks/report/json",
];

#[test]
fn nobody_sees_anything_before_signing_in() {
    let served = Served::new();
    let nobody = Client::nobody(&served);
    for path in PAGES {
        assert_eq!(nobody.get(path).status, 401, "{path}");
    }
    for path in [
        "/api/v1/suppliers",
        "/api/v1/portfolio",
        "/api/v1/due",
        "/api/v1/log",
    ] {
        let answer = nobody.get(path);
        assert_eq!(
            (answer.status, answer.headers["content-type"].as_str()),
            (401, "application/problem+json"),
            "{path}"
        );
    }
    assert_eq!(nobody.get("/sign-in").status, 200);
    assert_eq!(nobody.get("/no-such-page").status, 404);
    let forged = Client {
        served: &served,
        cookie: "assay-session=guessed".to_owned(),
    };
    assert_eq!(forged.get("/").status, 401);
}

#[test]
fn each_role_may_what_it_may() {
    let served = Served::new();
    let rosa = Client::signed_in(&served, "rosa");
    let mira = Client::signed_in(&served, "mira");
    for path in PAGES {
        let expected = if path == "/accounts" { 403 } else { 200 };
        assert_eq!(rosa.get(path).status, expected, "{path}");
    }
    let token = rosa.token();
    let remark = |text| vec![("csrf", text), ("subject", "supplier"), ("text", "seen")];
    assert_eq!(
        rosa.post("/suppliers/lumenworks/remarks", &remark(&token))
            .status,
        403,
        "a reader reads"
    );
    let token = mira.token();
    assert_eq!(
        mira.post("/suppliers/lumenworks/remarks", &remark(&token))
            .status,
        303
    );
    assert!(mira.get("/suppliers/lumenworks").body.contains("seen"));
    assert_eq!(mira.get("/accounts").status, 403);
    assert_eq!(
        Client::signed_in(&served, "adam").get("/accounts").status,
        200
    );
}

#[test]
fn a_supplier_sees_its_own_entry_and_nothing_of_what_is_thought_of_it() {
    let served = Served::new();
    let mira = Client::signed_in(&served, "mira");
    let token = mira.token();
    let said = [
        ("csrf", token.as_str()),
        ("subject", "supplier"),
        ("text", "we do not believe a word"),
    ];
    assert_eq!(
        mira.post("/suppliers/lumenworks/remarks", &said).status,
        303
    );
    let ines = Client::signed_in(&served, "ines");
    let first = ines.get("/");
    assert_eq!(
        (first.status, first.headers["location"].as_str()),
        (303, "/suppliers/lumenworks")
    );
    let own = ines.get("/suppliers/lumenworks").body;
    for hidden in [
        "we do not believe",
        "REJECT",
        "UNDECIDED",
        "/explain/",
        "/report/",
    ] {
        assert!(!own.contains(hidden), "{hidden} is shown to the supplier");
    }
    for path in [
        "/suppliers/clearpath",
        "/suppliers",
        "/due",
        "/log",
        "/suppliers/lumenworks/explain/r1",
        "/suppliers/lumenworks/report/json",
    ] {
        assert!([403, 404].contains(&ines.get(path).status), "{path}");
    }
    let token = ines.token();
    let page = Html::parse_document(&own);
    let option = Selector::parse("select[name=subject] option").unwrap();
    let subject = page
        .select(&option)
        .next()
        .unwrap()
        .attr("value")
        .unwrap()
        .to_owned();
    let reply = [
        ("csrf", token.as_str()),
        ("subject", subject.as_str()),
        ("text", "<script>fixed</script>"),
    ];
    assert_eq!(
        ines.post("/suppliers/lumenworks/remarks", &reply).status,
        303
    );
    let elsewhere = [
        ("csrf", token.as_str()),
        ("subject", "supplier"),
        ("text", "x"),
    ];
    assert_eq!(
        ines.post("/suppliers/clearpath/remarks", &elsewhere).status,
        404
    );
    let seen = mira.get("/suppliers/lumenworks").body;
    assert!(
        seen.contains("reply of the supplier") && seen.contains("&lt;script&gt;fixed"),
        "the reply is text"
    );
}

/// A waiver takes two people here as well, whatever a form says.
#[test]
fn a_waiver_is_asked_for_by_one_and_approved_by_another() {
    let served = Served::new();
    let omar = Client::signed_in(&served, "omar");
    let token = omar.token();
    let ask = [
        ("csrf", token.as_str()),
        ("subject", "gate:assist/breach-notice"),
        ("reason", "no personal data"),
        ("scope", "drafts"),
        ("expires", &soon()),
    ];
    let asked = omar.post("/suppliers/lumenworks/waivers", &ask);
    assert_eq!(asked.status, 303, "{}", asked.body);
    let approve = |client: &Client<'_>| {
        let token = client.token();
        client.post(
            "/suppliers/lumenworks/waivers/1",
            &[("csrf", token.as_str()), ("answer", "approved")],
        )
    };
    let own = approve(&omar);
    assert_eq!(own.status, 422);
    assert!(own.body.contains("takes a second person"), "{}", own.body);
    assert_eq!(
        approve(&Client::signed_in(&served, "adam")).status,
        403,
        "who makes accounts does not approve"
    );
    assert_eq!(approve(&Client::signed_in(&served, "mira")).status, 403);
    let olga = Client::signed_in(&served, "olga");
    assert_eq!(approve(&olga).status, 303);
    let page = olga.get("/suppliers/lumenworks").body;
    assert!(
        page.contains("waiver 1") && page.contains("in force"),
        "it is shown as waived"
    );
    let log = served.desk.done("log --supplier lumenworks").out;
    assert!(
        log.contains("olga") && log.contains("approved waiver 1"),
        "{log}"
    );
    assert_eq!(served.desk.assay("log verify").code, 0);
}

fn soon() -> String {
    let today = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    today
        .checked_add(jiff::ToSpan::days(60))
        .unwrap()
        .to_string()
}

#[test]
fn a_form_of_another_site_is_not_taken() {
    let served = Served::new();
    let mira = Client::signed_in(&served, "mira");
    let token = mira.token();
    let fields = [
        ("csrf", token.as_str()),
        ("subject", "supplier"),
        ("text", "x"),
    ];
    for headers in [
        "Sec-Fetch-Site: cross-site\r\n",
        "Origin: https://elsewhere.example\r\n",
        "Origin: null\r\n",
    ] {
        assert_eq!(
            mira.post_from("/suppliers/lumenworks/remarks", &fields, headers)
                .status,
            403,
            "{headers}"
        );
    }
    let without = [("csrf", "guessed"), ("subject", "supplier"), ("text", "x")];
    assert_eq!(
        mira.post("/suppliers/lumenworks/remarks", &without).status,
        403
    );
    let other = Client::signed_in(&served, "omar").token();
    let of_another = [
        ("csrf", other.as_str()),
        ("subject", "supplier"),
        ("text", "x"),
    ];
    assert_eq!(
        mira.post("/suppliers/lumenworks/remarks", &of_another)
            .status,
        403
    );
}

#[test]
fn guessing_a_password_is_stopped_and_tells_nothing() {
    let served = Served::new();
    let nobody = Client::nobody(&served);
    let wrong = nobody.post("/sign-in", &[("name", "rosa"), ("password", "wrong")]);
    let unknown = nobody.post(
        "/sign-in",
        &[("name", "nobody-here"), ("password", "wrong")],
    );
    assert_eq!((wrong.status, unknown.status), (401, 401));
    assert_eq!(wrong.body, unknown.body, "who has an account is not told");
    for _ in 0..8 {
        nobody.post("/sign-in", &[("name", "rosa"), ("password", "wrong")]);
    }
    let right = nobody.post("/sign-in", &[("name", "rosa"), ("password", PASSWORD)]);
    assert_eq!(right.status, 429, "the right password comes too late");
}

#[test]
fn every_answer_carries_its_policy_and_large_forms_are_refused() {
    let served = Served::new();
    let mira = Client::signed_in(&served, "mira");
    for path in [
        "/",
        "/sign-in",
        "/suppliers/lumenworks",
        "/no-such-page",
        "/suppliers/lumenworks/report/csv",
    ] {
        let headers = mira.get(path).headers;
        assert!(
            headers["content-security-policy"].starts_with("default-src 'none'"),
            "{path}"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["cache-control"], "no-store", "{path}");
    }
    let report = mira.get("/suppliers/lumenworks/report/html");
    assert!(
        report.body.contains("Content-Security-Policy"),
        "the printable page carries its own"
    );
    let token = mira.token();
    let long = "x".repeat(100_000);
    let answer = mira.post(
        "/suppliers/lumenworks/remarks",
        &[
            ("csrf", token.as_str()),
            ("subject", "supplier"),
            ("text", long.as_str()),
        ],
    );
    assert_eq!(answer.status, 413);
}

/// What a browser's parser makes of each page: nothing inline, no image, every field with a label, one heading of the first order.
#[test]
fn pages_are_well_made() {
    let served = Served::new();
    let adam = Client::signed_in(&served, "adam");
    let olga = Client::signed_in(&served, "olga");
    let count =
        |page: &Html, selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    for path in [
        "/",
        "/suppliers",
        "/suppliers/lumenworks",
        "/suppliers/lumenworks/explain/decision",
        "/due?days=3000",
        "/log?verify=true",
        "/accounts",
    ] {
        let client = if path == "/accounts" { &adam } else { &olga };
        let page = Html::parse_document(&client.get(path).body);
        assert_eq!(
            count(&page, "script, style, [style], [onclick], iframe, img"),
            0,
            "{path}"
        );
        assert_eq!(count(&page, "h1"), 1, "{path}");
        assert_eq!(count(&page, "html[lang=en]"), 1, "{path}");
        let mut ids: Vec<&str> = page
            .select(&Selector::parse("[id]").unwrap())
            .filter_map(|one| one.attr("id"))
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path} has an id twice");
        for field in
            page.select(&Selector::parse("input:not([type=hidden]), select, textarea").unwrap())
        {
            let id = field.attr("id").unwrap_or_default();
            assert_eq!(
                count(&page, &format!("label[for=\"{id}\"]")),
                1,
                "{path}: {id}"
            );
        }
    }
}

#[test]
fn a_program_reads_with_a_token_and_cannot_decide() {
    let served = Served::new();
    let made = served
        .desk
        .done("account token rosa --scope read --label dashboard --by adam");
    let token = made.out.trim();
    let nobody = Client::nobody(&served);
    let api = |path: &str| {
        nobody.send(
            &format!("GET /api/v1/{path} HTTP/1.1"),
            &format!("Authorization: Bearer {token}\r\n"),
            "",
        )
    };
    let json = |path: &str| -> Value {
        let answer = api(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    };
    assert_eq!(json("suppliers")["matching"], 2);
    assert_eq!(json("suppliers?q=clear")["matching"], 1);
    assert_eq!(
        json("suppliers/lumenworks")["position"]["supplier"],
        "lumenworks"
    );
    assert!(
        json("portfolio")["matrix"].is_array() && json("due").is_array() && json("log").is_array()
    );
    assert_eq!(api("suppliers/nobody").status, 404);
    for file in ["register.db", "register.db-wal"] {
        let bytes = std::fs::read(served.desk.path(file)).unwrap();
        let found = bytes
            .windows(token.len())
            .any(|some| some == token.as_bytes());
        assert!(!found, "the register keeps the digest alone");
    }
    served.desk.done("account remove rosa --by adam");
    assert_eq!(api("suppliers").status, 401);
}

#[test]
fn it_listens_to_others_only_when_told_to() {
    let served = Served::new();
    let refused = served.desk.assay("serve --listen 0.0.0.0:0");
    assert_eq!(refused.code, ERROR);
    assert!(
        refused.complaint().contains("--plain-http-behind-proxy"),
        "{}",
        refused.err
    );
}

/// What was acknowledged is there after the program was killed.
#[test]
fn a_killed_service_keeps_what_it_acknowledged() {
    let mut served = Served::new();
    let mira = Client::signed_in(&served, "mira");
    let token = mira.token();
    let fields = [
        ("csrf", token.as_str()),
        ("on", "2026-01-02"),
        ("text", "an outage"),
    ];
    assert_eq!(
        mira.post("/suppliers/lumenworks/incidents", &fields).status,
        303
    );
    served.program.kill().unwrap();
    served.program.wait().unwrap();
    assert!(served.desk.done("log").out.contains("recorded incident 1"));
    assert_eq!(served.desk.assay("log verify").code, 0);
}

/// With a certificate it speaks TLS, as another program sees it, and its cookies go no other way.
#[test]
fn with_a_certificate_it_speaks_tls() {
    let desk = Desk::new();
    desk.silent("acme");
    desk.assay("assess acme --offline");
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    desk.write("chain.pem", made.cert.pem());
    desk.write("key.pem", made.signing_key.serialize_pem());
    let alone = desk.assay("serve --tls-cert chain.pem");
    assert!(alone.err.contains("--tls-key"), "{}", alone.err);
    desk.write("wrong.pem", "no key");
    let wrong = desk.assay("serve --listen 127.0.0.1:0 --tls-cert chain.pem --tls-key wrong.pem");
    assert!(
        wrong.complaint().contains("cannot be used for TLS"),
        "{}",
        wrong.err
    );

    crate::account(&desk, "mira --role analyst");
    // Not a loopback address: with TLS it may listen there.
    let served = Served::on(
        desk,
        "serve --listen 0.0.0.0:0 --tls-cert chain.pem --tls-key key.pem",
    );
    let body = format!("name=mira&password={}", PASSWORD.replace(' ', "+"));
    let request = format!(
        "POST /sign-in HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let port = served.address.rsplit(':').next().unwrap();
    let mut client = Command::new("openssl")
        .current_dir(served.desk.path(""))
        .args([
            "s_client",
            "-quiet",
            "-verify_return_error",
            "-CAfile",
            "chain.pem",
        ])
        .args(["-servername", "localhost", "-verify_hostname", "localhost"])
        .args(["-connect", &format!("127.0.0.1:{port}")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl is installed");
    let mut input = client.stdin.take().unwrap();
    input.write_all(request.as_bytes()).unwrap();
    let output = client.wait_with_output().unwrap();
    drop(input);
    let said = String::from_utf8_lossy(&output.stdout).to_lowercase();
    assert!(
        said.contains("303") && said.contains("samesite=lax; secure"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Ten thousand new assessments take half a minute to judge for today: that is done before anybody asks.
#[tokio::test]
async fn where_suppliers_stand_is_found_before_anybody_asks() {
    let served = Served::new();
    let today = jiff::Zoned::now()
        .with_time_zone(jiff::tz::TimeZone::UTC)
        .date();
    let register = assay_register::Register::open_existing(&served.desk.path("register.db"))
        .await
        .unwrap();
    let begun = std::time::Instant::now();
    while !register.outdated(today).await.unwrap().is_empty() {
        assert!(begun.elapsed().as_secs() < 30, "nobody looked ahead");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
