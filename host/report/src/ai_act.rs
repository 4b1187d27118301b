//! What the EU AI Act asks of the supplier on the day of the assessment, and how far that is shown.
//!
//! Nothing here rests on ISO/IEC 42001: the standard gives no presumption of conformity, so its controls are hints where to look.

use std::collections::BTreeSet;

use assay_catalogue::{Bearer, DateClaim, DateStatus, Duty, InForce, ai_act_roles};
use assay_domain::{
    AiActClass, AiActRole, Bp, ContextFact, PointId, PointOutcome, Sector, SystemId,
};
use assay_scoring::SystemVerdict;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Report;

/// The sentence that belongs to every list of articles.
pub(crate) const NO_PRESUMPTION: &str = "A certificate to ISO/IEC 42001 gives no presumption of conformity with the AI Act \
     (article 40 asks for a harmonised standard cited in the Official Journal): related controls are hints where to look, and no \
     article counts as shown because of them.";

/// The AI Act, for a supplier on a day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AiActView<'a> {
    /// The day for which it was looked at.
    pub as_of: Date,
    /// The day on which the table of dates was last compared with its sources.
    pub dates_as_of: Date,
    /// What must not be concluded.
    pub note: &'static str,
    /// Each system, because parts and classes differ.
    pub systems: Vec<SystemDuties<'a>>,
    /// Dates on which sources differ and that concern one of the systems, with every claim.
    pub disputed_dates: Vec<DisputedDate<'a>>,
}

/// The AI Act, for one system.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SystemDuties<'a> {
    /// The system.
    pub system: &'a SystemId,
    /// The supplier's parts; empty when they are not known, and then every part is looked at.
    pub roles: Vec<AiActRole>,
    /// True when the dossier settles the parts, false when they follow from what the supplier does with AI.
    pub roles_settled: bool,
    /// The class that counts; none when it is not known, and then every class is looked at.
    pub class: Option<AiActClass>,
    /// The sector, where the dossier names one.
    pub sector: Option<Sector>,
    /// Facts of use that the sector does not let count as mild as they were declared.
    pub raised: Vec<Raised>,
    /// The articles, those in force first.
    pub duties: Vec<DutyView<'a>>,
}

/// A fact that the sector raised.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Raised {
    /// The fact.
    pub fact: ContextFact,
    /// The declared word.
    pub declared: &'static str,
    /// The word that counts.
    pub counts_as: &'static str,
}

/// One article.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DutyView<'a> {
    /// `Article 26`.
    pub article: &'a str,
    /// A name in our own words.
    pub name: &'a str,
    /// What to ask for.
    pub ask: &'a str,
    /// Who carries it.
    pub bearer: Bearer,
    /// Whether it applies on the day.
    pub in_force: InForce,
    /// Rows of the table of dates that it depends on.
    pub dates: Vec<&'a str>,
    /// How far it is shown, by the points that bear on it directly.
    pub evidence: Evidence,
    /// These points with their outcome.
    pub points: Vec<PointState<'a>>,
    /// Related controls with their effectiveness. They count for nothing here.
    pub related: Vec<Related<'a>>,
}

/// How far something is shown, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Evidence {
    /// A point fails.
    Failed,
    /// A point could not be told, or is disputed.
    Unknown,
    /// No point bears on it directly, or none is expected here: it has to be asked by hand.
    NotChecked,
    /// A point is met in part, or on little evidence.
    Partial,
    /// Every point that is expected here is met. That is not conformity: points are what a buyer can look at.
    Shown,
}

impl Evidence {
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Failed => "fails",
            Self::Unknown => "not known",
            Self::NotChecked => "not checked",
            Self::Partial => "in part",
            Self::Shown => "points met",
        }
    }
}

/// A point with its outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PointState<'a> {
    /// The point.
    pub point: &'a PointId,
    /// The outcome as a word.
    pub outcome: &'a str,
}

/// A control that is related to an article.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Related<'a> {
    /// Its number in its own framework.
    pub reference: &'a str,
    /// Its effectiveness.
    pub effectiveness: Bp,
    /// How it relates.
    pub relation: &'static str,
}

/// A day on which sources differ.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DisputedDate<'a> {
    /// The row.
    pub id: &'a str,
    /// What applies.
    pub obligation: &'a str,
    /// What else has to be known.
    pub note: Option<&'a str>,
    /// What each source says.
    pub claims: &'a [DateClaim],
}

