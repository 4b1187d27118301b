//! Folders as people write them.

use std::{fs::File, io::Write as _, path::Path};

use assay_domain::{
    AddressClass, AiActClass, AiActRole, ContextFact, CredentialSource, Digest, DocumentContent,
    DocumentKind, MediaType, Sector,
};
use assay_dossier::{Dossier, Warning};
use jiff::civil::date;

use crate::common::{SUPPLIER, folder, limits, put};

fn open(folder: &Path) -> Dossier {
    match assay_dossier::open(folder, &limits()) {
        Ok(dossier) => dossier,
        Err(error) => panic!("{:?}", miette::Report::new(error)),
    }
}

const WHOLE: &str = r#"
[supplier]
id = "acme"
legal-name = "Acme AI Ltd"
also-known-as = ["Acme"]
country = "IE"
website = "https://acme.example"
roles = ["provider", "integrator"]
contacts = ["security@acme.example"]

[[systems]]
id = "zebra"
name = "Zebra"

[[systems]]
id = "chat"
name = "Chat"
purpose = "Drafts replies"
upstream-models = ["gpt-example"]
[systems.context]
data-sensitivity = "personal"
ai-act-class = "limited"
exposure = "unknown"

[[sub-processors]]
name = "Example Hosting"
country = "IE"

[[endpoints]]
id = "api"
kind = "openai"
url = "https://127.0.0.1:8443/v1"
allow-addresses = ["loopback"]
trusted-ca = "ca.pem"
system = "chat"
contracted-models = ["chat-2026-03"]
[endpoints.credentials.default]
from-env = "ACME_KEY"
[endpoints.credentials.other]
header = "X-Api-Key"
from-file = "acme.key"

[[endpoints]]
id = "quiet"
url = "https://api.example.com/"
plain-http-url = false
methods = ["GET"]

[[certificates]]
standard = "ISO/IEC 42001:2023"
issued-on = 2025-06-01
expires-on = "2028-05-31"
document = "audits/iso.md"

[[documents]]
file = "dpa.md"
dated = 2026-01-15
in-force = true
replaces = "old/dpa-2025.md"

[[documents]]
file = "audits/iso.md"
kind = "certificate"
reviewed-by = "Kim Ito"
reviewed-on = 2026-02-01

[[not-applicable]]
point = "training-data"
system = "chat"
why = "trains no models"
requested-by = "Kim"
approved-by = "Ada"
"#;

