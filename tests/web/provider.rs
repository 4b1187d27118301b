//! Signing in at an identity provider that we did not write, in a browser that we did not write.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
};

use crate::{
    Served, account,
    browser::{go, sign_in},
    client::Client,
    support::{desk::Desk, workspace},
    webdriver::Browser,
};

/// The provider; it ends when this does.
struct Provider {
    program: Child,
    /// Its own name, an address.
    issuer: String,
    /// It says more than its name, and ends when nobody listens.
    _said: BufReader<ChildStdout>,
}

impl Provider {
    /// None where it is not installed: then the test says aloud that it was skipped. Where `CI` is set it is never skipped.
    fn start(back: &str, algorithm: &str) -> Option<Self> {
        let folder = env::var_os("ASSAY_TEST_PROVIDER")
            .map_or_else(|| workspace().join("target/provider"), PathBuf::from);
        if !folder.join("node_modules/oidc-provider").is_dir() {
            let message = format!(
                "there is no oidc-provider in {}: .ci/run installs it, and ASSAY_TEST_PROVIDER names another folder",
                folder.display()
            );
            assert!(env::var_os("CI").is_none(), "{message}");
            let _ = writeln!(std::io::stderr(), "SKIPPED: {message}");
            return None;
        }
        let mut program = Command::new("node")
            .arg(workspace().join("tests/web/provider.mjs"))
            .arg(folder)
            .args([back, algorithm])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut issuer = String::new();
        let mut said = BufReader::new(program.stdout.take().unwrap());
        said.read_line(&mut issuer).unwrap();
        let issuer = issuer.trim().to_owned();
        assert!(issuer.starts_with("http://127.0.0.1:"), "{issuer:?}");
        Some(Self {
            program,
            issuer,
            _said: said,
        })
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The service with a provider that signs with `algorithm`. Its address has to be known to both before either runs, so it is one that was
/// free a moment before.
fn together(algorithm: &str) -> Option<(Served, Provider)> {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = free.local_addr().unwrap().to_string();
    drop(free);
    let provider = Provider::start(
        &format!("http://{listen}/sign-in/elsewhere/back"),
        algorithm,
    )?;
    let desk = Desk::new();
    desk.example("lumenworks");
    desk.assay("assess lumenworks --offline --by mira");
    account(&desk, "adam --role admin");
    for (name, role) in [("rosa", "reader"), ("omar", "approver")] {
        desk.done(&format!(
            "account add {name} --role {role} --email {name}@buyer.example --by adam"
        ));
    }
    let issuer = &provider.issuer;
    fs::write(
        desk.path("sign-in.toml"),
        format!(
            "name = \"Buyer ID\"\nissuer = \"{issuer}\"\nclient-id = \"assay\"\nclient-secret-file = \"secret\"\n\
             address = \"http://{listen}\"\n"
        ),
    )
    .unwrap();
    desk.write("secret", "a secret of the test, long enough for HS256\n");
    let served = Served::on(
        desk,
        &format!("serve --listen {listen} --sign-in sign-in.toml"),
    );
    assert_eq!(served.address, listen);
    Some((served, provider))
}

/// Up to the page that the service shows then.
fn sign_in_elsewhere(browser: &Browser, served: &Served, name: &str) {
    go(browser, served, "/sign-in");
    browser.follow("Sign in with Buyer ID");
    browser.shows("Sign-in");
    browser.fill("input[name=login]", name);
    browser.fill("input[name=password]", "any");
    browser.press("button[type=submit]");
    browser.shows("Authorize");
    browser.press("button[type=submit]");
}

#[test]
fn who_the_provider_vouches_for_is_who_an_account_waits_for() {
    let Some((served, provider)) = together("RS256") else {
        return;
    };
    let browser = || Browser::open(1280).expect("a browser, or the first one would not have been");
    let Some(rosas) = Browser::open(1280) else {
        return;
    };
    sign_in_elsewhere(&rosas, &served, "rosa");
    rosas.shows("Sign out");
    rosas.shows("Lumenworks");
    let listed = served.desk.done("account list").out;
    assert!(
        listed.contains("at the provider, as rosa@buyer.example"),
        "{listed}"
    );
    assert!(
        listed.contains("at the provider, waits for omar@buyer.example"),
        "{listed}"
    );
    assert!(served.desk.done("log").out.contains("taken"));
    // The second time it is known who that is, whatever address the provider has for them.
    rosas.press("header.top button");
    rosas.shows("Sign in with Buyer ID");
    rosas.follow("Sign in with Buyer ID");
    rosas.shows("Authorize");
    rosas.press("button[type=submit]");
    rosas.shows("Sign out");

    // Another role is no reason to let whoever has the address by now in.
    let line = "account add rosa --role analyst --email rosa@buyer.example --by adam";
    served.desk.done(line);
    let listed = served.desk.done("account list").out;
    assert!(
        listed.contains("at the provider, as rosa@buyer.example"),
        "{listed}"
    );
    let taken = "account add other --role reader --email rosa@buyer.example --by adam";
    assert!(
        served
            .desk
            .assay(taken)
            .complaint()
            .contains("is already the address of the account `rosa`")
    );
    let log = served.desk.done("log --format json").out;
    assert!(log.contains("analyst") && !log.contains("argon2"), "{log}");

    // Somebody who got her address later, somebody whose address nobody checked, and somebody whom nobody waits for.
    for (who, why) in [
        (
            "rosa-the-second",
            "No account here waits for rosa@buyer.example",
        ),
        ("omar-unchecked", "vouches for no address of yours"),
        ("mallory", "No account here waits for mallory@buyer.example"),
    ] {
        let other = browser();
        sign_in_elsewhere(&other, &served, who);
        other.shows(why);
    }

    // What did not begin in this browser ends in none, and a code that the provider never gave is none.
    let mut stranger = Client::nobody(&served);
    let stray = stranger.get("/sign-in/elsewhere/back?code=c&state=s");
    assert_eq!(stray.status, 400, "{}", stray.body);
    let begun = stranger.get("/sign-in/elsewhere");
    assert_eq!(begun.status, 303);
    let there = &begun.headers["location"];
    assert!(
        there.contains("code_challenge_method=S256") && there.contains("nonce="),
        "{there}"
    );
    let cookie = &begun.headers["set-cookie"];
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    stranger.cookie = cookie.split(';').next().unwrap().to_owned();
    let state = there.split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    let stray = stranger.get("/sign-in/elsewhere/back?code=c&state=s");
    assert_eq!(stray.status, 400);
    let declined = stranger.get(&format!(
        "/sign-in/elsewhere/back?error=access_denied&state={state}"
    ));
    assert_eq!(declined.status, 401);
    assert!(declined.body.contains("You were not signed in there."));
    let guessed = stranger.get(&format!("/sign-in/elsewhere/back?code=c&state={state}"));
    assert_eq!(guessed.status, 502, "{}", guessed.body);
    let another = stranger.get(&format!(
        "/sign-in/elsewhere/back?code=c&state={state}&iss=https://other.example"
    ));
    assert_eq!(another.status, 502);

    // A password is still a password, and an account without one cannot be guessed into.
    drop(provider);
    let answer = stranger.post("/sign-in", &[("name", "rosa"), ("password", "")]);
    assert_eq!(answer.status, 401);
    let adams = browser();
    sign_in(&adams, &served, "adam");
}

/// The specification lets a provider sign with the secret that it shares with the service. Whoever reads the service's files has it too.
#[test]
fn a_signature_that_the_service_could_make_itself_is_none() {
    let Some((served, _provider)) = together("HS256") else {
        return;
    };
    let Some(browser) = Browser::open(1280) else {
        return;
    };
    sign_in_elsewhere(&browser, &served, "rosa");
    browser.shows("The identity provider does not do its part");
    let listed = served.desk.done("account list").out;
    assert!(!listed.contains("as rosa@buyer.example"), "{listed}");
}

/// What is wrong with the file is told with its place, before anything listens.
#[test]
fn a_provider_over_which_others_listen_in_is_refused() {
    let desk = Desk::new();
    desk.example("lumenworks");
    desk.assay("assess lumenworks --offline --by mira");
    let whole = "name = \"Buyer ID\"\nissuer = \"http://id.buyer.example\"\nclient-id = \"assay\"\naddress = \"http://127.0.0.1:1\"\n";
    for (text, told) in [
        (whole.to_owned(), "sign-in.toml:2:10"),
        (
            whole.replace("http://id", "https://id:1@id"),
            "has no `?`, `#` or `@`",
        ),
        (
            whole.replace("client-id", "client"),
            "unknown field `client`",
        ),
        (
            format!("{whole}client-secret-file = \"nowhere\"\n").replace("http://id", "https://id"),
            "nowhere cannot be read",
        ),
    ] {
        desk.write("sign-in.toml", text);
        let refused = desk.assay("serve --listen 127.0.0.1:0 --sign-in sign-in.toml");
        let complaint = refused.complaint();
        assert!(complaint.contains(told), "{complaint}");
    }
}
