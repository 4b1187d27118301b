//! Regulation (EU) 2024/1689: its articles, the days from which they apply, and which of them bind a supplier on a day.

use std::collections::BTreeSet;

use assay_domain::{AiActClass, AiActRole, ControlId, PointId, SupplierProfile, SupplierRole};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Catalogue, Control, EvidenceBy, Framework};

/// The articles of which a buyer asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AiAct {
    /// Prefix of its ids, `eu-ai-act`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its number.
    pub edition: String,
    /// Where its content can be checked.
    pub source: String,
    /// The day on which the content was last checked against the source.
    pub as_of: Date,
    /// Its articles.
    pub articles: Vec<Article>,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Article {
    /// `eu-ai-act.26`.
    pub id: ControlId,
    /// `Article 26`.
    pub reference: String,
    /// A name in our own words.
    pub name: String,
    /// What to ask a supplier for.
    pub ask: String,
    /// The chapter.
    pub group: String,
    /// Who carries the duty.
    pub bearer: Bearer,
    /// The parts for which it holds; empty for all.
    #[serde(default)]
    pub roles: Vec<AiActRole>,
    /// The classes for which it holds; empty for all.
    #[serde(default)]
    pub classes: Vec<AiActClass>,
    /// Rows of the table of dates.
    pub dates: Vec<String>,
    /// Check points that bear on it directly.
    #[serde(default)]
    pub points: Vec<PointId>,
}

/// Who carries a duty.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// The supplier.
    Supplier,
    /// We, as deployer: the supplier has to give what we need for it.
    Buyer,
    /// Authorities: penalties and rules on when what applies. Nobody is asked.
    Authority,
}

/// From when which part applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AiActDates {
    /// Where the dates come from.
    pub source: String,
    /// When they were last compared with it.
    pub as_of: Date,
    /// The rows.
    pub dates: Vec<ApplicationDate>,
}

/// One row: an obligation, and every claim about the day from which it applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApplicationDate {
    /// A kebab-case id.
    pub id: String,
    /// What applies.
    pub obligation: String,
    /// Whether sources agree.
    pub status: DateStatus,
    /// What else has to be known.
    #[serde(default)]
    pub note: Option<String>,
    /// The claims: one, or for a disputed row all of them.
    pub claims: Vec<DateClaim>,
}

/// Whether sources agree on a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DateStatus {
    /// They do.
    Settled,
    /// They do not: every claim is kept.
    Disputed,
}

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateClaim {
    /// The day from which it applies.
    pub effective_from: Date,
    /// Who says so.
    pub source: String,
    /// The day on which the source said so.
    pub as_of: Date,
}

/// Whether something applies on a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum InForce {
    /// By every claim.
    Yes,
    /// By some claims and not by others.
    Disputed,
    /// By no claim yet.
    NotYet,
}

impl InForce {
    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "in force",
            Self::Disputed => "disputed",
            Self::NotYet => "not yet",
        }
    }
}

impl ApplicationDate {
    /// Whether it applies on a day.
    pub fn on(&self, day: Date) -> InForce {
        let begun = self
            .claims
            .iter()
            .filter(|claim| claim.effective_from <= day);
        match begun.count() {
            0 => InForce::NotYet,
            all if all == self.claims.len() => InForce::Yes,
            _ => InForce::Disputed,
        }
    }
}

/// What article 5 forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProhibitedPractices {
    /// Where the list comes from.
    pub source: String,
    /// When it was last compared with it.
    pub as_of: Date,
    /// The practices.
    pub practices: Vec<ProhibitedPractice>,
}

/// One practice of article 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProhibitedPractice {
    /// A kebab-case id.
    pub id: String,
    /// The letter.
    pub reference: String,
    /// What is forbidden, in our own words.
    pub what: String,
    /// A row of the table of dates.
    pub date: String,
}

