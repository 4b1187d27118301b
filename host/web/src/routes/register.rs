//! What is due, the log, and the accounts.

use assay_domain::{Act, Person, SupplierId};
use assay_register::{DueQuery, LogQuery};
use axum::extract::{Query, State};
use jiff::ToSpan;
use maud::Markup;
use serde::Deserialize;

use crate::{error::Refusal, guard::Visitor, pages, service::Shared};

const LINES: u32 = 100;

/// Which part of the due list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Due {
    pub(crate) days: Option<u16>,
    pub(crate) supplier: String,
    pub(crate) owner: String,
    pub(crate) page: u32,
}

impl Due {
    /// Days that are looked ahead when nothing is said.
    pub(crate) const AHEAD: u16 = 30;

    pub(crate) fn query(&self, today: jiff::civil::Date) -> DueQuery {
        let ahead = i64::from(self.days.unwrap_or(Self::AHEAD));
        DueQuery {
            until: today
                .checked_add(ahead.days())
                .unwrap_or(jiff::civil::Date::MAX),
            supplier: self.supplier.parse::<SupplierId>().ok(),
            owner: self.owner.parse::<Person>().ok(),
            skip: self.page.saturating_mul(LINES),
            limit: LINES,
        }
    }
}

pub(super) async fn due(
    State(shared): State<Shared>,
    visitor: Visitor,
    Query(asked): Query<Due>,
) -> Result<Markup, Refusal> {
    visitor.may(Act::ReadAll, "see what is due at all suppliers")?;
    let today = shared.today();
    // Where everybody stands is found first: it says when evidence grows too old.
    shared.overview().await?;
    let rows = shared.register.due(&asked.query(today)).await?;
    Ok(pages::due(&visitor, &asked, &rows, today))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Log {
    before: Option<u64>,
    supplier: String,
    verify: bool,
}

pub(super) async fn log(
    State(shared): State<Shared>,
    visitor: Visitor,
    Query(asked): Query<Log>,
) -> Result<Markup, Refusal> {
    visitor.may(Act::ReadAll, "read the log")?;
    let query = LogQuery {
        supplier: asked.supplier.parse().ok(),
        before: asked.before,
        limit: LINES,
    };
    let lines = shared.register.log(&query).await?;
    // It reads every line, so it is done when somebody asks for it.
    let check = if asked.verify {
        Some(shared.register.verify_log(None).await?)
    } else {
        None
    };
    Ok(pages::log(&visitor, &lines, check.as_ref()))
}

pub(super) async fn accounts(
    State(shared): State<Shared>,
    visitor: Visitor,
) -> Result<Markup, Refusal> {
    visitor.may(Act::Administer, "manage accounts")?;
    let accounts = shared.register.accounts().await?;
    Ok(pages::accounts(&visitor, &accounts))
}
