//! Governance with names, dates and numbers: the artefact that decides, where a clause asks for the process.

use assay_sdk::Severity;

use crate::{
    item::{Choice, IN_PLACE, Item, Kind, Meaning, Otherwise, Words, choice, practice},
    number::{Bound, Unit},
};

const INCIDENTS: &[Choice] = &[
    choice(
        "recorded",
        "A record with number, kind and time to repair",
        Meaning::Pass,
    ),
    choice(
        "none-recorded",
        "A record is kept, and there were none",
        Meaning::Pass,
    ),
    choice(
        "not-complete",
        "There is a record without kinds or times",
        Meaning::Partial,
    ),
    choice("no-record", "No record is kept", Meaning::No),
];

const ACTIONS: &[Choice] = &[
    choice(
        "none-overdue",
        "All open ones have an owner, none is overdue",
        Meaning::Pass,
    ),
    choice("some-overdue", "Some are overdue", Meaning::Partial),
    choice("not-tracked", "They are not tracked", Meaning::No),
];

const BREADTH: Kind = Kind::Words(Words::Parts(&[
    ("legal", &["legal", "law", "counsel", "lawyer"]),
    (
        "IT",
        &[
            // Compared with lower-cased words.
            "it",
            "engineering",
            "infrastructure",
            "security",
            "ciso",
            "cio",
            "cto",
        ],
    ),
    (
        "data science",
        &["science", "scientist", "scientists", "ml", "research"],
    ),
    (
        "compliance",
        &["compliance", "risk", "dpo", "privacy", "audit"],
    ),
    (
        "business",
        &[
            "business",
            "product",
            "operations",
            "sales",
            "finance",
            "ceo",
            "coo",
        ],
    ),
]));

const PARTIES: Kind = Kind::Words(Words::Parts(&[
    (
        "authorities",
        &[
            "authority",
            "authorities",
            "regulator",
            "regulators",
            "government",
        ],
    ),
    ("customers", &["customer", "customers", "client", "clients"]),
    (
        "people affected",
        &[
            "people",
            "person",
            "persons",
            "individuals",
            "public",
            "users",
            "subjects",
        ],
    ),
]));

const fn objective(
    point: &'static str,
    controls: &'static [&'static str],
    text: &'static str,
) -> Item {
    practice(
        point,
        text,
        "Number, owner and day, as in: at most 2 % difference; owner: head of ML; by 2027-06-30. The latest value in the comment.",
        "The objective with its latest value",
    )
    .answered_by(Kind::Objective)
    .controls(controls)
}

const fn procedure(
    point: &'static str,
    controls: &'static [&'static str],
    text: &'static str,
) -> Item {
    practice(
        point,
        text,
        "A procedure with date and version.",
        "The procedure",
    )
    .dated()
    .controls(controls)
}

