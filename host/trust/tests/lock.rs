//! What an upgrade changes.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::collections::BTreeSet;

use assay_domain::Digest;
use assay_trust::{Change, KeyId, Lock, Locked, SecretKey};
use jiff::civil::date;
use proptest::prelude::*;

fn locked(version: &str, granted: &[&str], signers: &[KeyId]) -> Locked {
    Locked {
        id: "tone-check".parse().unwrap(),
        version: version.to_owned(),
        publisher: "Honest \"Checks\"\nLtd".to_owned(),
        digest: Digest::of(version),
        source: "tone_check.wasm".to_owned(),
        added: date(2026, 11, 26),
        signers: signers.iter().copied().collect(),
        granted: granted.iter().map(|name| (*name).to_owned()).collect(),
        settings_schema: Digest::of(""),
        vouched: false,
    }
}

fn with(plugin: Locked) -> Lock {
    let mut lock = Lock::default();
    lock.put(plugin);
    lock
}

#[test]
fn a_lock_file_says_the_same_when_it_is_read_again() {
    let key = SecretKey::generate().unwrap().public().id();
    let lock = with(locked("1.0.0", &["answers", "log"], &[key]));
    assert_eq!(Lock::parse("assay.lock", &lock.to_text()).unwrap(), lock);
}

#[test]
fn an_upgrade_that_asks_for_more_widens() {
    let lock = with(locked("1.0.0", &["answers"], &[]));
    let Change::Upgrade {
        newly_asked,
        downgrade,
        ..
    } = lock.change(&locked("1.1.0", &["answers", "probe"], &[]))
    else {
        panic!("another component of the same name is an upgrade");
    };
    assert_eq!(newly_asked, BTreeSet::from(["probe".to_owned()]));
    assert!(!downgrade);
    assert!(
        lock.change(&locked("1.1.0", &["answers", "probe"], &[]))
            .widens()
    );
    assert!(!lock.change(&locked("1.1.0", &[], &[])).widens());
    assert_eq!(
        lock.change(&locked("1.0.0", &["answers"], &[])),
        Change::Same
    );
}

#[test]
fn another_signer_widens_and_a_lower_version_is_named() {
    let (a, b) = (
        SecretKey::generate().unwrap(),
        SecretKey::generate().unwrap(),
    );
    let lock = with(locked("1.10.0", &[], &[a.public().id()]));
    assert!(
        lock.change(&locked("1.11.0", &[], &[b.public().id()]))
            .widens()
    );
    assert!(
        lock.change(&locked("1.11.0", &[], &[])).widens(),
        "a signature that is gone"
    );
    assert!(matches!(
        lock.change(&locked("1.9.0", &[], &[a.public().id()])),
        Change::Upgrade {
            downgrade: true,
            ..
        }
    ));
}

#[test]
fn an_unknown_key_is_refused_with_the_valid_ones() {
    let text = with(locked("1.0.0", &[], &[])).to_text() + "grantd = []\n";
    let message = Lock::parse("assay.lock", &text).unwrap_err().to_string();
    assert!(
        message.contains("`grantd`") && message.contains("`granted`"),
        "{message}"
    );
}

proptest! {
    /// However a name is written by a stranger, the file stays a file.
    #[test]
    fn no_publisher_breaks_the_file(publisher in ".*", source in ".*") {
        let lock = with(Locked { publisher, source, ..locked("1.0.0", &[], &[]) });
        prop_assert_eq!(Lock::parse("assay.lock", &lock.to_text()).unwrap(), lock);
    }
}
