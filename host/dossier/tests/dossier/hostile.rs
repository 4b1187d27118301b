//! Folders that were made to do harm.

use assay_dossier::DossierError;
use proptest::prelude::*;

use crate::common::{SUPPLIER, folder, limits, put};

fn complaints(folder: &std::path::Path) -> Vec<String> {
    match assay_dossier::open(folder, &limits()) {
        Err(DossierError::Problems { problems, .. }) => {
            problems.iter().map(ToString::to_string).collect()
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it opened"),
    }
}

/// A link in `evidence/` could hand any file of the buyer's machine to a plugin.
#[cfg(unix)]
#[test]
fn links_are_refused_wherever_they_are() {
    use std::os::unix::fs::symlink;
    let secret = folder(&[("key", b"sk-1"), ("tree/key.txt", b"sk-1")]);
    let there = secret.path();
    let link = |from: &std::path::Path, to: &str| symlink(there.join(to), from).expect("a link");

    let one = folder(&[
        ("supplier.toml", SUPPLIER.as_bytes()),
        ("evidence/a.md", b"x"),
    ]);
    link(&one.path().join("evidence/b.md"), "key");
    link(&one.path().join("evidence/c"), "tree");
    assert_eq!(
        complaints(one.path()),
        [
            "evidence/b.md: is not a regular file",
            "evidence/c: is not a regular file"
        ]
        .map(str::to_owned)
        .to_vec()
    );

    let two = folder(&[("supplier.toml", SUPPLIER.as_bytes())]);
    link(&two.path().join("evidence"), "tree");
    link(&two.path().join("answers.toml"), "key");
    assert_eq!(
        complaints(two.path()),
        [
            "evidence/: is not a folder",
            "answers.toml: is not a regular file"
        ]
    );

    let by_link = format!(
        "{SUPPLIER}[[endpoints]]\nid = \"api\"\nurl = \"https://a.example/\"\n[endpoints.credentials.default]\nfrom-file = \"innocent\"\n"
    );
    let three = folder(&[
        ("supplier.toml", by_link.as_bytes()),
        ("evidence/key.md", b"sk-1"),
    ]);
    symlink(
        three.path().join("evidence/key.md"),
        three.path().join("innocent"),
    )
    .expect("a link");
    assert_eq!(
        complaints(three.path()),
        [
            "supplier.toml:8: endpoints[0].credentials.default.from-file: is a file of evidence/, which plugins can read"
        ]
    );
}

/// Opening a pipe for reading never comes back.
#[cfg(unix)]
#[test]
fn a_socket_or_pipe_is_refused_without_opening_it() {
    let one = folder(&[
        ("supplier.toml", SUPPLIER.as_bytes()),
        ("evidence/a.md", b"x"),
    ]);
    let _socket = std::os::unix::net::UnixListener::bind(one.path().join("evidence/s.txt"))
        .expect("a socket");
    assert_eq!(
        complaints(one.path()),
        ["evidence/s.txt: is not a regular file"]
    );
}

#[cfg(unix)]
#[test]
fn a_file_name_cannot_write_to_the_terminal() {
    let one = folder(&[("supplier.toml", SUPPLIER.as_bytes())]);
    put(one.path(), "evidence/a\u{1b}[2J.md", b"x");
    put(one.path(), "evidence/b\u{202e}dm.exe", b"x");
    let mut found = complaints(one.path());
    found.sort();
    assert_eq!(
        found,
        [
            "evidence/a\\u{1b}[2J.md: has a name that is not plain text",
            "evidence/b\\u{202e}dm.exe: has a name that is not plain text",
        ]
    );
}

#[test]
fn folders_go_only_so_deep() {
    let one = folder(&[("supplier.toml", SUPPLIER.as_bytes())]);
    put(one.path(), "evidence/1/2/3/4/5/6/7/fine.md", b"x");
    assert!(assay_dossier::open(one.path(), &limits()).is_ok());
    put(one.path(), "evidence/1/2/3/4/5/6/7/8/deep.md", b"x");
    assert_eq!(
        complaints(one.path()),
        ["evidence/1/2/3/4/5/6/7/8: is a folder at depth 9"]
    );
}

/// Nesting that would overflow the stack of a careless parser, or of the code that looks at what it parsed.
#[test]
fn deep_nesting_is_an_error_and_not_a_crash() {
    let deep = 200_000;
    for text in [
        format!("[answers]\n{}q = 1\n", "a.".repeat(deep)),
        format!("[answers.{}q]\nx = 1\n", "a.".repeat(deep)),
        format!("[answers]\nq = {}\n", "[".repeat(deep)),
        format!("[answers]\nq = {}\n", "{a=".repeat(deep)),
    ] {
        let one = folder(&[
            ("supplier.toml", SUPPLIER.as_bytes()),
            ("answers.toml", text.as_bytes()),
        ]);
        assert!(!complaints(one.path()).is_empty());
    }
}

proptest! {
    /// Whatever the bytes, the folder opens or says why not.
    #[test]
    fn any_bytes_open_or_are_explained(
        supplier in proptest::collection::vec(any::<u8>(), 0..200),
        answers in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let one = folder(&[("supplier.toml", &supplier), ("answers.toml", &answers)]);
        if let Err(error) = assay_dossier::open(one.path(), &limits()) {
            let drawn = format!("{:?}", miette::Report::new(error));
            prop_assert!(drawn.contains(".toml"), "{drawn}");
        }
    }

    /// Bytes that look like TOML get further than random ones.
    #[test]
    fn any_toml_opens_or_is_explained(lines in proptest::collection::vec(
        "(\\[\\[?|)(supplier|systems|endpoints|endpoints.credentials|answers|answers.q|documents|\"\\\\u0000\")(\\]\\]?| ?= ?(1|\"a\"|\"\\\\u001b\"|true|[0-9]{4}-01-01|\\[1\\]|\\{ id = \"a\" \\}|\\[\\{ id = 2, url = \"https://a@b\" \\}\\]))",
        0..12,
    )) {
        let text = lines.join("\n");
        let one = folder(&[
            ("supplier.toml", text.as_bytes()),
            ("answers.toml", text.as_bytes()),
        ]);
        if let Err(error) = assay_dossier::open(one.path(), &limits()) {
            let drawn = format!("{:?}", miette::Report::new(error));
            prop_assert!(drawn.contains(".toml"), "{drawn}");
        }
    }
}
