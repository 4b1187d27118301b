//! Plugins in one file: carried over whole, and refused when one byte of it is not what it should be.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{fs, io::Read};

use assay_domain::Digest;
use serde_json::Value;
use support::desk::{Desk, ERROR, results};
use tar::EntryType;

/// One entry of a tar file, written as it is given.
#[derive(Clone)]
struct Entry {
    name: String,
    kind: EntryType,
    bytes: Vec<u8>,
}

/// A site with a signed plugin in its lock, and an archive of it.
fn sender() -> Desk {
    let desk = Desk::new();
    desk.plugin("good");
    desk.done("plugin keygen guests");
    desk.done("plugin sign checks/good.wasm --key guests.key");
    desk.done("plugin add checks/good.wasm --yes");
    desk.done("plugin save -o plugins.tar");
    desk
}

/// A site that lets in what `guests` signed and nothing else.
fn receiver(sender: &Desk) -> Desk {
    let desk = Desk::new();
    let public = fs::read_to_string(sender.path("guests.pub")).unwrap();
    desk.write(
        "trust.toml",
        format!(
            "[[publishers]]\nid = \"guests\"\nname = \"Test Guests\"\nkeys = [\"\"\"\n{public}\"\"\"]\n\
             suppliers = [\"*\"]\n[require]\nall-of = [\"guests\"]\n"
        ),
    );
    desk
}

fn entries(desk: &Desk) -> Vec<Entry> {
    let bytes = fs::read(desk.path("plugins.tar")).unwrap();
    let mut archive = tar::Archive::new(bytes.as_slice());
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        let kind = entry.header().entry_type();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        Entry { name, kind, bytes }
    });
    entries.collect()
}

/// The same without the checks that the library makes of names.
fn packed(entries: &[Entry]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for entry in entries {
        let mut header = tar::Header::new_ustar();
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_entry_type(entry.kind);
        header.as_old_mut().name[..entry.name.len()].copy_from_slice(entry.name.as_bytes());
        header.set_cksum();
        archive.append(&header, entry.bytes.as_slice()).unwrap();
    }
    archive.into_inner().unwrap()
}

/// Refused with these words by the site that trusts the signer, which has nothing new afterwards.
#[track_caller]
fn refused(sender: &Desk, entries: &[Entry], words: &str) {
    let desk = receiver(sender);
    desk.write("plugins.tar", packed(entries));
    let printed = desk.assay("plugin load plugins.tar --yes");
    assert_eq!(printed.code, ERROR, "{}", printed.out);
    let complaint = printed.complaint();
    assert!(
        complaint.contains(words),
        "`{words}` is not in: {complaint}"
    );
    assert!(!desk.path("assay.lock").exists());
    assert!(!desk.path("assay-plugins").exists());
}

fn blob(bytes: Vec<u8>) -> Entry {
    Entry {
        name: format!("blobs/sha256/{}", Digest::of(&bytes).hex()),
        kind: EntryType::Regular,
        bytes,
    }
}

/// Puts other bytes in the place of a blob and repairs every digest and size on the way up to the index, as somebody who
/// changes an archive on purpose would.
fn exchange(entries: &mut [Entry], old: &[u8], new: Vec<u8>) {
    let at = entries.iter().position(|entry| entry.bytes == old).unwrap();
    if entries[at].name == "index.json" {
        entries[at].bytes = new;
        return;
    }
    let (before, after) = (Digest::of(old), Digest::of(&new));
    let (short, long) = (old.len(), new.len());
    entries[at] = blob(new);
    while let Some(parent) = entries.iter().find(|entry| {
        std::str::from_utf8(&entry.bytes).is_ok_and(|text| text.contains(&before.to_string()))
    }) {
        let parent = parent.bytes.clone();
        let text = String::from_utf8(parent.clone()).unwrap();
        let text = text
            .replace(&before.to_string(), &after.to_string())
            .replace(&format!("\"size\":{short}"), &format!("\"size\":{long}"));
        exchange(entries, &parent, text.into_bytes());
    }
}

fn component(entries: &[Entry]) -> Vec<u8> {
    let found = entries
        .iter()
        .find(|entry| entry.bytes.starts_with(b"\0asm"));
    found.unwrap().bytes.clone()
}

fn envelope(entries: &[Entry]) -> Vec<u8> {
    let found = entries
        .iter()
        .find(|entry| String::from_utf8_lossy(&entry.bytes).contains("\"payloadType\""));
    found.unwrap().bytes.clone()
}

#[test]
fn a_site_without_a_network_gets_plugins_with_their_signatures() {
    let sender = sender();
    let receiver = receiver(&sender);
    fs::copy(sender.path("plugins.tar"), receiver.path("plugins.tar")).unwrap();
    let asked = receiver.assay("plugin load plugins.tar");
    assert!(asked.out.contains("signed with sha256:"), "{}", asked.out);
    assert!(asked.complaint().contains("--yes"));
    assert!(!receiver.path("assay.lock").exists());

    receiver.done("plugin load plugins.tar --yes");
    for file in ["good.wasm", "good.wasm.dsse.json"] {
        let file = format!("assay-plugins/{file}");
        assert_eq!(
            fs::read(receiver.path(&file)).unwrap(),
            fs::read(sender.path(&file)).unwrap()
        );
    }
    receiver.silent("vendor");
    let assessed = receiver
        .assay("assess vendor --offline --format json")
        .assessed();
    assert!(results(&assessed).contains(&("good".to_owned(), "completed".to_owned())));
    let lock = fs::read_to_string(receiver.path("assay.lock")).unwrap();
    assert!(lock.contains("source = \"plugins.tar@sha256:"), "{lock}");

    // What the receiver saves of it is the very same archive.
    receiver.done("plugin save -o again.tar good");
    assert_eq!(
        fs::read(receiver.path("again.tar")).unwrap(),
        fs::read(sender.path("plugins.tar")).unwrap()
    );
}

