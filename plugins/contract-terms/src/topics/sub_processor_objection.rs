//! Whether the customer can object to a new sub-processor, and what happens then.

use super::sub_processor_notice::SUB_PROCESSOR;
use super::{Reading, Topic, as_read};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity};
use crate::number::durations;
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "sub-processor-objection",
    title: "Objection to new sub-processors",
    controls: &["dd.sub-processors", "iso42001.a.10.3"],
    ask: "Ask whether the customer may object to a new sub-processor, within how many days, and whether it may then terminate \
          with a refund.",
    improve: "Agree a right to object and to terminate with a refund of prepaid fees when the objection is not met.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static OBJECT: Pattern = Pattern::new(
    r"\b(?:object(?:s|ed|ion|ions|ing)?|does not consent|not consent|oppose[sd]?|refuse(?:s|d)?|reject(?:s|ed)?|veto)\b",
);
static NO_RIGHT: Pattern = Pattern::new(
    r"\b(?:no right to object|(?:may|shall|can|will)(?: have)? (?:not|no)(?: right)?[^.;]{0,30}\bobject|waives?[^.;]{0,40}\bobject|not be entitled to object|shall not (?:unreasonably )?object)\b",
);
static TERMINATE: Pattern = Pattern::new(
    r"\b(?:terminat\w+|discontinue (?:the )?use|cancel\w*|cease (?:to )?us\w+|(?:end|leave|withdraw from) (?:the|this|your) (?:contract|agreement|subscription|services?))\b",
);
static NO_REFUND: Pattern = Pattern::new(
    r"\b(?:without (?:any )?(?:refund|reimbursement)|no refund|not (?:be )?entitled to (?:a|any) refund|non-refundable)\b",
);
static REFUND: Pattern = Pattern::new(r"\b(?:refund\w*|reimburs\w+)\b");
static SOLE_REMEDY: Pattern = Pattern::new(r"\bsole (?:and exclusive )?remed(?:y|ies)\b");
static GROUNDS: Pattern = Pattern::new(
    r"\b(?:reasonable|legitimate|justified|objective|important|compelling)[a-z ,]{0,30}\b(?:grounds|basis|reasons|concerns)\b|\bbasis of reasonable\b",
);
static ALTERNATIVE: Pattern = Pattern::new(
    r"\b(?:good faith|alternative|mutually acceptable|resol(?:ve|ution)|cure|negotiate)\b",
);
static DEEMED: Pattern = Pattern::new(r"\bdeemed (?:to (?:have )?)?(?:consent|approv|accept)\w*");

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&OBJECT)
        .filter_map(|view| clause(reading, &view))
        .take(1_000)
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let own = view.own_text();
    let near = surroundings(view);
    if !(SUB_PROCESSOR.is_in(own) || SUB_PROCESSOR.is_in(&near.before)) {
        return None;
    }
    let object = OBJECT.find(own)?;
    if !near.before.is_empty() && OBJECT.is_in(&near.before) && RIGHT.is_in(&near.before) {
        // Part of the same right, which the sentence before began.
        return None;
    }
    let quote = reading.place(view.number);
    if NO_RIGHT.is_in(own) {
        let mut clause = Clause::new(
            Outcome::Fail,
            Severity::Medium,
            "the customer may not object",
            quote,
        )
        .with_text("objection-consequence", "no right");
        clause.bound = Party::Customer;
        clause.modality = Modality::MustNot;
        return Some(clause);
    }
    let subject = reading.parties.subject(&view.full, view.own + object.start);
    if subject == Party::Supplier && !RIGHT.is_in(own) {
        return None;
    }
    let whole = format!("{own} {}", near.after);
    let (outcome, severity, text, consequence) = if NO_REFUND.is_in(&whole) {
        (
            Outcome::Partial,
            Severity::Low,
            "the customer may object and terminate, without a refund",
            "termination without refund",
        )
    } else if TERMINATE.is_in(&whole) && REFUND.is_in(&whole) {
        (
            Outcome::Pass,
            Severity::Info,
            "the customer may object and terminate with a refund",
            "termination with refund",
        )
    } else if TERMINATE.is_in(&whole) {
        (
            Outcome::Pass,
            Severity::Info,
            "the customer may object and terminate",
            "termination",
        )
    } else if ALTERNATIVE.is_in(&whole) {
        (
            Outcome::Partial,
            Severity::Low,
            "the customer may object; the parties then talk, and it is not said what happens if they do not agree",
            "talks",
        )
    } else {
        (
            Outcome::Partial,
            Severity::Low,
            "the customer may object; it is not said what happens then",
            "not said",
        )
    };
    let mut clause =
        Clause::new(outcome, severity, text, quote).with_text("objection-consequence", consequence);
    clause.bound = Party::Supplier;
    let window = durations(&whole).into_iter().find(|duration| {
        let before = &whole[..duration.at.start];
        OBJECT.is_in(before) || is_window_before(before, &whole[duration.at.end..])
    });
    if let Some(window) = window.map(|window| window.surest()) {
        clause = clause
            .with_duration("sub-processor-objection", &window)
            .with_duration("objection-window", &window);
    }
    if GROUNDS.is_in(&whole) {
        clause.exceptions.push("only on reasonable grounds");
    }
    if SOLE_REMEDY.is_in(&whole) {
        clause.notes.push("that is the only remedy".to_owned());
    }
    if DEEMED.is_in(&whole) {
        clause.notes.push("silence counts as consent".to_owned());
    }
    for number in near.numbers {
        clause.quote(reading.place(number));
    }
    Some(clause)
}