/// The AI Act for the supplier of a report.
pub(crate) fn view<'a>(report: &Report<'a>) -> AiActView<'a> {
    let catalogue = report.catalogue;
    let as_of = report.verdict().as_of;
    let systems: Vec<SystemDuties<'a>> = report
        .verdict()
        .systems
        .iter()
        .map(|system| duties(report, system))
        .collect();
    let concerned: BTreeSet<&str> = systems
        .iter()
        .flat_map(|system| &system.duties)
        .flat_map(|duty| duty.dates.iter().copied())
        .collect();
    let disputed =
        catalogue.ai_act_dates.dates.iter().filter(|row| {
            row.status == DateStatus::Disputed && concerned.contains(row.id.as_str())
        });
    AiActView {
        as_of,
        dates_as_of: catalogue.ai_act_dates.as_of,
        note: NO_PRESUMPTION,
        disputed_dates: disputed
            .map(|row| DisputedDate {
                id: &row.id,
                obligation: &row.obligation,
                note: row.note.as_deref(),
                claims: &row.claims,
            })
            .collect(),
        systems,
    }
}

fn duties<'a>(report: &Report<'a>, system: &'a SystemVerdict) -> SystemDuties<'a> {
    let (catalogue, facts) = (report.catalogue, &report.view.latest.facts);
    let declared = facts.systems.iter().find(|one| one.id == system.system);
    let class = declared.and_then(|one| catalogue.context_in_sector(one).ai_act_class());
    let roles = ai_act_roles(&facts.profile, class);
    let sector = declared.and_then(|one| one.sector);
    let raised = declared
        .zip(sector.and_then(|sector| catalogue.sector(sector)))
        .map(|(one, preset)| preset.raised(&one.context))
        .unwrap_or_default();
    let mut duties: Vec<DutyView<'a>> = catalogue
        .ai_act_duties(&roles, class, report.verdict().as_of)
        .into_iter()
        .map(|duty| shown(report, system, duty))
        .collect();
    // Stable: articles of one state stay in their order.
    duties.sort_by_key(|duty| duty.in_force);
    SystemDuties {
        system: &system.system,
        roles_settled: !facts.profile.ai_act_roles.is_empty(),
        roles: roles.into_iter().collect(),
        class,
        sector,
        raised: raised
            .into_iter()
            .map(|(fact, declared, counts)| Raised {
                fact,
                declared: fact.word(declared),
                counts_as: fact.word(counts),
            })
            .collect(),
        duties,
    }
}

fn shown<'a>(report: &Report<'a>, system: &'a SystemVerdict, duty: Duty<'a>) -> DutyView<'a> {
    let results = duty.article.points.iter().filter_map(|id| {
        let result = system.points.iter().find(|result| result.point == *id)?;
        (result.expected || result.outcome != PointOutcome::NotRun).then_some(result)
    });
    let mut evidence = Vec::new();
    let mut points = Vec::new();
    for result in results {
        evidence.push(match &result.outcome {
            PointOutcome::Fail => Evidence::Failed,
            PointOutcome::Pass if result.shown => Evidence::Shown,
            PointOutcome::Pass | PointOutcome::Partial => Evidence::Partial,
            PointOutcome::NotApplicable { .. } => Evidence::Shown,
            _ => Evidence::Unknown,
        });
        points.push(PointState {
            point: &result.point,
            outcome: result.outcome.label(),
        });
    }
    let hints = report.catalogue.crosswalk.hints(&duty.article.id);
    let related = hints.filter_map(|hint| {
        let mapping = hint.mapping();
        let mut controls = system.controls.iter();
        let control = controls.find(|control| control.control == mapping.source)?;
        Some(Related {
            reference: report.control_reference(&control.control),
            effectiveness: control.arithmetic.result,
            relation: mapping.relation.label(),
        })
    });
    DutyView {
        article: &duty.article.reference,
        name: &duty.article.name,
        ask: &duty.article.ask,
        bearer: duty.article.bearer,
        in_force: duty.in_force,
        dates: duty.dates.iter().map(|(row, _)| row.id.as_str()).collect(),
        evidence: evidence.into_iter().min().unwrap_or(Evidence::NotChecked),
        points,
        related: related.collect(),
    }
}

/// The words for parts, or that they are not known.
pub(crate) fn roles(system: &SystemDuties<'_>) -> String {
    if system.roles.is_empty() {
        return "not known, so every part is looked at".to_owned();
    }
    let words: Vec<&str> = system.roles.iter().map(|role| role.label()).collect();
    let by = if system.roles_settled {
        "settled in the dossier"
    } else {
        "from what it does with AI"
    };
    format!("{} ({by})", words.join(", "))
}

/// The word for the class, or that it is not known.
pub(crate) fn class(system: &SystemDuties<'_>) -> &'static str {
    match system.class {
        None => "not known, so every class is looked at",
        Some(AiActClass::Minimal) => "minimal",
        Some(AiActClass::Limited) => "limited",
        Some(AiActClass::GeneralPurpose) => "general-purpose",
        Some(AiActClass::HighRisk) => "high-risk",
        Some(AiActClass::Prohibited) => "prohibited",
    }
}
