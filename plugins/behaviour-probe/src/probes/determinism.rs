//! Whether the same request gives the same answer. For information: large models that answer in batches often do not, and that
//! is no fault; but who wants to test such a model has to test it often.

use assay_sdk::{Observation, Severity};

use super::{Probe, SEEN, too_few, with_share};
use crate::{
    chat::{Chat, Trial},
    interval::Share,
    session::Session,
    subject::cite,
};

const POINT: &str = "determinism";

pub(super) const PROBE: Probe = Probe {
    point: POINT,
    controls: &["api.model-control"],
    requests: 10,
    needs_model: false,
    judge,
};

const REPEATS: usize = 5;

fn judge(session: &mut Session<'_>) -> Observation {
    let asks = [
        "Describe a lighthouse in three sentences.",
        "Write four lines about a market in the morning.",
    ];
    // Interleaved: the same request twice in a row would find its own answer in a cache.
    let chats: Vec<Chat> = (0..REPEATS).flat_map(|_| asks.map(Chat::ask)).collect();
    let trials = session.ask(&chats);
    if let Some(unseen) = too_few(POINT, &trials) {
        return unseen;
    }
    let (mut same, mut pairs) = (0, 0);
    for n in 0..asks.len() {
        let answers = trials.iter().skip(n).step_by(asks.len());
        let mut answers = answers.filter(|trial| trial.is_served());
        let Some(first) = answers.next() else {
            continue;
        };
        for answer in answers {
            pairs += 1;
            same += usize::from(answer.text() == first.text());
        }
    }
    let share = Share::of(same, pairs);
    let observation = if same == pairs {
        Observation::pass(POINT).title(format!("the same request gave the same answer in {share}"))
    } else {
        Observation::partial(POINT)
            .severity(Severity::Info)
            .title(format!("the same request gave the same answer in {share}"))
            .detail("At temperature 0 and with a seed. Batching makes large models differ; it is no fault.")
            .remediation("Ask whether answers can be made repeatable.")
    };
    let shown: Vec<&Trial> = trials
        .iter()
        .filter(|trial| trial.is_served())
        .take(2)
        .collect();
    cite(with_share(observation.class(SEEN), "same", share), shown)
}
