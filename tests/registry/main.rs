//! Plugins in registries: one that other people wrote, and one that lies.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[path = "debian.rs"]
mod debian;
#[path = "hostile.rs"]
mod hostile;
#[path = "../support/mod.rs"]
mod support;

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use assay_domain::Digest;
use base64::{Engine, engine::general_purpose::STANDARD};
use debian::{DebianRegistry, PASSWORD, USER};
use hostile::{Answer, Seen, Server, Shelf, answer, redirect, status, with};
use serde_json::{Value, json};
use support::desk::{Desk, ERROR, Printed, files, results};

/// A signed plugin on a desk.
fn signed() -> Desk {
    let desk = Desk::new();
    desk.plugin("good");
    desk.done("plugin keygen guests");
    desk.done("plugin sign checks/good.wasm --key guests.key");
    desk
}

fn read(desk: &Desk, name: &str) -> Vec<u8> {
    fs::read(desk.path(name)).unwrap()
}

/// The command with a password on its standard input.
fn with_password(desk: &Desk, line: &str, password: &str) -> Printed {
    let mut child = desk
        .command(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{password}").unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Printed {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A body of Debian's registry, asked for as the specification has it and without a line of our own client.
fn asked(port: u16, path: &str, accept: &str) -> Vec<u8> {
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.0\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut bytes).unwrap();
    let at = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    assert!(bytes.starts_with(b"HTTP/1.0 200"), "{path}");
    bytes.split_off(at + 4)
}

fn asked_json(port: u16, path: &str, accept: &str) -> Value {
    serde_json::from_slice(&asked(port, path, accept)).unwrap()
}

#[test]
fn a_plugin_goes_into_a_registry_and_comes_out_the_same_with_its_signatures() {
    if !debian::installed() {
        return;
    }
    let registry = DebianRegistry::open();
    let port = registry.port;
    let author = signed();
    let pushed = author.done(&format!(
        "plugin push checks/good.wasm oci://localhost:{port}/guests/good:1 --plain-http"
    ));
    let pinned = pushed.out.lines().next().unwrap().to_owned();
    let again = author.done(&format!(
        "plugin push checks/good.wasm oci://localhost:{port}/guests/good:latest --plain-http"
    ));
    assert!(
        again.out.starts_with(&pinned),
        "the same plugin, the same digest"
    );

    let user = Desk::new();
    user.done(&format!(
        "plugin pull oci://localhost:{port}/guests/good:1 --plain-http"
    ));
    user.done(&format!(
        "plugin pull {pinned} -o by-digest.wasm --plain-http"
    ));
    for (suffix, original) in [
        ("", read(&author, "checks/good.wasm")),
        (".dsse.json", read(&author, "checks/good.wasm.dsse.json")),
    ] {
        assert_eq!(read(&user, &format!("good.wasm{suffix}")), original);
        assert_eq!(read(&user, &format!("by-digest.wasm{suffix}")), original);
    }
    // What is there is not written over.
    let refused = user.assay(&format!("plugin pull {pinned} -o good.wasm --plain-http"));
    assert!(refused.complaint().contains("good.wasm is there already"));

    let public = fs::read_to_string(author.path("guests.pub")).unwrap();
    user.write(
        "trust.toml",
        format!(
            "[[publishers]]\nid = \"guests\"\nname = \"Test Guests\"\nkeys = [\"\"\"\n{public}\"\"\"]\n\
             suppliers = [\"*\"]\n[require]\nall-of = [\"guests\"]\n"
        ),
    );
    user.done(&format!(
        "plugin add oci://localhost:{port}/guests/good:1 --plain-http --yes"
    ));
    let lock = fs::read_to_string(user.path("assay.lock")).unwrap();
    assert!(lock.contains(&format!("source = \"{pinned}\"")), "{lock}");
    // The registry is not needed any more.
    drop(registry);
    user.silent("vendor");
    let assessed = user
        .assay("assess vendor --offline --format json")
        .assessed();
    assert!(
        results(&assessed).contains(&("good".to_owned(), "completed".to_owned())),
        "{:?}",
        results(&assessed)
    );
    let parts = assessed["latest"]["participations"].as_array().unwrap();
    let good = parts.iter().find(|part| part["plugin"]["id"] == "good");
    assert_eq!(good.unwrap()["standing"], "signed");
}

#[test]
fn other_tools_find_what_they_expect() {
    if !debian::installed() {
        return;
    }
    let registry = DebianRegistry::open();
    let port = registry.port;
    let author = signed();
    author.done(&format!(
        "plugin push checks/good.wasm oci://localhost:{port}/guests/good:1 --plain-http"
    ));
    let component = read(&author, "checks/good.wasm");

    let path = "/v2/guests/good/manifests/1";
    let digest = Digest::of(asked(port, path, hostile::MANIFEST));
    let manifest = asked_json(port, path, hostile::MANIFEST);
    assert_eq!(manifest["schemaVersion"], 2);
    assert_eq!(manifest["mediaType"], hostile::MANIFEST);
    assert_eq!(manifest["config"]["mediaType"], hostile::CONFIG);
    let layers = manifest["layers"].as_array().unwrap();
    assert_eq!(layers.len(), 1);
    let expected = hostile::descriptor(hostile::LAYER, &component);
    for key in ["mediaType", "digest", "size"] {
        assert_eq!(layers[0][key], expected[key], "{key}");
    }
    let config = manifest["config"]["digest"].as_str().unwrap();
    let config = asked_json(port, &format!("/v2/guests/good/blobs/{config}"), "*/*");
    assert_eq!(config["os"], "wasip2");
    assert_eq!(config["architecture"], "wasm");
    assert!(config["created"].is_string());
    assert_eq!(config["layerDigests"], json!([Digest::of(&component)]));
    let outside = &config["component"];
    assert_eq!(outside["target"], "assay:plugin/plugin@0.1.0");
    assert_eq!(outside["exports"], json!(["assay:plugin/assessor@0.1.0"]));
    let imports = outside["imports"].as_array().unwrap();
    assert!(
        imports.contains(&"assay:plugin/documents@0.1.0".into()),
        "{imports:?}"
    );

    // This registry has no referrers API: the signatures are listed under the tag of the specification.
    let tag = digest.to_string().replace(':', "-");
    let list = asked_json(
        port,
        &format!("/v2/guests/good/manifests/{tag}"),
        hostile::INDEX,
    );
    let listed = list["manifests"].as_array().unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["artifactType"], hostile::SIGNATURES);
    let artifact = listed[0]["digest"].as_str().unwrap();
    let artifact = asked_json(
        port,
        &format!("/v2/guests/good/manifests/{artifact}"),
        hostile::MANIFEST,
    );
    assert_eq!(artifact["subject"]["digest"], digest.to_string());
    assert_eq!(artifact["artifactType"], hostile::SIGNATURES);

    oras_pulls_it(&author, port, &component);
}

