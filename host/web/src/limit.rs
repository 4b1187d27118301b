//! How often somebody may try to sign in.

use std::{
    collections::HashMap,
    sync::Mutex,
    time::{Duration, Instant},
};

/// Wrong tries within [`WINDOW`] after which no more are looked at.
const TRIES: usize = 10;
const WINDOW: Duration = Duration::from_secs(15 * 60);
/// How many names and addresses are remembered. Who floods more than that makes everybody wait, which is safe.
const REMEMBERED: usize = 10_000;

/// Wrong tries by name and by address.
#[derive(Debug, Default)]
pub(crate) struct Tries(Mutex<HashMap<String, Vec<Instant>>>);

impl Tries {
    /// Whether one more try is looked at.
    pub(crate) fn may(&self, key: &str, now: Instant) -> bool {
        let mut tries = self.0.lock().expect("nobody panics while holding the list");
        if tries.len() >= REMEMBERED && !tries.contains_key(key) {
            tries.retain(|_, times| times.iter().any(|time| now.duration_since(*time) < WINDOW));
            if tries.len() >= REMEMBERED {
                return false;
            }
        }
        let Some(times) = tries.get_mut(key) else {
            return true;
        };
        times.retain(|time| now.duration_since(*time) < WINDOW);
        times.len() < TRIES
    }

    pub(crate) fn failed(&self, key: &str, now: Instant) {
        let mut tries = self.0.lock().expect("nobody panics while holding the list");
        tries.entry(key.to_owned()).or_default().push(now);
    }

    pub(crate) fn succeeded(&self, key: &str) {
        self.0
            .lock()
            .expect("nobody panics while holding the list")
            .remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_wrong_try_waits_and_time_forgives() {
        let tries = Tries::default();
        let start = Instant::now();
        for _ in 0..TRIES {
            assert!(tries.may("mira", start));
            tries.failed("mira", start);
        }
        assert!(!tries.may("mira", start));
        assert!(tries.may("omar", start));
        assert!(tries.may("mira", start + WINDOW));
    }
}
