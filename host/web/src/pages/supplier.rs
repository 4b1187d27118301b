//! One supplier: where it stands today, what people decide about it, and what was assessed.

use assay_catalogue::Catalogue;
use assay_domain::{
    Act, Decision, Evidence, RemarkKind, Response, RulingKind, Severity, Subject, SupplierId,
    TreatmentStatus,
};
use assay_oversight::{Cause, CauseKind, Entry, Position, WaiverState};
use assay_register::FindingView;
use assay_report::{
    Report,
    encode::html::{lines, text},
};
use maud::{Markup, html};

use super::{
    charts,
    frame::{decision, hidden, level, page, table},
};
use crate::{
    guard::Visitor,
    routes::{LARGEST_DOCUMENT, written},
};

/// Formats that can be taken along.
const FORMATS: [(&str, &str); 10] = [
    ("html", "printable page"),
    ("pdf", "PDF"),
    ("xlsx", "workbook"),
    ("csv", "CSV"),
    ("markdown", "Markdown"),
    ("json", "JSON"),
    ("oscal-ar", "OSCAL results"),
    ("oscal-poam", "OSCAL POA&M"),
    ("sarif", "SARIF"),
    ("cyclonedx", "CycloneDX"),
];

pub(crate) fn supplier(
    visitor: &Visitor,
    entry: &Entry,
    catalogue: &Catalogue,
    has_dossier: bool,
) -> Markup {
    let Entry { view, position, .. } = entry;
    let contexts = Default::default();
    let report = Report {
        view,
        catalogue,
        contexts: &contexts,
    };
    let facts = &view.latest.facts;
    let edits = visitor.account.role.may(Act::Edit);
    page(
        visitor,
        view.supplier.as_str(),
        html! {
            p.eyebrow { "Supplier " (view.supplier) }
            h1 { (text(&facts.profile.legal_name)) }
            (today(position, catalogue))
            nav aria-label="On this page" {
                a href="#treatments" { "Treatments" } " " a href="#waivers" { "Waivers" } " " a href="#care" { "Findings in hand" } " "
                a href="#remarks" { "Remarks" } " " a href="#certificates" { "Certificates" } " " a href="#assessments" { "Assessments" } " "
                a href="#risks" { "Risks" } " " a href="#findings" { "Findings and evidence" } " " a href="#gates" { "Gates" } " "
                a href="#supplier" { "Facts" } " " a href="#runs" { "Runs" }
            }
            p { "Take along: " @for (format, name) in FORMATS { a href={ "/suppliers/" (view.supplier) "/report/" (format) } { (name) } " " } }
            (explained(position))
            @if has_dossier { (dossier(visitor, &view.supplier)) }
            (treatments(visitor, entry, edits))
            (waivers(visitor, entry, edits))
            (care(visitor, entry, catalogue, edits))
            (remarks(visitor, entry, edits))
            (incidents(visitor, entry, edits))
            section id="certificates" {
                h2 { "Certificates" }
                @if facts.certificates.is_empty() { p { "It claims none." } }
                @for (number, claim) in facts.certificates.iter().enumerate() { (charts::certificate(number, claim, position.as_of)) }
            }
            section id="documents" {
                h2 { "Documents" }
                @if facts.documents.is_empty() { p.unknown { "None was kept with the latest assessment." } }
                @else {
                    (table("Documents of the latest assessment", &["Document", "Kind", "Dated", "In force", "Digest"], html! {
                        @for one in &facts.documents {
                            tr {
                                th scope="row" { (text(&one.id)) }
                                td { (one.kind.label()) }
                                td { @match one.dated { Some(day) => (day), None => span.unknown { "no date" } } }
                                td { @if one.in_force { "yes" } @else { "no" } }
                                td { code { (one.digest.short()) } }
                            }
                        }
                    }))
                }
            }
            (assessments(entry))
            (assay_report::html::sections(&report))
        },
    )
}

