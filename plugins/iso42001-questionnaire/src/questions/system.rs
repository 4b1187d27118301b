//! About one AI system: data, tests, oversight, operation, law.

use assay_sdk::Severity;

use crate::{
    item::{
        Choice, Item, Kind, Meaning, Otherwise, PRACTICE_IF_APPLICABLE, Words, choice, practice,
    },
    number::{Bound, Unit},
};

const AI_ACT: &[Choice] = &[
    choice(
        "minimal",
        "Minimal: no duties of its own, with reasons",
        Meaning::Pass,
    ),
    choice(
        "limited",
        "Limited: transparency duties, with reasons",
        Meaning::Pass,
    ),
    choice(
        "general-purpose",
        "A general-purpose model, with reasons",
        Meaning::Pass,
    ),
    choice("high-risk", "High-risk, with reasons", Meaning::Pass),
    choice("not-settled", "Not settled yet", Meaning::Planned),
];

const PROHIBITED: &[Choice] = &[
    choice(
        "none-applies",
        "We went through the list: none applies",
        Meaning::Pass,
    ),
    choice("not-checked", "Not checked", Meaning::No),
    choice(
        "some-applies",
        "At least one applies or may apply",
        Meaning::Fail(Severity::Critical),
    ),
];

const TESTED: &[Choice] = &[
    choice(
        "tested-with-numbers",
        "Tested, with results as numbers",
        Meaning::Pass,
    ),
    choice("tested", "Tested, without numbers", Meaning::Partial),
    choice("planned", "Planned", Meaning::Planned),
    choice("no", "Not tested", Meaning::No),
];

const BIAS: &[Choice] = &[
    TESTED[0],
    TESTED[1],
    TESTED[2],
    TESTED[3],
    choice(
        "does-not-apply",
        "The output has no effect on people; say why in the comment",
        Meaning::NotApplicable,
    ),
];

const OVERSIGHT: &[Choice] = &[
    choice(
        "review-override-stop",
        "A competent person can review, override and stop it",
        Meaning::Pass,
    ),
    choice(
        "review-only",
        "A person can review, but not override or stop it",
        Meaning::Partial,
    ),
    choice("planned", "Planned", Meaning::Planned),
    choice("no", "No human oversight", Meaning::No),
];

const SCOPE: &[Choice] = &[
    choice(
        "covers-this-system",
        "The scope names or plainly covers this system",
        Meaning::Pass,
    ),
    choice("covers-part", "It covers a part of it", Meaning::Partial),
    choice("other-systems", "It covers other systems only", Meaning::No),
    choice("no-scope", "There is no scope statement", Meaning::No),
];

const RESIDENCE: Kind = Kind::Words(Words::AtLeast(1));

const fn data(
    point: &'static str,
    controls: &'static [&'static str],
    text: &'static str,
    guidance: &'static str,
    evidence: &'static str,
) -> Item {
    practice(point, text, guidance, evidence)
        .controls(controls)
        .per_system()
}

