//! How soon the supplier tells the customer of a breach, and from when the time runs.

use super::{Reading, SOFT, Topic, as_read};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity};
use crate::number::{Duration, Unit, durations};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "breach-notice",
    title: "Notice of a breach",
    controls: &["dd.breach-notice", "iso42001.a.8.4", "iso42001.a.10.2"],
    ask: "Ask within how many hours of becoming aware of a security incident the supplier tells the customer, and for it to \
          be written into the contract.",
    improve: "Agree a number of hours, counted from becoming aware, within which the customer is told.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static INCIDENT: Pattern = Pattern::new(concat!(
    r"\b(?:(?:personal |customer |information |confidential |actual or suspected )?(?:data|security|privacy|confidentiality|personal information|information)(?: or (?:data|security|privacy))? (?:breach(?:es)?|incidents?|events?|compromises?)",
    r"|breach(?:es)? of (?:the |its |our )?(?:[a-z]+'s )?(?:security|personal data|customer data|confidential\w*|data protection)|incidents?|(?:aware of|discover(?:s|ed|ing)?|learn(?:s|ed)? of|detect(?:s|ed|ing)?|notif(?:y|ies|ied|ication) of) (?:a|an|any|the|such|each) (?:actual or suspected |suspected |potential )?breach(?:es)?",
    r"|(?:unauthori[sz]ed|accidental|unlawful)(?:,? (?:or|and) (?:unlawful|accidental))? (?:access|disclosure|acquisition|use|destruction|processing|loss))\b",
));
static NOTIFY: Pattern = Pattern::new(
    r"\b(?:notif(?:y|ies|ied)|inform(?:s|ed)?|report(?:s|ed)?|alert(?:s|ed)?|advise(?:s|d)?|tell(?:s)?|(?:written |prompt )?(?:notice|notification)|communicate(?:s|d)?|contacts? (?:you|your|(?:the |each |all )?(?:affected )?customers?)|lets? (?:you|(?:the |each |all |any )?(?:affected )?(?:customers?|clients?|users)) know)\b",
);
static AUTHORITY: Pattern = Pattern::new(
    r"\b(?:supervisory authorit(?:y|ies)|regulat(?:or|ors|ory authorit(?:y|ies))|data protection authorit(?:y|ies)|competent authorit(?:y|ies)|commissioner|governmental? authorit(?:y|ies)|ico|enisa|market surveillance authorit(?:y|ies)|authorities|data subjects)\b",
);
/// Sentences that only mention a notice: it is no admission, what it has to contain, that it is assisted with.
static ABOUT: Pattern = Pattern::new(
    r"\b(?:construed|acknowledg\w+|admission|admit)\b|\bassist\w*\b[^.;]{0,120}\b(?:notif|obligation|communicat)|\bin accordance with (?:the|this|its|our) (?:dpa|agreement|section|data processing)|\b(?:contain|include|describe)s? (?:at least )?the following|\bcosts? of\b",
);
static AWARE: Pattern = Pattern::new(
    r"\b(?:aware|awareness|discover\w*|learn(?:s|ing|ed)?|knowledge|detect\w*|known|knows|identif(?:y|ies|ied|ying)|becomes? apparent|occurr\w+)\b",
);
static CONFIRMED: Pattern = Pattern::new(
    r"\b(?:confirm\w*|determin(?:e|es|ed|ing|ation)|verif(?:y|ies|ied|ying|ication)|validat\w+|establish(?:es|ed|ing)|conclu\w+|reasonable certainty|investigation is complete|completed? (?:its|the) investigation)\b",
);
static PROMPT: Pattern = Pattern::new(
    r"\b(?:undue delay|unreasonable delay|promptly|prompt|immediately|immediate|as soon as|without delay|timely|expeditiously|reasonable (?:time|period)|soon)\b",
);
static NO_DUTY: Pattern = Pattern::new(
    r"\b(?:no obligation|not (?:be )?(?:obliged|obligated|required|responsible)|no duty|shall not|will not|does not|need not)\b[^.;]{0,40}\b(?:notify|inform|report|notice|notification)\b",
);
static ONLY_IF_LAW: Pattern = Pattern::new(
    r"\b(?:where|if|as|when|to the extent) (?:and to the extent )?(?:legally )?(?:required|obliged) (?:by|under|to)\b|\bas required by\b",
);
static COUNTED_FROM: Pattern = Pattern::new(r"^[^.;]{0,160}");
static FOLLOW_UP: Pattern = Pattern::new(
    r"\b(?:root cause|full report|further information|updates?|post-?mortem|report on the|final report|summary of)\b",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&INCIDENT)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let full = view.full.as_str();
    // "BREACH" alone is a breach of contract; the word "incident" alone is not about security everywhere either.
    let notify = notice_to_customer(reading, full)?;
    if OF_CONTRACT.is_in(full) && !SECURITY.is_in(full) {
        return None;
    }
    // An item that only says what a notice contains; who is told when stands in what introduces the list.
    if notify < view.own && durations(view.own_text()).is_empty() && !PROMPT.is_in(view.own_text())
    {
        return None;
    }
    let segment = view.segment(notify);
    let clause_text = &full[segment.clone()];
    let quote = reading.place(view.number);
    let with_lead = |mut clause: Clause| {
        clause.data = Some(data_of(full));
        if let Some(lead) = reading.text.sentences()[view.number].lead
            && durations(view.own_text()).is_empty()
            && !durations(full).is_empty()
        {
            clause.quote(reading.place(lead));
        }
        clause
    };
    if NO_DUTY.is_in(clause_text) {
        let mut clause = Clause::new(
            Outcome::Fail,
            Severity::High,
            "the supplier need not tell the customer",
            quote,
        )
        .with_text("breach-notice", "none");
        clause.modality = Modality::MustNot;
        return Some(with_lead(clause));
    }
    if ABOUT.is_in(full)
        && !ABOUT_BUT.is_in(clause_text)
        && durations(clause_text).is_empty()
        && !PROMPT.is_in(clause_text)
    {
        return None;
    }
    Some(with_lead(match deadline(view, notify, &segment) {
        Some(deadline) => timed(reading, full, clause_text, &deadline, quote),
        None => untimed(full, clause_text, quote),
    }))
}

