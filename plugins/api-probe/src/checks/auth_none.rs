//! Calls without a key.

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    answer::{Refusal, is_success, refusal},
    models,
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "auth-none";
const ASK: &str = "Refuse every call without a key with 401.";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let calls = &visit.no_key;
    match &calls.chat {
        Some(Ok(chat)) => models_api(chat, calls.list.as_ref().ok()),
        Some(Err(failure)) => unanswered(POINT, failure),
        None => match &calls.list {
            Ok(answer) => any_api(visit, answer),
            Err(failure) => unanswered(POINT, failure),
        },
    }
}

/// Only what a model wrote is content. Many suppliers show the list of models to everybody on purpose.
fn models_api(chat: &Exchange, list: Option<&Exchange>) -> Observation {
    let observation = match refusal(chat) {
        Refusal::None if models::is_output(chat) => Observation::fail(POINT)
            .severity(Severity::High)
            .class(SEEN)
            .title("a model answers without a key")
            .detail("A chat request without any key was served.")
            .remediation(ASK)
            .exchange(chat),
        Refusal::None => weak(
            chat,
            "refused without a model's answer, but with a status of success",
        ),
        Refusal::Proper => Observation::pass(POINT)
            .class(SEEN)
            .title(format!("refused with {}", chat.status))
            .exchange(chat),
        Refusal::Poor => weak(chat, "refused, but not as a missing key"),
        Refusal::Unclear => {
            return unclear(
                POINT,
                chat,
                "not seen: the chat route is not there, or busy",
                "Check the address of the API.",
            );
        }
    };
    match list.filter(|list| models::listed(list).is_some()) {
        Some(list) => observation
            .fact_yes_no("model-list-public", true)
            .exchange(list),
        None => observation,
    }
}

fn weak(answer: &Exchange, title: &str) -> Observation {
    Observation::partial(POINT)
        .severity(Severity::Low)
        .class(SEEN)
        .title(format!("{title} (status {})", answer.status))
        .detail(
            "No content was served. A client cannot tell a missing key from a fault of the server.",
        )
        .remediation(ASK)
        .exchange(answer)
}

/// An API of which only the base is known. What stands there may be meant for everybody.
fn any_api(visit: &Visit, answer: &Exchange) -> Observation {
    match refusal(answer) {
        Refusal::Proper => Observation::pass(POINT)
            .class(SEEN)
            .title(format!("refused with {}", answer.status))
            .exchange(answer),
        Refusal::Poor => weak(answer, "refused, but not as a missing key"),
        Refusal::None if visit.with_key && same_content(visit, answer) => Observation::partial(POINT)
            .severity(Severity::Medium)
            .class(SEEN)
            .title("the same answer with and without a key")
            .remediation("Say whether what stands at the base URL is meant for everybody; if not, refuse it with 401.")
            .exchange(answer),
        Refusal::None | Refusal::Unclear => unclear(
            POINT,
            answer,
            "not seen: nothing at the base URL asks for a key",
            "Declare the URL of a call that needs a key.",
        ),
    }
}

fn same_content(visit: &Visit, answer: &Exchange) -> bool {
    visit
        .main
        .as_ref()
        .is_ok_and(|main| is_success(main) && !main.body.is_empty() && main.body == answer.body)
}
