//! Whether a request can be kept from training, as far as that can be seen.
//!
//! A header that is accepted proves nothing: a header that means nothing is accepted as well, and that is the control. Only an
//! acknowledgement that the meaningless one does not get is worth a word, and even that is the supplier's claim.

use assay_sdk::{Observation, Severity};

use super::{Probe, SEEN};
use crate::{
    chat::{Chat, Trial},
    session::Session,
    subject::cite,
    unseen::unserved,
};

const POINT: &str = "training-opt-out";

pub(super) const PROBE: Probe = Probe {
    point: POINT,
    controls: &["api.data-separation"],
    requests: 2,
    needs_model: false,
    judge,
};

const SWITCH: &str = "x-no-train";

fn judge(session: &mut Session<'_>) -> Observation {
    let nonsense = format!("x-no-{}", session.random.token());
    let chat = session.chat(&Chat::ask("Reply with the single word ready."));
    let with = Trial::new(session.send(chat.clone().header(SWITCH, "true")));
    let control = Trial::new(session.send(chat.header(&nonsense, "true")));
    if !with.is_served() || !control.is_served() {
        let unserved_one = if with.is_served() { &control } else { &with };
        return unserved(POINT, unserved_one);
    }
    // What the answer says in its headers about the switch that it was sent, and nothing about the nonsense.
    let acknowledges = |trial: &Trial, name: &str| match &trial.reply {
        Ok(exchange) => exchange.headers.iter().any(|(header, value)| {
            header.eq_ignore_ascii_case(name) || value.to_ascii_lowercase().contains(name)
        }),
        Err(_) => false,
    };
    let claimed = acknowledges(&with, SWITCH) && !acknowledges(&control, &nonsense);
    let observation = if claimed {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .title("a switch against training is acknowledged; what it does cannot be seen")
            .remediation("Ask for the terms that say what the switch does, and for evidence that it is kept to.")
    } else {
        Observation::not_applicable(POINT)
            .title("the API acknowledges no switch against training")
            .detail("A header of that name was accepted, and so was one that means nothing. What the contract says decides.")
            .remediation("Look at what the contract says about training.")
    };
    cite(observation.class(SEEN), [&with, &control])
}
