//! What the supplier wrote beside an answer against the answer. General phrases such as "not yet in place" are the
//! questionnaire's business, which lowers the answer by itself; here stands what only the meaning of one question tells.

use assay_sdk::Severity;

use super::numbers::{Better, NUMBERS};
use crate::{
    claim::Claim,
    contradiction::Contradiction,
    countries,
    sources::Sources,
    words::{amounts, has_any, is_negated, sentences, words},
};

/// A comment that denies what a choice claims.
struct Denial {
    point: &'static str,
    /// The choices that it denies.
    choices: &'static [&'static str],
    severity: Severity,
    /// True when a sentence denies it.
    denies: fn(&[String]) -> bool,
    /// What the sentence says, after "the comment says that".
    says: &'static str,
    ask: &'static str,
}

/// Who else makes models that services rest on.
const PROVIDERS: [&str; 18] = [
    "openai",
    "gpt",
    "chatgpt",
    "anthropic",
    "claude",
    "gemini",
    "vertex",
    "azure",
    "bedrock",
    "mistral",
    "cohere",
    "llama",
    "deepseek",
    "qwen",
    "grok",
    "whisper",
    "stability",
    "hugging face",
];

const DENIALS: &[Denial] = &[
    Denial {
        point: "training-use",
        choices: &["none", "opt-in"],
        severity: Severity::High,
        denies: |sentence| {
            let used = has_any(
                sentence,
                &[
                    "use", "used", "uses", "using", "analyse", "analyze", "learn", "learns",
                    "feed", "fed", "sample", "sampled", "help", "helps",
                ],
            );
            let for_models = has_any(
                sentence,
                &[
                    "train",
                    "training",
                    "tune",
                    "tuning",
                    "retrain",
                    "retraining",
                    "finetune",
                    "improve",
                    "improving",
                    "improvement",
                ],
            );
            let data = has_any(
                sentence,
                &[
                    "data",
                    "prompts",
                    "inputs",
                    "outputs",
                    "content",
                    "conversations",
                    "documents",
                    "chats",
                    "queries",
                    "transcripts",
                ],
            );
            used && for_models
                && data
                && !is_negated(sentence)
                && !has_any(
                    sentence,
                    &[
                        "staff",
                        "employees",
                        "opt in",
                        "opted in",
                        "consent",
                        "agreed",
                        "only if",
                        "only when",
                        "only after",
                        "public",
                        "publicly",
                        "licensed",
                        "synthetic",
                    ],
                )
        },
        says: "data is used to train or improve",
        ask: "Which of the two holds: the answer or its comment? Put it into the contract.",
    },
    Denial {
        point: "upstream-models",
        choices: &[],
        severity: Severity::High,
        denies: |sentence| has_any(sentence, &PROVIDERS) && !is_negated(sentence),
        says: "a model of somebody else is used",
        ask: "Name every model of others with its provider and version.",
    },
    Denial {
        point: "audit-right",
        choices: &["audit"],
        severity: Severity::Medium,
        denies: |sentence| {
            has_any(
                sentence,
                &["audit", "audits", "inspection", "inspections", "on site"],
            ) && (has_any(
                sentence,
                &[
                    "not permitted",
                    "not allowed",
                    "not possible",
                    "cannot be",
                    "do not allow",
                    "do not permit",
                    "no on site",
                    "not offer",
                    "excluded",
                    "decline",
                    "not accept",
                    "no customer audits",
                    "no audits",
                    "instead of",
                ],
            ))
        },
        says: "audits are not allowed",
        ask: "Grant the right to audit in the contract, or an independent report every year.",
    },
    Denial {
        point: "human-oversight",
        choices: &["review-override-stop"],
        severity: Severity::High,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "without human",
                    "no human",
                    "without a human",
                    "without review",
                    "fully automated",
                    "fully automatic",
                    "automatically without",
                    "no person",
                    "nobody can",
                    "cannot be overridden",
                    "cannot be stopped",
                    "no override",
                    "cannot override",
                    "not be overridden",
                ],
            )
        },
        says: "no person steps in",
        ask: "Who can review, override and stop the system, and by which means?",
    },
    Denial {
        point: "incident-history",
        choices: &["none-recorded"],
        severity: Severity::High,
        denies: |sentence| {
            has_any(
                sentence,
                &["incident", "incidents", "breach", "outage", "leak", "event"],
            ) && has_any(
                sentence,
                &[
                    "had", "occurred", "happened", "was", "were", "suffered", "reported", "one",
                    "two", "three", "resolved",
                ],
            ) && !is_negated(sentence)
        },
        says: "there was an incident",
        ask: "List every AI incident with its kind, dates and time to repair.",
    },
    Denial {
        point: "certificate-42001",
        choices: &["accredited", "not-accredited"],
        severity: Severity::High,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "stage 1",
                    "stage 2",
                    "stage one",
                    "stage two",
                    "pending",
                    "applied for",
                    "scheduled",
                    "will be certified",
                    "expect to be",
                    "expected to be",
                    "aiming for",
                    "preparing for",
                    "readiness",
                    "gap analysis",
                ],
            ) && !has_any(
                sentence,
                &[
                    "completed",
                    "passed",
                    "surveillance",
                    "were held",
                    "was held",
                    "took place",
                    "recertification",
                ],
            )
        },
        says: "certification is not finished",
        ask: "Send the certificate with number, holder, scope and issuer.",
    },
    Denial {
        point: "output-ownership",
        choices: &["customer-owns"],
        severity: Severity::Medium,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "we retain",
                    "we own",
                    "retain ownership",
                    "remains our",
                    "remain our",
                    "belongs to us",
                    "belong to us",
                    "licence to use",
                    "license to use",
                    "right to use",
                    "is licensed to",
                    "are licensed to",
                ],
            ) && !has_any(
                sentence,
                &[
                    "we retain no",
                    "retain no",
                    "software",
                    "platform",
                    "underlying model",
                    "the models",
                ],
            )
        },
        says: "the supplier keeps rights in the output",
        ask: "Assign the output to the customer in the contract.",
    },
    Denial {
        point: "ip-indemnity",
        choices: &["output-and-training"],
        severity: Severity::Medium,
        denies: |sentence| {
            has_any(sentence, &["output", "outputs", "generated content"])
                && has_any(
                    sentence,
                    &[
                        "exclude",
                        "excludes",
                        "excluded",
                        "excluding",
                        "not cover",
                        "not covered",
                        "does not extend",
                        "except",
                        "not include",
                        "other than",
                    ],
                )
        },
        says: "output is left out",
        ask: "Extend the indemnity to claims about output and training data.",
    },
    Denial {
        point: "liability-cap",
        choices: &["stated-with-carve-outs"],
        severity: Severity::Medium,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "no exceptions",
                    "without exception",
                    "without exceptions",
                    "no carve outs",
                    "no carve out",
                    "applies to all claims",
                    "to all claims",
                    "including data breach",
                    "including data breaches",
                    "including breach of confidentiality",
                ],
            )
        },
        says: "the cap has no exceptions",
        ask: "Take data breach and confidentiality out of the cap, or under a higher one.",
    },
    Denial {
        point: "adversarial-testing",
        choices: &["tested-with-numbers", "tested"],
        severity: Severity::High,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "not been tested",
                    "not tested",
                    "no red team",
                    "no red teaming",
                    "have not run",
                    "not performed",
                    "no adversarial",
                    "never tested",
                    "untested",
                ],
            )
        },
        says: "it was not tested",
        ask: "Send the report of the adversarial test with its date and success rates.",
    },
    Denial {
        point: "bias-testing",
        choices: &["tested-with-numbers", "tested"],
        severity: Severity::High,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "not been tested",
                    "not tested",
                    "not measured",
                    "no groups",
                    "not broken down",
                    "not by group",
                    "have not run",
                    "not performed",
                    "no bias",
                    "never tested",
                    "do not collect",
                ],
            ) && !has_any(sentence, &["no bias was found", "no bias found"])
        },
        says: "groups were not tested",
        ask: "Send the results by group of people, as numbers.",
    },
    Denial {
        point: "security-programme",
        choices: &["iso27001-or-soc2"],
        severity: Severity::Medium,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "expired",
                    "lapsed",
                    "in progress",
                    "under way",
                    "not yet",
                    "aligned with",
                    "type 1",
                    "type i",
                    "of our hosting provider",
                    "of our cloud provider",
                    "held by aws",
                    "held by our",
                ],
            ) && !is_negated(
                &sentence
                    .iter()
                    .filter(|word| *word != "not")
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        },
        says: "there is no report in force of its own",
        ask: "Send your own certificate or report in force, with scope and dates.",
    },
    Denial {
        point: "scope-match",
        choices: &["covers-this-system"],
        severity: Severity::Medium,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "not included",
                    "not in scope",
                    "out of scope",
                    "outside the scope",
                    "excluded",
                    "not covered",
                    "will be added",
                    "other product",
                    "other products",
                ],
            )
        },
        says: "this system is outside the scope",
        ask: "Send the scope statement that names this system.",
    },
    Denial {
        point: "transparency-notice",
        choices: &["in-place", "evidenced", "in-place-evidenced", "yes"],
        severity: Severity::Medium,
        denies: |sentence| {
            has_any(
                sentence,
                &[
                    "not told",
                    "not informed",
                    "not shown",
                    "do not tell",
                    "do not disclose",
                    "appears as a human",
                    "under a human name",
                    "human name",
                    "customer must",
                    "customers must",
                    "left to the customer",
                    "responsibility of the customer",
                ],
            )
        },
        says: "people are not told",
        ask: "Show the notice as a user sees it.",
    },
];

