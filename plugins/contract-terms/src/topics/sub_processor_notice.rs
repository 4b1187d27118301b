//! How long before a new sub-processor starts the customer is told.

use super::{Reading, SOFT_NOTICE, Topic};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity};
use crate::number::{Duration, durations};
use crate::pattern::Pattern;
use crate::text::View;
use crate::weigh::Sourced;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "sub-processor-notice",
    title: "Notice of new sub-processors",
    controls: &["dd.sub-processors", "iso42001.a.10.3"],
    ask: "Ask how many days before a new sub-processor or model provider starts the customer is told, and how.",
    improve: "Agree a number of days of notice, sent to the customer without a subscription.",
    in_privacy_policies: false,
    read,
    reconcile,
};

/// Another company that gets the customer's data.
pub(super) static SUB_PROCESSOR: Pattern = Pattern::new(
    r"\bsub-?processors?\b|\bsub-?contractors?\b|\b(?:third[- ]party|upstream) (?:model )?providers?\b|\bother processors?\b|\banother processor\b",
);
static NOTICE: Pattern = Pattern::new(
    r"\b(?:notif(?:y|ies|ied|ication|ications)|inform(?:s|ed)?|(?:written |prior |advance )*notice|announce(?:s|d)?|advise(?:s|d)?|e-?mails?)\b",
);
static CHANGE: Pattern = Pattern::new(
    r"\b(?:new|additional|add(?:s|ed|ing|ition|itions)?|chang(?:e|es|ing)|replac\w+|appoint\w*|engag\w+|intended|updat\w+)\b",
);
static CONSENT: Pattern = Pattern::new(
    r"\b(?:prior|without|specific|written|express)\b[^.;]{0,30}\b(?:consent|authori[sz]ation|approval)\b",
);
static NO_CONSENT: Pattern = Pattern::new(
    r"\b(?:general (?:written )?(?:authori[sz]ation|consent)|consents? to|generally authori[sz]es?|without (?:further|the need|requiring|any|prior notice)[^.;]{0,30}(?:consent|authori[sz]ation|approval))\b",
);
static DISCRETION: Pattern = Pattern::new(
    r"\b(?:(?:sole |own |absolute )discretion|without (?:prior |any |further )?(?:notice|notification|notifying|informing)|at any time without)\b",
);
static SUBSCRIBE: Pattern = Pattern::new(
    r"\b(?:subscrib\w+|sign(?:s|ed)? up|register(?:s|ed)? (?:to|for)|rss|opt[- ]?in)\b",
);
static POSTING: Pattern = Pattern::new(
    r"\b(?:posting|posted|publish\w*|updat(?:e|es|ed|ing) (?:the|its|our|this|such) (?:list|page|website|sub-?processor)|on (?:its|our|the) (?:website|site|web page|trust cent(?:er|re)))\b",
);
static LIST: Pattern = Pattern::new(
    r"\b(?:list|names)\b[^.;]{0,80}\b(?:available|found|request|maintain\w*|set (?:forth|out)|http|published|help cent(?:er|re)|website|updates?)\b|\b(?:keeps?|maintains?|publish(?:es)?) (?:a|the|its|an up-to-date|a current) list\b|\blisted (?:at|in|on)\b",
);
static OBJECTION: Pattern = Pattern::new(r"\bobject\w*\b|\bdoes not consent\b|\boppose\w*\b");
static FLOW_DOWN: Pattern = Pattern::new(
    r"\b(?:impos\w+|same obligations|remain(?:s)? (?:fully )?(?:liable|responsible)|be liable|due diligence|as protective)\b",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&NOTICE_OR_USE)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

static NOTICE_OR_USE: Pattern = Pattern::new(
    r"sub-?processor|sub-?contractor|providers?|other processor|another processor|list|them",
);
static THEM: Pattern = Pattern::new(r"\b(?:them|they|their)\b");

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let full = view.full.as_str();
    // "It keeps a list of them": who they are stands in the sentence before.
    let meant = view
        .preceding()
        .is_some_and(|before| SUB_PROCESSOR.is_in(before))
        && THEM.is_in(view.own_text());
    if !(SUB_PROCESSOR.is_in(view.own_text()) || meant) {
        return None;
    }
    let quote = reading.place(view.number);
    if DISCRETION.is_in(full) && CHANGE.is_in(full) {
        let mut clause = Clause::new(
            Outcome::Fail,
            Severity::Medium,
            "new sub-processors at the supplier's discretion or without notice",
            quote,
        )
        .with_text("sub-processor-notice", "none");
        clause.modality = Modality::May;
        return Some(clause);
    }
    let notice = NOTICE
        .find_all(full)
        .map(|found| found.start)
        .find(|&at| is_to_customer(reading, full, at));
    if let Some(notice) = notice
        && CHANGE.is_in(full)
    {
        let mut clause = match days(full, notice) {
            Some(duration) => timed(reading, &duration, quote),
            None => Clause::new(
                Outcome::Partial,
                Severity::Low,
                "the customer is told beforehand, without a number of days",
                quote,
            )
            .with_text("sub-processor-notice", "notice, no number")
            .vague(),
        };
        qualify(view, full, &mut clause);
        objection_window(view, &mut clause);
        return Some(clause);
    }
    let held_to_consent =
        CONSENT.is_in(full) && !NO_CONSENT.is_in(full) && CHANGE.is_in(full) && HELD.is_in(full);
    if held_to_consent {
        let clause = Clause::new(
            Outcome::Pass,
            Severity::Info,
            "no new sub-processor without the customer's consent",
            quote,
        );
        return Some(clause.with_text("sub-processor-notice", "prior consent"));
    }
    let only_list = LIST.is_in(full) && !FLOW_DOWN.is_in(full) && !OBJECTION.is_in(full);
    only_list.then(|| {
        Clause::new(
            Outcome::Partial,
            Severity::Medium,
            "there is a list of sub-processors; notice of changes is not promised",
            quote,
        )
        .with_text("sub-processor-notice", LIST_ONLY)
        .vague()
    })
}