pub(super) const ITEMS: &[Item] = &[
    practice(
        "accountable-executive",
        "Which member of your management answers for AI? Name and function.",
        "A person, not a department.",
        "The decision that appointed them",
    )
    .answered_by(Kind::Words(Words::AtLeast(2)))
    .controls(&["iso42001.5.1", "iso42001.5.3"]),
    practice(
        "governance-committee",
        "Who sits in your AI governance body? Please name the members by function.",
        "Legal, IT, data science, compliance and business each have a member.",
        "The minutes of a meeting",
    )
    .answered_by(BREADTH)
    .controls(&["iso42001.5.1", "iso42001.5.3", "iso42001.a.3.2"]),
    practice(
        "applicable-law",
        "Do you keep a dated list of the law that applies to your AI, by jurisdiction?",
        "The list names the AI Act where you serve the European Union.",
        "The list of applicable law",
    )
    .controls(&["iso42001.4.1", "iso42001.4.2"]),
    practice(
        "stakeholder-contacts",
        "Who is the contact for authorities, for customers and for people affected?",
        "A name or function with an address for each of the three.",
        "The list of contacts",
    )
    .answered_by(PARTIES)
    .controls(&["iso42001.4.2", "iso42001.a.8.5"]),
    objective(
        "objectives-fairness",
        &["iso42001.6.2", "iso42001.a.6.1.2", "iso42001.a.9.3", "dd.fairness"],
        "What is your measurable objective for fairness, who owns it, and by when?",
    ),
    objective(
        "objectives-transparency",
        &["iso42001.6.2", "iso42001.a.6.1.2", "iso42001.a.9.3"],
        "What is your measurable objective for transparency, who owns it, and by when?",
    ),
    objective(
        "objectives-accountability",
        &["iso42001.6.2", "iso42001.a.6.1.2", "iso42001.a.9.3"],
        "What is your measurable objective for accountability, who owns it, and by when?",
    ),
    objective(
        "objectives-safety",
        &["iso42001.6.2", "iso42001.a.6.1.2", "iso42001.a.9.3"],
        "What is your measurable objective for safety, who owns it, and by when?",
    ),
    practice(
        "staff-training",
        "Which share of the staff who develop, run or use AI was trained in the last twelve months?",
        "A percentage; say in the comment in what and when.",
        "The training record with content and date",
    )
    .number(Unit::Percent, Bound::AtLeast(80), Bound::AtLeast(40))
    .controls(&["iso42001.7.2", "iso42001.7.3", "iso42001.a.4.6"]),
    practice(
        "internal-audit-date",
        "When was the last internal audit of your AI management system?",
        "At most twelve months ago.",
        "The audit report with its date",
    )
    .answered_by(Kind::LastDone)
    .only_if("iso42001-9.2.1", IN_PLACE, Otherwise::Missing)
    .controls(&["iso42001.9.2.1", "iso42001.9.2.2"]),
    practice(
        "management-review-date",
        "When did top management last review AI?",
        "At most twelve months ago.",
        "The minutes with their date",
    )
    .answered_by(Kind::LastDone)
    .only_if("iso42001-9.3.1", IN_PLACE, Otherwise::Missing)
    .controls(&["iso42001.9.3.1", "iso42001.9.3.3"]),
    practice(
        "corrective-actions",
        "How do your open corrective actions stand?",
        "Each has an owner and a date, and none is overdue.",
        "The log with ages",
    )
    .answered_by(Kind::Choice(ACTIONS))
    .only_if("iso42001-10.2", IN_PLACE, Otherwise::Missing)
    .controls(&["iso42001.10.2"]),
    practice(
        "gap-assessment",
        "When did you last compare yourselves with ISO/IEC 42001?",
        "At most twelve months ago, over policy, process, documents and technical controls, with the gaps ranked.",
        "The report of the gap assessment",
    )
    .answered_by(Kind::LastDone)
    .severity(Severity::Low)
    .controls(&["iso42001.10.1", "iso42001.6.1.1"]),
    procedure(
        "procedure-development",
        &["iso42001.7.5.1", "iso42001.8.1", "iso42001.a.6.1.3"],
        "Does the development of AI follow a dated and versioned procedure?",
    ),
    procedure(
        "procedure-deployment",
        &["iso42001.7.5.1", "iso42001.8.1", "iso42001.a.6.2.5"],
        "Does the deployment of AI follow a dated and versioned procedure?",
    ),
    procedure(
        "procedure-monitoring",
        &["iso42001.7.5.1", "iso42001.8.1", "iso42001.a.6.2.6"],
        "Does the monitoring of AI follow a dated and versioned procedure?",
    ),
    procedure(
        "procedure-incident-response",
        &["iso42001.7.5.1", "iso42001.8.1", "iso42001.a.8.4"],
        "Does the response to AI incidents follow a dated and versioned procedure?",
    ),
    practice(
        "incident-contact",
        "Whom do we call when your AI causes an incident, and how fast do they react?",
        "A mail address, telephone number or web address that is watched, with a time to react.",
        "The page or procedure that names the contact",
    )
    .answered_by(Kind::Words(Words::Contact))
    .severity(Severity::High)
    .controls(&["dd.incident-readiness", "iso42001.a.3.3", "iso42001.a.8.4"]),
    practice(
        "incident-history",
        "Do you keep a record of AI incidents over the last 24 months?",
        "Number, kind (safety, privacy, transparency) and time to repair.",
        "The record of incidents",
    )
    .answered_by(Kind::Choice(INCIDENTS))
    .controls(&["dd.incident-readiness", "iso42001.a.8.4", "iso42001.10.2"]),
    practice(
        "sub-supplier-checks",
        "Do you check your own AI suppliers and pass your duties on to them?",
        "The last check of one of them, and the clause that passes duties on.",
        "A sample assessment of a sub-supplier",
    )
    .controls(&["iso42001.a.10.3"]),
    practice(
        "secure-development",
        "Do security requirements and reviews belong to every AI project?",
        "Requirements, threat modelling and review before release.",
        "The procedure for secure development",
    )
    .controls(&["iso42001.a.6.1.3", "dd.model-security"]),
    practice(
        "financial-standing",
        "Can you show by accounts, funding or insurance that you can carry the contract through?",
        "Latest accounts, or a statement on funding and insurance.",
        "The accounts or the statement",
    )
    .controls(&["dd.viability", "iso42001.7.1"]),
];