/// The ORAS project's client for Python, which shares no code with ours.
fn oras_pulls_it(desk: &Desk, port: u16, component: &[u8]) {
    let python = std::env::var("ASSAY_DOCUMENT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = format!(
        "import oras.client\n\
         client = oras.client.OrasClient(hostname='localhost:{port}', insecure=True)\n\
         client.pull(target='localhost:{port}/guests/good:1', outdir='oras')\n"
    );
    let there = Command::new(&python).args(["-c", "import oras"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "CI has to install oras");
        eprintln!("SKIPPED: no Python with `oras`, so no other tool pulled the plugin");
        return;
    }
    let output = Command::new(python)
        .current_dir(desk.path("."))
        .args(["-c", &script])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(read(desk, "oras/good.wasm"), component);
}

#[test]
fn a_second_signer_adds_to_the_signatures_in_the_registry() {
    if !debian::installed() {
        return;
    }
    let registry = DebianRegistry::open();
    let place = format!("oci://localhost:{}/good:1", registry.port);
    let author = signed();
    author.done(&format!(
        "plugin push checks/good.wasm {place} --plain-http"
    ));
    // Somebody else pulls it, signs with another key alone, and pushes that.
    let second = Desk::new();
    second.done(&format!("plugin pull {place} --plain-http"));
    fs::remove_file(second.path("good.wasm.dsse.json")).unwrap();
    second.done("plugin keygen second");
    second.done("plugin sign good.wasm --key second.key");
    second.done(&format!("plugin push good.wasm {place} --plain-http"));

    let user = Desk::new();
    user.done(&format!("plugin pull {place} --plain-http"));
    let envelope: Value = serde_json::from_slice(&read(&user, "good.wasm.dsse.json")).unwrap();
    assert_eq!(envelope["signatures"].as_array().unwrap().len(), 2);
}

