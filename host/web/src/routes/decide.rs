//! What is done to an entry, each with what it takes.

use assay_domain::{
    Act, Care, Person, RemarkKind, Response as RiskResponse, RulingKind, Severity, Subject,
    WaiverAnswer,
};
use assay_oversight::{Entry, WaiverWish};
use assay_register::{Account, Author, NewTreatment};
use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::Deserialize;

use super::deed::{Deed, Place, Routine};
use crate::{error::Refusal, guard::may, service::Shared};

type Done = Result<(), Refusal>;

/// A day as a form sends it.
fn day(what: &str, text: &str) -> Result<Date, Refusal> {
    text.trim()
        .parse()
        .map_err(|_| Refusal::Unfit(format!("{what} is not a day: write YYYY-MM-DD")))
}

fn owner(text: &str) -> Result<Person, Refusal> {
    text.parse()
        .map_err(|error| Refusal::Unfit(format!("the owner: {error}")))
}

fn author(by: &Account) -> Author<'_> {
    Author {
        by: Some(&by.name),
        now: Timestamp::now(),
    }
}

/// What was filled in, if anything was.
fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Says something about a supplier, or a part of its entry.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Remark {
    /// `supplier`, `finding:DIGITS`, `risk:SYSTEM/SCENARIO` or `gate:SYSTEM/GATE`.
    subject: String,
    text: String,
}

impl Routine for Remark {}
impl Deed for Remark {
    const PART: &'static str = "remarks";

    fn allowed(&self, account: &Account) -> Done {
        if account.supplier.is_some() {
            Ok(())
        } else {
            may(account, Act::Edit, "comment")
        }
    }

    /// What a supplier's person says is its reply, what anybody else says a comment: nobody chooses.
    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, _: &Place) -> Done {
        let kind = if by.supplier.is_some() {
            RemarkKind::Reply
        } else {
            RemarkKind::Comment
        };
        let desk = shared.desk();
        let subject = desk.subject(&self.subject, entry)?;
        desk.remark(
            author(by),
            &entry.view.supplier,
            subject,
            kind,
            self.text.into(),
        )
        .await?;
        Ok(())
    }
}

/// Plans how a risk is treated.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Plan {
    /// `supplier`, `finding:DIGITS`, `risk:SYSTEM/SCENARIO` or `gate:SYSTEM/GATE`.
    subject: String,
    /// `mitigate`, `transfer`, `avoid` or `accept`.
    response: String,
    description: String,
    /// A person.
    owner: String,
    /// An amount with its currency, `12000 EUR`; empty when it is not known.
    #[serde(default)]
    cost: String,
    /// YYYY-MM-DD.
    due: String,
}

impl Routine for Plan {}
impl Deed for Plan {
    const PART: &'static str = "treatments";

    fn allowed(&self, account: &Account) -> Done {
        may(account, Act::Edit, "plan a treatment")
    }

    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, _: &Place) -> Done {
        let desk = shared.desk();
        let response = RiskResponse::ALL
            .into_iter()
            .find(|one| one.label() == self.response);
        let cost = filled(&self.cost).map(str::parse).transpose();
        let new = NewTreatment {
            subject: desk.subject(&self.subject, entry)?,
            response: response.ok_or_else(|| {
                Refusal::Unfit("choose mitigate, transfer, avoid or accept".to_owned())
            })?,
            description: self.description.into(),
            owner: owner(&self.owner)?,
            cost: cost.map_err(|error| Refusal::Unfit(format!("the cost: {error}")))?,
            due: day("the due date", &self.due)?,
        };
        desk.plan(author(by), entry, new).await?;
        Ok(())
    }
}

/// Says how a treatment ended.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Settle {
    outcome: Outcome,
    /// What was done, or why it was given up.
    note: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Done,
    Withdrawn,
}

impl Routine for Settle {}
impl Deed for Settle {
    const PART: &'static str = "treatments";

    fn allowed(&self, account: &Account) -> Done {
        may(account, Act::Edit, "settle a treatment")
    }

    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, place: &Place) -> Done {
        let done = matches!(self.outcome, Outcome::Done);
        shared
            .desk()
            .settle(
                author(by),
                &entry.view.supplier,
                place.number,
                done,
                self.note.into(),
            )
            .await?;
        Ok(())
    }
}

