//! Forms in which people decide. Who decides is whoever is signed in.

use assay_domain::{
    Act, Care, RemarkKind, Response as RiskResponse, RulingKind, Severity, Subject, SupplierId,
    WaiverAnswer,
};
use assay_oversight::WaiverWish;
use assay_register::{Author, NewTreatment};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

use super::supplier::entry;
use crate::{error::Refusal, guard::Visitor, service::Shared};

type Done = Result<Redirect, Refusal>;

fn author(visitor: &Visitor) -> Author<'_> {
    Author {
        by: Some(visitor.name()),
        now: Timestamp::now(),
    }
}

fn back(supplier: &SupplierId, part: &str) -> Redirect {
    Redirect::to(&format!("/suppliers/{supplier}#{part}"))
}

/// A day as a form sends it.
fn day(what: &str, text: &str) -> Result<Date, Refusal> {
    text.trim()
        .parse()
        .map_err(|_| Refusal::Unfit(format!("{what} is not a day: write YYYY-MM-DD")))
}

#[derive(Deserialize)]
pub(super) struct Remark {
    csrf: String,
    subject: String,
    text: String,
}

/// What a supplier's person says is its reply, what anybody else says a comment: nobody chooses.
pub(super) async fn remark(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(sent): Form<Remark>,
) -> Done {
    visitor.check(&sent.csrf)?;
    let entry = entry(&shared, &visitor, &id).await?;
    let kind = if visitor.account.supplier.is_some() {
        RemarkKind::Reply
    } else {
        visitor.may(Act::Edit, "comment")?;
        RemarkKind::Comment
    };
    let desk = shared.desk();
    let subject = desk.subject(&sent.subject, &entry)?;
    desk.remark(
        author(&visitor),
        &entry.view.supplier,
        subject,
        kind,
        sent.text.into(),
    )
    .await?;
    Ok(back(&entry.view.supplier, "remarks"))
}

#[derive(Deserialize)]
pub(super) struct Plan {
    csrf: String,
    subject: String,
    response: String,
    description: String,
    owner: String,
    cost: String,
    due: String,
}

pub(super) async fn plan(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(sent): Form<Plan>,
) -> Done {
    visitor.check(&sent.csrf)?;
    visitor.may(Act::Edit, "plan a treatment")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let desk = shared.desk();
    let response = RiskResponse::ALL
        .into_iter()
        .find(|one| one.label() == sent.response);
    let cost = sent.cost.trim();
    let new = NewTreatment {
        subject: desk.subject(&sent.subject, &entry)?,
        response: response.ok_or_else(|| {
            Refusal::Unfit("choose mitigate, transfer, avoid or accept".to_owned())
        })?,
        description: sent.description.into(),
        owner: sent
            .owner
            .parse()
            .map_err(|error| Refusal::Unfit(format!("the owner: {error}")))?,
        cost: if cost.is_empty() {
            None
        } else {
            Some(
                cost.parse()
                    .map_err(|error| Refusal::Unfit(format!("the cost: {error}")))?,
            )
        },
        due: day("the due date", &sent.due)?,
    };
    desk.plan(author(&visitor), &entry, new).await?;
    Ok(back(&entry.view.supplier, "treatments"))
}

#[derive(Deserialize)]
pub(super) struct Settle {
    csrf: String,
    done: bool,
    note: String,
}

pub(super) async fn settle(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path((id, number)): Path<(String, u32)>,
    Form(sent): Form<Settle>,
) -> Done {
    visitor.check(&sent.csrf)?;
    visitor.may(Act::Edit, "settle a treatment")?;
    let entry = entry(&shared, &visitor, &id).await?;
    shared
        .desk()
        .settle(
            author(&visitor),
            &entry.view.supplier,
            number,
            sent.done,
            sent.note.into(),
        )
        .await?;
    Ok(back(&entry.view.supplier, "treatments"))
}

#[derive(Deserialize)]
pub(super) struct Wish {
    csrf: String,
    subject: String,
    reason: String,
    scope: String,
    expires: String,
}

