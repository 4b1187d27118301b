//! What needs the dossier: assess, answer, send a document, look into one.

use std::{collections::BTreeMap, convert::Infallible, sync::Arc};

use assay_domain::{Act, Digest, Evidence, RemarkKind, Subject, SupplierId, Untrusted};
use assay_oversight::Entry;
use assay_questionnaire::{Given, Outcome, Returned, Taking};
use assay_register::{Account, Author};
use axum::{
    Form,
    extract::{Multipart, Path, Query, State},
    http::header,
    response::{
        IntoResponse, Redirect, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::stream;
use jiff::Timestamp;
use maud::Markup;
use serde::Deserialize;
use tokio::sync::watch::Receiver;

use super::supplier::entry;
use crate::{
    error::Refusal,
    guard::{Visitor, may},
    jobs::Job,
    office::{Office, OfficeError},
    pages,
    service::Shared,
};

/// The largest document that is taken, in bytes; also in the words of the page.
pub(crate) const LARGEST_DOCUMENT: usize = 20 << 20;

/// The page of a running assessment is the only one with a script: it may run that one and ask for events.
const WATCHING: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
                        form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

impl From<OfficeError> for Refusal {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::NoDossier => Self::NotFound,
            OfficeError::Unfit(words) => Self::Unfit(words),
            OfficeError::Failed(words) => Self::Failed(words),
        }
    }
}

fn office(shared: &Shared) -> Result<&Arc<dyn Office>, Refusal> {
    shared.office.as_ref().ok_or(Refusal::NotFound)
}

/// Whoever works on entries, and the supplier's own person.
fn may_send(visitor: &Visitor) -> Result<(), Refusal> {
    if visitor.account.supplier.is_some() {
        Ok(())
    } else {
        visitor.may(Act::Edit, "change a dossier")
    }
}

/// Leaves a line in the log and on the page: the dossier is a folder and has no log of its own.
async fn note(
    shared: &Shared,
    visitor: &Visitor,
    supplier: &SupplierId,
    text: String,
) -> Result<(), Refusal> {
    let kind = if visitor.account.supplier.is_some() {
        RemarkKind::Reply
    } else {
        RemarkKind::Comment
    };
    let author = Author {
        by: Some(visitor.name()),
        now: Timestamp::now(),
    };
    let text = text.as_str().into();
    shared
        .desk()
        .remark(author, supplier, Subject::Supplier, kind, text)
        .await?;
    Ok(())
}

#[derive(Deserialize)]
pub(super) struct Token {
    csrf: String,
}

pub(super) async fn start(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(sent): Form<Token>,
) -> Result<Redirect, Refusal> {
    visitor.check(&sent.csrf)?;
    assess(&shared, &visitor.account, &id)?;
    Ok(Redirect::to(&format!("/suppliers/{id}/assessment")))
}

/// Starts an assessment, unless one is running.
pub(super) fn assess(
    shared: &Shared,
    account: &Account,
    id: &str,
) -> Result<Receiver<Job>, Refusal> {
    may(account, Act::Edit, "start an assessment")?;
    let supplier: SupplierId = id.parse().map_err(|_| Refusal::NotFound)?;
    let office = office(shared)?;
    if !office.has(&supplier) {
        return Err(Refusal::NotFound);
    }
    let by = account.name.clone();
    Ok(shared.jobs.start(Arc::clone(office), supplier, by))
}

/// The latest assessment of a supplier that was started from the page.
fn job(
    shared: &Shared,
    visitor: &Visitor,
    id: &str,
) -> Result<(SupplierId, Receiver<Job>), Refusal> {
    visitor.may(Act::ReadAll, "see that")?;
    job_of(shared, id)
}

pub(super) fn job_of(shared: &Shared, id: &str) -> Result<(SupplierId, Receiver<Job>), Refusal> {
    let supplier: SupplierId = id.parse().map_err(|_| Refusal::NotFound)?;
    let job = shared.jobs.of(&supplier).ok_or(Refusal::NotFound)?;
    Ok((supplier, job))
}

pub(super) async fn watch(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let (supplier, job) = job(&shared, &visitor, &id)?;
    let job = job.borrow().clone();
    let policy = [(header::CONTENT_SECURITY_POLICY, WATCHING)];
    Ok((policy, pages::assessment(&visitor, &supplier, &job)).into_response())
}

/// How far it is, at once and after every change; the last event says that it has ended.
pub(super) async fn events(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let (_, mut job) = job(&shared, &visitor, &id)?;
    job.mark_changed();
    let stream = stream::unfold(Some(job), async |job| {
        let mut job = job?;
        // An error means that whoever runs it is gone, with the last word said before.
        job.changed().await.ok()?;
        let now = job.borrow_and_update().clone();
        let name = if now.ended.is_some() {
            "done"
        } else {
            "progress"
        };
        let data = serde_json::to_string(&now).expect("a job is made of text and numbers");
        let event = Event::default().event(name).data(data);
        let next = now.ended.is_none().then_some(job);
        Some((Ok::<_, Infallible>(event), next))
    });
    Ok(Sse::new(stream)
        .keep_alive(KeepAlive::default())
        .into_response())
}

