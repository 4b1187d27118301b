//! Dossiers with one thing wrong each: the message names file, line and key, and what would fix it.

use crate::common::{SUPPLIER, folder, limits};
use assay_dossier::{DossierError, Problem};

fn problems(files: &[(&str, &[u8])]) -> Vec<Problem> {
    let folder = folder(files);
    match assay_dossier::open(folder.path(), &limits()) {
        Err(DossierError::Problems { problems, .. }) => problems,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it opened: {files:?}"),
    }
}

/// A problem on one line: message, then help.
fn told(problem: &Problem) -> String {
    let help = miette::Diagnostic::help(problem)
        .map(|help| format!(" | {help}"))
        .unwrap_or_default();
    format!("{problem}{help}")
}

/// `supplier.toml` of three good lines and these.
fn in_supplier(more: &str) -> String {
    let text = format!("{SUPPLIER}{more}");
    let found = problems(&[
        ("supplier.toml", text.as_bytes()),
        ("evidence/dpa.md", b"Data processing agreement"),
        ("evidence/dpa-old.md", b"Data processing agreement"),
        ("evidence/dpa-older.md", b"Data processing agreement"),
        ("key.pem", b"-----BEGIN PRIVATE KEY-----"),
        ("empty.pem", b""),
    ]);
    found.iter().map(told).collect::<Vec<_>>().join("\n")
}

