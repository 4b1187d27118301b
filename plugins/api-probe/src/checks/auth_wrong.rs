//! Calls with a key of the usual shape that was never given out.

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    answer::{Refusal, is_success, refusal},
    models,
    unanswered::{unanswered, unclear},
    visit::{Reply, Visit},
};

const POINT: &str = "auth-wrong";
const ASK: &str = "Refuse every wrong key with 401.";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let calls = &visit.wrong_key;
    // A list that is refused without a key and shown for a made-up one: any key opens.
    if let (Ok(with), Ok(without)) = (&calls.list, &visit.no_key.list)
        && is_success(with)
        && !with.body.is_empty()
        && refusal(without) == Refusal::Proper
    {
        return open(with, "a made-up key opens what is closed without one").exchange(without);
    }
    let (reply, has_models): (&Reply, bool) = match &calls.chat {
        Some(chat) => (chat, true),
        None => (&calls.list, false),
    };
    let answer = match reply {
        Ok(answer) => answer,
        Err(failure) => return unanswered(POINT, failure),
    };
    match refusal(answer) {
        Refusal::None if has_models && models::is_output(answer) => {
            open(answer, "a model answers to a made-up key")
        }
        Refusal::None if has_models => weak(
            answer,
            "refused without a model's answer, but with a status of success",
        ),
        Refusal::Proper => Observation::pass(POINT)
            .class(SEEN)
            .title(format!("refused with {}", answer.status))
            .exchange(answer),
        Refusal::Poor => weak(answer, "refused, but not as a wrong key"),
        Refusal::None | Refusal::Unclear => unclear(
            POINT,
            answer,
            "not seen: the answer does not depend on a key",
            "Declare the URL of a call that needs a key.",
        ),
    }
}

fn open(answer: &Exchange, title: &str) -> Observation {
    Observation::fail(POINT)
        .severity(Severity::High)
        .class(SEEN)
        .title(title)
        .detail("The key was made up for this check and never given out.")
        .remediation(ASK)
        .exchange(answer)
}

fn weak(answer: &Exchange, title: &str) -> Observation {
    Observation::partial(POINT)
        .severity(Severity::Low)
        .class(SEEN)
        .title(format!("{title} (status {})", answer.status))
        .detail("No content was served, so the key was not accepted.")
        .remediation(ASK)
        .exchange(answer)
}
