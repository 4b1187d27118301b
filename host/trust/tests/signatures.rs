//! Who signed what, and whether that is enough.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeSet;

use assay_domain::{Digest, PluginRef};
use assay_trust::{CONTRACT, Envelope, Reach, Release, SecretKey, Trust, TrustError};

fn release(component: &str) -> Release {
    Release {
        plugin: PluginRef {
            id: "tone-check".parse().unwrap(),
            version: "1.2.0".to_owned(),
            publisher: "Honest Checks Ltd".into(),
            digest: Digest::of(component),
        },
        contract: CONTRACT.to_owned(),
        descriptor: Digest::of("descriptor"),
    }
}

fn publisher(id: &str, name: &str, key: &SecretKey, rest: &str) -> String {
    let key = key.public().to_line();
    format!("[[publishers]]\nid = \"{id}\"\nname = \"{name}\"\nkeys = [\"{key}\"]\n{rest}\n")
}

fn trust(text: &str) -> Trust {
    Trust::parse("trust.toml", text).unwrap()
}

fn honest(key: &SecretKey, rest: &str) -> String {
    publisher(
        "honest",
        "Honest Checks Ltd",
        key,
        &format!("suppliers = [\"*\"]\n{rest}"),
    )
}

fn judge(trust: &Trust, component: &str, envelope: &Envelope) -> Result<(), TrustError> {
    trust
        .judge(Digest::of(component), Some(envelope))
        .map(|endorsement| assert!(endorsement.is_some()))
}

#[test]
fn a_signed_component_is_endorsed_by_its_publisher_and_survives_its_file() {
    let key = SecretKey::generate().unwrap();
    let envelope = release("a").sign(&key, None).unwrap();
    let envelope = Envelope::from_bytes(envelope.to_json().as_bytes()).unwrap();
    let endorsement = trust(&honest(&key, ""))
        .judge(Digest::of("a"), Some(&envelope))
        .unwrap()
        .expect("a signature gives an endorsement");
    assert_eq!(endorsement.publisher.id, "honest");
    assert_eq!(endorsement.signers, BTreeSet::from([key.public().id()]));
    assert_eq!(endorsement.release, release("a"));
    endorsement
        .check(&release("a").plugin, Digest::of("descriptor"))
        .unwrap();
    assert_eq!(
        endorsement.check(&release("a").plugin, Digest::of("another")),
        Err(TrustError::OtherDescriptor)
    );
}

#[test]
fn the_signature_of_one_component_is_none_of_another() {
    let key = SecretKey::generate().unwrap();
    let envelope = release("a").sign(&key, None).unwrap();
    assert!(matches!(
        judge(&trust(&honest(&key, "")), "b", &envelope),
        Err(TrustError::OtherComponent { .. })
    ));
}