#[test]
fn a_registry_with_tls_and_a_password_wants_both() {
    if !debian::installed() {
        return;
    }
    let registry = DebianRegistry::locked();
    let desk = signed();
    fs::copy(registry.file("ca.pem"), desk.path("ca.pem")).unwrap();
    let place = format!("oci://localhost:{}/good:1", registry.port);
    let push = format!("plugin push checks/good.wasm {place} --ca ca.pem");

    let refused = desk.assay(&push).complaint();
    assert!(refused.contains("--password-stdin"), "{refused}");
    let named = format!("{push} --username {USER} --password-stdin");
    let refused = with_password(&desk, &named, "wrong");
    assert!(refused.complaint().contains("(401)"), "{}", refused.err);
    let refused = desk
        .assay(&format!("plugin pull {place} -o x.wasm"))
        .complaint();
    assert!(refused.contains("TLS handshake failed"), "{refused}");
    let pushed = with_password(&desk, &named, PASSWORD);
    assert_eq!(pushed.code, 0, "{}", pushed.err);

    // What `docker login` wrote serves as well.
    let entry = STANDARD.encode(format!("{USER}:{PASSWORD}"));
    let host = format!("localhost:{}", registry.port);
    desk.write(
        "docker/config.json",
        json!({ "auths": { host: { "auth": entry } } }).to_string(),
    );
    let output = desk
        .command(&format!("plugin pull {place} -o x.wasm --ca ca.pem"))
        .env("DOCKER_CONFIG", desk.path("docker"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(read(&desk, "x.wasm"), read(&desk, "checks/good.wasm"));
}

/// Pulls from a server that answers honestly but for what `twist` answers, and says what was printed.
fn pulled(
    shelf: Shelf,
    at: &str,
    twist: impl Fn(&Seen, &Shelf) -> Option<Answer> + Send + Sync + 'static,
) -> (Desk, Printed) {
    let desk = Desk::new();
    let server =
        Server::start(move |seen| twist(seen, &shelf).unwrap_or_else(|| shelf.honest(&seen.path)));
    let printed = desk.assay(&format!(
        "plugin pull oci://127.0.0.1:{}/tone{at} --plain-http",
        server.port
    ));
    (desk, printed)
}

/// Refused with these words, and nothing was written.
#[track_caller]
fn refused(
    shelf: Shelf,
    words: &str,
    twist: impl Fn(&Seen, &Shelf) -> Option<Answer> + Send + Sync + 'static,
) {
    let (desk, printed) = pulled(shelf, ":1", twist);
    assert_eq!(printed.code, ERROR, "{}", printed.out);
    let complaint = printed.complaint();
    assert!(
        complaint.contains(words),
        "`{words}` is not in: {complaint}"
    );
    assert_eq!(files(&desk.path(".")), Vec::<std::path::PathBuf>::new());
}

/// The answer to the request for the component.
fn component(seen: &Seen, shelf: &Shelf, answer: impl FnOnce() -> Answer) -> Option<Answer> {
    (seen.path == shelf.component_path()).then(answer)
}

fn manifest(seen: &Seen, answer: impl FnOnce() -> Answer) -> Option<Answer> {
    seen.path.ends_with("/manifests/1").then(answer)
}

#[test]
fn without_a_twist_the_same_server_is_pulled_from() {
    for at in [":1".to_owned(), format!("@{}", Shelf::new().digest())] {
        let (desk, printed) = pulled(Shelf::new(), &at, |_, _| None);
        assert_eq!(printed.code, 0, "{}", printed.err);
        assert_eq!(read(&desk, "tone.wasm"), Shelf::new().component);
    }
}

#[test]
fn other_bytes_than_those_that_were_asked_for_are_refused() {
    let mut other = Shelf::new();
    other.manifest["annotations"] = json!({ "a": "b" });
    let text = other.manifest.to_string();
    let at = format!("@{}", Shelf::new().digest());
    let (desk, printed) = pulled(Shelf::new(), &at, move |seen, _| {
        let asked = seen.path.contains("/manifests/");
        asked.then(|| answer(200, hostile::MANIFEST, text.clone()))
    });
    let words = format!(
        "the manifest is {}, not {}",
        other.digest(),
        Shelf::new().digest()
    );
    assert!(printed.complaint().contains(&words), "{}", printed.err);
    assert!(files(&desk.path(".")).is_empty());

    refused(Shelf::new(), "the component is sha256:", |seen, shelf| {
        component(seen, shelf, || {
            let mut bytes = shelf.component.to_vec();
            bytes[50_000] ^= 1;
            answer(200, hostile::LAYER, bytes)
        })
    });
    // The registry contradicts itself.
    refused(Shelf::new(), "the manifest is sha256:", |seen, shelf| {
        manifest(seen, || {
            let honest = shelf.honest(&seen.path);
            with(
                honest,
                "docker-content-digest",
                &Digest::of("x").to_string(),
            )
        })
    });
    let mut other = Shelf::new();
    other.config["layerDigests"] = json!([Digest::of("x")]);
    other.manifest["config"] =
        hostile::descriptor(hostile::CONFIG, other.config.to_string().as_bytes());
    refused(other, "its config is of other layers", |_, _| None);
}

#[test]
fn a_blob_that_is_too_short_or_has_no_end_is_refused() {
    refused(
        Shelf::new(),
        "has 500 bytes where its manifest says 100008",
        |seen, shelf| {
            component(seen, shelf, || {
                answer(200, hostile::LAYER, shelf.component.slice(..500))
            })
        },
    );
    refused(
        Shelf::new(),
        "the connection ended after 500 bytes of component",
        |seen, shelf| {
            component(seen, shelf, || {
                hostile::cut(
                    hostile::LAYER,
                    shelf.component.slice(..500),
                    shelf.component.len(),
                )
            })
        },
    );
    refused(
        Shelf::new(),
        "where its manifest says 100008",
        |seen, shelf| component(seen, shelf, || hostile::endless(hostile::LAYER)),
    );
    let mut huge = Shelf::new();
    huge.manifest["layers"][0]["size"] = json!(1_u64 << 40);
    refused(
        huge,
        "the component has more than 33554432 bytes",
        |_, _| None,
    );
}

#[test]
fn a_manifest_that_is_huge_or_of_something_else_is_refused() {
    refused(
        Shelf::new(),
        "the manifest has more than 262144 bytes",
        |seen, _| manifest(seen, || hostile::endless(hostile::MANIFEST)),
    );
    refused(
        Shelf::new(),
        "`application/vnd.oci.image.index.v1+json`, not",
        |seen, _| manifest(seen, || answer(200, hostile::INDEX, "{}")),
    );
    let mut other = Shelf::new();
    other.manifest["layers"][0]["mediaType"] = json!("application/vnd.oci.image.layer.v1.tar");
    refused(other, "the type of the layer is", |_, _| None);
    let mut other = Shelf::new();
    other.manifest["config"]["mediaType"] = json!("application/vnd.oci.image.config.v1+json");
    refused(other, "the type of the config is", |_, _| None);
    let mut other = Shelf::new();
    let layer = other.manifest["layers"][0].clone();
    other.manifest["layers"] = json!([layer, layer]);
    refused(other, "it has 2 layers, not one", |_, _| None);
    let mut other = Shelf::new();
    other.manifest["layers"][0]["digest"] = json!("../../etc/passwd");
    refused(other, "its manifest cannot be read", |_, _| None);
}

#[test]
fn an_error_of_the_registry_is_never_a_plugin_without_signatures() {
    refused(
        Shelf::new(),
        "the registry answered 500 when asked for component: the registry says so",
        |seen, shelf| component(seen, shelf, || status(500)),
    );
    refused(
        Shelf::new(),
        "the registry answered 500 when asked for list of signatures",
        |seen, _| seen.path.contains("/referrers/").then(|| status(500)),
    );
    refused(
        Shelf::new(),
        "the registry has no oci://127.0.0.1",
        |seen, _| manifest(seen, || status(404)),
    );
    refused(Shelf::new(), "(403)", |seen, _| {
        manifest(seen, || status(403))
    });
}

#[test]
fn signatures_of_something_else_are_refused() {
    let author = signed();
    let envelope = read(&author, "checks/good.wasm.dsse.json");
    let mut shelf = Shelf::new();
    shelf.sign(&envelope, shelf.digest());
    refused(shelf, "the signature is of the component", |_, _| None);
    let mut shelf = Shelf::new();
    shelf.sign(&envelope, Digest::of("another manifest"));
    refused(shelf, "the subject of the signatures is", |_, _| None);
    let mut shelf = Shelf::new();
    shelf.sign(b"{}", shelf.digest());
    refused(shelf, "the signatures cannot be used", |_, _| None);
}

#[test]
fn a_redirect_is_followed_for_blobs_only_and_not_to_everywhere() {
    for (to, words) in [
        ("file:///etc/passwd", "a blob is fetched with HTTPS only"),
        ("https://10.0.0.1/blob", "at 10.0.0.1 (private)"),
        (
            "https://169.254.169.254/latest",
            "at 169.254.169.254 (metadata)",
        ),
        ("https://[fd00::1]/blob", "(private)"),
        ("https://[::ffff:10.0.0.1]/blob", "(embedded)"),
        ("http://10.0.0.1/blob", "which is not this machine"),
        ("/v2/tone/blobs/again", "it leads on and on"),
    ] {
        refused(Shelf::new(), words, move |seen, shelf| {
            let again = seen.path == "/v2/tone/blobs/again";
            (again || seen.path == shelf.component_path()).then(|| redirect(to))
        });
    }
    refused(Shelf::new(), "which only a blob may", |seen, shelf| {
        let at = format!("/v2/tone/manifests/{}", shelf.digest());
        manifest(seen, || redirect(&at))
    });
}

#[test]
fn credentials_do_not_follow_a_redirect() {
    let desk = Desk::new();
    let shelf = Shelf::new();
    let storage = {
        let shelf = shelf.clone();
        Server::start(move |_| answer(200, "application/octet-stream", shelf.component.clone()))
    };
    let away = format!("http://localhost:{}/storage", storage.port);
    let registry = Server::start(move |seen| {
        if seen.authorization.is_none() {
            return with(status(401), "www-authenticate", "Basic realm=\"x\"");
        }
        component(seen, &shelf, || redirect(&away)).unwrap_or_else(|| shelf.honest(&seen.path))
    });
    let line = format!(
        "plugin pull oci://127.0.0.1:{}/tone:1 --plain-http --username alice --password-stdin",
        registry.port
    );
    let printed = with_password(&desk, &line, "wonder");
    assert_eq!(printed.code, 0, "{}", printed.err);
    assert_eq!(read(&desk, "tone.wasm"), Shelf::new().component);
    let basic = format!("Basic {}", STANDARD.encode("alice:wonder"));
    assert!(
        registry
            .seen()
            .iter()
            .any(|seen| seen.authorization.as_ref() == Some(&basic))
    );
    let seen = storage.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].authorization, None);
}

