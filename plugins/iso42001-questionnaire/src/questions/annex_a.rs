//! The 38 controls of Annex A.

use assay_sdk::Severity;

use crate::item::{IN_PLACE, Item, Otherwise, practice};

pub(super) const ITEMS: &[Item] = &[
    practice(
        "iso42001-a.2.2",
        "Is there a documented policy for developing or using AI?",
        "A policy that people in your organisation work by, with its date.",
        "The AI policy",
    ),
    practice(
        "iso42001-a.2.3",
        "Is it settled where other policies affect your AI objectives or are affected by them?",
        "A map to the policies on security, privacy, quality and safety.",
        "The map of policies",
    )
    .only_if("iso42001-a.2.2", IN_PLACE, Otherwise::Missing),
    practice(
        "iso42001-a.2.4",
        "Is the AI policy reviewed at planned times or when something calls for it?",
        "The record of the latest review and what was changed.",
        "The record of the latest review",
    )
    .only_if("iso42001-a.2.2", IN_PLACE, Otherwise::Missing),
    practice(
        "iso42001-a.3.2",
        "Are roles and responsibilities for AI given to people over the whole life cycle?",
        "A table with names from design to retirement.",
        "The table of roles",
    ),
    practice(
        "iso42001-a.3.3",
        "Can people raise concerns about AI, and are they protected when they do?",
        "A channel, the way up to management, and a rule against retaliation.",
        "The rule for raising concerns",
    ),
    practice(
        "iso42001-a.4.2",
        "Do you keep an inventory of what each life-cycle stage of your AI needs?",
        "Components, data, tools, compute and people, kept up to date.",
        "The inventory",
    ),
    practice(
        "iso42001-a.4.3",
        "Are the data sets that your AI uses registered?",
        "Origin, purpose, category, owner and retention of each.",
        "The register of data sets",
    ),
    practice(
        "iso42001-a.4.4",
        "Are the tools behind your AI registered?",
        "Algorithms, models, frameworks and evaluation tools with versions.",
        "The list of tools",
    ),
    practice(
        "iso42001-a.4.5",
        "Are systems and computing resources registered?",
        "Where it runs, in which regions, and who operates it.",
        "The list of hosting and regions",
    ),
    practice(
        "iso42001-a.4.6",
        "Is it known which people with which skills the AI needs, and are they there?",
        "Roles with required and present skills.",
        "The table of skills",
    ),
    practice(
        "iso42001-a.5.2",
        "Is there a process that says when and how the impact of an AI system is assessed?",
        "A procedure with triggers, method and who decides.",
        "The procedure",
    ),
    practice(
        "iso42001-a.5.3",
        "Are the results of impact assessments recorded and kept?",
        "A report for this system and the rule for how long it is kept.",
        "The report",
    )
    .only_if("iso42001-a.5.2", IN_PLACE, Otherwise::Missing)
    .per_system(),
    practice(
        "iso42001-a.5.4",
        "Did you assess what this system may do to individuals and groups?",
        "Groups, harms such as unfair treatment or loss of privacy, and what was done about each.",
        "The part of the assessment about people",
    )
    .only_if("iso42001-a.5.2", IN_PLACE, Otherwise::Missing)
    .per_system(),
    practice(
        "iso42001-a.5.5",
        "Did you assess what this system may do to society?",
        "Environment, economy, public life and culture, as far as they are touched.",
        "The part of the assessment about society",
    )
    .only_if("iso42001-a.5.2", IN_PLACE, Otherwise::Missing)
    .per_system()
    .severity(Severity::Low),
    practice(
        "iso42001-a.6.1.2",
        "Are there objectives for responsible development, and does development take them up?",
        "Objectives, and the step of the process at which each is checked.",
        "The objectives for development",
    ),
    practice(
        "iso42001-a.6.1.3",
        "Is there a process for responsible design and development?",
        "A process with gates and who may pass them.",
        "The development process",
    ),
    practice(
        "iso42001-a.6.2.2",
        "Are the requirements for this system specified?",
        "A specification that names purpose, users, limits and acceptance.",
        "The specification",
    )
    .per_system(),
    practice(
        "iso42001-a.6.2.3",
        "Is the design and development of this system documented?",
        "Architecture, choice of model, data and decisions with reasons.",
        "The design document",
    )
    .per_system(),
    practice(
        "iso42001-a.6.2.4",
        "Was this system verified and validated against stated criteria?",
        "A test report with criteria, results and release decision.",
        "The test report",
    )
    .per_system()
    .severity(Severity::High),
    practice(
        "iso42001-a.6.2.5",
        "Is this system released only when what was planned for deployment is met?",
        "A release gate, and a plan that reaches to retirement.",
        "The deployment plan with the release gate",
    )
    .per_system(),
    practice(
        "iso42001-a.6.2.6",
        "Is this system monitored in operation, with repair, updates and support?",
        "What is watched, drift included, and what happens when a value is off.",
        "The monitoring plan",
    )
    .per_system(),
    practice(
        "iso42001-a.6.2.7",
        "Is there technical documentation of this system for those who need it?",
        "A model card or technical file for users, partners and authorities.",
        "The technical documentation",
    )
    .per_system(),
    practice(
        "iso42001-a.6.2.8",
        "Does this system record event logs?",
        "Which events, at which stages, and how long logs are kept.",
        "The specification of logs",
    )
    .per_system(),
    practice(
        "iso42001-a.7.2",
        "Is there a process for the data with which this system is developed and improved?",
        "A process that also says whether customer data is used.",
        "The process for data",
    )
    .per_system(),
    practice(
        "iso42001-a.7.3",
        "Is it recorded how the data for this system was acquired?",
        "Sources, amounts, licences, legal basis and opt-outs.",
        "The record of acquisition",
    )
    .per_system(),
    practice(
        "iso42001-a.7.4",
        "Does the data for this system meet defined criteria of quality?",
        "Criteria with measured values, representativeness among them.",
        "The criteria with measured values",
    )
    .per_system(),
    practice(
        "iso42001-a.7.5",
        "Is the provenance of the data for this system recorded over its life?",
        "Lineage from source to use, changes and sharing included.",
        "Lineage records",
    )
    .per_system(),
    practice(
        "iso42001-a.7.6",
        "Are the methods with which data is prepared chosen by criteria and documented?",
        "Cleaning, labelling and transformation, and why each was chosen.",
        "The description of preparation",
    )
    .per_system(),
    practice(
        "iso42001-a.8.2",
        "Do users get the information that they need for this system?",
        "Purpose, limits, how to oversee and override it, and that it is AI.",
        "The user documentation",
    )
    .per_system(),
    practice(
        "iso42001-a.8.3",
        "Can anybody outside report adverse effects of your AI?",
        "A form or mailbox that is watched, with a time to answer.",
        "The address for reports",
    ),
    practice(
        "iso42001-a.8.4",
        "Is there a plan for telling users about incidents?",
        "Who is told what, in which time.",
        "The plan for incident communication",
    ),
    practice(
        "iso42001-a.8.5",
        "Is it settled what is reported about the AI to authorities and other interested parties?",
        "Duties, contents and times, by party.",
        "The list of reporting duties",
    ),
    practice(
        "iso42001-a.9.2",
        "Are there processes for the responsible use of AI?",
        "A usage policy with approval, oversight and limits.",
        "The usage policy",
    ),
    practice(
        "iso42001-a.9.3",
        "Are there objectives for the responsible use of AI?",
        "Objectives such as fairness or safety with a measure for each.",
        "The objectives for use",
    ),
    practice(
        "iso42001-a.9.4",
        "Is this system used as intended, and are departures noticed?",
        "A statement of intended use, and what happens on misuse.",
        "The statement of intended use",
    )
    .per_system(),
    practice(
        "iso42001-a.10.2",
        "Is it settled who is responsible for what between you, your partners and customers?",
        "A matrix of shared responsibility for the AI life cycle.",
        "The responsibility matrix",
    ),
    practice(
        "iso42001-a.10.3",
        "Do you make sure that what you buy from suppliers fits your approach to responsible AI?",
        "Checks of your own AI suppliers, and duties passed on to them.",
        "The process for suppliers",
    ),
    practice(
        "iso42001-a.10.4",
        "Do the needs and expectations of customers enter your approach to responsible AI?",
        "How customers are heard, and one change that came of it.",
        "An example of a customer need that was taken up",
    )
    .severity(Severity::Low),
];