pub(super) fn contradictions(sources: &Sources) -> Vec<Contradiction> {
    let denials = DENIALS.iter().flat_map(|denial| {
        sources
            .claims(denial.point)
            .filter(|claim| claims(denial, *claim))
            .filter(|claim| {
                claim.comment().is_some_and(|comment| {
                    sentences(comment).any(|sentence| (denial.denies)(&sentence))
                })
            })
            .map(|claim| {
                contradiction(
                    claim,
                    denial.severity,
                    format!("the comment beside the answer says that {}", denial.says),
                    denial.ask,
                )
            })
    });
    denials
        .chain(
            NUMBERS
                .iter()
                .flat_map(|(point, better, _)| other_number(sources, point, *better)),
        )
        .chain(other_share(sources))
        .chain(other_country(sources))
        .collect()
}

/// Practices have many words for yes; what the questionnaire took as met is one.
fn claims(denial: &Denial, claim: Claim<'_>) -> bool {
    match denial.point {
        "upstream-models" => claim.value().is_some_and(says_none),
        "transparency-notice" => claim.is_positive(),
        _ => claim.is(denial.choices),
    }
}

/// "None", "we use no models of others".
pub(super) fn says_none(value: &str) -> bool {
    let words = words(value);
    let first = words.first().map(String::as_str);
    matches!(first, Some("none" | "no" | "nothing"))
        || has_any(
            &words,
            &[
                "no upstream",
                "no third party",
                "no models of others",
                "no external models",
                "only our own",
                "none of",
            ],
        )
}

