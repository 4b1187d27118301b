//! How long answers take. No request of its own: it counts what the other probes asked.
//!
//! Two runs never measure the same microseconds, and an observation must be the same bytes when the supplier is the same. So
//! facts are bounds of a coarse scale; the microseconds of every exchange are in the record of the run.

use assay_sdk::{Observation, Severity};

use super::{Probe, SEEN};
use crate::{session::Session, subject::cite, unseen::unclear};

const POINT: &str = "latency";

pub(super) const PROBE: Probe = Probe {
    point: POINT,
    controls: &["api.availability"],
    requests: 0,
    needs_model: false,
    judge,
};

/// Milliseconds. A step is twice or more the one before it, so that noise seldom crosses one.
const BANDS: [u64; 10] = [
    50,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    60_000,
    u64::MAX,
];
/// What keeps a person's attention on a dialogue (Nielsen 1993).
const PATIENCE_MS: u64 = 10_000;
const FEWEST: usize = 20;

/// The smallest bound of the scale that so many of a hundred answers keep, by nearest rank.
fn band(sorted_us: &[u64], percent: usize) -> u64 {
    let rank = (sorted_us.len() * percent).div_ceil(100).max(1);
    let us = sorted_us.get(rank - 1).copied().unwrap_or(u64::MAX);
    let ms = us.div_ceil(1_000);
    BANDS
        .into_iter()
        .find(|bound| ms <= *bound)
        .unwrap_or(u64::MAX)
}

fn judge(session: &mut Session<'_>) -> Observation {
    let mut times = session.tally.served_us.clone();
    times.sort_unstable();
    let shown = session.tally.first.as_ref();
    if times.len() < FEWEST {
        return unclear(
            POINT,
            format!("not measured: {} answers are too few", times.len()),
            "Ask for measured times to answer.",
            shown,
        );
    }
    let [p50, p95, p99] = [50, 95, 99].map(|percent| band(&times, percent));
    let says = |ms: u64| match ms {
        u64::MAX => "more than 60000 ms".to_owned(),
        ms => format!("at most {ms} ms"),
    };
    let observation = if p95 > PATIENCE_MS {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .remediation("Ask for a promise of times to answer.")
    } else {
        Observation::pass(POINT)
    };
    let bound = |ms: u64| i64::try_from(ms).unwrap_or(i64::MAX);
    let observation = observation
        .class(SEEN)
        .title(format!("half of the answers take {}, 95 of 100 {}", says(p50), says(p95)))
        .detail("For answers of at most 96 tokens, from one place, on one day. Below a hundred answers p99 is the slowest.")
        .fact_number("p50-at-most", bound(p50), "ms")
        .fact_number("p95-at-most", bound(p95), "ms")
        .fact_number("p99-at-most", bound(p99), "ms");
    cite(observation, shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_bounds_and_do_not_move_with_noise() {
        let times = |ms: u64| -> Vec<u64> { (0..100).map(|n| ms * 1_000 + n * 37).collect() };
        assert_eq!(band(&times(3), 50), 50);
        assert_eq!(band(&times(7), 99), 50);
        assert_eq!(band(&times(230), 95), 500);
        assert_eq!(band(&[61_000_000], 95), u64::MAX);
        let mut one_slow = times(3);
        one_slow.extend([9_000_000, 9_000_001]);
        assert_eq!((band(&one_slow, 95), band(&one_slow, 99)), (50, 10_000));
    }
}