/// An article that concerns a supplier on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty<'a> {
    /// The article.
    pub article: &'a Article,
    /// Whether it applies: by the row of its dates that applies most.
    pub in_force: InForce,
    /// Its rows, each with whether it applies on the day.
    pub dates: Vec<(&'a ApplicationDate, InForce)>,
}

impl Article {
    /// True when it concerns somebody in these parts, with a system of this class. Whatever is not known speaks for it: no part
    /// counts as every part, no class as every class. A prohibited practice has at least the duties of a high-risk system.
    pub fn concerns(&self, roles: &BTreeSet<AiActRole>, class: Option<AiActClass>) -> bool {
        let by_role = self.roles.is_empty()
            || roles.is_empty()
            || self.roles.iter().any(|role| roles.contains(role));
        let by_class = self.classes.is_empty()
            || class.is_none_or(|class| {
                self.classes.contains(&class)
                    || (class == AiActClass::Prohibited
                        && self.classes.contains(&AiActClass::HighRisk))
            });
        self.bearer != Bearer::Authority && by_role && by_class
    }
}

impl AiAct {
    /// The articles as a framework among others, for lists.
    pub(crate) fn framework(&self) -> Framework {
        let control = |article: &Article| Control {
            id: article.id.clone(),
            reference: article.reference.clone(),
            name: article.name.clone(),
            ask: article.ask.clone(),
            group: article.group.clone(),
        };
        Framework {
            id: self.id.clone(),
            title: self.title.clone(),
            edition: self.edition.clone(),
            source: self.source.clone(),
            as_of: self.as_of,
            evidence: EvidenceBy::Crosswalk,
            controls: self.articles.iter().map(control).collect(),
        }
    }
}

/// The parts of a supplier under the AI Act for a system of this class: those that the dossier settles, or those that follow from
/// what the supplier does with AI. Empty means not known.
pub fn ai_act_roles(profile: &SupplierProfile, class: Option<AiActClass>) -> BTreeSet<AiActRole> {
    let mut roles: BTreeSet<AiActRole> = profile.ai_act_roles.iter().copied().collect();
    if !roles.is_empty() {
        return roles;
    }
    for role in &profile.roles {
        match role {
            SupplierRole::Provider => roles.extend([AiActRole::Provider]),
            SupplierRole::Deployer => roles.extend([AiActRole::Deployer]),
            // Whoever trains a model or builds on one may have put it on the market under its own name or may have supplied it
            // to somebody who did: both until the dossier settles it.
            SupplierRole::Developer | SupplierRole::Integrator => {
                roles.extend([AiActRole::Provider, AiActRole::ComponentSupplier]);
            }
            SupplierRole::DataSupplier => roles.extend([AiActRole::ComponentSupplier]),
        }
    }
    let makes_models = profile
        .roles
        .iter()
        .any(|role| matches!(role, SupplierRole::Developer | SupplierRole::Provider));
    if makes_models && class.is_none_or(|class| class == AiActClass::GeneralPurpose) {
        roles.insert(AiActRole::GpaiProvider);
    }
    roles
}

impl Catalogue {
    /// A row of the table of dates.
    pub fn application_date(&self, id: &str) -> Option<&ApplicationDate> {
        self.ai_act_dates.dates.iter().find(|row| row.id == id)
    }

    /// The articles that concern somebody in these parts with a system of this class, with whether they apply on a day.
    pub fn ai_act_duties(
        &self,
        roles: &BTreeSet<AiActRole>,
        class: Option<AiActClass>,
        on: Date,
    ) -> Vec<Duty<'_>> {
        self.ai_act
            .articles
            .iter()
            .filter(|article| article.concerns(roles, class))
            .map(|article| {
                let dates: Vec<_> = article
                    .dates
                    .iter()
                    .filter_map(|id| self.application_date(id))
                    .map(|row| (row, row.on(on)))
                    .collect();
                let in_force = dates.iter().map(|(_, state)| *state).min();
                Duty {
                    article,
                    in_force: in_force.unwrap_or(InForce::Disputed),
                    dates,
                }
            })
            .collect()
    }
}