#[test]
fn a_token_is_made_where_the_operator_says_and_nowhere_else() {
    let tokens = Server::start(|_| answer(200, "application/json", "{\"token\":\"t0ken\"}"));
    let token_host = format!("localhost:{}", tokens.port);
    let challenge = format!("Bearer realm=\"http://{token_host}/token\",service=\"r\"");
    let registry = Server::start(move |seen| {
        if seen.authorization.as_deref() != Some("Bearer t0ken") {
            return with(status(401), "www-authenticate", &challenge);
        }
        Shelf::new().honest(&seen.path)
    });
    let pull = format!(
        "plugin pull oci://127.0.0.1:{}/tone:1 --plain-http",
        registry.port
    );
    let named = format!("{pull} --username alice --password-stdin");

    let desk = Desk::new();
    let printed = with_password(&desk, &named, "wonder");
    let hint = format!("--token-host {token_host}");
    assert!(printed.complaint().contains(&hint), "{}", printed.err);
    assert!(tokens.seen().is_empty(), "{:?}", tokens.seen());
    assert!(files(&desk.path(".")).is_empty());

    // A token for anybody needs no name, and one for a name goes where the operator said.
    desk.done(&format!("{pull} -o anonymous.wasm"));
    assert_eq!(tokens.seen()[0].authorization, None);
    let printed = with_password(&desk, &format!("{named} {hint} -o named.wasm"), "wonder");
    assert_eq!(printed.code, 0, "{}", printed.err);
    let basic = format!("Basic {}", STANDARD.encode("alice:wonder"));
    assert_eq!(tokens.seen()[1].authorization, Some(basic.clone()));
    assert!(
        registry
            .seen()
            .iter()
            .all(|seen| seen.authorization != Some(basic.clone())),
        "the registry gets the token, not the password"
    );
}

