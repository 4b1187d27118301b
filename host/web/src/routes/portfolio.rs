//! All suppliers.

use assay_domain::{Act, Decision, Level, Tier};
use assay_register::SearchQuery;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use maud::Markup;
use serde::Deserialize;

use crate::{error::Refusal, guard::Visitor, pages, service::Shared};

/// Suppliers on a page.
pub(crate) const PAGE: u32 = 50;

/// What a list is searched for. Words that are not known find nothing out of the ordinary: they are left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    pub(crate) q: String,
    pub(crate) decision: String,
    pub(crate) tier: String,
    pub(crate) level: String,
    pub(crate) page: u32,
}

impl Search {
    pub(crate) fn query(&self) -> SearchQuery {
        SearchQuery {
            text: Some(self.q.trim().to_owned()).filter(|text| !text.is_empty()),
            decision: word::<Decision>(&self.decision),
            tier: word::<Tier>(&self.tier),
            level: word::<Level>(&self.level),
            worst_first: true,
            skip: self.page.saturating_mul(PAGE),
            limit: PAGE,
        }
    }
}

/// A word of the JSON form.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(text.into()).ok()
}

pub(super) async fn portfolio(
    State(shared): State<Shared>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    // A supplier's person has one page.
    if let Some(own) = &visitor.account.supplier {
        return Ok(Redirect::to(&format!("/suppliers/{own}")).into_response());
    }
    let overview = shared.overview().await?;
    Ok(pages::portfolio(
        &visitor,
        &overview.portfolio,
        &shared.catalogue.policy.level_table,
    )
    .into_response())
}

pub(super) async fn suppliers(
    State(shared): State<Shared>,
    visitor: Visitor,
    Query(search): Query<Search>,
) -> Result<Markup, Refusal> {
    visitor.may(Act::ReadAll, "see other suppliers")?;
    let overview = shared.overview().await?;
    let asked = search.query();
    let found = shared.register.standings_of(&overview.index, &asked);
    let found = found.await?;
    Ok(pages::suppliers(&visitor, &search, &found))
}
