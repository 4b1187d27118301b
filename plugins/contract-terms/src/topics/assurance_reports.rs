//! Whether the contract promises real certificates and reports, or only words that sound like them.

use super::rule::{self, Rule, time_near};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity, Value};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "assurance-reports",
    title: "Certificates and reports",
    controls: &["dd.audit", "iso42001.a.10.3"],
    ask: "Ask for a duty to hold an accredited certificate or report that covers the service, to hand it over every year and to tell of its loss.",
    improve: "Agree an annual certificate or report whose scope covers the service, and notice within 30 days when it lapses or is qualified.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:iso|soc|certif\w+|accredit\w+|attest\w+|standards?|hitrust|c5|27001|42001|isae|ssae)\b",
);
static STANDARD: Pattern = Pattern::new(
    r"\b(?:iso(?:/iec)? ?\d{4,5}|27001|42001|27701|soc ?[123]|ssae ?\d*|isae ?\d*|hitrust|c5|fedramp|cyber essentials|ai management system|information security management|management systems?)\b",
);
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\bcertif\w+ (?:of|the|that the|in writing the) (?:[a-z]+ ){0,3}(?:deletion|destruction|erasure|return)|\b(?:tls|ssl|ssl/tls|digital|x\.509) certificat\w+|\bstandard contractual clauses\b|\bcertificates? of (?:deletion|destruction|insurance)",
        r"\b(?:iso|soc) ?/?\d?",
    ),
    Rule::fail(
        Severity::Medium,
        "not certified",
        "certification is disclaimed, or the certificate does not cover the service",
        r"\b(?:not|no|nor|neither)\b[^.;]{0,60}\b(?:certif\w+|accredit\w+|attestation)\b|\bcertificat\w+\b[^.;]{0,80}\b(?:does not|do not|not|excludes?|without)\b[^.;]{0,40}\b(?:cover|extend|include|apply|service|product|model)",
        r"\b(?:must|shall|will|may) not (?:allow|let|lapse|lose)|\b(?:notif|inform|tell|notice)\w*|\blapse",
    )
    .not_customer(),
    Rule::fail(
        Severity::Medium,
        "aligned only",
        "practices are said to follow a standard; nobody has certified that",
        r"\b(?:align(?:s|ed|ing|ment)? (?:with|to)|(?:follow(?:s|ing)?|based on|inspired by|modell?ed on|in (?:the )?spirit of|consistent with|in line with|in accordance with|guided by|adher\w+ to|designed (?:to meet|around)|(?:the )?principles of|compatible with|comparable (?:with|to)|working towards|equivalent to|informed by)\b)",
        r"\bcertified\b|\bcertificat(?:e|ion)\b|\baudited\b|\breports?\b|\battest\w+|\bindependent\b",
    )
    .not_customer()
    .vague(),
    Rule::partial(
        Severity::Low,
        "planned",
        "a certificate is planned or sought, not held",
        r"\b(?:plans?|intends?|aims?|seek(?:s|ing)?|pursu\w+|expects?|prepar\w+|in the process of|working towards?|roadmap|endeavou?rs?|will endeavou?r)\b[^.;]{0,80}\b(?:certif\w+|attest\w+|accredit\w+|soc|iso)\b",
        "",
    )
    .not_customer()
    .vague(),
    Rule::partial(
        Severity::Low,
        "on request",
        "certificates or reports are given on request only",
        r"\b(?:on|upon) (?:[a-z']+ ){0,3}request\b|\bif (?:so )?requested\b|\bmay request\b",
        r"\b(?:annual(?:ly)?|every (?:year|twelve)|each (?:calendar |contract )?year|yearly|once a year)\b",
    )
    .not_customer()
    .vague(),
    Rule::pass(
        "certified",
        "the supplier holds a certificate or report of an independent body and has to keep it",
        r"\b(?:maintain\w*|hold(?:s)?|keep(?:s)?|obtain\w*|provid\w+|deliver\w*|suppl(?:y|ies)|gives?|hand(?:s)? over|is|are|has|have|remain(?:s)?|renew\w*|submit\w*|commission\w*|undergo\w*|send(?:s)?)\b[^.;]{0,160}\b(?:certif\w+|accredit\w+|reports?|attest\w+|audited|assessed)\b|\baudited (?:by|annually|every|each)\b",
        r"\b(?:industry[- ]standard|reasonable standards)\b",
    ),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(
        reading,
        &KEYWORD,
        Some(&STANDARD),
        TOPIC.point,
        &RULES,
        adjust,
    )
}

fn adjust(_: Reading<'_>, view: &View<'_>, mut clause: Clause) -> Option<Clause> {
    let standard = STANDARD.find(&view.full)?;
    clause
        .values
        .push(("standard", Value::Text(view.full[standard].to_owned())));
    if let Some(time) = time_near(&view.full, &LOSS) {
        let (count, unit) = time.fact();
        clause
            .values
            .push(("loss-notice", Value::Number(count, unit)));
    }
    Some(clause)
}

static LOSS: Pattern = Pattern::new(
    r"\b(?:lapse[sd]?|los(?:s|es|t)|withdraw\w*|suspen\w+|qualif\w+|expir\w+|revok\w+)\b",
);