#[test]
fn a_whole_dossier_is_read_as_written() {
    let folder = folder(&[
        ("supplier.toml", WHOLE.as_bytes()),
        ("answers.toml", b"[answers]\nq1 = \"yes\"\nq2 = 72\nq3 = true\n[answers.\"iso42001.4.1\"]\nvalue = \"partly\"\ncomment = \"see policy\"\ndocuments = [\"dpa.md\"]\nanswered-on = 2026-03-01\nanswered-by = \"Ada\"\n"),
        ("ca.pem", b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"),
        ("acme.key", b"sk-1"),
        ("evidence/dpa.md", b"# DPA"),
        ("evidence/old/dpa-2025.md", b"# DPA of 2025"),
        ("evidence/audits/iso.md", b"# Certificate"),
        ("evidence/audits/privacy.html", b"<p>Privacy</p>"),
    ]);
    let dossier = open(folder.path());
    assert_eq!(dossier.warnings, []);

    let supplier = &dossier.supplier;
    assert_eq!(supplier.profile.legal_name.expose(), "Acme AI Ltd");
    let systems: Vec<_> = supplier.systems.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(systems, ["chat", "zebra"], "in the order of ids");
    let context = &supplier.systems[0].context;
    assert_eq!(context.ai_act_class(), Some(AiActClass::Limited));
    assert_eq!(
        context.get(ContextFact::Exposure),
        None,
        "unknown is unknown"
    );
    assert_eq!(context.get(ContextFact::Access), None, "absent is unknown");

    let api = &supplier.endpoints[0];
    assert_eq!(api.methods, ["GET", "HEAD", "POST", "OPTIONS"]);
    assert_eq!(
        api.plain_http_url.as_ref().map(url::Url::as_str),
        Some("http://127.0.0.1/"),
        "port 80 of the same host"
    );
    assert_eq!(api.allow_addresses, [AddressClass::Loopback]);
    assert!(api.trusted_ca_pem.is_some());
    let [by_env, by_file] = api.credentials.as_slice() else {
        panic!("two credentials");
    };
    assert_eq!(
        (by_env.header.as_str(), by_env.prefix.as_str()),
        ("authorization", "Bearer ")
    );
    assert_eq!(by_env.source, CredentialSource::Env("ACME_KEY".to_owned()));
    assert_eq!(
        (by_file.header.as_str(), by_file.prefix.as_str()),
        ("x-api-key", "")
    );
    assert_eq!(
        by_file.source,
        CredentialSource::File(folder.path().join("acme.key"))
    );
    assert_eq!(supplier.endpoints[1].plain_http_url, None);
    assert_eq!(supplier.certificates[0].expires_on, Some(date(2028, 5, 31)));

    let values: Vec<_> = dossier
        .answers
        .iter()
        .map(|(id, answer)| (id.as_str(), answer.value.expose()))
        .collect();
    assert_eq!(
        values,
        [
            ("iso42001.4.1", "partly"),
            ("q1", "yes"),
            ("q2", "72"),
            ("q3", "yes")
        ]
    );

    let ids: Vec<_> = dossier.documents.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "audits/iso.md",
            "audits/privacy.html",
            "dpa.md",
            "old/dpa-2025.md"
        ]
    );
    let [iso, privacy, dpa, old] = dossier.documents.as_slice() else {
        panic!("four documents");
    };
    assert_eq!(
        (iso.kind, iso.review.is_some(), iso.in_force),
        (DocumentKind::Certificate, true, false)
    );
    assert_eq!(
        (privacy.kind, privacy.media_type),
        (DocumentKind::PrivacyPolicy, MediaType::Html)
    );
    assert_eq!(
        (dpa.kind, dpa.in_force, dpa.dated),
        (DocumentKind::Dpa, true, Some(date(2026, 1, 15)))
    );
    assert_eq!(dpa.digest, Digest::of("# DPA"));
    assert_eq!(dpa.replaces.as_deref(), Some("old/dpa-2025.md"));
    assert_eq!((old.replaces.as_deref(), old.in_force), (None, false));
    assert_eq!(supplier.replaced_terms, ["old/dpa-2025.md"]);

    let inputs: Vec<_> = dossier
        .inputs
        .iter()
        .map(|input| input.name.as_str())
        .collect();
    assert_eq!(
        inputs,
        [
            "answers.toml",
            "ca.pem",
            "evidence/audits/iso.md",
            "evidence/audits/privacy.html",
            "evidence/dpa.md",
            "evidence/old/dpa-2025.md",
            "supplier.toml"
        ],
        "everything that was read, and never the secret"
    );
}

/// A supplier that says nothing is a dossier, not an error: it must come out as not known.
#[test]
fn silence_is_a_dossier() {
    let folder = folder(&[("supplier.toml", SUPPLIER.as_bytes())]);
    let dossier = open(folder.path());
    assert!(dossier.answers.is_empty() && dossier.documents.is_empty());
    assert_eq!(dossier.warnings, []);
    assert_eq!(dossier.inputs.len(), 1);
}

/// A 100 MB document used to be a way to take down a whole assessment: it is hashed in pieces and kept from plugins.
#[test]
fn a_document_over_the_limit_is_hashed_and_withheld() {
    let folder = folder(&[("supplier.toml", SUPPLIER.as_bytes())]);
    put(folder.path(), "evidence/small.txt", b"small");
    let piece = vec![b'a'; 1 << 20];
    let mut file = File::create(folder.path().join("evidence/huge.txt")).expect("a file");
    for _ in 0..100 {
        file.write_all(&piece).expect("100 MB of disk");
    }
    drop(file);

    let dossier = open(folder.path());
    let huge = &dossier.documents[0];
    assert_eq!(huge.byte_length, 100 << 20);
    assert_eq!(huge.digest, Digest::of(vec![b'a'; 100 << 20]));
    assert_eq!((huge.text(), huge.bytes()), (None, None));
    let reason = "it has 104857600 bytes and the limit `document-bytes` is 1048576".to_owned();
    assert_eq!(
        huge.content,
        DocumentContent::Withheld {
            reason: reason.clone()
        }
    );
    assert_eq!(
        dossier.warnings,
        [Warning::Withheld {
            document: "huge.txt".to_owned(),
            reason
        }]
    );
    assert_eq!(dossier.documents[1].text(), Some("small"));
}