pub(super) async fn request_waiver(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(sent): Form<Wish>,
) -> Done {
    visitor.check(&sent.csrf)?;
    visitor.may(Act::Edit, "ask for a waiver")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let desk = shared.desk();
    let wish = WaiverWish {
        subject: desk.subject(&sent.subject, &entry)?,
        reason: sent.reason.into(),
        scope: sent.scope.into(),
        expires: day("the last day", &sent.expires)?,
    };
    desk.request_waiver(author(&visitor), &entry, wish).await?;
    Ok(back(&entry.view.supplier, "waivers"))
}

#[derive(Deserialize)]
pub(super) struct Answer {
    csrf: String,
    answer: WaiverAnswer,
}

pub(super) async fn answer_waiver(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path((id, number)): Path<(String, u32)>,
    Form(sent): Form<Answer>,
) -> Done {
    visitor.check(&sent.csrf)?;
    match sent.answer {
        WaiverAnswer::Approved | WaiverAnswer::Refused => {
            visitor.may(Act::Approve, "answer a request for a waiver")?
        }
        WaiverAnswer::Withdrawn => visitor.may(Act::Edit, "take back a waiver")?,
    }
    let entry = entry(&shared, &visitor, &id).await?;
    shared
        .desk()
        .answer_waiver(author(&visitor), &entry.view.supplier, number, sent.answer)
        .await?;
    Ok(back(&entry.view.supplier, "waivers"))
}

#[derive(Deserialize)]
pub(super) struct Assign {
    csrf: String,
    owner: String,
    due: String,
}

pub(super) async fn assign(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path((id, digits)): Path<(String, String)>,
    Form(sent): Form<Assign>,
) -> Done {
    visitor.check(&sent.csrf)?;
    visitor.may(Act::Edit, "assign a finding")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let owner = sent.owner.trim();
    let due = sent.due.trim();
    let care = Care {
        owner: if owner.is_empty() {
            None
        } else {
            Some(
                owner
                    .parse()
                    .map_err(|error| Refusal::Unfit(format!("the owner: {error}")))?,
            )
        },
        due: if due.is_empty() {
            None
        } else {
            Some(day("the due date", due)?)
        },
    };
    shared
        .desk()
        .assign(author(&visitor), &entry, &digits, &care)
        .await?;
    Ok(back(&entry.view.supplier, "care"))
}

#[derive(Deserialize)]
pub(super) struct Ruling {
    csrf: String,
    ruling: String,
    reason: String,
}

pub(super) async fn rule(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path((id, digits)): Path<(String, String)>,
    Form(sent): Form<Ruling>,
) -> Done {
    visitor.check(&sent.csrf)?;
    visitor.may(Act::Approve, "rule about a finding")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let kind = match sent.ruling.as_str() {
        "upheld" => RulingKind::Upheld,
        "dismissed" => RulingKind::Dismissed,
        severity => RulingKind::Severity {
            severity: Severity::parse(severity)
                .ok_or_else(|| Refusal::Unfit("choose what you rule".to_owned()))?,
        },
    };
    shared
        .desk()
        .rule(author(&visitor), &entry, &digits, kind, sent.reason.into())
        .await?;
    Ok(back(&entry.view.supplier, "care"))
}

#[derive(Deserialize)]
pub(super) struct IncidentForm {
    csrf: String,
    on: String,
    text: String,
}

pub(super) async fn incident(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(sent): Form<IncidentForm>,
) -> Done {
    visitor.check(&sent.csrf)?;
    visitor.may(Act::Edit, "enter an incident")?;
    let entry = entry(&shared, &visitor, &id).await?;
    let on = day("the day of the incident", &sent.on)?;
    shared
        .desk()
        .record_incident(author(&visitor), &entry.view.supplier, on, sent.text.into())
        .await?;
    Ok(back(&entry.view.supplier, "incidents"))
}

/// How a subject is written in a form.
pub(crate) fn written(subject: &Subject) -> String {
    match subject {
        Subject::Supplier => "supplier".to_owned(),
        Subject::Finding { fingerprint } => format!("finding:{}", fingerprint.hex()),
        Subject::Risk { system, scenario } => format!("risk:{system}/{scenario}"),
        Subject::Gate { system, gate } => format!("gate:{system}/{gate}"),
    }
}
