//! What the supplier says of an AI system against what the buyer's dossier says of it.

use assay_sdk::{AiSystem, Evidence, Severity};

use super::comments::says_none;
use crate::{
    claim::Claim, contradiction::Contradiction, countries, sources::Sources, words::words,
};

pub(super) fn contradictions(sources: &Sources) -> Vec<Contradiction> {
    let rated = RATED.iter().flat_map(|rule| rated(sources, rule));
    rated
        .chain(upstream_models(sources))
        .chain(countries_of_sub_processors(sources))
        .chain(certificates(sources))
        .collect()
}

/// A choice that a rated fact of the dossier contradicts.
struct Rated {
    point: &'static str,
    choices: &'static [&'static str],
    fact: &'static str,
    /// The words of the fact that contradict.
    words: &'static [&'static str],
    severity: Severity,
    says: &'static str,
}

const DOES_NOT_APPLY: &[&str] = &["does-not-apply"];
/// What decides about people, with or without a person beside it.
const DECIDES: &[&str] = &["decides-with-review", "decides-alone"];

const RATED: &[Rated] = &[
    Rated {
        point: "ai-act-role",
        choices: &["minimal", "limited", "general-purpose"],
        fact: "ai-act-class",
        words: &["high-risk", "prohibited"],
        severity: Severity::High,
        says: "the supplier names a lower class under the AI Act than the dossier",
    },
    Rated {
        point: "prohibited-practice-statement",
        choices: &["none-applies"],
        fact: "ai-act-class",
        words: &["prohibited"],
        severity: Severity::Critical,
        says: "the supplier says that no practice of Article 5 applies, the dossier that one does",
    },
    Rated {
        point: "conformity-declaration",
        choices: DOES_NOT_APPLY,
        fact: "ai-act-class",
        words: &["high-risk"],
        severity: Severity::High,
        says: "the supplier says that no declaration is due, the dossier that the system is high-risk",
    },
    Rated {
        point: "human-oversight",
        choices: &["review-override-stop"],
        fact: "decision-effect",
        words: &["decides-alone"],
        severity: Severity::High,
        says: "the supplier says that a person can override it, the dossier that it decides alone",
    },
    Rated {
        point: "bias-testing",
        choices: DOES_NOT_APPLY,
        fact: "decision-effect",
        words: DECIDES,
        severity: Severity::High,
        says: "the supplier says that the output has no effect on people, the dossier that it decides about them",
    },
    Rated {
        point: "explanation-sample",
        choices: DOES_NOT_APPLY,
        fact: "decision-effect",
        words: DECIDES,
        severity: Severity::Medium,
        says: "the supplier says that there is nothing to explain, the dossier that it decides about people",
    },
    Rated {
        point: "explanation-tools",
        choices: DOES_NOT_APPLY,
        fact: "decision-effect",
        words: DECIDES,
        severity: Severity::Medium,
        says: "the supplier says that explaining does not apply, the dossier that it decides about people",
    },
    Rated {
        point: "transparency-notice",
        choices: DOES_NOT_APPLY,
        fact: "exposure",
        words: &["public", "anybody", "everybody", "anyone"],
        severity: Severity::Medium,
        says: "the supplier says that nobody has to be told, the dossier that anybody can use it",
    },
];

fn rated(sources: &Sources, rule: &'static Rated) -> Vec<Contradiction> {
    sources
        .claims(rule.point)
        .filter(|claim| claim.is(rule.choices))
        .flat_map(|claim| {
            sources.systems_of(claim).filter_map(move |system| {
                let word = system
                    .extra
                    .iter()
                    .find(|(name, word)| name == rule.fact && rule.words.contains(&word.as_str()))
                    .map(|(_, word)| word.clone())?;
                Some(about(
                    claim,
                    system,
                    rule.severity,
                    rule.says.to_owned(),
                    (format!("systems/{}/context/{}", system.id, rule.fact), word),
                ))
            })
        })
        .collect()
}

