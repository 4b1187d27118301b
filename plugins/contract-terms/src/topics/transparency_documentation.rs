//! Whether the supplier documents what the system is for, how well it works and how it was made.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "transparency-documentation",
    title: "Documentation of the system",
    controls: &["iso42001.a.8.2", "iso42001.a.6.2.7"],
    ask: "Ask for a duty to deliver and keep current the intended purpose, limits, evaluation results, a summary of training data and instructions for use.",
    improve: "Agree that documentation of purpose, limits, evaluation and training data is delivered with every version and kept current.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:document(?:s|ed|ation)?|model cards?|system cards?|datasheets?|instructions|explain\w*|explanations?|limitations|limits|logs?|summary|trade secrets?|technical file|intended (?:purpose|use)|evaluation (?:results|reports?)|test results|fact ?sheets?)\b",
);
static ABOUT_AI: Pattern = Pattern::new(
    r"\b(?:models?|ai|artificial intelligence|training data|outputs?|evaluat\w+|intended (?:purpose|use)|limitations|known limits|instructions (?:for|of) use|accuracy|algorithm\w*|machine learning|test results|model cards?|system cards?)\b",
);
static RULES: [Rule; 5] = [
    Rule::nothing(
        r"\b(?:documented instructions|document\w* (?:the|its|such) (?:breach|incident)|records? of processing|security documentation|invoice|order documents?|contract documents?|incorporated documents?|in the documentation|with the documentation|per the documentation|documentation means|reverse engineer|limits? of liability|limitation of liability|limitations of liability|rate limits?|usage limits?)\b",
        r"\b(?:model cards?|system cards?|intended (?:purpose|use)|training[- ]data|known limit\w*|explanation of)\b",
    ),
    Rule::fail(
        Severity::Low,
        "withheld",
        "documentation is withheld as a trade secret, without anything in its place",
        r"\b(?:no|not|never|nothing)\b[^.;]{0,60}\b(?:obliged|required|obligated|obligation|disclos\w*|provid\w*|explain\w*|reveal\w*|entitle[sd]?)\b[^.;]{0,100}\b(?:training data|models?|algorithms?|documentation|explanations?|outputs?|how)\b|\btrade secrets?\b[^.;]{0,80}\b(?:not|exempt|excluded|excepted|withh\w+)\b",
        r"\b(?:instead|in (?:its|their) place|summary|equivalent|under (?:a duty of )?confidentiality|redacted)\b|\bcustomer data\b|\byour (?:data|content)\b|\bcustomer (?:shall|will|may) not\b|\byou (?:shall|will|may) not\b|\btrain(?:ing)? (?:on|with)\b",
    )
    .not_customer()
    .must_not(),
    Rule::partial(
        Severity::Low,
        "may be provided",
        "documentation may be given, but need not",
        r"\b(?:may|might|can)(?:,? (?:in its discretion|at its (?:option|discretion)|from time to time),?)? (?:be )?(?:provid\w+|publish\w*|made? available|suppl(?:y|ied)|shar\w+|releas\w+|issued?)\b|\b(?:endeavou?rs?|aims?|tries|strives?|reasonable efforts|intends?) to (?:[a-z]+ ){0,2}(?:provide|publish|document|keep|maintain|supply)\b|\b(?:available|provided) where (?:we|it|supplier) (?:deems?|considers?)\b",
        "",
    )
    .not_customer()
    .may()
    .vague(),
    Rule::pass(
        "documentation is delivered",
        "the supplier delivers documentation of purpose, limits or evaluation of the system",
        r"\b(?:provid\w+|deliver\w*|suppl(?:y|ies|ied)|make[s]? available|publish\w*|maintain\w*|keep[s]?|hand(?:s|ed)? over|gives?|furnish\w*|issue[sd]?|accompan\w+|discloses?|ships?|updat(?:e|es|ed)|receives?|prepar(?:e|es))\b[^.;]{0,260}\b(?:documentation|model cards?|system cards?|datasheets?|fact ?sheets?|instructions (?:for|of) use|intended (?:purpose|use)|known limit\w*|limitations|evaluation (?:results|reports?)|test results|summary of (?:the )?(?:training|data|content)|training[- ]data summary|technical file)\b|\b(?:documentation|model cards?|system cards?|evaluation (?:results|reports?)|known limit\w*|limitations|test results|instructions for use)\b[^.;]{0,120}\b(?:is|are|be) (?:provided|delivered|supplied|published|kept|handed|made available|updated|included|given)\b",
        r"\b(?:invoice|insurance)\b",
    ),
    Rule::pass(
        "explanation or logs",
        "outputs can be explained or traced",
        r"\b(?:explain\w*|explanations?)\b[^.;]{0,60}\b(?:outputs?|decisions?|results?|predictions?)\b|\b(?:outputs?|decisions?|results?)\b[^.;]{0,60}\b(?:explained|explanation|traced|traceable|reconstructed)\b|\blogs?\b[^.;]{0,100}\b(?:trace|reconstruct|each output|every output)\b",
        r"\b(?:not|no) (?:be )?(?:able|possible|explain\w*)|\bcustomer (?:must|shall|is responsible)",
    ),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(
        reading,
        &KEYWORD,
        Some(&ABOUT_AI),
        TOPIC.point,
        &RULES,
        adjust,
    )
}

/// Documents in general are everywhere; only those about a model or a system count.
fn adjust(_: Reading<'_>, view: &View<'_>, clause: Clause) -> Option<Clause> {
    ABOUT_AI.is_in(&view.full).then_some(clause)
}