const LIST_ONLY: &str = "list only";

/// A list beside a notice is no worse than the notice.
fn reconcile(mut clauses: Vec<Sourced>) -> Vec<Sourced> {
    let is_list = |sourced: &Sourced| {
        sourced
            .clause
            .values
            .iter()
            .any(|(_, value)| *value == crate::clause::Value::Text(LIST_ONLY.to_owned()))
    };
    if clauses.iter().any(|sourced| !is_list(sourced)) {
        clauses.retain(|sourced| !is_list(sourced));
    }
    clauses
}

static HELD: Pattern = Pattern::new(r"\b(?:not|no|only|never|neither)\b|\bwithout\b");

fn is_to_customer(reading: Reading<'_>, full: &str, at: usize) -> bool {
    let before = &full[..at];
    let subject = reading.parties.subject(full, at);
    let objects = OBJECTION
        .rfind(before)
        .is_some_and(|found| at - found.end < 60 && !before[found.end..].contains('.'));
    let passive = PASSIVE.is_in(before);
    (subject != Party::Customer || passive) && !objects && !AFTER_NOTICE.is_in(before)
}

static PASSIVE: Pattern =
    Pattern::new(r"\b(?:be|is|are|been|receive|receives|given) (?:[a-z0-9()'-]+ ){0,6}$");
static AFTER_NOTICE: Pattern = Pattern::new(
    r"\b(?:after|of|following|receipt of|receiving|date of) (?:the |such |this |our |that |any |receipt of |the date of |its )*$",
);

/// The time of notice: before the change, not the time to object.
fn days(full: &str, notice: usize) -> Option<Duration> {
    durations(full).into_iter().find(|duration| {
        let before = &full[..duration.at.start];
        let after = &full[duration.at.end..];
        let to_object = OBJECTION
            .rfind(before)
            .is_some_and(|found| found.start > notice && !NOTICE.is_in(&before[found.end..]))
            || OBJECT_AFTER.is_in(after);
        let counts_from_notice = FROM_NOTICE.is_in(after);
        !to_object && !counts_from_notice
    })
}

static OBJECT_AFTER: Pattern = Pattern::new(r"^[^.;]{0,20}\bto object\b");
static FROM_NOTICE: Pattern = Pattern::new(
    r"^ (?:of|after|from|following) (?:the |such |this |our |receipt of |receiving |being |date of |that )*(?:date|notice|notification|informed|receipt|receiving)",
);

fn timed(reading: Reading<'_>, duration: &Duration, quote: std::ops::Range<usize>) -> Clause {
    let limit = reading.policy.sub_processor_notice_days;
    let duration = &duration.surest();
    let (count, unit) = duration.fact();
    let text = format!("the customer is told {count} {unit} before");
    let clause = if duration.days_at_least() >= limit {
        Clause::new(Outcome::Pass, Severity::Info, text, quote)
    } else {
        Clause::new(Outcome::Partial, Severity::Low, text, quote)
            .with_note(format!("the buyer asks for {limit} d"))
    };
    clause.with_duration("sub-processor-notice", duration)
}

fn qualify(view: &View<'_>, full: &str, clause: &mut Clause) {
    if SUBSCRIBE.is_in(full) {
        clause.trigger = Some("only if subscribed");
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("only customers who subscribe are told".to_owned());
    } else if POSTING.is_in(full) && !DIRECT.is_in(full) {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("notice is given by changing a page that the customer has to watch".to_owned());
    }
    if SOFT_NOTICE.is_in(view.own_text()) {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("the notice is an aim, not a duty".to_owned());
    }
}

static DIRECT: Pattern = Pattern::new(
    r"\b(?:e-?mail\w*|in writing|written notice|notify (?:the )?(?:customer|you|client|controller))\b",
);

/// The time to object is part of what a buyer needs to know about the notice: without a number for the notice itself it is
/// the only time that the customer is sure of.
fn objection_window(view: &View<'_>, clause: &mut Clause) {
    let here = (view.number, view.own_text());
    for (number, text) in std::iter::once(here).chain(view.following(2)) {
        let Some(objection) = OBJECTION.find(text) else {
            continue;
        };
        let window = durations(text).into_iter().find(|duration| {
            duration.at.start > objection.start
                || super::sub_processor_objection::is_window_before(
                    &text[..duration.at.start],
                    &text[duration.at.end..],
                )
        });
        if let Some(window) = window {
            let (count, unit) = window.surest().fact();
            clause.values.push((
                "objection-window",
                crate::clause::Value::Number(count, unit),
            ));
            if number != view.number {
                let place = view.text.sentences()[number].plain.clone();
                clause.quote(place);
            }
            return;
        }
    }
}
