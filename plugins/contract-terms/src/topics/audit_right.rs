//! Whether the customer may audit the supplier, and on which conditions.

use super::{Reading, Topic, as_read};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity, Value};
use crate::number::durations;
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "audit-right",
    title: "Right to audit",
    controls: &["dd.audit", "iso42001.a.10.2", "iso42001.a.10.3"],
    ask: "Ask whether the customer or its auditor may inspect the supplier, how often, with which notice and at whose cost, or \
          which independent reports are given instead.",
    improve: "Agree a right to audit once a year and after an incident, with a notice of at most 30 days.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static AUDIT: Pattern = Pattern::new(
    r"\b(?:audit(?:s|ed|ing)?|inspect(?:s|ed|ion|ions)?|reports? (?:of|from|by|prepared by|issued by) [^.;]{0,50}auditors?)\b",
);
/// Words around "audit" that are about something else.
static OTHER_AUDIT: Pattern = Pattern::new(
    r"\baudit (?:logs?|trails?|events?|logging|committee|findings are)\b|\bsystem audit\b|\binternal audit|\b(?:we|supplier) (?:may|will) (?:also )?(?:periodically )?audit (?:you|your|customer|organi[sz]ations)\b",
);
/// The customer, or somebody for it, is the one who looks.
static RIGHT: Pattern = Pattern::new(concat!(
    r"\b(?:allow|permit|enable|contribute|submit|cooperate|make available|grant|entitle[sd]?|right|may|can|able)\b[^.;]{0,160}\b(?:audit|inspect|assessments?)",
    r"|\baudit(?:s)? (?:rights?|may be|shall be|will be|can be)\b|\baudits?\b[^.;]{0,60}\b(?:conducted|performed|carried out|mandated|initiated) by (?:or on behalf of )?(?:the )?(?:customer|controller|client|you|an independent|a third|its)",
));
static NO_RIGHT: Pattern = Pattern::new(
    r"\b(?:no (?:other )?(?:right|rights|entitlement) (?:to|of) (?:audit|inspect)|(?:not|nor)\b[^.;]{0,40}\b(?:right|entitled|permitted|allowed) to (?:audit|inspect|conduct)|shall not (?:audit|inspect)|\baudits?\b[^.;]{0,30}\b(?:is|are|shall be|will be) not (?:offered|permitted|allowed|available|granted|possible|provided)|(?:does|do|will|shall) not (?:offer|permit|allow|grant|provide for)\b[^.;]{0,40}\b(?:audit|inspection)s?|no (?:on-?site )?audits? (?:right|rights|shall|will|are|is))\b",
);
static REPORTS: Pattern = Pattern::new(
    r"\b(?:audit reports?|reports? (?:of|from|by) (?:an? )?(?:independent|third|external)|soc ?2|soc 1|iso(?:/iec)? ?\d{4,5}|third[- ]party audit|certificat\w+|audited (?:annually|regularly|by)|summary of (?:the )?(?:results|audit)|document audit|summaries)\b",
);
static SATISFIES: Pattern = Pattern::new(
    r"\b(?:satisf(?:y|ies|ied)|fulfil\w*|discharge[sd]?|in lieu of|instead of|in place of|exercised? (?:solely )?(?:by|through)|limited to (?:the )?(?:provision|review)|solely by|agrees? to accept)\b",
);
static MORE_THAN_REPORTS: Pattern = Pattern::new(
    r"\b(?:if|where|to the extent|only to the extent)\b[^.;]{0,80}\b(?:reports?|information|document\w*|audit)\b[^.;]{0,60}\b(?:not (?:sufficient|enough|adequate|reasonably)|insufficient|cannot)\b",
);
static LAW_ONLY: Pattern = Pattern::new(
    r"\b(?:where|if|when|only (?:where|if|to the extent)|to the extent)\b[^.;]{0,30}\b(?:required|mandated|compelled)\b[^.;]{0,20}\b(?:by|under)\b[^.;]{0,40}\b(?:laws?|regulat\w+|authorit\w+)",
);
static OWN_COST: Pattern = Pattern::new(
    r"\b(?:at|bear|pay|for)\b[^.;]{0,60}\b(?:customer's|its|your|controller's|client's|own|sole)\b[^.;]{0,20}\b(?:expense|cost|costs|expenses)\b|\bcustomer (?:will|shall) (?:pay|bear|reimburse)\b",
);
static APPROVAL: Pattern = Pattern::new(
    r"\b(?:mutual(?:ly)? agree\w*|agree(?:s|d)? (?:up)?on|prior (?:written )?(?:approval|consent)|subject to (?:supplier|processor|provider|our)'s? (?:approval|consent)|selected jointly|reasonably acceptable to)\b",
);
static FREQUENCY: Pattern = Pattern::new(
    r"\b(?:once (?:per|a|every|in any|in each)(?: calendar| contract| rolling)? ?(?:year|twelve|12)?|annually|(?:one|1) (?:\(1\) )?(?:audit )?per (?:calendar )?year|no more than once|once in any|not (?:already )?been conducted less than)\b",
);
static REGULATOR_ONLY: Pattern =
    Pattern::new(r"\b(?:supervisory authorit|regulator)\w*\b[^.;]{0,40}\b(?:may|right|can)\b");
