//! Asks the model behind a declared endpoint, where the dossier grants it, and compares every answer with a control.
//!
//! The path of an endpoint is `subject` (what answers there, and whether asking shows anything) → `probes` (one file per
//! point: its requests, its control, its judgement) → `merge` (endpoints of one AI system become one observation per point).
//! A question without an answer is never a pass, and neither is one that the model could not have failed.

#![expect(
    clippy::result_large_err,
    reason = "an exchange and a failure are records of the contract, of about the same size"
)]

mod chat;
mod conduct;
mod fingerprint;
mod interval;
mod merge;
mod probes;
mod random;
mod session;
mod speaker;
mod subject;
mod text;
mod unseen;

use assay_sdk::{Descriptor, Endpoint, Level, Observation, Plugin, Run};

use crate::{
    merge::merge,
    probes::{ALL, Probe},
    session::Session,
    subject::{REQUESTS, Subject},
};

/// The plugin.
#[derive(Debug)]
pub struct BehaviourProbe;

assay_sdk::export!(BehaviourProbe);

impl Plugin for BehaviourProbe {
    fn describe() -> Descriptor {
        let descriptor = Descriptor::new("behaviour-probe", env!("CARGO_PKG_VERSION"))
            .publisher("assay")
            .title("Behaviour probe")
            .summary(
                "Active checks of the model behind an API, only where the dossier grants them: leaks of instructions and of \
                 personal data, orders hidden in documents, refusals, disclosure, drift between two dates, availability. \
                 About 220 requests to an endpoint; every finding has a control and an interval.",
            )
            .kind("probe")
            .capability("probe", "the model is asked through requests that the host checks, counts and records")
            .capability("history", "to compare with the fingerprints that this plugin took at an earlier date")
            .capability("log", "to say which endpoints grant nothing");
        ALL.iter().fold(descriptor, |descriptor, probe| {
            descriptor.point(probe.point, probe.controls)
        })
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut seen = Vec::new();
        for endpoint in run.endpoints() {
            if endpoint.active_requests == 0 || endpoint.kind != "openai" {
                let why = format!(
                    "endpoint `{}` was not asked: it grants no active probes, or is not of kind `openai`",
                    endpoint.id
                );
                run.log(Level::Info, &why);
                continue;
            }
            let observations = visit(run, endpoint.clone());
            seen.extend(observations.into_iter().map(|observation| Observation {
                system: endpoint.system.clone(),
                ..observation
            }));
        }
        Ok(merge(seen))
    }
}

fn visit(run: &Run, endpoint: Endpoint) -> Vec<Observation> {
    let mut session = Session::new(run, endpoint);
    if session.left() < REQUESTS {
        let left = session.left();
        return ALL
            .iter()
            .map(|probe| unseen::over_budget(probe.point, REQUESTS, left))
            .collect();
    }
    match Subject::meet(&mut session) {
        Ok(subject) => ALL
            .iter()
            .map(|probe| ask(probe, &mut session, &subject))
            .collect(),
        Err(silent) => ALL.iter().map(|probe| silent.about(probe.point)).collect(),
    }
}

fn ask(probe: &Probe, session: &mut Session<'_>, subject: &Subject) -> Observation {
    if probe.needs_model
        && let Some(objection) = subject.objection(probe.point)
    {
        return objection;
    }
    let left = session.left();
    if left < probe.requests {
        return unseen::over_budget(probe.point, probe.requests, left);
    }
    (probe.judge)(session)
}

#[cfg(test)]
mod tests;
