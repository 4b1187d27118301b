//! Whether the supplier stands in when somebody claims that its service, its training data or an output infringes.

use super::{Reading, Topic};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity, Value};
use crate::pattern::Pattern;
use crate::text::View;
use crate::weigh::Sourced;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "ip-indemnity",
    title: "Indemnity for intellectual property claims",
    controls: &["dd.legal-protection", "iso42001.a.10.2"],
    ask: "Ask whether the supplier defends and indemnifies the customer against claims that outputs or training data infringe \
          intellectual property.",
    improve: "Agree an indemnity that names outputs and training data and is outside the liability cap.",
    in_privacy_policies: false,
    read,
    reconcile,
};

static INDEMNIFY: Pattern = Pattern::new(
    r"\b(?:indemnif(?:y|ies|ied|ication)|indemnit(?:y|ies)|hold\b[^.;]{0,60}\bharmless|defends?)\b",
);
static IP: Pattern = Pattern::new(
    r"\b(?:infring\w+|misappropriat\w+|intellectual property|copyrights?|patents?|violates any third[- ]party)\b",
);
static OUTPUT: Pattern = Pattern::new(
    r"\b(?:outputs?|generated content|completions?|ai[- ]generated|suggestions|results generated)\b",
);
static OUTPUT_EXCLUDED: Pattern = Pattern::new(
    r"\b(?:excluding|except(?: for)?|other than|not including|exclusive of|but not)(?: any| the| for)? (?:outputs?|generated content|completions)\b|\boutputs? (?:is|are) (?:excluded|not covered)\b|\bnot (?:be obligated|be obliged|be required|obligated|obliged|required)? ?(?:to )?indemnify\b[^.;]{0,100}\boutputs?\b|\b(?:does|do|shall|will) not (?:apply|extend|cover)\b[^.;]{0,60}\b(?:any |the )?outputs?\b",
);
static MODIFIED_OUTPUT: Pattern =
    Pattern::new(r"\b(?:modif\w+|combin\w+|alter\w+)\b[^.;]{0,60}\boutputs?\b");
static TRAINING_DATA: Pattern = Pattern::new(
    r"\btraining data\b|\bdata\b[^.;]{0,30}\bwith which\b[^.;]{0,20}\btrained\b|\bdata\b[^.;]{0,60}\bused to train\b|\btrain(?:ed)? (?:a|the|any) model",
);
static NOT_DO: Pattern = Pattern::new(
    r"\b(?:not (?:be )?(?:obligated|obliged|required)|no obligation|(?:shall|will|does|do) not(?: provide| offer| give)?)\b[^.;]{0,40}\bindemni|\b(?:disclaims?|no)\b[^.;]{0,50}\b(?:indemni(?:ty|ties|fication)|duty to indemnify)\b",
);
static PAID_ONLY: Pattern = Pattern::new(
    r"\b(?:paid use|paid services?|paid subscription|enterprise (?:customers?|plans?))\b",
);
static SOLE_REMEDY: Pattern =
    Pattern::new(r"\b(?:sole|exclusive) (?:and exclusive )?remed(?:y|ies)\b|\bentire liability\b");