fn in_answers(text: &str) -> String {
    let found = problems(&[
        ("supplier.toml", SUPPLIER.as_bytes()),
        ("evidence/ai-policy.md", b"AI policy"),
        ("answers.toml", text.as_bytes()),
    ]);
    found.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// Every row that is told otherwise than expected, so that a change of wording is seen at once.
fn compare(rows: &[(&str, &str)], tell: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let found = tell(text);
            (found != *expected).then(|| format!("for {text}\n  {found}\nnot {expected}\n"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each row: what is appended after the third line of a good file, and what a person is told.
#[test]
fn supplier_file() {
    let endpoint = "[[endpoints]]\nid = \"api\"\nurl = \"https://api.example.com/v1\"\n";
    let rows = [
        (
            "contry = \"DE\"\n",
            "supplier.toml:4: supplier.contry: unknown key | did you mean `country`?",
        ),
        (
            "country = \"Germany\"\n",
            "supplier.toml:4: supplier.country: is not a country code | write the two capital letters of ISO 3166-1, for example `DE`",
        ),
        (
            "roles = \"provider\"\n",
            "supplier.toml:4: supplier.roles: expected a list in [ ], found a text",
        ),
        (
            "roles = [\"providor\"]\n",
            "supplier.toml:4: supplier.roles[0]: `providor` is not one of `developer`, `provider`, `deployer`, `integrator`, `data-supplier` | did you mean `provider`?",
        ),
        (
            "website = \"www.example.com\"\n",
            "supplier.toml:4: supplier.website: relative URL without a base",
        ),
        (
            "also-known-as = [\" \"]\n",
            "supplier.toml:4: supplier.also-known-as[0]: is empty | fill it in, or leave the key out when it is not known",
        ),
        (
            "[[system]]\nid = \"a\"\n",
            "supplier.toml:4: system: unknown key | did you mean `systems`?",
        ),
        (
            "[[systems]]\nid = \"a\"\n",
            "supplier.toml:4: systems[0]: `name` is missing",
        ),
        (
            "[[systems]]\nid = \"A B\"\nname = \"x\"\n",
            "supplier.toml:5: systems[0].id: `A B` is not a valid id: use 1 to 96 lower-case letters, digits, `-`, `_` and `.`, starting with a letter or digit",
        ),
        (
            "[[systems]]\nid = \"a\"\nname = \"x\"\n[[systems]]\nid = \"a\"\nname = \"y\"\n",
            "supplier.toml:8: systems[1].id: `a` is there twice",
        ),
        (
            "[[systems]]\nid = \"a\"\nname = \"x\"\n[systems.context]\naccess = \"read-all\"\n",
            "supplier.toml:8: systems[0].context.access: `read-all` is not one of `none`, `copy-and-paste`, `read-some`, `read-much`, `acts-on-systems`, `unknown`",
        ),
        (
            "[[systems]]\nid = \"a\"\nname = \"x\"\ncontext = { data_volume = \"few\" }\n",
            "supplier.toml:7: systems[0].context.data_volume: unknown key | did you mean `data-volume`?",
        ),
        (
            "[[certificates]]\nstandard = \"ISO/IEC 42001:2023\"\nissued-on = 2025-02-30\n",
            "supplier.toml:6: issued-on: invalid date, expected day between 01 and 28",
        ),
        (
            "[[certificates]]\nstandard = \"ISO/IEC 42001:2023\"\nissued-on = \"soon\"\n",
            "supplier.toml:6: certificates[0].issued-on: `soon` is not a date | write a day of the calendar as 2026-05-12",
        ),
        (
            "[[certificates]]\nstandard = \"ISO/IEC 42001:2023\"\nissued-on = 2025-02-03T00:00:00Z\n",
            "supplier.toml:6: certificates[0].issued-on: `2025-02-03T00:00:00Z` is not a date | write a day of the calendar as 2026-05-12",
        ),
        (
            "[[certificates]]\nstandard = \"ISO/IEC 42001:2023\"\nissued-on = 2025-02-03\nexpires-on = 2024-01-01\n",
            "supplier.toml:7: certificates[0].expires-on: is before `issued-on`",
        ),
        (
            "[[certificates]]\nstandard = \"ISO/IEC 42001:2023\"\ndocument = \"iso.md\"\n",
            "supplier.toml:6: certificates[0].document: there is no file evidence/iso.md | known are `dpa-old.md`, `dpa-older.md`, `dpa.md`",
        ),
        (
            "[[documents]]\nfile = \"evidence/dpa.md\"\n",
            "supplier.toml:5: documents[0].file: there is no file evidence/evidence/dpa.md | paths start below evidence/: write `dpa.md`",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\nreviewed-by = \"Kim\"\n",
            "supplier.toml:4: documents[0]: `reviewed-on` is missing",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\nin-force = \"yes\"\n",
            "supplier.toml:6: documents[0].in-force: expected true or false, found a text",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\n[[documents]]\nfile = \"dpa.md\"\n",
            "supplier.toml:7: documents[1].file: `dpa.md` is there twice",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\nreplaces = \"dpa-2025.md\"\n",
            "supplier.toml:6: documents[0].replaces: there is no file evidence/dpa-2025.md | known are `dpa-old.md`, `dpa-older.md`, `dpa.md`",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\nreplaces = \"dpa.md\"\n",
            "supplier.toml:6: documents[0].replaces: `dpa.md` is no older version: it replaces `dpa.md` | let only the newer of two versions name the other",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\nreplaces = \"dpa-old.md\"\n[[documents]]\nfile = \"dpa-old.md\"\nreplaces = \"dpa-older.md\"\n\
             [[documents]]\nfile = \"dpa-older.md\"\nreplaces = \"dpa.md\"\n",
            "supplier.toml:12: documents[2].replaces: `dpa.md` is no older version: it replaces `dpa-older.md` | let only the newer of two versions name the other",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\nreplaces = \"dpa-old.md\"\n[[documents]]\nfile = \"dpa-older.md\"\nreplaces = \"dpa-old.md\"\n",
            "supplier.toml:9: documents[1].replaces: `dpa-old.md` is replaced by `dpa.md` already | name the version right before this one",
        ),
        (
            "[[documents]]\nfile = \"dpa.md\"\nreplaces = \"dpa-old.md\"\n[[documents]]\nfile = \"dpa-old.md\"\nin-force = true\n",
            "supplier.toml:6: documents[0].replaces: `dpa-old.md` is described as in force | a replaced version binds nobody: take `in-force` away from it",
        ),
        (
            "[[endpoints]]\nid = \"a\"\nurl = \"https://a.example/\"\nactive-requests = 50\n",
            "supplier.toml:7: endpoints[0].active-requests: limits active probes that are not granted | write `active = true` \
             when the supplier has agreed to active probes, or leave this out",
        ),
        (
            "[[endpoints]]\nid = \"a\"\nurl = \"https://a.example/\"\nactive = true\nactive-requests = 0\n",
            "supplier.toml:8: endpoints[0].active-requests: expected a whole number from 1 up, found a number",
        ),
        (
            "[[endpoints]]\nid = \"a\"\nurl = \"https://a.example/\"\nactive = \"yes\"\n",
            "supplier.toml:7: endpoints[0].active: expected true or false, found a text",
        ),
        (
            "[[not-applicable]]\npoint = \"p\"\nwhy = \"no models\"\nrequested-by = \"Kim Ito\"\napproved-by = \" kim ito\"\n",
            "supplier.toml:8: not-applicable[0].approved-by: is the person who asked for it | \"not applicable\" needs two people: let somebody else approve it",
        ),
        (
            "[[not-applicable]]\npoint = \"p\"\nsystem = \"a\"\nwhy = \"w\"\nrequested-by = \"k\"\napproved-by = \"l\"\n",
            "supplier.toml:6: not-applicable[0].system: `a` is not the id of one of [[systems]]",
        ),
        (
            "[[endpoints]]\nid = \"api\"\nurl = \"api.example.com\"\n",
            "supplier.toml:6: endpoints[0].url: is not a URL: relative URL without a base | write it as `https://api.example.com/v1`",
        ),
        (
            "[[endpoints]]\nid = \"api\"\nurl = \"ftp://api.example.com/\"\n",
            "supplier.toml:6: endpoints[0].url: is neither https nor http",
        ),
        (
            &format!("{endpoint}methods = [\"get\"]\n"),
            "supplier.toml:7: endpoints[0].methods[0]: `get` is not one of `GET`, `HEAD`, `POST`, `OPTIONS`, `PUT`, `PATCH`, `DELETE` | did you mean `GET`?",
        ),
        (
            &format!("{endpoint}methods = [\"CONNECT\"]\n"),
            "supplier.toml:7: endpoints[0].methods[0]: `CONNECT` is not one of `GET`, `HEAD`, `POST`, `OPTIONS`, `PUT`, `PATCH`, `DELETE`",
        ),
        (
            &format!("{endpoint}allow-addresses = [\"metadata\"]\n"),
            "supplier.toml:7: endpoints[0].allow-addresses[0]: `metadata` addresses cannot be granted | only `loopback`, `private`, `link-local` can be",
        ),
        (
            &format!("{endpoint}allow-addresses = [\"localhost\"]\n"),
            "supplier.toml:7: endpoints[0].allow-addresses[0]: `localhost` is not one of `loopback`, `private`, `link-local`",
        ),
        (
            &format!("{endpoint}plain-http-url = \"http://other.example.com/\"\n"),
            "supplier.toml:7: endpoints[0].plain-http-url: is not plain http on the host of `url` | write `http://api.example.com/`, or `false` when it must not be tried",
        ),
        (
            &format!("{endpoint}trusted-ca = \"../ca.pem\"\n"),
            "supplier.toml:7: endpoints[0].trusted-ca: is not a path inside the dossier | copy the certificate into the folder, so that the dossier holds all that a verdict rests on",
        ),
        (
            &format!("{endpoint}trusted-ca = \"ca.pem\"\n"),
            "supplier.toml:7: endpoints[0].trusted-ca: there is no file ca.pem",
        ),
        (
            &format!("{endpoint}trusted-ca = \"key.pem\"\n"),
            "supplier.toml:7: endpoints[0].trusted-ca: holds a private key | only the certificate of the authority belongs here; remove the key from the dossier",
        ),
        (
            &format!("{endpoint}trusted-ca = \"empty.pem\"\n"),
            "supplier.toml:7: endpoints[0].trusted-ca: holds no PEM certificate | it should have a line `-----BEGIN CERTIFICATE-----`",
        ),
        (
            &format!("{endpoint}system = \"chat\"\n"),
            "supplier.toml:7: endpoints[0].system: `chat` is not the id of one of [[systems]]",
        ),
        (
            &format!("{endpoint}[endpoints.credentials.default]\nheader = \"x-key\"\n"),
            "supplier.toml:7: endpoints[0].credentials.default: does not say where the secret is | name the environment variable that holds it with `from-env = \"...\"`, or a file outside evidence/ with `from-file = \"...\"`",
        ),
        (
            &format!(
                "{endpoint}[endpoints.credentials.default]\nfrom-env = \"A\"\nfrom-file = \"b\"\n"
            ),
            "supplier.toml:9: endpoints[0].credentials.default.from-file: stands beside `from-env` | keep one of them",
        ),
        (
            &format!(
                "{endpoint}[endpoints.credentials.default]\nfrom-file = \"x/../evidence/key\"\n"
            ),
            "supplier.toml:8: endpoints[0].credentials.default.from-file: is a file of evidence/, which plugins can read | keep the secret outside of it",
        ),
        (
            &format!(
                "{endpoint}[endpoints.credentials.default]\nfrom-env = \"A\"\nheader = \"Host\"\n"
            ),
            "supplier.toml:9: endpoints[0].credentials.default.header: cannot carry a credential",
        ),
        (
            "[[endpoints]]\nid = \"api\"\nurl = \"http://api.example.com/\"\n[endpoints.credentials.default]\nfrom-env = \"A\"\n",
            "supplier.toml:7: endpoints[0].credentials: would be sent in clear text: `url` is not https",
        ),
    ];
    compare(&rows, in_supplier);
}

#[test]
fn answers_file() {
    let rows = [
        (
            "[answers.q]\nvalue = \"yes\"\ndocument = [\"a\"]\n",
            "answers.toml:3: answers.q.document: unknown key | did you mean `documents`?",
        ),
        (
            "[answers.q]\nvalu = \"yes\"\n",
            "answers.toml:1: answers.q: `value` is missing\nanswers.toml:2: answers.q.valu: unknown key | did you mean `value`?",
        ),
        (
            "[answers.q]\ncomment = \"see policy\"\n",
            "answers.toml:1: answers.q: `value` is missing",
        ),
        (
            "[answers.q]\nvalue = [\"a\", \"b\"]\n",
            "answers.toml:2: answers.q.value: is not one value | write a text in quotes, a number, a date, true or false",
        ),
        (
            "[answers.q]\nvalue = \"yes\"\ndocuments = [\"ai-polcy.md\"]\n",
            "answers.toml:3: answers.q.documents[0]: there is no file evidence/ai-polcy.md | did you mean `ai-policy.md`?",
        ),
        (
            "[answers.q]\nvalue = \"yes\"\nanswered-on = \"2026-13-01\"\n",
            "answers.toml:3: answers.q.answered-on: `2026-13-01` is not a date | write a day of the calendar as 2026-05-12",
        ),
        (
            "[answers.iso42001.4.1]\nvalue = \"yes\"\n",
            "answers.toml:1: answers.iso42001: has no answer in it | a question id with dots needs quotes: [answers.\"iso42001.4.1\"]",
        ),
        (
            "[answers]\niso42001.4.1 = \"yes\"\n",
            "answers.toml:2: answers.iso42001: has no answer in it | a question id with dots needs quotes: [answers.\"iso42001.4.1\"]",
        ),
        (
            "[answers]\nQ = \"yes\"\n",
            "answers.toml:2: answers.Q: `Q` is not a valid id: use 1 to 96 lower-case letters, digits, `-`, `_` and `.`, starting with a letter or digit",
        ),
        (
            "[anwsers]\nq = \"yes\"\n",
            "answers.toml:1: anwsers: unknown key | did you mean `answers`?",
        ),
        (
            "[answers]\nq = \"yes\"\nq = \"no\"\n",
            "answers.toml:3: duplicate key",
        ),
        (
            "[answers]\nq = yes\n",
            "answers.toml:2: q: string values must be quoted, expected literal string",
        ),
    ];
    compare(&rows, in_answers);
}

#[test]
fn files_that_are_missing_or_not_text() {
    assert_eq!(
        told(&problems(&[("answers.toml", b"")])[0]),
        "supplier.toml: is missing | `assay init NAME` writes a folder to start from"
    );
    assert_eq!(
        told(&problems(&[("supplier.toml", b"[supplier]\nid = \"a\xff\"\n")])[0]),
        "supplier.toml:2: is not UTF-8 text at byte 18 | save the file as UTF-8"
    );
    let huge = vec![b'#'; (4 << 20) + 1];
    assert_eq!(
        told(&problems(&[("supplier.toml", &huge)])[0]),
        "supplier.toml: is longer than 4194304 bytes"
    );
    let nowhere = assay_dossier::open("there/is/no/such/folder".as_ref(), &limits());
    assert!(matches!(nowhere, Err(DossierError::NotAFolder { .. })));
}

/// A person who fixes a dossier wants the whole list, not one problem for each attempt.
#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let found = problems(&[
        (
            "supplier.toml",
            b"[supplier]\nid = \"A\"\ncontry = \"DE\"\n[[systems]]\nname = 3\n",
        ),
        ("answers.toml", b"[answers]\nQ = \"yes\"\n[answers.p]\n"),
    ]);
    let places: Vec<_> = found
        .iter()
        .map(|problem| (problem.file(), problem.line(), problem.key().unwrap_or("")))
        .collect();
    assert_eq!(
        places,
        [
            ("supplier.toml", Some(1), "supplier"),
            ("supplier.toml", Some(2), "supplier.id"),
            ("supplier.toml", Some(3), "supplier.contry"),
            ("supplier.toml", Some(4), "systems[0]"),
            ("supplier.toml", Some(5), "systems[0].name"),
            ("answers.toml", Some(2), "answers.Q"),
            ("answers.toml", Some(3), "answers.p"),
        ]
    );
}

#[test]
fn a_flood_of_problems_is_counted_and_cut() {
    let text: String = (0..5_000).map(|n| format!("key{n} = 1\n")).collect();
    let folder = folder(&[("supplier.toml", format!("{text}{SUPPLIER}").as_bytes())]);
    let Err(error) = assay_dossier::open(folder.path(), &limits()) else {
        panic!("it opened");
    };
    assert!(
        error
            .to_string()
            .ends_with("5000 problems, of which 20 are shown"),
        "{error}"
    );
}

/// A secret in clear text is refused, and the refusal does not print it again: not in the message, not in the quoted
/// source, not in debug output.
#[test]
fn a_literal_secret_is_refused_and_never_repeated() {
    const SECRET: &str = "sk-live-51c7";
    let head = "[[endpoints]]\nid = \"api\"\n";
    let url = "url = \"https://api.example.com/v1\"\n";
    let rows = [
        format!("{head}{url}[endpoints.credentials.default]\nvalue = \"{SECRET}\"\n"),
        format!("{head}{url}[endpoints.credentials.default]\nApi_Key = \"{SECRET}\"\n"),
        format!("{head}{url}[endpoints.credentials.default]\nfrom_env = \"{SECRET}\"\n"),
        format!("{head}{url}[endpoints.credentials.default]\nfrom-env = \"{SECRET}\"\n"),
        format!(
            "{head}{url}[endpoints.credentials.default]\nfrom-env = \"A\"\nprefix = \"Bearer {SECRET}\"\n"
        ),
        format!(
            "{head}{url}[endpoints.credentials.default]\nfrom-env = \"A\"\nheader = \"x-key: {SECRET}\"\n"
        ),
        format!("{head}{url}credentials = {{ default = \"{SECRET}\" }}\n"),
        format!("{head}url = \"https://user:{SECRET}@api.example.com/\"\n"),
        format!("{head}{url}[endpoints.credentials.default]\ntoken = \"{SECRET}\nsyntax error\n"),
    ];
    for row in rows {
        let text = format!("{SUPPLIER}{row}");
        let folder = folder(&[("supplier.toml", text.as_bytes())]);
        let Err(error) = assay_dossier::open(folder.path(), &limits()) else {
            panic!("a secret was accepted: {row}");
        };
        assert!(!format!("{error:?}").contains(SECRET), "debug: {row}");
        let mut drawn = String::new();
        miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor())
            .render_report(&mut drawn, &error)
            .expect("a report can be drawn");
        assert!(drawn.contains("supplier.toml:"), "{drawn}");
        assert!(!drawn.contains(SECRET), "{drawn}");
    }
}

/// The supplier writes `answers.toml`; quoting it must not run its escape codes on the buyer's terminal.
#[test]
fn a_quoted_line_cannot_write_to_the_terminal() {
    let text = "[answers]\nq = \"\u{1b}[2J\u{202e}\"\n\"\\u001b[2J\" = \"yes\"\n";
    let found = problems(&[
        ("supplier.toml", SUPPLIER.as_bytes()),
        ("answers.toml", text.as_bytes()),
    ]);
    for problem in &found {
        let mut drawn = String::new();
        miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor())
            .with_links(false)
            .render_report(&mut drawn, problem)
            .expect("a report can be drawn");
        assert!(!drawn.contains(['\u{1b}', '\u{202e}']), "{drawn:?}");
    }
}