#[test]
fn what_is_not_text_is_bytes_with_a_reason() {
    let folder = folder(&[
        ("supplier.toml", SUPPLIER.as_bytes()),
        ("evidence/a.md", b"good \xff bad"),
        ("evidence/b.txt", b"nul \0"),
        ("evidence/c.pdf", b"%PDF-1.7"),
        ("evidence/d.txt", b""),
        ("evidence/e.png", b"\x89PNG"),
    ]);
    let dossier = open(folder.path());
    let reasons: Vec<_> = dossier
        .documents
        .iter()
        .map(|document| match &document.content {
            DocumentContent::NotText { reason, .. } => reason.as_str(),
            DocumentContent::Text(_) => "text",
            DocumentContent::Unread(_) => "unread",
            DocumentContent::Read(_) => "read",
            DocumentContent::Withheld { .. } => "withheld",
        })
        .collect();
    assert_eq!(
        reasons,
        [
            "it is not UTF-8 at byte 5",
            "it has a NUL at byte 4",
            "unread",
            "text",
            "only .pdf, .docx, .xlsx, .html, .md, .txt and .json files are read",
        ]
    );
    assert_eq!(
        dossier.documents[0].bytes(),
        Some(b"good \xff bad".as_slice())
    );
    assert_eq!(dossier.warnings.len(), 3);
}

#[test]
fn a_slip_in_a_file_name_is_not_taken_for_silence() {
    let folder = folder(&[
        ("supplier.toml", SUPPLIER.as_bytes()),
        ("answer.toml", b"[answers]\n"),
        ("notes.txt", b"mine"),
        ("evidence/.draft.md", b"x"),
    ]);
    let told: Vec<_> = open(folder.path())
        .warnings
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        [
            "answer.toml is not part of the dossier: did you mean `answers.toml`?",
            "evidence/.draft.md is not part of the dossier: its name starts with a dot",
        ]
    );
}

#[test]
fn a_secret_file_that_is_not_there_yet_is_a_warning() {
    let text = format!(
        "{SUPPLIER}[[endpoints]]\nid = \"api\"\nurl = \"https://api.example.com/\"\n[endpoints.credentials.default]\nfrom-file = \"/nowhere/key\"\n"
    );
    let folder = folder(&[("supplier.toml", text.as_bytes())]);
    assert_eq!(
        open(folder.path()).warnings,
        [Warning::NoSecretFile {
            endpoint: "api".to_owned(),
            credential: "default".to_owned(),
            file: "/nowhere/key".to_owned(),
        }]
    );
}

/// The same folder is the same dossier on every day and in every order of the disk.
#[test]
fn one_changed_byte_changes_one_digest() {
    let folder = folder(&[
        ("supplier.toml", SUPPLIER.as_bytes()),
        ("evidence/a.md", b"one"),
        ("evidence/b.md", b"two"),
    ]);
    let before = open(folder.path());
    assert_eq!(before, open(folder.path()));
    put(folder.path(), "evidence/b.md", b"twO");
    let after = open(folder.path());
    let changed: Vec<_> = before
        .inputs
        .iter()
        .zip(&after.inputs)
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a.name.as_str())
        .collect();
    assert_eq!(changed, ["evidence/b.md"]);
}

/// The sector of the supplier holds for a system that names none of its own.
#[test]
fn sector_and_part_under_the_ai_act_are_read() {
    let text = format!(
        "{SUPPLIER}ai-act-roles = [\"importer\", \"gpai-provider\"]\nsector = \"health\"\n\n\
         [[systems]]\nid = \"a\"\nname = \"A\"\n\n[[systems]]\nid = \"b\"\nname = \"B\"\nsector = \"hr\"\n"
    );
    let folder = folder(&[("supplier.toml", text.as_bytes())]);
    let supplier = open(folder.path()).supplier;
    assert_eq!(
        supplier.profile.ai_act_roles,
        [AiActRole::Importer, AiActRole::GpaiProvider]
    );
    let sectors: Vec<_> = supplier.systems.iter().map(|s| s.sector).collect();
    assert_eq!(sectors, [Some(Sector::Health), Some(Sector::Hr)]);
}

/// Consent is a word of its own, and a number can only make it smaller.
#[test]
fn active_probes_are_granted_by_a_word() {
    let granted = |lines: &str| {
        let text =
            format!("{SUPPLIER}\n[[endpoints]]\nid = \"a\"\nurl = \"https://a.example/\"\n{lines}");
        let folder = folder(&[("supplier.toml", text.as_bytes())]);
        open(folder.path()).supplier.endpoints[0].active_requests
    };
    assert_eq!(granted(""), None);
    assert_eq!(granted("active = false\n"), None);
    assert_eq!(granted("active = true\n"), Some(u32::MAX));
    assert_eq!(granted("active = true\nactive-requests = 250\n"), Some(250));
}