/// Asks that a risk or gate be waived. Who answers is a person, and another one.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Wish {
    /// `risk:SYSTEM/SCENARIO` or `gate:SYSTEM/GATE`.
    subject: String,
    reason: String,
    /// For what it is meant to hold.
    scope: String,
    /// The last day, YYYY-MM-DD.
    expires: String,
}

impl Routine for Wish {}
impl Deed for Wish {
    const PART: &'static str = "waivers";

    fn allowed(&self, account: &Account) -> Done {
        may(account, Act::Edit, "ask for a waiver")
    }

    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, _: &Place) -> Done {
        let desk = shared.desk();
        let wish = WaiverWish {
            subject: desk.subject(&self.subject, entry)?,
            reason: self.reason.into(),
            scope: self.scope.into(),
            expires: day("the last day", &self.expires)?,
        };
        desk.request_waiver(author(by), entry, wish).await?;
        Ok(())
    }
}

/// Answers a request for a waiver.
#[derive(Deserialize)]
pub(super) struct Answer {
    answer: WaiverAnswer,
}

impl Deed for Answer {
    const PART: &'static str = "waivers";

    fn allowed(&self, account: &Account) -> Done {
        match self.answer {
            WaiverAnswer::Approved | WaiverAnswer::Refused => {
                may(account, Act::Approve, "answer a request for a waiver")
            }
            WaiverAnswer::Withdrawn => may(account, Act::Edit, "take back a waiver"),
        }
    }

    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, place: &Place) -> Done {
        shared
            .desk()
            .answer_waiver(author(by), &entry.view.supplier, place.number, self.answer)
            .await?;
        Ok(())
    }
}

/// Gives a finding to somebody.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Assign {
    /// A person; empty for nobody.
    #[serde(default)]
    owner: String,
    /// YYYY-MM-DD; empty for no day.
    #[serde(default)]
    due: String,
}

impl Routine for Assign {}
impl Deed for Assign {
    const PART: &'static str = "care";

    fn allowed(&self, account: &Account) -> Done {
        may(account, Act::Edit, "assign a finding")
    }

    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, place: &Place) -> Done {
        let care = Care {
            owner: filled(&self.owner).map(owner).transpose()?,
            due: filled(&self.due)
                .map(|text| day("the due date", text))
                .transpose()?,
        };
        shared
            .desk()
            .assign(author(by), entry, &place.digits, &care)
            .await?;
        Ok(())
    }
}

/// Rules about a finding.
#[derive(Deserialize)]
pub(super) struct Ruling {
    ruling: String,
    reason: String,
}

impl Deed for Ruling {
    const PART: &'static str = "care";

    fn allowed(&self, account: &Account) -> Done {
        may(account, Act::Approve, "rule about a finding")
    }

    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, place: &Place) -> Done {
        let kind = match self.ruling.as_str() {
            "upheld" => RulingKind::Upheld,
            "dismissed" => RulingKind::Dismissed,
            severity => RulingKind::Severity {
                severity: Severity::parse(severity)
                    .ok_or_else(|| Refusal::Unfit("choose what you rule".to_owned()))?,
            },
        };
        shared
            .desk()
            .rule(author(by), entry, &place.digits, kind, self.reason.into())
            .await?;
        Ok(())
    }
}

/// Enters something that happened at the supplier.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Happened {
    /// The day, YYYY-MM-DD.
    on: String,
    text: String,
}

impl Routine for Happened {}
impl Deed for Happened {
    const PART: &'static str = "incidents";

    fn allowed(&self, account: &Account) -> Done {
        may(account, Act::Edit, "enter an incident")
    }

    async fn done(self, shared: &Shared, by: &Account, entry: &Entry, _: &Place) -> Done {
        let on = day("the day of the incident", &self.on)?;
        shared
            .desk()
            .record_incident(author(by), &entry.view.supplier, on, self.text.into())
            .await?;
        Ok(())
    }
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