fn today(position: &Position, catalogue: &Catalogue) -> Markup {
    let class = format!("decision {}", position.decision.label().to_lowercase());
    let untreated = position
        .causes
        .iter()
        .filter(|cause| {
            cause.counts_as == Decision::Conditional
                && cause.waived_by.is_none()
                && cause.treated_by.is_empty()
        })
        .count();
    html! {
        div class=(class) {
            p.verdict { (position.decision) }
            p.meaning { "on " (position.as_of) "; assessed on " (position.assessed_on) " as " (position.assessed)
                "; unchanged until " (position.holds_until) " if nobody does anything" }
            @if position.causes.is_empty() { p { "Nothing stands against it." } }
            @else {
                (reasons(&position.causes, position.decision, catalogue))
                @if untreated > 0 { p { (untreated) " of these are conditions that nobody treats yet." } }
            }
        }
        @if !position.risen.is_empty() {
            section {
                h2 { "Risen with time" }
                ul { @for one in &position.risen { li { (one.scenario) " (" (one.system) "): " (level(one.from)) " when assessed, " (level(one.to)) " now" } } }
            }
        }
    }
}

/// What decides is in sight; conditions beside something worse can be unfolded.
fn reasons(causes: &[Cause], decided: Decision, catalogue: &Catalogue) -> Markup {
    let list = |causes: &[&Cause]| html! { ul.reasons { @for cause in causes { li { (told(cause, catalogue)) } } } };
    let (worse, conditions): (Vec<&Cause>, Vec<&Cause>) = causes
        .iter()
        .partition(|cause| cause.counts_as > Decision::Conditional || cause.waived_by.is_some());
    html! {
        (list(&worse))
        @if !conditions.is_empty() {
            details open[decided == Decision::Conditional] {
                summary { (conditions.len()) " conditions" }
                (list(&conditions))
            }
        }
    }
}

fn told(cause: &Cause, catalogue: &Catalogue) -> Markup {
    html! {
        (decision(cause.counts_as)) " "
        @if let CauseKind::Assessed { named, system, .. } = &cause.kind {
            @if !named.is_empty() { strong { (text(assay_report::title(named, catalogue))) } ": " }
            (text(&cause.text))
            @if let Some(system) = system { " (" (system) ")" }
        } @else { (text(&cause.text)) }
        @if let Some(number) = cause.waived_by { " " strong { "waived" } " by " a href="#waivers" { "waiver " (number) } ", would be " (cause.argues_for) }
        @if !cause.treated_by.is_empty() { "; " a href="#treatments" { "treated" } }
    }
}

/// Links to the arithmetic of every risk.
fn explained(position: &Position) -> Markup {
    let mut scenarios: Vec<_> = position
        .verdict
        .systems
        .iter()
        .flat_map(|system| &system.scenarios)
        .map(|risk| &risk.scenario)
        .collect();
    scenarios.sort_by_key(|id| (id.as_str().len(), id.as_str()));
    scenarios.dedup();
    html! {
        p { "Arithmetic: " @for what in ["decision", "tier", "coverage"] { a href={ "/suppliers/" (position.supplier) "/explain/" (what) } { (what) } " " }
            @for id in scenarios { a href={ "/suppliers/" (position.supplier) "/explain/" (id) } { (id) } " " } }
    }
}

/// Everything that can be decided about, as choices of a form.
fn subjects(entry: &Entry, waivable: bool) -> Markup {
    let position = &entry.position;
    let choice =
        |subject: &Subject, words: &str| html! { option value=(written(subject)) { (words) } };
    html! {
        @if !waivable { (choice(&Subject::Supplier, "the supplier")) }
        @for gate in position.verdict.gates.iter().filter(|gate| gate.decision.is_some()) {
            (choice(&Subject::Gate { system: gate.system.clone(), gate: gate.gate.clone() }, &format!("gate {} ({})", gate.gate, gate.system)))
        }
        @for system in &position.verdict.systems {
            @for risk in &system.scenarios {
                (choice(&Subject::Risk { system: system.system.clone(), scenario: risk.scenario.clone() }, &format!("risk {} ({}), {}", risk.scenario, system.system, risk.residual)))
            }
        }
        @for finding in &entry.view.open_findings {
            (choice(&Subject::Finding { fingerprint: finding.fingerprint }, &format!("finding {} {}, {}", &finding.fingerprint.hex()[..8], finding.point, finding.severity)))
        }
    }
}