static ABOUT_BUT: Pattern =
    Pattern::new(r"\b(?:shall|will|must) (?:promptly |immediately )?notify\b");

/// The place of the verb by which the supplier tells the customer, or none: the customer tells the supplier, the supplier
/// tells an authority, or nobody is told.
fn notice_to_customer(reading: Reading<'_>, full: &str) -> Option<usize> {
    let parties = reading.parties;
    NOTIFY.find_all(full).map(|found| found.start).find(|&at| {
        let after = &full[at..full.len().min(at + 140)];
        let before = &full[..at];
        let subject = parties.subject(full, at);
        let to_customer = parties
            .mentions(after)
            .take(2)
            .any(|(place, party)| party == Party::Customer && place.start < 70)
            || parties.is_object(after, Party::Customer)
            || PEOPLE.is_in(after)
            || GIVES
                .rfind(before)
                .is_some_and(|gives| parties.names(&before[gives.end..], Party::Customer))
            || (subject == Party::Customer && PASSIVE.is_in(before))
            || (subject == Party::Both && after.contains("other party"));
        let to_authority = AUTHORITY.find(after).is_some_and(|authority| {
            authority.start < 60 && !names_before(reading, after, authority.start)
        });
        let by_customer = subject == Party::Customer && !PASSIVE.is_in(before);
        to_customer && !to_authority && !by_customer && !BACK_REFERENCE.is_in(&full[at..])
    })
}

/// "After each incident notified under 4.3 the customer may audit": the notice is promised elsewhere.
static BACK_REFERENCE: Pattern = Pattern::new(
    r"^(?:notified|reported|notice|notification) (?:under|pursuant to|in accordance with|as required by)\b",
);
static SECURITY: Pattern = Pattern::new(
    r"\b(?:data|security|privacy|personal|incidents?|confidential\w*|unauthori[sz]ed)\b",
);
/// The customer's own people stand for the customer.
static PEOPLE: Pattern = Pattern::new(
    r"^[a-z]+ (?:to )?(?:your|(?:the )?customer's) (?:[a-z]+ ){0,2}(?:contacts?|administrators?|admins?|owners?|representatives?|team|officer)\b",
);
/// A breach of the contract is no breach of security.
static OF_CONTRACT: Pattern = Pattern::new(
    r"\bbreach(?:es)? (?:of|by|under) (?:a |an |any |the |this |its |these |their |your |such |either |that |other )*(?:[a-z]+ )?(?:agreement|contract|terms|obligations?|section|provisions?|warrant\w+|representations?|clause|polic(?:y|ies)|party|dpa|addendum|licen[sc]e)\b",
);
/// "Provide the customer with notice".
static GIVES: Pattern = Pattern::new(r"\b(?:provide|give|send|deliver|furnish)s?\b");
/// "Customer will be notified".
static PASSIVE: Pattern = Pattern::new(r"\b(?:be|is|are|been) (?:promptly |immediately )?$");

fn names_before(reading: Reading<'_>, text: &str, at: usize) -> bool {
    reading.parties.names(&text[..at], Party::Customer)
}