static SUPPLIER_LOOKS: Pattern = Pattern::new(
    r"\b(?:audit|inspect)\w*\b[^.;]{0,60}\b(?:your|customer's|organi[sz]ations for|licensee's|client's|user's) (?:use|usage|compliance|records|premises|books|systems|facilities|account)|\b(?:compliance|use) (?:by|of) (?:the )?(?:customer|licensee)",
);
static ADVANCE: Pattern = Pattern::new(r"\b(?:notice|advance|prior|before|notify|request)\b");

fn read(reading: Reading<'_>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = reading
        .sentences(&AUDIT)
        .filter_map(|view| clause(reading, &view))
        .collect();
    conditions(reading, &mut clauses);
    clauses
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let full = view.full.as_str();
    let own = view.own_text();
    let audit = AUDIT.find(own).map(|found| view.own + found.start)?;
    // An item of a list of conditions; `conditions` reads it with the right that it belongs to.
    if AUDIT.is_in(&view.full[..view.own]) && RIGHT.is_in(&view.full[..view.own]) {
        return None;
    }
    let quote = reading.place(view.number);
    if NO_RIGHT.is_in(own) {
        let mut clause = Clause::new(
            Outcome::Fail,
            Severity::Medium,
            "the customer may not audit",
            quote,
        )
        .with_text("audit-right", "no");
        clause.bound = Party::Customer;
        clause.modality = Modality::MustNot;
        return Some(clause);
    }
    let subject = reading.parties.subject(full, audit);
    let supplier_looks = SUPPLIER_LOOKS.is_in(own) && subject != Party::Customer;
    let others: Vec<_> = OTHER_AUDIT.find_all(own).collect();
    let only_others = AUDIT.find_all(own).all(|found| {
        others
            .iter()
            .any(|other| other.start <= found.start && found.start < other.end)
    });
    if supplier_looks || only_others {
        return None;
    }
    let right = RIGHT.is_in(full)
        && (reading.parties.names(full, Party::Customer) || full.contains("auditor"))
        && (!REGULATOR_ONLY.is_in(own) || reading.parties.names(own, Party::Customer))
        && !GIVES_REPORT.is_in(own);
    if right {
        return Some(granted(own, full, quote));
    }
    if REPORTS.is_in(own) && SATISFIES.is_in(own) && reading.parties.names(full, Party::Customer) {
        return Some(
            Clause::new(
                Outcome::Partial,
                Severity::Medium,
                "reports take the place of an audit",
                quote,
            )
            .with_text("audit-right", "reports only"),
        );
    }
    // A report that the supplier gives is less than a right to look, but more than nothing.
    let gives_reports = REPORTS.is_in(own) && GIVEN.is_in(own) && subject != Party::Customer;
    gives_reports.then(|| {
        if YEARLY.is_in(own) && INDEPENDENT.is_in(own) {
            return Clause::new(
                Outcome::Pass,
                Severity::Info,
                "an independent auditor's report is given every year; no right to audit",
                quote,
            )
            .with_text("audit-right", "yearly reports")
            .vague();
        }
        Clause::new(
            Outcome::Partial,
            Severity::Low,
            "reports of independent auditors are given; no right to audit",
            quote,
        )
        .with_text("audit-right", "reports only")
        .vague()
    })
}