fn treatments(visitor: &Visitor, entry: &Entry, edits: bool) -> Markup {
    let supplier = &entry.view.supplier;
    html! {
        section id="treatments" {
            h2 { "Treatments" }
            @if entry.position.treatments.is_empty() { p { "None is planned." } }
            @else {
                (table("Treatments", &["No.", "Status", "Of", "Response", "How", "Owner", "Due", "Cost", "Settle"], html! {
                    @for (one, lapsed) in &entry.position.treatments {
                        tr {
                            th scope="row" { (one.number) }
                            td { @match &one.status {
                                TreatmentStatus::Open if *lapsed => strong { "lapsed" },
                                TreatmentStatus::Open => "under way",
                                TreatmentStatus::Done { by, .. } => { "done by " (by) },
                                TreatmentStatus::Withdrawn { by, .. } => { "withdrawn by " (by) },
                            } }
                            td { (one.subject) }
                            td { (one.response.label()) }
                            td { (lines(&one.description)) }
                            td { (one.owner) }
                            td { (one.due) }
                            td { @if let Some(cost) = &one.cost { (cost) } }
                            td { @if edits && one.status == TreatmentStatus::Open {
                                form.row method="post" action={ "/suppliers/" (supplier) "/treatments/" (one.number) } {
                                    (hidden(visitor))
                                    label for={ "note-" (one.number) } { "Note" }
                                    input id={ "note-" (one.number) } name="note" required;
                                    button name="outcome" value="done" { "Done" }
                                    button name="outcome" value="withdrawn" { "Withdraw" }
                                }
                            } }
                        }
                    }
                }))
            }
            @if edits {
                details {
                    summary { "Plan a treatment" }
                    form.stack method="post" action={ "/suppliers/" (supplier) "/treatments" } {
                        (hidden(visitor))
                        label for="t-subject" { "Of what" } select id="t-subject" name="subject" { (subjects(entry, false)) }
                        label for="t-response" { "Response" }
                        select id="t-response" name="response" { @for one in Response::ALL { option value=(one.label()) { (one.label()) } } }
                        label for="t-how" { "What is to be done" } textarea id="t-how" name="description" rows="3" required {}
                        label for="t-owner" { "Owner" } input id="t-owner" name="owner" value=(visitor.name()) required;
                        label for="t-cost" { "Cost, for example 12000 EUR (may stay empty)" } input id="t-cost" name="cost";
                        label for="t-due" { "Last day on which it is in time; the supplier is undecided when it passes" } input id="t-due" name="due" type="date" required;
                        button { "Plan" }
                    }
                }
            }
        }
    }
}

fn waivers(visitor: &Visitor, entry: &Entry, edits: bool) -> Markup {
    let supplier = &entry.view.supplier;
    let approves = visitor.account.role.may(Act::Approve);
    html! {
        section id="waivers" {
            h2 { "Waivers" }
            p.lead { "What is waived is carried knowingly for a time. It is never passed, and makes no decision better than conditional. A waiver is stale as soon as the residual risk or the evidence changes." }
            @if entry.position.waivers.is_empty() { p { "There is none." } }
            @else {
                (table("Waivers", &["No.", "State", "Of", "Reason", "Scope", "Until", "Asked for by", "Answered by", "Answer"], html! {
                    @for (one, state) in &entry.position.waivers {
                        @let own = one.requested_by == *visitor.name();
                        tr {
                            th scope="row" { (one.number) }
                            td { @if matches!(state, WaiverState::Stale | WaiverState::Expired) { strong { (state.label()) } } @else { (state.label()) } }
                            td { (one.subject) }
                            td { (lines(&one.reason)) }
                            td { (lines(&one.scope)) }
                            td { (one.expires) }
                            td { (one.requested_by) }
                            td { @match &one.answered { Some(answered) => (answered.by), None => span.unknown { "nobody yet" } } }
                            td {
                                form.row method="post" action={ "/suppliers/" (supplier) "/waivers/" (one.number) } {
                                    (hidden(visitor))
                                    @if one.answered.is_none() && approves && !own {
                                        button name="answer" value="approved" { "Approve" }
                                        button name="answer" value="refused" { "Refuse" }
                                    }
                                    @if one.answered.is_none() && approves && own { span.soft { "a second person approves" } }
                                    @if edits && (*state == WaiverState::InForce || one.answered.is_none()) { button name="answer" value="withdrawn" { "Withdraw" } }
                                }
                            }
                        }
                    }
                }))
            }
            @if edits {
                details {
                    summary { "Ask for a waiver" }
                    form.stack method="post" action={ "/suppliers/" (supplier) "/waivers" } {
                        (hidden(visitor))
                        label for="w-subject" { "Of what" } select id="w-subject" name="subject" { (subjects(entry, true)) }
                        label for="w-reason" { "Why it may be" } textarea id="w-reason" name="reason" rows="3" required {}
                        label for="w-scope" { "For which use" } input id="w-scope" name="scope" required;
                        label for="w-expires" { "Last day on which it holds" } input id="w-expires" name="expires" type="date" required;
                        button { "Ask" }
                    }
                }
            }
        }
    }
}

