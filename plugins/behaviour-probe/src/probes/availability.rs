//! Which share of the questions was served. No request of its own: it counts what the other probes asked.
//!
//! A limit that works (429) is no outage, and whose fault a timeout was cannot be told from one side: both are counted apart.

use assay_sdk::{Observation, Severity};

use super::{Probe, SEEN, with_share};
use crate::{interval::Share, session::Session, subject::cite, unseen::unclear};

const POINT: &str = "availability";

pub(super) const PROBE: Probe = Probe {
    point: POINT,
    controls: &["api.availability"],
    requests: 0,
    needs_model: false,
    judge,
};

/// Below this a service is down for more than seven hours a month.
const GOOD: u16 = 9_900;
/// Below this one request of twenty fails.
const POOR: u16 = 9_500;
const FEWEST: usize = 20;

fn judge(session: &mut Session<'_>) -> Observation {
    let tally = &session.tally;
    let served = tally.served_us.len();
    let asked = served + tally.failed;
    if asked < FEWEST {
        return unclear(
            POINT,
            format!("not measured: {asked} requests that count are too few"),
            "Ask for measured availability.",
            &tally.first,
        );
    }
    let share = Share::of(served, asked);
    let observation = if share.high < POOR {
        Observation::fail(POINT).severity(Severity::High)
    } else if share.high < GOOD {
        Observation::partial(POINT).severity(Severity::Medium)
    } else {
        Observation::pass(POINT)
    };
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let observation = with_share(observation.class(SEEN), "served", share)
        .title(format!("{share} requests were served"))
        .detail(
            "From one place, within minutes. So few requests cannot show 99.9 %: that takes some three thousand, over days.",
        )
        .remediation("Ask for measured availability and for what is promised.")
        .fact_number("limited", count(tally.limited), "")
        .fact_number("timeouts", count(tally.late), "")
        .fact_number("refused", count(tally.refused), "");
    cite(observation, tally.failures.iter().chain(&tally.first))
}