static EXCLUSIONS: Pattern = Pattern::new(
    r"\b(?:excludes?|(?:do|does|shall|will) not apply|not (?:cover|extend)|exceptions?|to the extent)\b[^;]{0,200}\b(?:combin\w+|modif\w+|alter\w+|input|beta|free|trial)\b",
);
static CUSTOMER_MEANS: Pattern =
    Pattern::new(r#"^"(?:customer|covered|third[- ]party|infringement|ip) claims?" means\b"#);
static MUTUAL: Pattern = Pattern::new(r"\b(?:each|either) party\b[^.;]{0,60}\b(?:indemnif|defend)");
static PROCEDURE: Pattern = Pattern::new(
    r"\b(?:indemnified part(?:y|ies)|indemnifying part(?:y|ies)|seeking indemni\w+|indemnitee|survive|sole control|prompt(?:ly)? (?:written )?noti\w+|obligations (?:in|under) this)\b",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&INDEMNIFY)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let full = view.full.as_str();
    let place = INDEMNIFY
        .find_all(full)
        .find(|found| found.end > view.own)?;
    let quote = reading.place(view.number);
    let subject = reading.parties.subject(full, place.start);
    let titled_by_supplier =
        view.heading().contains("by us") || view.heading().contains("by supplier");
    if NOT_DO.is_in(full) && subject != Party::Customer {
        let about_ip = IP.is_in(full) || OUTPUT.is_in(full);
        let mut clause = Clause::new(
            Outcome::Fail,
            Severity::High,
            "the supplier does not indemnify the customer",
            quote,
        )
        .with_text(
            "ip-indemnity",
            if OUTPUT.is_in(full) {
                "not for outputs"
            } else {
                "none"
            },
        );
        clause.modality = Modality::MustNot;
        clause.subject = if OUTPUT.is_in(full) { OUTPUTS } else { "" };
        return (about_ip || NOTHING_AT_ALL.is_in(full)).then_some(clause);
    }
    if subject == Party::Customer
        || !(subject == Party::Supplier || titled_by_supplier || MUTUAL.is_in(full))
    {
        return None;
    }
    if PROCEDURE.is_in(full) && !BENEFITS.is_in(full) {
        return None;
    }
    // What a claim is may be defined in the next sentences.
    let mut whole = view.own_text().to_owned();
    let mut quotes = vec![quote];
    for (number, next) in view.following(2) {
        if CUSTOMER_MEANS.is_in(next)
            || (number == view.number + 1 && !IP.is_in(&whole) && IP.is_in(next))
        {
            whole.push(' ');
            whole.push_str(next);
            quotes.push(reading.place(number));
        }
    }
    if !IP.is_in(&whole) || !reading.parties.names(&full[place.start..], Party::Customer) {
        return None;
    }
    let mut clause = judged(&whole, quotes);
    limits(view, &mut clause);
    Some(clause)
}

const OUTPUTS: &str = "outputs";

/// "No indemnity for similar outputs" beside an indemnity for the service limits that one; alone it is a refusal.
fn reconcile(mut clauses: Vec<Sourced>) -> Vec<Sourced> {
    let indemnifies = clauses
        .iter()
        .any(|sourced| sourced.clause.outcome < Outcome::Fail);
    for sourced in clauses.iter_mut() {
        if indemnifies && sourced.clause.subject == OUTPUTS {
            sourced.clause.outcome = Outcome::Partial;
            sourced.clause.severity = Severity::Medium;
        }
    }
    clauses
}

static BENEFITS: Pattern = Pattern::new(
    r"\b(?:indemnify|defend|hold)\b[^.;]{0,40}\b(?:you|customer|client|licensee|subscriber)\b",
);
static NOTHING_AT_ALL: Pattern =
    Pattern::new(r"\bno indemni(?:ty|ties|fication)\b|\bnot (?:provide|offer|give) any indemni");

fn judged(whole: &str, quotes: Vec<std::ops::Range<usize>>) -> Clause {
    let first = quotes.first().cloned().unwrap_or(0..0);
    let (outcome, severity, text, fact) = if OUTPUT_EXCLUDED.is_in(whole) {
        (
            Outcome::Partial,
            Severity::Medium,
            "the supplier indemnifies for the service, but not for outputs",
            "without outputs",
        )
    } else if OUTPUT.is_in(whole) {
        (
            Outcome::Pass,
            Severity::Info,
            "the supplier indemnifies against IP claims, outputs included",
            "outputs included",
        )
    } else {
        (
            Outcome::Partial,
            Severity::Low,
            "the supplier indemnifies against IP claims about the service; outputs are not named",
            "outputs not named",
        )
    };
    let mut clause = Clause::new(outcome, severity, text, first).with_text("ip-indemnity", fact);
    for quote in quotes {
        clause.quote(quote);
    }
    clause.values.push((
        "training-data-covered",
        Value::YesNo(TRAINING_DATA.is_in(whole)),
    ));
    if PAID_ONLY.is_in(whole) {
        clause.plan = crate::clause::Plan::Paid;
        clause.notes.push("only for paid use".to_owned());
    }
    clause
}

/// What takes from it, further down in the same paragraph.
fn limits(view: &View<'_>, clause: &mut Clause) {
    for (_, next) in std::iter::once((view.number, view.own_text())).chain(view.following(4)) {
        let excludes = EXCLUSIONS.is_in(next) || MODIFIED_OUTPUT.is_in(next);
        if excludes && !clause.exceptions.contains(&"combination or modification") {
            clause.exceptions.push("combination or modification");
        }
        if SOLE_REMEDY.is_in(next) && !clause.notes.iter().any(|note| note.contains("only remedy"))
        {
            clause
                .notes
                .push("it is the customer's only remedy".to_owned());
        }
    }
}