#[test]
fn an_upload_goes_to_the_registry_itself() {
    let desk = signed();
    let elsewhere = Server::start(|_| status(201));
    let away = format!("http://localhost:{}/upload", elsewhere.port);
    let registry = Server::start(move |seen| {
        if seen.path.ends_with("/uploads/") {
            return with(status(202), "location", &away);
        }
        status(404)
    });
    let line = format!(
        "plugin push checks/good.wasm oci://127.0.0.1:{}/tone:1 --plain-http",
        registry.port
    );
    let complaint = desk.assay(&line).complaint();
    assert!(
        complaint.contains("an upload goes to the registry itself"),
        "{complaint}"
    );
    assert!(elsewhere.seen().is_empty());
}

#[test]
fn what_cannot_be_pushed_or_reached_is_refused_before_anything_is_sent() {
    let desk = signed();
    desk.write("checks/module.wasm", b"\0asm\x01\0\0\0");
    desk.write("checks/other.wasm", support::guest("declines"));
    fs::copy(
        desk.path("checks/good.wasm.dsse.json"),
        desk.path("checks/other.wasm.dsse.json"),
    )
    .unwrap();
    let digest = Digest::of("x");
    for (line, words) in [
        (
            "push checks/module.wasm oci://localhost:1/x:1",
            "wasm32-wasip2",
        ),
        (
            "push checks/other.wasm oci://localhost:1/x:1",
            "one of the two was changed",
        ),
        (
            &format!("push checks/good.wasm oci://localhost:1/x@{digest}"),
            "give a tag",
        ),
        (
            "pull oci://10.0.0.1:5000/x:1 --plain-http",
            "which is not this machine",
        ),
        ("pull oci://localhost/x", "it needs a tag or a digest"),
        ("pull x:1", "it has to begin with `oci://`"),
        ("add oci:localhost/x:1", "it has to begin with `oci://`"),
    ] {
        let printed = desk.assay(&format!("plugin {line}"));
        assert_eq!(printed.code, ERROR, "{line}");
        let complaint = printed.complaint();
        assert!(complaint.contains(words), "{line}: {complaint}");
    }
}
