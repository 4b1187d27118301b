//! The service as its users meet it: a program on a socket, and a browser that we did not write.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod api;
mod browser;
mod client;
mod dossier;
mod form;
mod http;
mod provider;
#[path = "../support/mod.rs"]
mod support;
mod webdriver;
mod wire;

use std::{
    io::{BufRead, BufReader, Write as _},
    process::{Child, Stdio},
};

use support::desk::Desk;

/// The password of everybody in these tests.
const PASSWORD: &str = "correct horse battery";

/// A register with two suppliers and an account of each role, and the service on it.
struct Served {
    desk: Desk,
    program: Child,
    /// `127.0.0.1:PORT`.
    address: String,
}

impl Served {
    fn new() -> Self {
        let desk = Desk::new();
        for example in ["lumenworks", "clearpath"] {
            desk.example(example);
        }
        desk.assay("assess lumenworks clearpath --offline --by mira");
        for (name, role) in [
            ("rosa", "reader"),
            ("mira", "analyst"),
            ("omar", "approver"),
            ("olga", "approver"),
            ("adam", "admin"),
        ] {
            account(&desk, &format!("{name} --role {role}"));
        }
        account(&desk, "ines --role supplier --supplier lumenworks");
        Self::on(desk, "serve --listen 127.0.0.1:0 --dossiers . --offline")
    }

    /// The service on a register that is there.
    fn on(desk: Desk, line: &str) -> Self {
        let mut program = desk.command(line).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .trim_start_matches("listening on http")
            .trim_start_matches('s')
            .trim_start_matches("://")
            .trim_end_matches('/')
            .to_owned();
        Self {
            desk,
            program,
            address,
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself, which is what some tests look at.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn account(desk: &Desk, arguments: &str) {
    let mut command = desk.command(&format!("account add {arguments} --by adam"));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(child.wait().unwrap().success(), "{arguments}");
}