#[test]
fn the_trust_of_the_receiving_site_decides() {
    let sender = sender();
    let other = Desk::new();
    other.done("plugin keygen guests");
    let stranger = receiver(&other);
    fs::copy(sender.path("plugins.tar"), stranger.path("plugins.tar")).unwrap();
    let refused = stranger.assay("plugin load plugins.tar --yes").complaint();
    assert!(
        refused.contains("no key of trust.toml signed it"),
        "{refused}"
    );
    assert!(!stranger.path("assay.lock").exists());
}

#[test]
fn a_component_or_a_signature_that_was_changed_is_refused() {
    let sender = sender();
    let honest = entries(&sender);

    let mut changed = honest.clone();
    let at = changed
        .iter()
        .position(|entry| entry.bytes.starts_with(b"\0asm"))
        .unwrap();
    changed[at].bytes[100] ^= 1;
    refused(&sender, &changed, "somebody changed it");

    // With all digests repaired, the signature is left.
    let mut changed = honest.clone();
    let old = component(&honest);
    exchange(&mut changed, &old, support::guest("declines"));
    refused(&sender, &changed, "the signature is of the component");

    let old = envelope(&honest);
    let mut json: Value = serde_json::from_slice(&old).unwrap();
    let sig = json["signatures"][0]["sig"].as_str().unwrap();
    let flipped = if sig.starts_with('A') { "B" } else { "A" };
    json["signatures"][0]["sig"] = format!("{flipped}{}", &sig[1..]).into();
    let mut changed = honest.clone();
    exchange(&mut changed, &old, json.to_string().into_bytes());
    refused(&sender, &changed, "no key of trust.toml signed it");

    // Without its signatures it is a plugin that nobody signed.
    let mut changed = honest.clone();
    let index = changed
        .iter()
        .position(|entry| entry.name == "index.json")
        .unwrap();
    let mut json: Value = serde_json::from_slice(&changed[index].bytes).unwrap();
    json["manifests"]
        .as_array_mut()
        .unwrap()
        .retain(|one| one.get("artifactType").is_none());
    changed[index].bytes = json.to_string().into_bytes();
    refused(&sender, &changed, "which its index does not name");
    let signatures = [Digest::of(envelope(&honest)).to_string()];
    changed.retain(|entry| {
        !String::from_utf8_lossy(&entry.bytes).contains(&signatures[0])
            && entry.bytes != envelope(&honest)
    });
    refused(&sender, &changed, "requires signatures");
}

#[test]
fn an_entry_that_does_not_belong_there_is_refused() {
    let sender = sender();
    let honest = entries(&sender);
    let with = |entry: Entry| {
        let mut entries = honest.clone();
        entries.push(entry);
        entries
    };
    let plain = |name: &str| Entry {
        name: name.to_owned(),
        kind: EntryType::Regular,
        bytes: b"x".to_vec(),
    };
    for name in [
        "../assay.lock",
        "/etc/passwd",
        "blobs/sha256/../../trust.toml",
        "blobs/sha256/ABCDEF",
        "trust.toml",
        "./index.json",
    ] {
        refused(&sender, &with(plain(name)), "the names in it are");
    }
    let name = format!("blobs/sha256/{}", "0".repeat(64));
    for kind in [
        EntryType::Symlink,
        EntryType::Link,
        EntryType::Directory,
        EntryType::Fifo,
        EntryType::GNULongName,
        EntryType::XHeader,
        EntryType::GNUSparse,
    ] {
        let entry = Entry {
            kind,
            bytes: Vec::new(),
            ..plain(&name)
        };
        refused(&sender, &with(entry), "only plain files are read");
    }
    refused(&sender, &with(honest[2].clone()), "it is there twice");
    refused(&sender, &with(honest[1].clone()), "it is there twice");
    refused(
        &sender,
        &with(blob(b"stowaway".to_vec())),
        "which its index does not name",
    );
    let huge = Entry {
        bytes: vec![0; 33_554_433],
        ..plain(&name)
    };
    refused(
        &sender,
        &with(huge),
        "it is larger than anything of its kind may be",
    );
    let big = Entry {
        bytes: vec![b' '; 300_000],
        ..plain("index.json")
    };
    refused(
        &sender,
        &[honest[0].clone(), big],
        "it is larger than anything of its kind may be",
    );
    refused(&sender, &honest[..1], "has no entry `index.json`");
    refused(&sender, &honest[..2], "has no manifest");
}

#[test]
fn what_was_changed_after_it_was_let_in_is_not_saved() {
    let sender = sender();
    sender.write("assay-plugins/good.wasm", support::guest("declines"));
    let refused = sender.assay("plugin save -o other.tar").complaint();
    assert!(
        refused.contains("was changed after it was let in"),
        "{refused}"
    );
    assert!(!sender.path("other.tar").exists());
    let refused = sender.assay("plugin save -o other.tar tone").complaint();
    assert!(refused.contains("`tone` was not let in"), "{refused}");
}
