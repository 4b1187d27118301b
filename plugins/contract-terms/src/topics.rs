//! The topics, one file each. A topic reads one document and returns its clauses.

pub mod ai_act_cooperation;
pub mod ai_disclosure;
pub mod assurance_reports;
pub mod audit_right;
pub mod breach_notice;
pub mod change_notice;
pub mod deletion;
pub mod evaluation_rights;
pub mod exit_assistance;
pub mod insurance_clause;
pub mod ip_indemnity;
pub mod liability_cap;
pub mod liability_carve_outs;
pub mod log_retention;
pub mod model_change_notice;
pub mod output_ownership;
pub mod oversight_support;
pub mod performance_warranty;
pub mod residency_clause;
pub mod retention;
mod rule;
pub mod sub_processor_notice;
pub mod sub_processor_objection;
pub mod suspension_terms;
pub mod training_use;
pub mod transparency_documentation;
pub mod unilateral_change;

use std::ops::Range;

use crate::actor::Parties;
use crate::clause::{Clause, Plan};
use crate::identity::Kind;
use crate::pattern::Pattern;
use crate::policy::Policy;
use crate::text::{Text, View};

/// One document with what is needed to read it.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The document.
    pub text: &'a Text,
    /// What it is.
    pub kind: Kind,
    /// How it calls its parties.
    pub parties: &'a Parties,
    /// What the buyer expects.
    pub policy: &'a Policy,
}

impl<'a> Reading<'a> {
    /// The sentences that hold `keyword`, with what introduces them; headings and questions bind nobody and are left out.
    pub(crate) fn sentences(self, keyword: &'static Pattern) -> impl Iterator<Item = View<'a>> {
        self.text
            .sentences()
            .iter()
            .enumerate()
            .filter(|(_, sentence)| !sentence.is_heading)
            .filter(move |(_, sentence)| keyword.is_in(&self.text.plain()[sentence.plain.clone()]))
            .map(move |(number, _)| self.text.view(number))
    }

    /// The place of a sentence in the plain text.
    pub(crate) fn place(self, number: usize) -> Range<usize> {
        self.text
            .sentences()
            .get(number)
            .map_or(0..0, |sentence| sentence.plain.clone())
    }
}

/// One topic: a check point and how it is read.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// The id of the check point.
    pub point: &'static str,
    /// As a title says it.
    pub title: &'static str,
    /// Controls of ISO/IEC 42001 that it supports.
    pub controls: &'static [&'static str],
    /// What to ask the supplier when the documents do not say.
    pub ask: &'static str,
    /// What to ask for when they do not say enough.
    pub improve: &'static str,
    /// True when a privacy policy, which is no contract, can say something about it.
    pub in_privacy_policies: bool,
    /// Reads one document.
    pub read: fn(Reading<'_>) -> Vec<Clause>,
    /// Adjusts clauses of all documents to each other before they are weighed, for example for plans.
    pub reconcile: fn(Vec<crate::weigh::Sourced>) -> Vec<crate::weigh::Sourced>,
}

/// All topics, in the order in which they are reported.
pub const ALL: [&Topic; 26] = [
    &training_use::TOPIC,
    &breach_notice::TOPIC,
    &retention::TOPIC,
    &deletion::TOPIC,
    &sub_processor_notice::TOPIC,
    &sub_processor_objection::TOPIC,
    &audit_right::TOPIC,
    &liability_cap::TOPIC,
    &ip_indemnity::TOPIC,
    &change_notice::TOPIC,
    &output_ownership::TOPIC,
    &model_change_notice::TOPIC,
    &unilateral_change::TOPIC,
    &oversight_support::TOPIC,
    &transparency_documentation::TOPIC,
    &assurance_reports::TOPIC,
    &residency_clause::TOPIC,
    &ai_act_cooperation::TOPIC,
    &liability_carve_outs::TOPIC,
    &suspension_terms::TOPIC,
    &evaluation_rights::TOPIC,
    &exit_assistance::TOPIC,
    &performance_warranty::TOPIC,
    &insurance_clause::TOPIC,
    &ai_disclosure::TOPIC,
    &log_retention::TOPIC,
];

/// For topics whose clauses need no adjustment.
pub(crate) fn as_read(clauses: Vec<crate::weigh::Sourced>) -> Vec<crate::weigh::Sourced> {
    clauses
}

/// Data of the customer, by the names that contracts give it.
pub(crate) static CUSTOMER_DATA: Pattern = Pattern::new(concat!(
    r"\b(?:(?:customer|client|user|subscriber|controller|company|relevant|end user|licensee|buyer|member)(?:'s|s'|s)?|your|their|its|our customers'|the customer's)",
    r" (?:own |confidential |personal |relevant |uploaded |submitted |business |proprietary |api |and end user )?(?:data|contents?|information|materials?|propert(?:y|ies)|files?|documents?|code|prompts?|inputs?|outputs?|stor(?:y|ies)|conversations?|chats?|submissions?|recordings?|queries|images?|texts?|works?|messages?|interactions?)\b",
    r"|\b(?:inputs?|outputs?|prompts?|completions?|conversations?|chats|materials|submissions|transcripts|uploads|customer content|user content|personal data|personal information|api data|suggestions)\b",
    r"|\b(?:data|content|information|files|documents|stories|code) (?:that )?(?:you|customer|the customer|client|users?) (?:may |have |has )?(?:provide|submit|upload|add|enter|share|create|generate|transmit|send|input)",
    r"|\bcontent (?:from|of) our services|\bdata from [a-z]+ users",
));

