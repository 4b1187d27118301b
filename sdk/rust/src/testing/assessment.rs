//! What came out of a plugin, and whether the host would take it.

use super::{FakeHost, profile};
use crate::{
    Acceptance, CertificateField, Descriptor, Evidence, Exchange, Failure, Observation, Offer,
    Recorded, Refusal, Request, Span,
};

/// One finished assessment.
#[derive(Debug)]
pub struct Assessment {
    pub(super) descriptor: Descriptor,
    pub(super) observations: Vec<Observation>,
    pub(super) host: FakeHost,
}

impl Assessment {
    /// Everything that was observed.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// The observation of a point.
    ///
    /// # Panics
    /// There is none, or more than one; the message lists the points that there are.
    pub fn of(&self, point: &str) -> &Observation {
        let mut found = self
            .observations
            .iter()
            .filter(|observation| observation.point == point);
        match (found.next(), found.next()) {
            (Some(only), None) => only,
            (first, _) => {
                let points: Vec<_> = self.observations.iter().map(|o| o.point.as_str()).collect();
                let how_many = if first.is_some() {
                    "more than one"
                } else {
                    "no"
                };
                panic!("{how_many} observation of `{point}` among {points:?}")
            }
        }
    }

    /// The requests that were sent, with what came back.
    pub fn sent(&self) -> &[(Request, Result<Exchange, Failure>)] {
        &self.host.sent
    }

    /// The handshakes that were offered, with what the server made of them.
    pub fn offered(&self) -> &[(Offer, Result<Acceptance, Refusal>)] {
        &self.host.offered
    }

    /// The lines that were logged: level and message.
    pub fn log(&self) -> &[(String, String)] {
        &self.host.log
    }

    /// Why the host would drop observations: points that were not declared, systems that do not exist, evidence that is
    /// not where the plugin says.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for observation in &self.observations {
            let mut problem = |what: &str| problems.push(format!("{}: {what}", observation.point));
            if !self
                .descriptor
                .points
                .iter()
                .any(|declared| declared.point == observation.point)
            {
                problem("the point is not declared");
            }
            if let Some(system) = &observation.system
                && !self.host.systems.iter().any(|known| known.id == *system)
            {
                problem(&format!("there is no system `{system}`"));
            }
            for evidence in &observation.evidence {
                if !self.is_there(evidence) {
                    problem(&format!("the evidence is not there: {evidence:?}"));
                }
            }
        }
        problems
    }

    fn is_there(&self, evidence: &Evidence) -> bool {
        match evidence {
            Evidence::Answer(question) => self.host.answers.contains_key(question),
            Evidence::Quote(span) => self.stands(span),
            Evidence::Exchange(id) => self.recorded(id).is_some(),
            Evidence::Certificate(field) => self.was_seen(field),
            Evidence::Profile((path, value)) => profile::says(&self.host, path, value),
            Evidence::Observation(id) => self.host.observed.iter().any(|seen| seen.id == *id),
            Evidence::Other(_) => false,
        }
    }

    fn stands(&self, span: &Span) -> bool {
        let text = self
            .host
            .documents
            .get(&span.document)
            .and_then(|found| found.text.as_deref());
        let range = usize::try_from(span.start)
            .ok()
            .zip(usize::try_from(span.end).ok());
        text.zip(range)
            .and_then(|(text, (start, end))| text.get(start..end))
            == Some(&span.text)
    }

    fn recorded(&self, id: &str) -> Option<&dyn Recorded> {
        let sent = self.host.sent.iter().map(|(_, result)| -> &dyn Recorded {
            match result {
                Ok(exchange) => exchange,
                Err(failure) => failure,
            }
        });
        let offered = self
            .host
            .offered
            .iter()
            .map(|(_, result)| -> &dyn Recorded {
                match result {
                    Ok(acceptance) => acceptance,
                    Err(refusal) => refusal,
                }
            });
        sent.chain(offered).find(|recorded| recorded.id() == id)
    }

    fn was_seen(&self, field: &CertificateField) -> bool {
        let chain = self
            .recorded(&field.exchange)
            .and_then(Recorded::tls)
            .map(|tls| &tls.chain);
        let certificate = chain
            .zip(usize::try_from(field.index).ok())
            .and_then(|(c, i)| c.get(i));
        certificate.is_some_and(|certificate| {
            certificate.field(&field.field) == Some(&field.value)
                || (field.field == "name" && certificate.names.contains(&field.value))
        })
    }
}