pub(super) const ITEMS: &[Item] = &[
    practice(
        "ai-act-role",
        "In which class under Regulation (EU) 2024/1689 do you supply this system?",
        "Class and role with the reasons in the comment or a document, Article 6(3) included.",
        "A dated statement of role and class with the reasoning",
    )
    .answered_by(Kind::Choice(AI_ACT))
    .controls(&["dd.regulatory-role", "iso42001.4.1"])
    .per_system(),
    practice(
        "prohibited-practice-statement",
        "Did you hold this system against every practice of Article 5 of the AI Act?",
        "A signed statement that goes through the list and says that none applies.",
        "The signed statement",
    )
    .answered_by(Kind::Choice(PROHIBITED))
    .severity(Severity::High)
    .controls(&["dd.prohibited-practices", "iso42001.a.9.4"])
    .per_system(),
    data(
        "gpai-documentation",
        &["iso42001.a.6.2.7", "dd.regulatory-role"],
        "Do you provide the documentation of a general-purpose model under Article 53(1)?",
        "Documentation for downstream providers, copyright policy and summary of training content.",
        "The documents or their addresses",
    )
    .only_if("ai-act-role", &["general-purpose"], Otherwise::NotApplicable),
    data(
        "conformity-declaration",
        &["iso42001.a.6.2.7", "dd.regulatory-role"],
        "Is there an EU declaration of conformity and a database entry for this high-risk system?",
        "Both, or a reasoned statement from when they are due.",
        "The declaration and the entry",
    )
    .answered_by(Kind::Choice(PRACTICE_IF_APPLICABLE))
    .only_if("ai-act-role", &["high-risk"], Otherwise::NotApplicable),
    data(
        "transparency-notice",
        &["iso42001.a.8.2"],
        "Are people told that they deal with AI or see generated content?",
        "The notice as a user sees it (Article 50 of the AI Act).",
        "A picture of the notice",
    )
    .answered_by(Kind::Choice(PRACTICE_IF_APPLICABLE))
    .only_if("ai-act-role", &["limited", "general-purpose", "high-risk"], Otherwise::NotApplicable),
    data(
        "ai-inventory",
        &["iso42001.a.4.2", "iso42001.8.1"],
        "Does your inventory describe this system?",
        "Purpose, data, decisions influenced and people affected are written down.",
        "The entry of the inventory",
    ),
    data(
        "scope-match",
        &["iso42001.4.3"],
        "Does the scope of your AI management system or certificate cover this very system?",
        "The scope statement beside the name of the product.",
        "The scope statement",
    )
    .answered_by(Kind::Choice(SCOPE)),
    data(
        "impact-assessment",
        &["iso42001.a.5.3", "iso42001.a.5.4", "iso42001.8.4"],
        "Does an impact assessment of this system name groups, harms and what was done about each?",
        "Conclusions, not only a method.",
        "The impact assessment or an extract",
    ),
    data(
        "data-classes-training",
        &["iso42001.a.7.2", "iso42001.a.7.3", "iso42001.a.7.5"],
        "Is the training data of this system described?",
        "Sources, rights, time span, amount and personal data; for a model of others, what its provider says.",
        "A summary of training data",
    ),
    data(
        "data-classes-validation",
        &["iso42001.a.7.4", "iso42001.a.6.2.4"],
        "Is validation and test data kept apart from training data, and does it stand for those on whom the system is used?",
        "How it was chosen and kept apart.",
        "The description of validation data",
    ),
    data(
        "data-classes-operational",
        &["iso42001.a.4.3", "iso42001.a.7.2"],
        "Is it described what happens with the data that we enter?",
        "What is stored, where, for how long, and who sees it.",
        "The data-flow description",
    ),
    data(
        "data-quality-metrics",
        &["iso42001.a.7.4", "dd.fairness"],
        "Do automatic checks measure the quality and representativeness of the data?",
        "The checks with their failure rate.",
        "Metrics with latest values",
    ),
    data(
        "data-rights",
        &["iso42001.a.7.3"],
        "Do you have a legal basis or licence for each source of data, and honour reservations of rights?",
        "A licence or basis for each source, and how opt-outs are read.",
        "Licences, legal bases and the copyright policy",
    )
    .severity(Severity::High),
    data(
        "ai-bom",
        &["iso42001.a.4.2", "dd.upstream", "iso42001.a.7.5"],
        "Is there a bill of materials of this system?",
        "Models, data sets, licences and hashes, as a CycloneDX ML-BOM or the like.",
        "The bill of materials",
    ),
    data(
        "upstream-models",
        &["dd.upstream", "iso42001.a.10.3"],
        "On which models or AI services of others does this system rest? Provider and version.",
        "Every one with provider and version, or the words that there is none.",
        "The list of upstream models",
    )
    .answered_by(Kind::Words(Words::AtLeast(2))),
    data(
        "model-card",
        &["iso42001.a.6.2.7", "iso42001.a.8.2"],
        "Is there a model card of this system?",
        "Intended use, data, evaluation and limits.",
        "The model card",
    ),
    data(
        "bias-testing",
        &["dd.fairness", "iso42001.a.6.2.4", "iso42001.a.5.4"],
        "Was this system tested for unequal effect on groups of people?",
        "Groups, measure and differences as numbers.",
        "The test report by group",
    )
    .answered_by(Kind::Choice(BIAS))
    .severity(Severity::High),
    data(
        "explanation-sample",
        &["dd.explanation", "iso42001.a.8.2"],
        "Can a decision of this system be explained to the person affected?",
        "A real explanation, made anonymous.",
        "A sample explanation",
    )
    .answered_by(Kind::Choice(PRACTICE_IF_APPLICABLE)),
    data(
        "explanation-tools",
        &["dd.explanation", "iso42001.a.4.4"],
        "Do you use tools or methods that explain outputs, and know their limits?",
        "The name of the tool, a sample output and where it fails.",
        "A sample output of the tool",
    )
    .answered_by(Kind::Choice(PRACTICE_IF_APPLICABLE)),
    data(
        "human-oversight",
        &["dd.oversight", "iso42001.a.9.2"],
        "Can a competent person understand, review, override and stop this system?",
        "Who, by which means, and with which training (Article 14 of the AI Act).",
        "The design of oversight",
    )
    .answered_by(Kind::Choice(OVERSIGHT))
    .severity(Severity::High),
    data(
        "oversight-triggers",
        &["dd.oversight", "iso42001.a.9.2"],
        "Is it settled in which cases a person must review an output before it takes effect?",
        "Criteria that a person can apply.",
        "The criteria",
    )
    .only_if("human-oversight", &["review-override-stop", "review-only"], Otherwise::Missing),
    data(
        "monitoring-metrics",
        &["iso42001.a.6.2.6", "iso42001.9.1"],
        "Are performance, drift and failures of this system measured at a stated rhythm?",
        "Metrics with rhythm and latest values.",
        "Metrics with the latest values",
    ),
    data(
        "log-retention",
        &["iso42001.a.6.2.8"],
        "For how many months are event logs of this system kept?",
        "At least six months (Article 26(6) of the AI Act); say in the comment how we get them.",
        "The setting or clause with its number",
    )
    .number(Unit::Months, Bound::AtLeast(6), Bound::AtLeast(3)),
    data(
        "adversarial-testing",
        &["dd.model-security", "iso42001.a.6.2.4"],
        "Was this system tested against prompt injection, data extraction and evasion?",
        "Attacks, success rates as numbers, date, and what was done.",
        "The report of the adversarial test",
    )
    .answered_by(Kind::Choice(TESTED))
    .severity(Severity::High),
    data(
        "resilience",
        &["dd.resilience", "iso42001.a.6.2.6"],
        "Is there a service level, a time to recover, a fallback for the model and a way to switch this system off?",
        "All four, with the date of the last recovery test.",
        "Service level and recovery test",
    ),
    data(
        "retirement",
        &["dd.exit", "iso42001.a.6.2.5"],
        "Is it settled how this system is retired and how we leave?",
        "Months of notice, format of the data returned, what is deleted, and who helps.",
        "The exit plan",
    ),
    data(
        "data-residency",
        &["dd.location", "iso42001.a.4.5"],
        "In which countries is our data stored and processed, inference and support included?",
        "Every country, and the transfer mechanism for those outside the agreed region.",
        "Regions and the transfer mechanism",
    )
    .answered_by(RESIDENCE),
];
