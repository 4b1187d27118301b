//! Clauses 4 to 10: the management system.

use assay_sdk::Severity;

use crate::item::{IN_PLACE, Item, Otherwise, practice};

pub(super) const ITEMS: &[Item] = &[
    practice(
        "iso42001-4.1",
        "Have you written down what inside and outside your organisation bears on your AI work, the applicable law and your roles with AI included?",
        "A dated note that names the laws, the market, and whether you develop, provide or use AI.",
        "The context note",
    ),
    practice(
        "iso42001-4.2",
        "Do you know who has a stake in your AI systems and what each of them requires?",
        "A list of authorities, customers, employees and people affected, each with requirements and a contact.",
        "The list of interested parties",
    ),
    practice(
        "iso42001-4.3",
        "Is the scope of your AI management system written down?",
        "A statement of systems, sites and units that it covers, and of what is left out and why.",
        "The scope statement",
    ),
    practice(
        "iso42001-4.4",
        "Are the processes of your AI management system, and how they work together, established and kept up?",
        "A map of the processes with an owner for each.",
        "The process map",
    ),
    practice(
        "iso42001-5.1",
        "Does top management own the AI management system, give it means and decide on it?",
        "A named executive, and a decision of the last twelve months.",
        "The record of a decision of top management",
    ),
    practice(
        "iso42001-5.2",
        "Has top management approved an AI policy?",
        "A dated policy with the name of who approved it, which commits you to applicable requirements and to improvement.",
        "The approved AI policy",
    ),
    practice(
        "iso42001-5.3",
        "Are responsibility and authority for the AI management system assigned and known?",
        "Who is responsible for conformity, and who reports to top management.",
        "The assignment of roles",
    ),
    practice(
        "iso42001-6.1.1",
        "Do criteria say which AI risks you accept and which you do not?",
        "Criteria that were used in a decision, and the actions that followed.",
        "The risk criteria",
    ),
    practice(
        "iso42001-6.1.2",
        "Do you assess AI risks by a method that gives comparable results when it is repeated?",
        "A method with scales, and one worked example.",
        "The method with an example",
    ),
    practice(
        "iso42001-6.1.3",
        "Do you have a statement of applicability over all reference controls and a plan that treats each risk?",
        "Each control is in or out with a reason, treatment is in proportion to the risk, and owners accepted what remains.",
        "The statement of applicability and the treatment plan",
    ),
    practice(
        "iso42001-6.1.4",
        "Do you have a process that assesses what your AI systems may do to individuals, groups and society?",
        "A procedure of its own, apart from the assessment of risks to your organisation.",
        "The procedure for impact assessments",
    ),
    practice(
        "iso42001-6.2",
        "Do you have measurable AI objectives with owner, means and date?",
        "Objectives that agree with the policy and the business goals, with their latest values.",
        "The objectives",
    ),
    practice(
        "iso42001-6.3",
        "Do you plan changes to the AI management system before you make them?",
        "A procedure for changes and a recent record.",
        "A change record",
    ),
    practice(
        "iso42001-7.1",
        "Have you determined and provided the means that the AI management system needs?",
        "Budget and staff for AI governance in figures.",
        "The budget or staffing plan",
    ),
    practice(
        "iso42001-7.2",
        "Are the people whose work affects AI competent, and are there records of it?",
        "Required skills in AI, in management systems and in the rules of your sector, and proof of them. A certificate as lead auditor counts here, and only here.",
        "Training records",
    ),
    practice(
        "iso42001-7.3",
        "Do people know the AI policy, their part in it, and what follows from ignoring it?",
        "Material of the last twelve months and the share of people reached.",
        "Awareness material with attendance",
    ),
    practice(
        "iso42001-7.4",
        "Is it settled what is said about AI, when, to whom and by whom?",
        "A plan that covers customers, authorities and the press.",
        "The communication plan",
    ),
    practice(
        "iso42001-7.5.1",
        "Are the documents there that the standard and you yourselves need?",
        "A register that names each document.",
        "The register of documents",
    ),
    practice(
        "iso42001-7.5.2",
        "Do your documents carry title, author, version, date and approval?",
        "Any document of the management system shows them.",
        "A document as an example",
    ),
    practice(
        "iso42001-7.5.3",
        "Are documents protected, available where needed, and kept and disposed of by rule?",
        "Rules for access, versions, retention and disposal.",
        "The rules for documents",
    ),
    practice(
        "iso42001-8.1",
        "Do the processes run under control, those that others run for you included?",
        "Operating procedures, and a record that shows that they are followed.",
        "Operating procedures with a record",
    ),
    practice(
        "iso42001-8.2",
        "Was an AI risk assessment of this very system done at planned times and after significant change?",
        "A dated result for the system that we buy, not older than its last significant change.",
        "The risk assessment of this system",
    )
    .per_system(),
    practice(
        "iso42001-8.3",
        "Is the treatment plan for this system carried out and checked?",
        "The state of each measure, with date and owner.",
        "The treatment plan of this system with its state",
    )
    .per_system(),
    practice(
        "iso42001-8.4",
        "Was an impact assessment of this very system done at planned times and after significant change?",
        "A dated result for the system that we buy.",
        "The impact assessment of this system",
    )
    .per_system(),
    practice(
        "iso42001-9.1",
        "Is it settled what is measured about AI, how and when, and do you know the latest values?",
        "Metrics with latest values and what was concluded from them.",
        "Metrics with their latest values",
    ),
    practice(
        "iso42001-9.2.1",
        "Do internal audits at planned times say whether the AI management system conforms and works?",
        "A report of the last twelve months with its findings.",
        "The latest internal audit report",
    ),
    practice(
        "iso42001-9.2.2",
        "Does an audit programme settle frequency, methods, criteria and impartial auditors?",
        "A programme for the whole cycle, with auditors who do not audit their own work.",
        "The audit programme",
    )
    .only_if("iso42001-9.2.1", IN_PLACE, Otherwise::Missing),
    practice(
        "iso42001-9.3.1",
        "Does top management review the AI management system at planned times?",
        "A calendar of reviews and the date of the last one.",
        "The calendar of reviews",
    ),
    practice(
        "iso42001-9.3.2",
        "Does the review look at changes, performance, audit results, nonconformities and opportunities?",
        "The agenda or papers of the last review.",
        "The papers of the latest review",
    )
    .only_if("iso42001-9.3.1", IN_PLACE, Otherwise::Missing),
    practice(
        "iso42001-9.3.3",
        "Does the review end in recorded decisions on improvement and change?",
        "Minutes with decisions and what became of them.",
        "The minutes of the latest review",
    )
    .only_if("iso42001-9.3.1", IN_PLACE, Otherwise::Missing),
    practice(
        "iso42001-10.1",
        "Do you improve the AI management system continually, and can you show it?",
        "A log of improvements of the last twelve months.",
        "The improvement log",
    )
    .severity(Severity::Low),
    practice(
        "iso42001-10.2",
        "Do you deal with nonconformities, remove their causes and check that this worked?",
        "A log with cause, action, owner and age.",
        "The log of nonconformities",
    ),
];