/// The time that belongs to telling the customer: the first one in the same part of the sentence that is neither for an
/// authority nor for a later report.
fn deadline(view: &View<'_>, notify: usize, segment: &std::ops::Range<usize>) -> Option<Duration> {
    let full = view.full.as_str();
    let mut found: Vec<Duration> = durations(full)
        .into_iter()
        .filter(|duration| segment.contains(&duration.at.start) || duration.at.end <= view.own)
        .filter(|duration| {
            let near = &full[duration
                .at
                .start
                .saturating_sub(90)
                .max(segment.start.min(duration.at.start))
                ..duration.at.start];
            let after = &full[duration.at.end..full.len().min(duration.at.end + 60)];
            let for_authority = AUTHORITY
                .rfind(near)
                .is_some_and(|authority| !near[authority.end..].contains("customer"))
                || after.trim_start().starts_with("to the") && AUTHORITY.is_in(after);
            !for_authority && !FOLLOW_UP.is_in(near) && !after.starts_with("' prior")
        })
        .collect();
    // Telling after "48 hours" beats an earlier, unrelated time in an introduction.
    found.sort_by_key(|duration| (duration.at.start < notify, duration.at.start));
    found.into_iter().next()
}

fn timed(
    reading: Reading<'_>,
    full: &str,
    clause_text: &str,
    deadline: &Duration,
    quote: std::ops::Range<usize>,
) -> Clause {
    let limit = reading.policy.breach_notice_hours;
    let after = &full[deadline.at.end..];
    let after = COUNTED_FROM.find(after).map_or("", |part| &after[part]);
    let trigger = if CONFIRMED.is_in(after) || (!AWARE.is_in(after) && CONFIRMED.is_in(clause_text))
    {
        Some("confirmed")
    } else if AWARE.is_in(after) || AWARE.is_in(clause_text) {
        Some("aware")
    } else {
        None
    };
    let (count, unit) = deadline.fact();
    let reading_text = format!("the customer is told within {count} {unit}");
    let nominal = u64::from(deadline.count) * 24;
    let mut clause = if deadline.hours() <= limit {
        Clause::new(Outcome::Pass, Severity::Info, reading_text, quote)
    } else if deadline.unit == Unit::BusinessDay && nominal <= limit {
        Clause::new(Outcome::Partial, Severity::Medium, reading_text, quote)
            .with_note("business days: a weekend can make the time longer than the buyer allows")
    } else {
        Clause::new(Outcome::Fail, Severity::Medium, reading_text, quote)
            .with_note(format!("the buyer allows {limit} h"))
    };
    clause = fact(clause, deadline);
    clause.trigger = trigger;
    if trigger == Some("confirmed") {
        clause.worsen(Outcome::Partial, Severity::Medium);
        clause
            .notes
            .push("the time runs from confirming the breach, not from becoming aware of it, so the supplier decides when it starts".to_owned());
    }
    if SOFT.is_in(clause_text) || MAY_NOTIFY.is_in(clause_text) {
        clause.worsen(Outcome::Partial, Severity::Medium);
        clause
            .notes
            .push("words such as \"where feasible\" or \"reasonable efforts\" take the force out of the number".to_owned());
    }
    clause
}

static MAY_NOTIFY: Pattern = Pattern::new(r"\bmay (?:notify|inform|report|alert)\b");

/// Days become hours, so that every breach notice is compared in one unit; business days stay what they are.
fn fact(clause: Clause, deadline: &Duration) -> Clause {
    let mut deadline = deadline.clone();
    if matches!(deadline.unit, Unit::Day | Unit::Week) {
        deadline.count = u32::try_from(deadline.hours()).unwrap_or(u32::MAX);
        deadline.unit = Unit::Hour;
    }
    clause.with_duration("breach-notice", &deadline)
}

fn untimed(full: &str, clause_text: &str, quote: std::ops::Range<usize>) -> Clause {
    let (severity, text) = if MAY_NOTIFY.is_in(clause_text) {
        (
            Severity::Medium,
            "the supplier may tell the customer, but need not",
        )
    } else if ONLY_IF_LAW.is_in(clause_text) {
        (
            Severity::Medium,
            "the customer is told only where the law asks for it, without a number of hours",
        )
    } else if PROMPT.is_in(clause_text) {
        (
            Severity::Medium,
            "the customer is told without undue delay, without a number of hours",
        )
    } else {
        (Severity::Medium, "the customer is told, without any time")
    };
    let mut clause = Clause::new(Outcome::Partial, severity, text, quote)
        .with_text("breach-notice", "no number")
        .vague();
    clause.trigger = if CONFIRMED.is_in(clause_text) {
        Some("confirmed")
    } else if AWARE.is_in(full) {
        Some("aware")
    } else {
        None
    };
    clause
}

fn data_of(text: &str) -> &'static str {
    if text.contains("personal data breach") || text.contains("breach of personal data") {
        "personal data"
    } else {
        "security incidents"
    }
}