fn contradiction(claim: Claim<'_>, severity: Severity, title: String, ask: &str) -> Contradiction {
    Contradiction {
        point: claim.point.to_owned(),
        system: claim.system.map(str::to_owned),
        severity,
        is_met: claim.is_met(),
        title,
        ask: ask.to_owned(),
        evidence: [claim.cited(), claim.cited_again()],
        comment: claim.comment().map(str::to_owned),
        besides: None,
    }
}

/// "30 days", and beside it "backups are kept for 180 days". A number of somebody else's time, or one beside which the claimed
/// number stands for the same, is none.
fn other_number(sources: &Sources, point: &'static str, better: Better) -> Vec<Contradiction> {
    const OF_OTHERS: [&str; 12] = [
        "authority",
        "authorities",
        "regulator",
        "regulators",
        "supervisory",
        "acknowledge",
        "acknowledged",
        "respond",
        "response",
        "previously",
        "until",
        "invoice",
    ];
    sources
        .claims(point)
        .filter_map(|claim| {
            let claimed = claim.number()?;
            let worse = claim
                .comment()?
                .split(['.', ';', '\n'])
                .find_map(|sentence| {
                    let list = words(sentence);
                    if has_any(&list, &OF_OTHERS) {
                        return None;
                    }
                    // A time for deletion is counted to the end, backups included; any other sentence that repeats the claim
                    // explains it.
                    let numbers = amounts(sentence);
                    let repeats = numbers.contains(&claimed)
                        && !has_any(&list, &["backup", "backups", "logs", "archive", "archives"]);
                    numbers
                        .into_iter()
                        .filter(|_| !repeats)
                        .find(|number| better.claims_more(claimed, *number) == Some(true))
                })?;
            Some(contradiction(
                claim,
                Severity::Medium,
                format!(
                    "the supplier answers {} {}, the comment beside it says {} {}",
                    claimed.0, claimed.1, worse.0, worse.1
                ),
                "Which of the two numbers holds?",
            ))
        })
        .collect()
}

/// "100 % of staff are trained", and beside it "so far the engineers, about 40 %".
fn other_share(sources: &Sources) -> Vec<Contradiction> {
    sources
        .claims("staff-training")
        .filter_map(|claim| {
            let (claimed, _) = claim.number().filter(|(_, unit)| *unit == "%")?;
            let comment = claim.comment()?;
            let said = amounts(comment)
                .into_iter()
                .filter(|(_, unit)| *unit == "%")
                .map(|(share, _)| share);
            let in_words = [
                ("half", 50),
                ("a third", 34),
                ("a quarter", 25),
                ("two thirds", 67),
            ]
            .into_iter()
            .filter(|(phrase, _)| has_any(&words(comment), &[phrase]))
            .map(|(_, share)| share);
            let less = said.chain(in_words).find(|share| *share < claimed)?;
            let repeats = amounts(comment).contains(&(claimed, "%"));
            (!repeats).then(|| {
                contradiction(
                    claim,
                    Severity::Medium,
                    format!(
                        "the supplier answers {claimed} %, the comment beside it says {less} %"
                    ),
                    "Send the training record with content and date.",
                )
            })
        })
        .collect()
}

/// "Germany", and beside it "support from India".
fn other_country(sources: &Sources) -> Vec<Contradiction> {
    sources
        .claims("data-residency")
        .filter_map(|claim| {
            let said = countries::named(&words(claim.value()?));
            if said.is_empty() {
                return None;
            }
            let other = sentences(claim.comment()?)
                .filter(|sentence| !is_negated(sentence))
                .flat_map(|sentence| countries::named(&sentence))
                .find(|code| !said.contains(code))?;
            Some(contradiction(
                claim,
                Severity::High,
                format!(
                    "the comment beside the answer names a country that the answer does not: {}",
                    other.to_uppercase()
                ),
                "Name every country in which our data is stored or seen, support included.",
            ))
        })
        .collect()
}
