//! What the documents tell a reader to type is understood, and what the template offers is accepted.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{fs, path::PathBuf};

use support::{
    desk::{APPROVE, Desk, ERROR},
    workspace,
};

/// Pages that a user reads.
fn pages() -> Vec<PathBuf> {
    let root = workspace();
    let mut pages = vec![
        root.join("README.md"),
        root.join("sdk/rust/README.md"),
        root.join("examples/README.md"),
    ];
    let docs = fs::read_dir(root.join("docs")).into_iter().flatten();
    pages.extend(
        docs.map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md")),
    );
    pages
}

/// Lines inside the code fences of a Markdown page, continued lines joined.
fn fenced(page: &str) -> Vec<String> {
    let page = page.replace("\\\n", " ");
    let mut inside = false;
    let mut lines = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// The arguments of each `assay` on a line of shell, or none.
fn commands(line: &str) -> Vec<String> {
    let code = line
        .trim()
        .trim_start_matches("$ ")
        .split(" #")
        .next()
        .unwrap();
    code.split("&&")
        .flat_map(|part| part.split(" | "))
        .filter_map(|part| {
            let part = part.trim();
            let after_cargo = part
                .split_once("--bin assay --")
                .map(|(_, arguments)| arguments);
            let plain = part
                .trim_start_matches("./")
                .trim_start_matches("target/release/");
            let direct = plain
                .strip_prefix("assay ")
                .filter(|arguments| is_command(arguments));
            after_cargo
                .or(direct)
                .map(|arguments| arguments.trim().to_owned())
        })
        .collect()
}

/// A sentence that begins with the program's name is no command.
fn is_command(arguments: &str) -> bool {
    let first = arguments.split_whitespace().next().unwrap_or_default();
    first.starts_with('-') || first.chars().all(|c| c.is_ascii_lowercase())
}

/// The words of a line as a shell makes them: quotes hold words together, and what is redirected is no argument.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quote, mut begun) = (None, false);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => (quote, begun) = (Some(c), true),
            (None, ' ') => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (_, c) => {
                word.push(c);
                begun = true;
            }
        }
    }
    words.extend(begun.then_some(word));
    while let Some(at) = words.iter().position(|word| word == "<" || word == ">") {
        words.drain(at..(at + 2).min(words.len()));
    }
    words
}

/// Understood up to the end: with `--help` after it, a command does nothing and misses nothing, but knows its own words.
fn understood(desk: &Desk, arguments: &str) {
    // Where a digest would stand.
    let line =
        format!("{arguments} --help").replace("sha256:...", &format!("sha256:{}", "0".repeat(64)));
    let words = words(&line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let printed = desk.assay_with("", &words);
    assert_eq!(printed.code, APPROVE, "assay {arguments}\n{}", printed.err);
}

#[test]
fn every_command_line_of_the_documents_is_understood() {
    let desk = Desk::new();
    let mut found = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for arguments in fenced(&text).iter().flat_map(|line| commands(line)) {
            understood(&desk, &arguments);
            found += 1;
        }
    }
    assert!(found >= 3, "only {found} command lines were found");
}

#[test]
fn every_example_of_the_help_is_understood() {
    let desk = Desk::new();
    let mut found = 0;
    for command in [
        "",
        "init",
        "assess",
        "register",
        "report",
        "gap",
        "checklist",
        "mission",
        "explain",
        "replay",
        "plugin new",
        "plugin build",
        "plugin list",
        "plugin inspect",
        "plugin test",
        "plugin run",
        "plugin bench",
        "plugin add",
        "plugin push",
        "plugin pull",
        "plugin save",
        "plugin load",
        "status",
        "due",
        "diff",
        "portfolio",
        "treat",
        "waive",
        "finding",
        "incident",
        "log",
        "serve",
        "account",
        "demo",
    ] {
        let help = desk.done(&format!("{command} --help")).out;
        // Above them stands how the command is used, with words in the place of arguments.
        let examples = ["Examples:", "Example:"]
            .into_iter()
            .find_map(|head| Some(help.split_once(head)?.1))
            .unwrap_or(&help);
        // Examples are indented below the options and stand alone on their line.
        for line in examples
            .lines()
            .filter_map(|line| line.split_once("assay ").map(|_| line))
        {
            for arguments in commands(
                line.trim_start_matches("Start here:")
                    .trim_start_matches("Then:"),
            ) {
                understood(&desk, arguments.split(" (").next().unwrap().trim());
                found += 1;
            }
        }
    }
    assert!(found >= 10, "only {found} examples were found");
}

#[test]
fn a_command_that_does_not_exist_is_noticed() {
    let desk = Desk::new();
    for line in [
        "asses x --help",
        "assess x --ofline --help",
        "assess x --as-of soon --help",
    ] {
        assert_eq!(desk.assay(line).code, ERROR, "assay {line}");
    }
    let fence = "```sh\ncd x && assay assess \\\n  y --offline # why\n```\nassay init z\n";
    let lines = fenced(fence);
    assert_eq!(
        lines
            .iter()
            .flat_map(|line| commands(line))
            .collect::<Vec<_>>(),
        ["assess    y --offline"]
    );
}

#[test]
fn what_init_writes_is_accepted_as_it_is() {
    let desk = Desk::new();
    assert!(
        desk.done("init acme-ai")
            .out
            .contains("acme-ai/supplier.toml")
    );
    let printed = desk.assay("assess acme-ai --offline");
    assert_eq!(printed.code, support::desk::UNDECIDED, "{}", printed.err);
    assert_eq!(printed.err, "");
}

/// A line of the template that shows a table or a key.
fn shown(line: &str) -> Option<&str> {
    let code = line.strip_prefix("# ")?;
    let key = code.split(" = ").next()?.trim_end();
    let is_key = code.contains('=')
        && key.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        });
    (code.starts_with('[') || is_key).then_some(code)
}

#[test]
fn every_key_of_the_template_is_accepted_when_its_comment_sign_is_taken_away() {
    let desk = Desk::new();
    desk.done("init acme-ai");
    let template = fs::read_to_string(desk.path("acme-ai/supplier.toml")).unwrap();
    let mut keys = 0;
    let lines: Vec<&str> = template
        .lines()
        .map(|line| shown(line).inspect(|_| keys += 1).unwrap_or(line))
        .collect();
    assert!(keys > 40, "only {keys} keys were found");
    desk.write("acme-ai/supplier.toml", lines.join("\n"));
    // What it names.
    let key = rcgen::KeyPair::generate().unwrap();
    let ca = rcgen::CertificateParams::default()
        .self_signed(&key)
        .unwrap();
    desk.write("acme-ai/internal-ca.pem", ca.pem());
    for document in ["dpa.md", "dpa-2025.md", "iso-42001-certificate.md"] {
        desk.write(&format!("acme-ai/evidence/{document}"), "# A document\n");
    }
    let printed = desk.assay("assess acme-ai --offline --as-of 2026-11-20");
    assert_ne!(printed.code, ERROR, "{}", printed.err);
    let facts = &desk.supplier("acme-ai")["latest"]["facts"];
    assert_eq!(facts["profile"]["country"], "DE");
    assert_eq!(facts["systems"][0]["id"], "assistant");
}
