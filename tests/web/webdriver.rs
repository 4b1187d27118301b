//! A Chromium that is driven by the WebDriver protocol (W3C), which is JSON over HTTP.
//!
//! The client crates for it switch on features of crates under wasmtime, which would then be compiled once for running and once more
//! for testing; what is used of the protocol here is a dozen lines.

use std::{
    io::Write as _,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::wire::send;

/// How the protocol marks a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A headless browser with a profile of its own.
pub(crate) struct Browser {
    driver: Child,
    address: String,
    session: String,
    profile: TempDir,
}

impl Browser {
    /// A browser with a window of this width, or none where it is not installed: then the test says aloud that it was skipped. Where
    /// `CI` is set it is never skipped.
    pub(crate) fn open(width: u32) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(driver) = driver else {
            let message =
                "there is no chromedriver: Debian has it in `chromium-driver`, see .ci/run";
            assert!(std::env::var_os("CI").is_none(), "{message}");
            let _ = writeln!(std::io::stderr(), "SKIPPED: {message}");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Self {
            driver,
            address: format!("127.0.0.1:{port}"),
            session: String::new(),
            profile,
        };
        browser.start(width);
        Some(browser)
    }

    /// The driver needs a moment to listen; it is asked until it answers.
    fn start(&mut self, width: u32) {
        let profile = format!("--user-data-dir={}", self.profile.path().display());
        let window = format!("--window-size={width},1400");
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &profile,
            &window,
        ];
        let preferences = json!({"download.default_directory": self.downloads()});
        let options = json!({"args": arguments, "prefs": preferences});
        let wishes = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}});
        let started = Instant::now();
        loop {
            let answer = send(
                &self.address,
                "POST /session HTTP/1.1",
                "Content-Type: application/json\r\n",
                &wishes.to_string(),
            );
            if let Ok(answer) = answer {
                let value: Value = serde_json::from_str(&answer.body).unwrap();
                self.session = value["value"]["sessionId"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{value}"))
                    .to_owned();
                return;
            }
            assert!(
                started.elapsed() < Duration::from_secs(30),
                "chromedriver does not listen"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Where it saves files.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.profile.path().join("downloads")
    }

    /// A command that has to succeed.
    fn command(&self, what: &str, body: &Value) -> Value {
        self.tried(what, body)
            .unwrap_or_else(|error| panic!("{what} {body}: {error}"))
    }

    fn tried(&self, what: &str, body: &Value) -> Result<Value, String> {
        let line = format!("POST /session/{}/{what} HTTP/1.1", self.session);
        let answer = send(
            &self.address,
            &line,
            "Content-Type: application/json\r\n",
            &body.to_string(),
        )
        .unwrap();
        let mut value: Value = serde_json::from_str(&answer.body).unwrap();
        if answer.status == 200 {
            Ok(value["value"].take())
        } else {
            Err(value["value"]["message"].to_string())
        }
    }

    /// Opens an address and waits until it is there.
    pub(crate) fn open_page(&self, address: &str) {
        self.command("url", &json!({"url": address}));
    }

    /// Waits until a person can read this on the page: a click that sends a form returns before the answer is there.
    pub(crate) fn shows(&self, text: &str) {
        let started = Instant::now();
        while !self.text().contains(text) {
            let page = self.text();
            assert!(
                started.elapsed() < Duration::from_secs(20),
                "`{text}` is not on the page: {page:.3000}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// True when the page has such an element.
    pub(crate) fn has(&self, css: &str) -> bool {
        self.element("css selector", css).is_ok()
    }

    fn element(&self, by: &str, what: &str) -> Result<String, String> {
        let found = self.tried("element", &json!({"using": by, "value": what}))?;
        Ok(found[ELEMENT].as_str().unwrap().to_owned())
    }

    /// Clicks as a person does: what is hidden cannot be clicked.
    pub(crate) fn press(&self, css: &str) {
        let element = self.element("css selector", css).unwrap();
        self.command(&format!("element/{element}/click"), &json!({}));
    }

    /// Follows the link with this text.
    pub(crate) fn follow(&self, text: &str) {
        let element = self.element("link text", text).unwrap();
        self.command(&format!("element/{element}/click"), &json!({}));
    }

    /// Types into a field.
    pub(crate) fn fill(&self, css: &str, text: &str) {
        let element = self.element("css selector", css).unwrap();
        self.command(&format!("element/{element}/value"), &json!({"text": text}));
    }

    /// What a person can read on the page.
    pub(crate) fn text(&self) -> String {
        // Between two pages there is no body.
        let text = self.execute("return document.body ? document.body.innerText : ''");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page, as its driver and past its policy.
    pub(crate) fn execute(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Runs a script that calls its last argument when it is done.
    pub(crate) fn execute_async(&self, script: &str) -> Value {
        self.command("execute/async", &json!({"script": script, "args": []}))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends the browser; the driver may be gone already.
        let _ = send(
            &self.address,
            &format!("DELETE /session/{} HTTP/1.1", self.session),
            "",
            "",
        );
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