fn about(
    claim: Claim<'_>,
    system: &AiSystem,
    severity: Severity,
    title: String,
    statement: (String, String),
) -> Contradiction {
    Contradiction {
        point: claim.point.to_owned(),
        system: Some(system.id.clone()),
        severity,
        is_met: claim.is_met(),
        title,
        ask: "Which of the two holds, and why?".to_owned(),
        evidence: [claim.cited(), Evidence::Profile(statement)],
        comment: None,
        besides: None,
    }
}

/// "None", and the dossier knows one; or a list in which one of the dossier's does not stand.
fn upstream_models(sources: &Sources) -> Vec<Contradiction> {
    sources
        .claims("upstream-models")
        .flat_map(|claim| {
            sources.systems_of(claim).filter_map(move |system| {
                let value = claim.value()?;
                let said = words(value);
                let missing = system.upstream_models.iter().find(|model| {
                    says_none(value)
                        || !words(model)
                            .iter()
                            .any(|part| is_name(part) && said.contains(part))
                })?;
                Some(about(
                    claim,
                    system,
                    Severity::High,
                    "the dossier names a model of others that the answer does not".to_owned(),
                    (
                        format!("systems/{}/upstream-models", system.id),
                        missing.clone(),
                    ),
                ))
            })
        })
        .collect()
}

/// A part of a model's name that tells it from others: no version number and no general word.
fn is_name(part: &str) -> bool {
    part.len() >= 3
        && part.chars().any(char::is_alphabetic)
        && !matches!(
            part,
            "model"
                | "models"
                | "mini"
                | "large"
                | "small"
                | "preview"
                | "latest"
                | "instruct"
                | "chat"
                | "api"
        )
}

/// "All in the EU", and a sub-processor sits elsewhere.
fn countries_of_sub_processors(sources: &Sources) -> Vec<Contradiction> {
    sources
        .claims("data-residency")
        .filter_map(|claim| {
            let said = countries::named(&words(claim.value()?));
            if said.is_empty() {
                return None;
            }
            sources.sub_processors.iter().enumerate().find_map(|(number, one)| {
                let written = one.country.as_ref()?;
                let code = countries::code(written);
                (code.len() == 2 && !said.contains(&code.as_str())).then(|| Contradiction {
                    point: claim.point.to_owned(),
                    system: claim.system.map(str::to_owned),
                    severity: Severity::High,
                    is_met: claim.is_met(),
                    title: "a sub-processor sits in a country that the answer does not name".to_owned(),
                    ask: "Name every country in which our data is stored or seen, sub-processors included.".to_owned(),
                    evidence: [
                        claim.cited(),
                        Evidence::Profile((format!("sub-processors/{number}/country"), written.clone())),
                    ],
                    comment: None,
                    besides: None,
                })
            })
        })
        .collect()
}

/// "No certificate", and the dossier lists one to the standard; "in force", and it has run out.
fn certificates(sources: &Sources) -> Vec<Contradiction> {
    let of_standard = || {
        sources
            .certificates
            .iter()
            .enumerate()
            .filter(|(_, claim)| words(&claim.standard).contains(&"42001".to_owned()))
    };
    sources
        .claims("certificate-42001")
        .filter(|claim| claim.is(&["person", "in-progress", "none"]))
        .filter_map(|claim| {
            let (number, listed) = of_standard().next()?;
            Some(Contradiction {
                point: claim.point.to_owned(),
                system: None,
                severity: Severity::High,
                is_met: claim.is_met(),
                title: "the supplier answers that it holds no certificate, the dossier lists one".to_owned(),
                ask: "Is the organisation certified? Send the certificate, or say that there is none.".to_owned(),
                evidence: [
                    claim.cited(),
                    Evidence::Profile((format!("certificates/{number}/standard"), listed.standard.clone())),
                ],
                comment: None,
                besides: None,
            })
        })
        .collect()
}