#[test]
fn every_change_of_a_signed_byte_is_seen() {
    let key = SecretKey::generate().unwrap();
    let trust = trust(&honest(&key, ""));
    let good = release("a").sign(&key, None).unwrap().to_json();
    let mut refused = 0;
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(envelope) = Envelope::from_bytes(&bytes) else {
            refused += 1;
            continue;
        };
        // The name of the key is a hint and white space means nothing: whatever still opens is the same release.
        match trust.judge(Digest::of("a"), Some(&envelope)) {
            Ok(endorsement) => assert_eq!(endorsement.unwrap().release, release("a"), "byte {at}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > good.len() / 2, "{refused} of {}", good.len());
}

#[test]
fn a_stranger_with_a_key_cannot_publish_in_the_name_of_somebody_known() {
    let (honest_key, other_key) = (
        SecretKey::generate().unwrap(),
        SecretKey::generate().unwrap(),
    );
    let known = honest(&honest_key, "")
        + &publisher("other", "Other Ltd", &other_key, "suppliers = [\"*\"]");
    let envelope = release("a").sign(&other_key, None).unwrap();
    assert_eq!(
        judge(&trust(&known), "a", &envelope),
        Err(TrustError::NotItsPublisher {
            publisher: "Honest Checks Ltd".to_owned()
        })
    );
    let only_honest = trust(&honest(&honest_key, ""));
    assert!(matches!(
        judge(&only_honest, "a", &envelope),
        Err(TrustError::NoKnownSigner { hints }) if hints == other_key.public().id().to_string()
    ));
}

#[test]
fn all_of_and_any_of_count_publishers_not_keys() {
    let keys: Vec<SecretKey> = (0..4).map(|_| SecretKey::generate().unwrap()).collect();
    let text = honest(&keys[0], "")
        + &publisher("security", "Security", &keys[1], "suppliers = []")
        + &publisher("bank-a", "Bank A", &keys[2], "suppliers = []")
        + &publisher("bank-b", "Bank B", &keys[3], "suppliers = []")
        + "[require]\nall-of = [\"security\"]\nany-of = [\"bank-a\", \"bank-b\"]\nminimum = 2\n";
    let trust = trust(&text);
    let one = release("a").sign(&keys[0], None).unwrap();
    assert_eq!(
        judge(&trust, "a", &one),
        Err(TrustError::NotAllOf {
            publisher: "security".to_owned()
        })
    );
    let two = release("a").sign(&keys[1], Some(one)).unwrap();
    let three = release("a").sign(&keys[2], Some(two)).unwrap();
    // Signing again with the same key makes nobody two.
    let again = release("a").sign(&keys[2], Some(three)).unwrap();
    assert_eq!(
        judge(&trust, "a", &again),
        Err(TrustError::TooFew {
            signed: 1,
            minimum: 2
        })
    );
    let four = release("a").sign(&keys[3], Some(again)).unwrap();
    judge(&trust, "a", &four).unwrap();
    assert_eq!(
        trust.judge(Digest::of("a"), None).map(|_| ()),
        Err(TrustError::Unsigned)
    );
}

#[test]
fn nobody_adds_a_signature_to_another_release() {
    let key = SecretKey::generate().unwrap();
    let envelope = release("a").sign(&key, None).unwrap();
    assert_eq!(
        release("b").sign(&key, Some(envelope)),
        Err(TrustError::OtherRelease)
    );
}

#[test]
fn what_is_revoked_is_refused_whoever_signed_it() {
    let key = SecretKey::generate().unwrap();
    let envelope = release("a").sign(&key, None).unwrap();
    let id = key.public().id();
    let revoked_key = trust(&honest(&key, &format!("[revoked]\nkeys = [\"{id}\"]")));
    assert_eq!(
        judge(&revoked_key, "a", &envelope),
        Err(TrustError::RevokedKey { key: id })
    );
    let component = Digest::of("a");
    let revoked = trust(&honest(
        &key,
        &format!("[revoked]\ncomponents = [\"{component}\"]"),
    ));
    assert_eq!(
        judge(&revoked, "a", &envelope),
        Err(TrustError::RevokedComponent { component })
    );
    assert_eq!(
        revoked.judge(component, None).map(|_| ()),
        Err(TrustError::RevokedComponent { component }),
        "leaving the signature away does not help"
    );
}

#[test]
fn a_publisher_reaches_the_suppliers_that_it_is_trusted_for() {
    let key = SecretKey::generate().unwrap();
    let text = publisher(
        "acme-labs",
        "Honest Checks Ltd",
        &key,
        "suppliers = [\"globex\"]\naffiliates = [\"acme\"]",
    );
    let envelope = release("a").sign(&key, None).unwrap();
    let endorsement = trust(&text)
        .judge(Digest::of("a"), Some(&envelope))
        .unwrap()
        .unwrap();
    let reach = |supplier: &str| endorsement.publisher.reach(&supplier.parse().unwrap());
    assert_eq!(reach("globex"), Reach::Independent);
    assert_eq!(reach("acme"), Reach::Affiliate);
    assert_eq!(reach("initech"), Reach::None);
}

#[test]
fn mistakes_in_the_file_are_told_with_place_and_what_would_be_right() {
    let key = SecretKey::generate().unwrap();
    let cases = [
        (
            "[[publisher]]\n",
            "trust.toml:1:3: `publisher`",
            "`publishers`",
        ),
        (
            "[require]\nall-of = [\"security\"]\n",
            "trust.toml:2:11: `all-of`",
            "there are: none",
        ),
        ("[revoked]\nkeys = [\"x\"]\n", "trust.toml:2:", "sha256:"),
    ];
    for (text, place, words) in cases {
        let message = Trust::parse("trust.toml", text).unwrap_err().to_string();
        assert!(message.starts_with(place), "{message}");
        assert!(message.contains(words), "{message}");
    }
    let twice = honest(&key, "") + &publisher("other", "Other", &key, "suppliers = []");
    let message = Trust::parse("trust.toml", &twice).unwrap_err().to_string();
    assert!(message.contains("belongs to `honest` already"), "{message}");
    let minimum = honest(&key, "[require]\nany-of = [\"honest\"]\nminimum = 2");
    let message = Trust::parse("trust.toml", &minimum)
        .unwrap_err()
        .to_string();
    assert!(message.contains("from 1 to 1"), "{message}");
}