pub(super) async fn questionnaire(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Markup, Refusal> {
    let supplier: SupplierId = id.parse().map_err(|_| Refusal::NotFound)?;
    visitor.may_see(&supplier)?;
    let form = office(&shared)?.form(&supplier).await?;
    Ok(pages::questionnaire(
        &visitor,
        &form,
        may_send(&visitor).is_ok(),
        None,
    ))
}

pub(super) async fn answer(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Markup, Refusal> {
    visitor.check(sent.get("csrf").map_or("", String::as_str))?;
    let supplier: SupplierId = id.parse().map_err(|_| Refusal::NotFound)?;
    visitor.may_see(&supplier)?;
    may_send(&visitor)?;
    let office = office(&shared)?;
    let returned = Returned {
        supplier: None,
        given: given(&sent, &visitor, shared.today()),
    };
    let taking = office.answer(&supplier, returned).await?;
    let taken = taking.answers().count();
    if taken > 0 {
        let text = format!("Answered {taken} questions of the questionnaire.");
        note(&shared, &visitor, &supplier, text).await?;
    }
    let form = office.form(&supplier).await?;
    Ok(pages::questionnaire(
        &visitor,
        &form,
        true,
        Some(&refused(taking)),
    ))
}

/// What was not taken, for the page.
fn refused(mut taking: Taking) -> Taking {
    taking
        .taken
        .retain(|taken| taken.outcome != Outcome::Unchanged);
    taking
}

/// The fields of the form as answers. Who answers is whoever is signed in, and the day is today.
fn given(
    sent: &BTreeMap<String, String>,
    visitor: &Visitor,
    today: jiff::civil::Date,
) -> Vec<Given> {
    let field = |part: &str, id: &str| sent.get(&format!("{part}:{id}")).map(|text| text.trim());
    sent.iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("value:")?, value)))
        .map(|(id, value)| Given {
            ours: true,
            id: id.into(),
            question: None,
            value: value.trim().into(),
            comment: field("comment", id)
                .filter(|text| !text.is_empty())
                .map(Into::into),
            documents: field("documents", id)
                .unwrap_or_default()
                .lines()
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(Into::into)
                .collect(),
            answered_on: Some(today),
            answered_by: Some(visitor.name().as_str().into()),
        })
        .collect()
}

pub(super) async fn receive(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    mut sent: Multipart,
) -> Result<Redirect, Refusal> {
    let supplier: SupplierId = id.parse().map_err(|_| Refusal::NotFound)?;
    visitor.may_see(&supplier)?;
    may_send(&visitor)?;
    let office = office(&shared)?;
    let unfit = |error: axum::extract::multipart::MultipartError| Refusal::Unfit(error.body_text());
    let mut checked = false;
    while let Some(field) = sent.next_field().await.map_err(unfit)? {
        match field.name() {
            Some("csrf") => {
                visitor.check(&field.text().await.map_err(unfit)?)?;
                checked = true;
            }
            // The token stands before the file in the form, so nothing of a forged one is kept.
            Some("document") if checked => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(unfit)?;
                let kept = office.receive(&supplier, &name, bytes.to_vec()).await?;
                note(
                    &shared,
                    &visitor,
                    &supplier,
                    format!("Sent the document {kept}."),
                )
                .await?;
                return Ok(Redirect::to(&format!("/suppliers/{supplier}#remarks")));
            }
            _ => return Err(Refusal::Forged),
        }
    }
    Err(Refusal::Unfit("no document was chosen".to_owned()))
}

/// Which quote to show in its document.
#[derive(Deserialize)]
pub(super) struct Place {
    start: u64,
    end: u64,
}

pub(super) async fn document(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path((id, document)): Path<(String, String)>,
    Query(place): Query<Place>,
) -> Result<Markup, Refusal> {
    visitor.may(Act::ReadAll, "see that")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let (digest, quote) = quoted(&entry, &document, &place).ok_or(Refusal::NotFound)?;
    let found = match &shared.office {
        Some(office) => office.document(&entry.view.supplier, &document).await,
        None => Err(OfficeError::NoDossier),
    };
    let text = match &found {
        Ok(found) if found.digest == digest => Ok(found.text.as_ref()),
        Ok(_) => Err("The document in the folder is not the one that was assessed.".to_owned()),
        Err(error) => Err(format!("The document cannot be shown: {error}.")),
    };
    let text = text.as_ref().map(|text| *text).map_err(String::as_str);
    let place = (place.start, place.end);
    Ok(pages::document(
        &visitor, &entry, &document, text, place, quote,
    ))
}

/// The quote at this place, and the digest of the document that it was found in: only what is evidence is shown.
fn quoted<'a>(entry: &'a Entry, id: &str, place: &Place) -> Option<(Digest, &'a Untrusted)> {
    let latest = entry.view.latest.observations.iter();
    let open = entry.view.open_findings.iter();
    let all = latest.chain(open.flat_map(|finding| &finding.observations));
    all.flat_map(|seen| &seen.evidence)
        .find_map(|piece| match piece {
            Evidence::Quote {
                document,
                digest,
                start,
                end,
                text,
                ..
            } if document == id && (*start, *end) == (place.start, place.end) => {
                Some((*digest, text))
            }
            _ => None,
        })
}

pub(super) async fn plugins(
    State(shared): State<Shared>,
    visitor: Visitor,
) -> Result<Markup, Refusal> {
    visitor.may(Act::ReadAll, "see the plugins")?;
    let (plugins, conducts) = office(&shared)?.plugins().await?;
    Ok(pages::plugins(&visitor, &plugins, &conducts))
}

pub(super) async fn script() -> impl IntoResponse {
    let kept = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (kept, pages::PROGRESS)
}