static RIGHT: Pattern = Pattern::new(
    r"\b(?:may|can|right|entitled|opportunity|wish(?:es)?|chance)\b[^.;]{0,120}\b(?:object|oppose|not consent|refuse|veto|reject)|\bobject(?:s|ion)?\b[^.;]{0,80}\b(?:may|can|within)\b",
);
static MAY_WITHIN: Pattern = Pattern::new(
    r"\b(?:may|can|shall|will|right|has|have|entitled),? (?:[a-z]+ )?(?:within|for|until)? ?(?:a period of |the )?$",
);
static OBJECT_AFTER: Pattern = Pattern::new(r"^[^.;]{0,30}\bto object\b");
static OBJECT_LATER: Pattern = Pattern::new(r"^[^.;]{0,140}\bobject\b");

/// "May, within 30 days of the notice, object", "has 30 days to object": the time stands before the objection.
pub(super) fn is_window_before(before: &str, after: &str) -> bool {
    OBJECT_AFTER.is_in(after) || (MAY_WITHIN.is_in(before) && OBJECT_LATER.is_in(after))
}

struct Surroundings {
    before: String,
    after: String,
    numbers: Vec<usize>,
}

/// The sentence before, when it belongs to the same paragraph or introduces the list, and those after it that say what an
/// objection leads to.
fn surroundings(view: &View<'_>) -> Surroundings {
    let sentences = view.text.sentences();
    let block = sentences[view.number].block;
    let mut before: String = view.full[..view.own].to_owned();
    let earlier = sentences
        .iter()
        .enumerate()
        .take(view.number)
        .skip(view.number.saturating_sub(2));
    for (number, sentence) in earlier {
        if sentence.block == block && !sentence.is_heading {
            before.push_str(view.text.of(number));
            before.push(' ');
        }
    }
    if SUB_PROCESSOR.is_in(view.heading()) {
        before.push_str(view.heading());
    }
    let mut after = String::new();
    let mut numbers = Vec::new();
    for (number, text) in view.following(6) {
        after.push_str(text);
        after.push(' ');
        if TERMINATE.is_in(text) || NO_REFUND.is_in(text) {
            numbers.push(number);
        }
    }
    numbers.truncate(2);
    Surroundings {
        before,
        after,
        numbers,
    }
}