fn care(visitor: &Visitor, entry: &Entry, catalogue: &Catalogue, edits: bool) -> Markup {
    let supplier = &entry.view.supplier;
    let approves = visitor.account.role.may(Act::Approve);
    html! {
        section id="care" {
            h2 { "Findings in hand" }
            @if entry.view.open_findings.is_empty() { p { "No finding is open." } }
            @else {
                (table("Open findings, the worst first", &["Finding", "Severity", "What", "State", "Owner and due date", "Ruling"], html! {
                    @for finding in &entry.view.open_findings {
                        @let digits = &finding.fingerprint.hex()[..12];
                        @let care = entry.oversight.care(finding.fingerprint);
                        @let ruling = entry.oversight.rulings.iter().find(|one| one.fingerprint == finding.fingerprint);
                        @let point = catalogue.points.get(&finding.point).map_or(finding.point.as_str(), |one| one.title.as_str());
                        tr {
                            th scope="row" { a href="#findings" { code { (&digits[..8]) } } }
                            td { (finding.severity) }
                            td { (text(point)) @if let Some(system) = &finding.system { " (" (system) ")" } (quotes(supplier, finding)) }
                            td { (finding.state.label()) @if finding.not_reobserved { ", not observed again" } }
                            td {
                                @if edits {
                                    form.row method="post" action={ "/suppliers/" (supplier) "/findings/" (digits) "/care" } {
                                        (hidden(visitor))
                                        label for={ "owner-" (digits) } { "Owner" }
                                        input id={ "owner-" (digits) } name="owner" value=[care.and_then(|care| care.owner.as_ref())];
                                        label for={ "due-" (digits) } { "Due" }
                                        input id={ "due-" (digits) } name="due" type="date" value=[care.and_then(|care| care.due)];
                                        button { "Keep" }
                                    }
                                } @else if let Some(care) = care {
                                    @if let Some(owner) = &care.owner { (owner) } @if let Some(due) = care.due { ", due " (due) }
                                }
                            }
                            td {
                                @if let Some(ruling) = ruling {
                                    strong { @match ruling.kind { RulingKind::Upheld => "upheld", RulingKind::Dismissed => "dismissed", RulingKind::Severity { severity } => (severity) } }
                                    " by " (ruling.by) ": " (text(&ruling.reason))
                                }
                                @if approves {
                                    details {
                                        summary { "Rule" }
                                        form.stack method="post" action={ "/suppliers/" (supplier) "/findings/" (digits) "/ruling" } {
                                            (hidden(visitor))
                                            label for={ "rule-" (digits) } { "Ruling" }
                                            select id={ "rule-" (digits) } name="ruling" {
                                                option value="upheld" { "it is right" }
                                                option value="dismissed" { "it is wrong (stays open until evidence closes it)" }
                                                @for one in Severity::ALL { option value=(one.label()) { "its severity is " (one.label()) } }
                                            }
                                            label for={ "why-" (digits) } { "Reason" } input id={ "why-" (digits) } name="reason" required;
                                            button { "Rule" }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }
}

/// Links to what a finding quotes, where it stands.
fn quotes(supplier: &SupplierId, finding: &FindingView) -> Markup {
    let pieces = finding.observations.iter().flat_map(|seen| &seen.evidence);
    html! {
        @for piece in pieces {
            @if let Evidence::Quote { document, start, end, place, .. } = piece {
                br;
                a href=(quote_address(supplier, document, *start, *end)) {
                    "Quote in " (text(document)) @if let Some(place) = place { ", " (text(place)) }
                }
            }
        }
    }
}

/// Everything but letters, digits and `/.-_` of a document's id is written as an escape (RFC 3986).
fn quote_address(supplier: &SupplierId, document: &str, start: u64, end: u64) -> String {
    let path: String = document
        .bytes()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("/suppliers/{supplier}/documents/{path}?start={start}&end={end}#quote")
}

/// What can be done with the dossier, where there is one.
pub(super) fn dossier(visitor: &Visitor, supplier: &SupplierId) -> Markup {
    let role = visitor.account.role;
    let sends = role.may(Act::Edit) || visitor.account.supplier.is_some();
    html! {
        section id="dossier" {
            h2 { "Dossier" }
            p { a href={ "/suppliers/" (supplier) "/questionnaire" } { "Questionnaire" } }
            @if role.may(Act::Edit) {
                form.row method="post" action={ "/suppliers/" (supplier) "/assessment" } {
                    (hidden(visitor))
                    button { "Assess now" }
                }
            }
            @if sends {
                form.row method="post" enctype="multipart/form-data" action={ "/suppliers/" (supplier) "/documents" } {
                    (hidden(visitor))
                    label for="d-document" { "Send a document (PDF, Word, Excel, HTML, Markdown, text, JSON; at most " (LARGEST_DOCUMENT >> 20) " MiB)" }
                    input id="d-document" type="file" name="document" required;
                    button { "Send" }
                }
            }
        }
    }
}

fn remarks(visitor: &Visitor, entry: &Entry, edits: bool) -> Markup {
    let own = visitor.account.supplier.is_some();
    html! {
        section id="remarks" {
            h2 { "Remarks" }
            @if entry.oversight.remarks.is_empty() { p { "Nothing was said yet." } }
            @for one in &entry.oversight.remarks {
                article.remark {
                    p.soft { (one.by) ", " (one.at) ", on " (one.subject) @if one.kind == RemarkKind::Reply { ", " strong { "reply of the supplier" } } }
                    p { (lines(&one.text)) }
                }
            }
            @if edits || own {
                form.stack method="post" action={ "/suppliers/" (entry.view.supplier) "/remarks" } {
                    (hidden(visitor))
                    label for="r-subject" { "On what" } select id="r-subject" name="subject" { (subjects(entry, false)) }
                    label for="r-text" { @if own { "Your reply" } @else { "Comment" } } textarea id="r-text" name="text" rows="3" required {}
                    button { "Write" }
                }
            }
        }
    }
}

fn incidents(visitor: &Visitor, entry: &Entry, edits: bool) -> Markup {
    html! {
        section id="incidents" {
            h2 { "Incidents" }
            @if entry.oversight.incidents.is_empty() { p { "None was entered." } }
            ul { @for one in &entry.oversight.incidents { li { strong { (one.on) } ", entered by " (one.by) ": " (text(&one.text)) } } }
            @if edits {
                details {
                    summary { "Enter an incident" }
                    form.stack method="post" action={ "/suppliers/" (entry.view.supplier) "/incidents" } {
                        (hidden(visitor))
                        label for="i-on" { "The day" } input id="i-on" name="on" type="date" required;
                        label for="i-text" { "What happened" } textarea id="i-text" name="text" rows="3" required {}
                        button { "Enter" }
                    }
                }
            }
        }
    }
}

fn assessments(entry: &Entry) -> Markup {
    let supplier = &entry.view.supplier;
    html! {
        section id="assessments" {
            h2 { "Assessments" }
            (table("Assessments, the latest first", &["No.", "As of", "Decision", "Worst risk", "Coverage", "Assurance", "Changes"], html! {
                @for row in &entry.view.history {
                    tr {
                        th scope="row" { (row.id.number) }
                        td { (row.as_of) }
                        td { (decision(row.decision)) @if !row.complete { " (a run failed)" } }
                        td { (level(row.level)) }
                        td { (row.coverage) }
                        td { (row.assurance) }
                        td { @if row.id.number > 1 {
                            a href={ "/suppliers/" (supplier) "/diff?before=" (row.id.number - 1) "&after=" (row.id.number) } { "since " (row.id.number - 1) }
                        } }
                    }
                }
            }))
        }
    }
}
