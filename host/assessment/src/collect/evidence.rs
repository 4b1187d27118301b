//! Looks up each piece of evidence where the plugin says it is.

use std::collections::BTreeMap;

use assay_domain::{
    Evidence, QuestionId, ReportedCertificateField, ReportedEvidence, ReportedSpan, TlsFacts,
    Untrusted, Verification,
};
use assay_sandbox::{Recorded, RecordedExchange, RunInputs};

use super::{excerpt, profile};

/// The evidence if it is there; none for a kind that earns nothing; an error in our own words when it is not there. An
/// observation of another plugin stands for the evidence that it rests on, which was checked then.
pub(super) fn check(
    cited: &ReportedEvidence,
    inputs: &RunInputs,
    exchanges: &BTreeMap<String, RecordedExchange>,
) -> Result<Vec<Evidence>, String> {
    match cited {
        ReportedEvidence::Answer(question) => answer(question, inputs).map(one),
        ReportedEvidence::Quote(span) => quote(span, inputs).map(one),
        ReportedEvidence::Exchange(id) => exchange(id, inputs, exchanges).map(one),
        ReportedEvidence::Certificate(field) => certificate(field, exchanges).map(one),
        ReportedEvidence::Profile(path, value) => profile_value(path, value, inputs).map(one),
        ReportedEvidence::Observation(id) => inputs
            .observation(id.expose())
            .map(|observation| observation.evidence.clone())
            .ok_or_else(|| "the cited observation was not shown in this run".to_owned()),
        ReportedEvidence::Other(..) => Ok(Vec::new()),
    }
}

fn one(evidence: Evidence) -> Vec<Evidence> {
    vec![evidence]
}

fn answer(question: &Untrusted, inputs: &RunInputs) -> Result<Evidence, String> {
    let id: QuestionId = question
        .expose()
        .parse()
        .map_err(|_| "the cited answer has no valid question id".to_owned())?;
    let answer = inputs
        .answers
        .get(&id)
        .ok_or_else(|| format!("the dossier has no answer to `{id}`"))?;
    Ok(Evidence::Answer {
        question: id,
        value: answer.value.clone(),
        documents: answer.documents.clone(),
    })
}

fn quote(span: &ReportedSpan, inputs: &RunInputs) -> Result<Evidence, String> {
    let document = inputs
        .document(span.document.expose())
        .ok_or_else(|| "the cited document is not in the dossier".to_owned())?;
    let text = document
        .text()
        .ok_or_else(|| format!("the document `{}` has no text", document.id))?;
    let place = format!("bytes {} to {} of `{}`", span.start, span.end, document.id);
    let range = usize::try_from(span.start)
        .ok()
        .zip(usize::try_from(span.end).ok())
        .map(|(start, end)| start..end)
        .ok_or_else(|| format!("{place} do not exist"))?;
    let found = text
        .get(range)
        .ok_or_else(|| format!("{place} do not exist"))?;
    if found.is_empty() || found != span.text.expose() {
        return Err(format!("{place} are not what the plugin quoted"));
    }
    Ok(Evidence::Quote {
        document: document.id.clone(),
        digest: document.digest,
        start: span.start,
        end: span.end,
        text: span.text.clone(),
        place: document
            .reading()
            .and_then(|reading| reading.place(span.start, span.end)),
    })
}

fn recorded<'a>(
    id: &Untrusted,
    exchanges: &'a BTreeMap<String, RecordedExchange>,
) -> Result<(&'a str, &'a RecordedExchange), String> {
    exchanges
        .get_key_value(id.expose())
        .map(|(id, exchange)| (id.as_str(), exchange))
        .ok_or_else(|| "the cited exchange did not happen in this run".to_owned())
}

fn exchange(
    id: &Untrusted,
    inputs: &RunInputs,
    exchanges: &BTreeMap<String, RecordedExchange>,
) -> Result<Evidence, String> {
    let (id, exchange) = recorded(id, exchanges)?;
    let endpoint = |named: &str| {
        let mut endpoints = inputs.supplier.endpoints.iter();
        endpoints.find(|endpoint| endpoint.id.as_str() == named)
    };
    let (asked, sent, result, answer) = match &exchange.recorded {
        Recorded::Exchange { request, result } => {
            // What no endpoint makes a URL of was never sent; it is shown as it was asked for.
            let url = endpoint(&request.endpoint)
                .and_then(|endpoint| endpoint.absolute(&request.url).ok())
                .map_or_else(|| request.url.clone(), |url| url.to_string());
            let (result, answer) = match result {
                Ok(exchange) => (
                    format!("status {}", exchange.status),
                    excerpt::answer(exchange),
                ),
                Err(failure) => (
                    format!("{}: {}", failure.kind.label(), failure.message),
                    String::new(),
                ),
            };
            let asked = format!("{} {url}", request.method);
            (asked, excerpt::request(request), result, answer)
        }
        Recorded::Handshake { offer, result } => {
            let url = endpoint(&offer.endpoint).map_or_else(
                || offer.endpoint.clone(),
                |found| found.base_url.to_string(),
            );
            let (result, answer) = match result {
                Ok(chosen) => (
                    format!("chose {} with {}", chosen.tls.version, chosen.tls.cipher),
                    excerpt::acceptance(chosen),
                ),
                Err(refusal) => (
                    format!("{}: {}", refusal.kind.label(), refusal.message),
                    String::new(),
                ),
            };
            let asked = format!("HANDSHAKE up to {} {url}", offer.version);
            (asked, excerpt::offer(offer), result, answer)
        }
    };
    Ok(Evidence::Exchange {
        id: id.to_owned(),
        request: asked.into(),
        sent: sent.into(),
        result: result.into(),
        answer: answer.into(),
        digest: exchange.digest,
    })
}

fn certificate(
    field: &ReportedCertificateField,
    exchanges: &BTreeMap<String, RecordedExchange>,
) -> Result<Evidence, String> {
    let (id, exchange) = recorded(&field.exchange, exchanges)?;
    // An offered handshake ends before the server shows that it holds the key of what it sent: anybody can send it.
    let (tls, proven): (Option<&TlsFacts>, bool) = match &exchange.recorded {
        Recorded::Exchange { result, .. } => match result {
            Ok(exchange) => (exchange.tls.as_ref(), true),
            Err(failure) => (failure.tls.as_ref(), true),
        },
        Recorded::Handshake { result, .. } => {
            (result.as_ref().ok().map(|chosen| &chosen.tls), false)
        }
    };
    let tls = tls.ok_or_else(|| format!("the exchange `{id}` saw no certificate"))?;
    let seen = usize::try_from(field.index)
        .ok()
        .and_then(|index| tls.chain.get(index))
        .ok_or_else(|| format!("the exchange `{id}` saw no certificate {}", field.index))?;
    if !seen.field_is(field.field.expose(), field.value.expose()) {
        return Err(format!(
            "certificate {} of exchange `{id}` does not say that",
            field.index
        ));
    }
    Ok(Evidence::Certificate {
        exchange: id.to_owned(),
        index: field.index,
        field: field.field.expose().to_owned(),
        value: field.value.clone(),
        verified: proven && tls.verification == Verification::Verified,
    })
}

fn profile_value(
    path: &Untrusted,
    value: &Untrusted,
    inputs: &RunInputs,
) -> Result<Evidence, String> {
    if profile::says(&inputs.supplier, path.expose(), value.expose()) {
        Ok(Evidence::Profile {
            path: path.expose().to_owned(),
            value: value.clone(),
        })
    } else {
        Err("the supplier's profile does not say that".to_owned())
    }
}