static YEARLY: Pattern = Pattern::new(
    r"\b(?:annual(?:ly)?|yearly|every year|each year|once (?:a|per) year|every twelve months)\b",
);
static INDEPENDENT: Pattern =
    Pattern::new(r"\b(?:independent|third[- ]party|external|soc ?2|accredited)\b");
static GIVEN: Pattern = Pattern::new(
    r"\b(?:provid\w+|make (?:such |these |the )?(?:reports )?available|available|suppl(?:y|ies)|share|deliver)\b",
);
static GIVES_REPORT: Pattern = Pattern::new(
    r"\b(?:provide|make available|supply|deliver)\b[^.;]{0,80}\b(?:such audit reports|audit reports?|a summary|copies of (?:its|the|our))\b",
);

fn granted(own: &str, full: &str, quote: std::ops::Range<usize>) -> Clause {
    let mut clause = Clause::new(
        Outcome::Pass,
        Severity::Info,
        "the customer may audit the supplier",
        quote,
    )
    .with_text("audit-right", "yes");
    clause.modality = Modality::May;
    if LAW_ONLY.is_in(full) {
        clause.trigger = Some("where required by law");
        clause.worsen(Outcome::Partial, Severity::Medium);
        clause
            .notes
            .push("only where the law asks for it".to_owned());
    }
    if REPORTS.is_in(own) && SATISFIES.is_in(own) && !MORE_THAN_REPORTS.is_in(own) {
        clause.values[0].1 = Value::Text("reports only".to_owned());
        clause.worsen(Outcome::Partial, Severity::Medium);
        clause
            .notes
            .push("reports take the place of an audit".to_owned());
    }
    let costs = OWN_COST.is_in(full);
    let approval = APPROVAL.is_in(full);
    if costs {
        clause.values.push((
            "audit-cost",
            Value::Text("at the customer's expense".to_owned()),
        ));
    }
    if FREQUENCY.is_in(full) {
        clause.values.push((
            "audit-frequency",
            Value::Text("at most once a year".to_owned()),
        ));
    }
    if approval {
        clause
            .notes
            .push("scope and details have to be agreed with the supplier".to_owned());
    }
    if costs && approval {
        clause
            .notes
            .push("cost and scope together can make the right hard to use".to_owned());
    }
    clause
}

/// Conditions stand in the sentences and list items after the right: how long before, at whose cost, how often.
fn conditions(reading: Reading<'_>, clauses: &mut [Clause]) {
    for clause in clauses {
        if clause.outcome == Outcome::Fail || clause.is_vague {
            continue;
        }
        let Some(at) = clause.quotes.first().and_then(|quote| {
            reading
                .text
                .sentences()
                .iter()
                .position(|sentence| sentence.plain == *quote)
        }) else {
            continue;
        };
        let sentences = reading.text.sentences();
        let related = (at..sentences.len().min(at + 12)).filter(|&number| {
            number == at
                || sentences[number].lead == Some(at)
                || sentences[number].block == sentences[at].block
                || (sentences[number].lead.is_some()
                    && sentences[number].lead == sentences[at].lead)
        });
        for number in related {
            let text = reading.text.of(number);
            if !AUDIT.is_in(text) && number != at {
                continue;
            }
            let notice = durations(text).into_iter().find(|duration| {
                let near = &text
                    [duration.at.start.saturating_sub(60)..text.len().min(duration.at.end + 40)];
                ADVANCE.is_in(near) && duration.months() < 12
            });
            let already = clause
                .values
                .iter()
                .any(|(name, _)| *name == "audit-notice");
            if let Some(notice) = notice
                && !already
            {
                let (count, unit) = notice.fact();
                clause
                    .values
                    .push(("audit-notice", Value::Number(count, unit)));
                clause.quote(reading.place(number));
                if notice.days_at_least() > reading.policy.audit_notice_days {
                    clause.worsen(Outcome::Partial, Severity::Low);
                    clause.notes.push(format!(
                        "the notice is longer than the {} d that the buyer accepts",
                        reading.policy.audit_notice_days
                    ));
                }
            }
        }
    }
}