/// Data from which persons and customers were taken out.
pub(crate) static DEIDENTIFIED: Pattern = Pattern::new(
    r"\b(?:de-?identif\w+|anonym(?:i[sz]\w+|ous\w*)|aggregat\w+|pseudonymi[sz]\w+|statistic\w*|usage data|usage information|service[- ]generated data|derived data|telemetry|service data|resultant data|technical data|metadata|diagnostic data|performance data)\b",
);

/// Words that take the force out of a promise.
pub(crate) static SOFT: Pattern = Pattern::new(
    r"\b(?:endeavou?rs?|aims?|aim to|strives?|tries|try to|attempt to|(?:commercially )?reasonable (?:efforts|endeavou?rs)|best efforts|where (?:feasible|practicable|possible|practical)|if (?:feasible|practicable|possible)|to the extent (?:feasible|practicable|possible|commercially reasonable)|where reasonably (?:possible|practicable)|intends? to|generally|target)\b",
);

/// The same right where a notice is promised: "will endeavour to notify", "where feasible, we will give 30 days' notice".
pub(crate) static SOFT_NOTICE: Pattern = Pattern::new(
    r"\b(?:endeavou?rs?|aims?|strives?|try|attempts?|(?:commercially )?reasonable (?:efforts|endeavou?rs)|best efforts)\b[^.;]{0,40}\b(?:notify|inform|give|provide|announce)|\bwhere (?:feasible|practicable|possible|reasonably (?:possible|practicable))|\bif (?:feasible|practicable|possible)\b",
);

/// Services that nobody promises anything for.
pub(crate) static BETA: Pattern =
    Pattern::new(r"\b(?:beta|preview|experimental|free services?|alpha|trial|early access)\b");

static FREE_PLAN: Pattern = Pattern::new(
    r"\b(?:(?:free|unpaid|no-cost|trial|evaluation|consumer|individual|personal|basic|hobby)(?:[ -](?:of charge|tier|plans?|subscriptions?|services?|versions?|accounts?|users?|customers?|products?|offerings?|use|mode|workspaces?))+|without a paid (?:subscription|plan)|(?:not|no|never) (?:have |on |under |using )?(?:a |an )?(?:active )?paid (?:subscription|plan)|services for individuals|unpaid|labs models?|beta services?|free of charge)\b",
);
static PAID_PLAN: Pattern = Pattern::new(
    r"\b(?:paid(?: [a-z]+)? (?:subscriptions?|plans?|services?|tiers?|versions?|accounts?|customers?|users?|offerings?)|paid services?|(?:business|enterprise|team|teams|commercial|corporate|professional|premium|api)(?: [a-z]+)?[ -](?:users?|customers?|plans?|tiers?|services?|offerings?|subscriptions?|accounts?|products?|editions?|traffic|clients)|(?:pro|enterprise) (?:plan|tier|subscription)|paying customers?|[a-z]+ enterprise\b|le chat (?:pro|team)|through (?:our|the) apis?|the paid version|apis)\b",
);
static NO_PAID_PLAN: Pattern = Pattern::new(
    r"\b(?:without a|does not have a|do not have a|no|not on a|not under a) paid (?:subscription|plan)s?",
);

/// For which plans a sentence holds, going by its own words.
pub(crate) fn plan_of(text: &str) -> Plan {
    let free = FREE_PLAN.is_in(text);
    let paid = PAID_PLAN.find_all(text).any(|found| {
        !NO_PAID_PLAN
            .find_all(text)
            .any(|not| not.start <= found.start && found.start < not.end)
    });
    match (free, paid) {
        (true, true) => Plan::All,
        (true, false) => Plan::Free,
        (false, true) => Plan::Paid,
        (false, false) => Plan::Any,
    }
}

/// The plan of a clause: its own words, or the title of its paragraph ("**Free services.**"), or the sentence before.
pub(crate) fn plan_around(view: &View<'_>) -> Plan {
    let own = plan_of(&view.full);
    if own != Plan::Any {
        return own;
    }
    let titled = plan_of(view.heading());
    if titled != Plan::Any {
        return titled;
    }
    let sentences = view.text.sentences();
    let block = sentences.get(view.number).map(|sentence| sentence.block);
    sentences[..view.number]
        .iter()
        .enumerate()
        .rev()
        .take_while(|(_, before)| Some(before.block) == block)
        .map(|(number, _)| plan_of(view.text.of(number)))
        .find(|plan| *plan != Plan::Any)
        .unwrap_or(Plan::Any)
}
