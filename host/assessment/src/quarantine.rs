//! A plugin that keeps failing is left alone for a while.

use std::collections::{BTreeMap, BTreeSet};

use assay_domain::{Digest, PluginPart, SupplierId};
use jiff::{SignedDuration, Timestamp};

/// How often in a row a plugin may fail before it is left alone.
const PATIENCE: usize = 3;
/// The first pause. Each failure after it doubles the pause.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// The longest pause: whoever has mended a plugin in place hears of it within a week.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Failures that are the plugin's own. That it was not let in, or that it said it could not assess, is none.
const MISBEHAVIOUR: [&str; 6] = [
    "trapped",
    "out-of-memory",
    "cpu-timeout",
    "wall-timeout",
    "over-budget",
    "malformed",
];
/// The word under which a plugin in quarantine takes part: as one that did not run.
pub const QUARANTINED: &str = "quarantined";

/// A plugin is left alone until a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarantine {
    /// How often in a row it failed.
    pub failures: usize,
    /// When it gets its next try.
    pub until: Timestamp,
}

/// How every component has fared.
#[derive(Debug, Clone, Default)]
pub struct Conduct(BTreeMap<Digest, Vec<PluginPart>>);

impl Conduct {
    /// From the register, the latest part of each component first.
    pub fn new(parts: Vec<PluginPart>) -> Self {
        let mut conduct: BTreeMap<Digest, Vec<PluginPart>> = BTreeMap::new();
        for part in parts {
            conduct.entry(part.plugin.digest).or_default().push(part);
        }
        Self(conduct)
    }

    /// Whether a component is to be left alone with a supplier. Three failures in a row with this supplier keep it from this
    /// supplier; with three different suppliers in a row, from all. One hostile supplier whose documents make a plugin stumble
    /// cannot have it taken away from everybody else.
    pub fn quarantine(
        &self,
        component: Digest,
        supplier: &SupplierId,
        now: Timestamp,
    ) -> Option<Quarantine> {
        let parts = self.0.get(&component)?;
        let tried = || parts.iter().filter(|part| part.result != QUARANTINED);
        let own = streak(tried().filter(|part| part.supplier == *supplier)).count();
        let others: BTreeSet<&SupplierId> = streak(tried()).map(|part| &part.supplier).collect();
        let failures = own.max(others.len());
        let over = failures.checked_sub(PATIENCE)?;
        let last = if own >= PATIENCE {
            streak(tried().filter(|part| part.supplier == *supplier)).next()
        } else {
            streak(tried()).next()
        }?;
        let until = last.at.saturating_add(pause(over)).ok()?;
        (now < until).then_some(Quarantine { failures, until })
    }

    /// Whether a component is left alone with anybody at all: until when at the latest.
    pub fn worst(&self, component: Digest, now: Timestamp) -> Option<Quarantine> {
        let suppliers: BTreeSet<&SupplierId> = self
            .0
            .get(&component)?
            .iter()
            .map(|part| &part.supplier)
            .collect();
        suppliers
            .into_iter()
            .filter_map(|supplier| self.quarantine(component, supplier, now))
            .max_by_key(|quarantine| quarantine.until)
    }

    /// Every component with its parts, the latest first.
    pub fn components(&self) -> impl Iterator<Item = (&Digest, &[PluginPart])> {
        self.0
            .iter()
            .map(|(digest, parts)| (digest, parts.as_slice()))
    }
}

/// True when a part ended in a failure of the plugin's own making.
pub fn is_misbehaviour(result: &str) -> bool {
    MISBEHAVIOUR.contains(&result)
}

fn streak<'a>(parts: impl Iterator<Item = &'a PluginPart>) -> impl Iterator<Item = &'a PluginPart> {
    parts.take_while(|part| is_misbehaviour(&part.result))
}

fn pause(over: usize) -> SignedDuration {
    let doubled = u32::try_from(over)
        .ok()
        .and_then(|over| 2_i32.checked_pow(over))
        .and_then(|times| FIRST_PAUSE.checked_mul(times));
    doubled.map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use assay_domain::PluginRef;

    use super::*;

    const NOON: i64 = 1_795_000_000;

    fn component() -> Digest {
        Digest::of("component")
    }

    /// Parts one minute apart, the latest last as it is told, `supplier: result`.
    fn conduct(told: &[(&str, &str)]) -> Conduct {
        let parts = told
            .iter()
            .rev()
            .enumerate()
            .map(|(age, (supplier, result))| PluginPart {
                plugin: PluginRef {
                    id: "p".parse().unwrap(),
                    version: "1.0.0".to_owned(),
                    publisher: "".into(),
                    digest: component(),
                },
                supplier: supplier.parse().unwrap(),
                result: (*result).to_owned(),
                at: Timestamp::from_second(NOON - 60 * age as i64).unwrap(),
            });
        Conduct::new(parts.collect())
    }

    fn hours(told: &[(&str, &str)], supplier: &str) -> Option<i64> {
        let now = Timestamp::from_second(NOON).unwrap();
        conduct(told)
            .quarantine(component(), &supplier.parse().unwrap(), now)
            .map(|quarantine| (quarantine.until.as_second() - NOON) / 3600)
    }

    #[test]
    fn three_failures_in_a_row_cost_an_hour_and_each_further_one_doubles_it() {
        let failed = [("a", "trapped"); 12];
        assert_eq!(hours(&failed[..2], "a"), None);
        assert_eq!(hours(&failed[..3], "a"), Some(1));
        assert_eq!(hours(&failed[..4], "a"), Some(2));
        assert_eq!(hours(&failed[..6], "a"), Some(8));
        assert_eq!(hours(&failed, "a"), Some(7 * 24));
    }

    #[test]
    fn a_success_ends_the_row_and_a_pause_is_neither() {
        let trapped = ("a", "trapped");
        assert_eq!(
            hours(&[trapped, trapped, ("a", "completed"), trapped], "a"),
            None
        );
        assert_eq!(
            hours(
                &[trapped, trapped, trapped, ("a", QUARANTINED), trapped],
                "a"
            ),
            Some(2)
        );
        assert_eq!(
            hours(&[("a", "declined"); 5], "a"),
            None,
            "it said so itself"
        );
        assert_eq!(hours(&[("a", "not-locked"); 5], "a"), None);
    }

    #[test]
    fn one_supplier_cannot_take_a_plugin_away_from_the_others() {
        let hostile = [("evil", "cpu-timeout"); 9];
        assert!(hours(&hostile, "evil").is_some());
        assert_eq!(hours(&hostile, "good"), None);
        let broken = [("a", "trapped"), ("b", "trapped"), ("c", "malformed")];
        assert_eq!(hours(&broken, "d"), Some(1), "whoever comes next");
    }

    #[test]
    fn the_pause_ends() {
        let told = [("a", "trapped"); 3];
        let later = Timestamp::from_second(NOON + 3600).unwrap();
        let quarantine = conduct(&told).quarantine(component(), &"a".parse().unwrap(), later);
        assert_eq!(quarantine, None);
    }
}
