//! What the contract says, as the supplier tells it. The contract itself is read by others; an answer here is a claim, and
//! one that the contract contradicts becomes a dispute.

use assay_sdk::Severity;

use crate::{
    item::{Choice, Item, Kind, Meaning, choice, practice},
    number::{Bound, Unit},
};

const TRAINING: &[Choice] = &[
    choice("none", "Customer data is never used", Meaning::Pass),
    choice("opt-in", "Only after the customer agreed", Meaning::Pass),
    choice(
        "feedback-only",
        "Only feedback that users give on purpose",
        Meaning::Partial,
    ),
    choice(
        "opted-out",
        "By default, but our account is opted out in writing",
        Meaning::Partial,
    ),
    choice(
        "opt-out",
        "By default, unless the customer opts out",
        Meaning::No,
    ),
    choice(
        "by-default",
        "By default, without a way out",
        Meaning::Fail(Severity::Critical),
    ),
];

const AUDIT: &[Choice] = &[
    choice("audit", "The customer may audit", Meaning::Pass),
    choice(
        "independent-report",
        "An independent report every year",
        Meaning::Pass,
    ),
    choice(
        "questions-only",
        "Only written questions are answered",
        Meaning::Partial,
    ),
    choice("no", "Neither", Meaning::No),
];

const LIABILITY: &[Choice] = &[
    choice(
        "stated-with-carve-outs",
        "A stated amount; data breach or confidentiality stand outside or higher",
        Meaning::Pass,
    ),
    choice("stated", "A stated amount for everything", Meaning::Partial),
    choice("excluded", "Liability is excluded or nominal", Meaning::No),
];

const INDEMNITY: &[Choice] = &[
    choice(
        "output-and-training",
        "Claims about output and training data",
        Meaning::Pass,
    ),
    choice(
        "service-only",
        "Claims about the service, not the output",
        Meaning::Partial,
    ),
    choice("no", "No indemnity", Meaning::No),
];

const OUTPUT: &[Choice] = &[
    choice(
        "customer-owns",
        "The customer owns it, or gets whatever right there is",
        Meaning::Pass,
    ),
    choice(
        "shared",
        "The customer may use it; the supplier keeps rights of use",
        Meaning::Partial,
    ),
    choice("supplier-owns", "The supplier owns it", Meaning::No),
];

const fn clause(
    point: &'static str,
    controls: &'static [&'static str],
    text: &'static str,
    guidance: &'static str,
) -> Item {
    practice(point, text, guidance, "The clause of the contract")
        .controls(controls)
        .claim()
}

pub(super) const ITEMS: &[Item] = &[
    clause(
        "training-use",
        &["dd.customer-data", "iso42001.a.7.2"],
        "Do you use our data, prompts or outputs to train, tune or improve models?",
        "Never, or only after we agreed, and the contract says so.",
    )
    .answered_by(Kind::Choice(TRAINING))
    .severity(Severity::High),
    clause(
        "breach-notice",
        &["dd.breach-notice", "iso42001.a.8.4", "iso42001.a.10.2"],
        "Within how many hours after becoming aware of a breach or AI incident do you tell us?",
        "A number of hours, at most 72, counted from becoming aware.",
    )
    .number(Unit::Hours, Bound::AtMost(72), Bound::AtMost(72))
    .severity(Severity::High),
    clause(
        "retention",
        &["dd.deletion", "iso42001.a.7.2", "iso42001.a.4.3"],
        "For how many days do you keep prompts, outputs and logs, abuse monitoring and backups included?",
        "A number of days, at most 90.",
    )
    .number(Unit::Days, Bound::AtMost(90), Bound::AtMost(365)),
    clause(
        "deletion",
        &["dd.deletion", "iso42001.a.6.2.5", "iso42001.a.10.2"],
        "Within how many days after the end of the contract is our data deleted or returned, backups included?",
        "A number of days, at most 90.",
    )
    .number(Unit::Days, Bound::AtMost(90), Bound::AtMost(180)),
    clause(
        "sub-processor-notice",
        &["dd.sub-processors", "iso42001.a.10.3"],
        "How many days before a new sub-processor is used do you tell us?",
        "A number of days, at least 10, beside a list of sub-processors.",
    )
    .number(Unit::Days, Bound::AtLeast(10), Bound::AtLeast(1)),
    clause(
        "sub-processor-objection",
        &["dd.sub-processors", "iso42001.a.10.3"],
        "For how many days may we object to a new sub-processor?",
        "A number of days, at least 10; say in the comment what follows when it is used anyway.",
    )
    .number(Unit::Days, Bound::AtLeast(10), Bound::AtLeast(1)),
    clause(
        "audit-right",
        &["dd.audit", "iso42001.a.10.2", "iso42001.a.10.3"],
        "May we audit you, or do we get an independent report?",
        "A right to audit, or an independent report at least once a year.",
    )
    .answered_by(Kind::Choice(AUDIT)),
    clause(
        "liability-cap",
        &["dd.legal-protection", "iso42001.a.10.2"],
        "How is your liability limited?",
        "A stated amount in proportion to the harm; data breach and confidentiality stand outside it or under a higher one.",
    )
    .answered_by(Kind::Choice(LIABILITY)),
    clause(
        "ip-indemnity",
        &["dd.legal-protection", "iso42001.a.10.2"],
        "Do you defend us against claims that output or training data infringes rights of others?",
        "Output and training data are both covered; say in the comment what is left out.",
    )
    .answered_by(Kind::Choice(INDEMNITY)),
    clause(
        "change-notice",
        &["dd.change-notice", "iso42001.6.3", "iso42001.a.10.4"],
        "How many days before a change or withdrawal of a model, a function or the terms do you tell us?",
        "A number of days, at least 30.",
    )
    .number(Unit::Days, Bound::AtLeast(30), Bound::AtLeast(1)),
    clause(
        "output-ownership",
        &["dd.legal-protection", "iso42001.a.10.4"],
        "Who owns the output?",
        "The customer, or whatever right there is is assigned to the customer.",
    )
    .answered_by(Kind::Choice(OUTPUT)),
];
