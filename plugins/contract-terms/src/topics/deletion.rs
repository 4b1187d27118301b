//! When customer data is gone after the contract has ended.

use super::{Reading, Topic, as_read};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity};
use crate::number::{Duration, durations};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "deletion",
    title: "Deletion at the end of the contract",
    controls: &["dd.deletion", "iso42001.a.6.2.5", "iso42001.a.10.2"],
    ask: "Ask within how many days after the end of the contract all customer data, backups included, is deleted, and whether \
          that is confirmed in writing.",
    improve: "Agree a number of days after the end of the contract within which everything is deleted without being asked.",
    in_privacy_policies: true,
    read,
    reconcile: as_read,
};

static DELETE: Pattern = Pattern::new(
    r"\b(?:delet(?:e|es|ed|ing|ion)|destroy(?:s|ed|ing)?|destruction|eras(?:e|es|ed|ure|ing)|purg(?:e|es|ed)|dispos(?:e|al|ed)|(?:permanently|irretrievably|irreversibly|securely|completely) remov(?:es?|ed)|remov(?:es?|ed) from (?:our|its|the|all|every) (?:[a-z]+ )?(?:systems?|servers?|storage))\b",
);
static DATA: Pattern = Pattern::new(
    r"\b(?:(?:customer|your|its|user|client|controller|relevant|such|all|the|company|subscriber|licensee)(?:'s)? (?:copies of )?(?:the )?(?:customer |relevant |user |controller |company |workspace |tenant |project |uploaded |account )?(?:personal )?(?:data|content|information|materials|files)|personal data|copies|inputs?|outputs?|prompts)\b",
);
static END: Pattern = Pattern::new(
    r"\b(?:terminat\w+|expir\w+|end of (?:the |this )?(?:agreement|contract|term|subscription|services?|provision|processing)|clos(?:e|ure|ing) (?:of )?(?:your|the|its)? ?account|cancel\w*|cessation|(?:subscription|agreement|contract|term|relationship|services?|plan) (?:ends?|ended|has ended|is over|comes to an end|lapses)|leav(?:e|es) (?:us|the service)|account is closed|ceas(?:es?|ed) to (?:use|provide)|completion of the services|exit|after the end)\b",
);
static ON_REQUEST: Pattern = Pattern::new(
    r"\b(?:(?:up)?on|at|following|after receiving|receipt of|if) (?:the |a |any |such )?(?:customer's |your |controller's |client's |data exporter's |the |prior |written |reasonable )*(?:written |prior |reasonable )?(?:request|requested|instruction|demand|choice|direction|election|option)|\bif (?:so )?requested\b|\bby request\b",
);
static AUTOMATIC: Pattern = Pattern::new(
    r"\b(?:or (?:up)?on|and in any (?:event|case)|automatically|or,? (?:if|at|upon|within)|,? whichever)\b",
);
static VAGUE_TIME: Pattern = Pattern::new(
    r"\b(?:reasonable (?:time|period)|promptly|without undue delay|as soon as|in due course|timely)\b",
);
static KEEPS: Pattern = Pattern::new(
    r"\b(?:except|unless|other than|save|to the extent|provided that|may (?:retain|keep))\b",
);
static BACKUPS: Pattern = Pattern::new(r"\b(?:back-?ups?|archiv\w+)\b");
static CERTIFIED: Pattern = Pattern::new(
    r"\b(?:certif(?:y|ies|ication|icate)|confirm\w* in writing|written confirmation)\b",
);
static CONFIDENTIAL_ONLY: Pattern = Pattern::new(
    r"\b(?:confidential information|disclos(?:er|ing party)|receiving party|recipient|software|documentation|licensed materials|plugin)\b",
);
static MAY_DELETE: Pattern = Pattern::new(
    r"\b(?:may|can|reserves? the right to|is entitled to) (?:also |permanently |immediately |then )?(?:delete|destroy|erase|purge)\b",
);
static NO_DUTY: Pattern = Pattern::new(
    r"\b(?:no obligation|not (?:be )?(?:obliged|obligated|required)) to (?:delete|destroy|return|erase)\b",
);
static KEPT_FOR: Pattern = Pattern::new(
    r"\b(?:retain|store|keep|maintain|available|access)\w*\b[^.;]{0,80}\bfor (?:a period of |up to |at least )?(?:\d|[a-z-]+ \()",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&DELETE)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let full = view.full.as_str();
    let before = view.preceding().unwrap_or("");
    let delete = DELETE.find_all(full).find(|found| found.end > view.own)?;
    // "After this period, Customer Data will be deleted": the period stands in the sentence before.
    let refers_back = REFERS_BACK.is_in(view.own_text()) && END.is_in(before);
    if !(END.is_in(full) || refers_back)
        || !(DATA.is_in(full) || (refers_back && DATA.is_in(before)))
    {
        return None;
    }
    if CONFIDENTIAL_ONLY.is_in(full)
        && !full.contains("personal data")
        && !full.contains("customer data")
        && !full.contains("customer content")
    {
        return None;
    }
    let quote = reading.place(view.number);
    if NO_DUTY.is_in(full) {
        let mut clause = Clause::new(
            Outcome::Fail,
            Severity::High,
            "the supplier need not delete customer data",
            quote,
        )
        .with_text("deletion", "none");
        clause.modality = Modality::May;
        return Some(clause);
    }
    let subject = reading.parties.subject(full, delete.start);
    if subject == Party::Customer && !full[..delete.start].contains("agrees that") {
        return self_service(full, &delete, quote);
    }
    let found = durations(full)
        .into_iter()
        .find(|duration| {
            !NOT_ITS_TIME.is_in(&full[duration.at.end..])
                && !full[..duration.at.start].ends_with("every ")
        })
        .or_else(|| {
            refers_back
                .then(|| durations(before).into_iter().next())
                .flatten()
        });
    let found = found
        .map(|duration| with_backups(full, duration))
        .map(|duration| total(view.own_text(), before, refers_back, duration));
    let mut clause = match found {
        Some(duration) => {
            let limit = reading.policy.deletion_days;
            let days = duration.hours().div_ceil(24);
            let (count, unit) = duration.fact();
            let text = format!("customer data is deleted within {count} {unit} after the end");
            let clause = if days <= limit || duration.days_at_least() <= limit {
                Clause::new(Outcome::Pass, Severity::Info, text, quote)
            } else {
                Clause::new(Outcome::Fail, Severity::Medium, text, quote)
                    .with_note(format!("the buyer allows {limit} d"))
            };
            clause.with_duration("deletion", &duration)
        }
        None => Clause::new(
            Outcome::Partial,
            Severity::Medium,
            "customer data is deleted after the end, without a number of days",
            quote,
        )
        .with_text(
            "deletion",
            if VAGUE_TIME.is_in(full) {
                "reasonable time, no number"
            } else {
                "no number"
            },
        )
        .vague(),
    };
    clause.trigger = Some("end of the contract");
    if refers_back && let Some(number) = view.number.checked_sub(1) {
        clause.quote(reading.place(number));
    }
    if let Some(lead) = reading.text.sentences()[view.number].lead {
        clause.quote(reading.place(lead));
    }
    qualify(full, &mut clause);
    Some(clause)
}

/// "From our systems within 30 days and from backups within 90 days": gone is what is gone from the backups too.
fn with_backups(full: &str, read: Duration) -> Duration {
    let Some(backups) = BACKUPS.find(full) else {
        return read;
    };
    durations(full)
        .into_iter()
        .find(|duration| {
            duration.at.start >= backups.end
                && duration.hours() > read.hours()
                && WITHIN.is_in(&full[backups.end..duration.at.start])
        })
        .unwrap_or(read)
}

static WITHIN: Pattern = Pattern::new(
    r"^[^.;]{0,60}\b(?:within|after|for|up to|in|than|exceed|additional|further)(?: an?)?(?: [a-z]+){0,2} $",
);

/// "Kept for 90 days after the end. After that period it is deleted within an additional 90 days": 180 days in all.
fn total(own: &str, before: &str, refers_back: bool, read: Duration) -> Duration {
    let first = durations(before).into_iter().next();
    let last = durations(own).into_iter().last();
    match (first, last) {
        (Some(first), Some(last))
            if refers_back && own.contains("additional") && first.unit == last.unit =>
        {
            Duration {
                count: first.count.saturating_add(last.count),
                least: first.least.saturating_add(last.least),
                ..last
            }
        }
        _ => read,
    }
}

/// What narrows a duty to delete, and what strengthens it.
fn qualify(full: &str, clause: &mut Clause) {
    if MAY_DELETE.is_in(full) {
        clause.modality = Modality::May;
        clause.worsen(Outcome::Partial, Severity::Medium);
        clause
            .notes
            .push("the supplier may delete, but does not have to".to_owned());
    } else if ON_REQUEST.is_in(full) && !AUTOMATIC.is_in(full) && !RETURN_ON_REQUEST.is_in(full) {
        clause.trigger = Some("request");
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("only when the customer asks for it".to_owned());
    }
    if KEEPS.is_in(full) {
        clause.exceptions.push("some copies are kept");
    }
    if BACKUPS.is_in(full) {
        clause.notes.push("backups are treated apart".to_owned());
    }
    if KEPT_FOR.is_in(full) {
        clause.notes.push("until then the data is kept".to_owned());
    }
    clause.values.push((
        "deletion-confirmed",
        crate::clause::Value::YesNo(CERTIFIED.is_in(full)),
    ));
}

fn self_service(
    full: &str,
    delete: &std::ops::Range<usize>,
    quote: std::ops::Range<usize>,
) -> Option<Clause> {
    let can = CAN_DELETE.is_in(&full[..delete.end]);
    can.then(|| {
        let mut clause = Clause::new(
            Outcome::Partial,
            Severity::Low,
            "the customer can delete the data itself; no duty of the supplier",
            quote,
        )
        .with_text("deletion", "by the customer")
        .vague();
        clause.bound = Party::Customer;
        clause.modality = Modality::May;
        clause
    })
}

static REFERS_BACK: Pattern = Pattern::new(
    r"^(?:after|following|at the end of|upon (?:expiry|the end) of|thereafter|once) ?(?:this|that|such|the)? ?(?:period|time|retention)?",
);
static NOT_ITS_TIME: Pattern = Pattern::new(r"^'? ?(?:prior |advance |written )?notice");
static CAN_DELETE: Pattern = Pattern::new(
    r"\b(?:may|can|able to)\b[^.;]{0,60}$|\b(?:may|can|able to)\b[^.;]{0,60}\b(?:delet|destroy|eras)\w*$",
);
static RETURN_ON_REQUEST: Pattern = Pattern::new(
    r"\brequest\b[^.;]{0,60}\breturn\b|\bat the (?:choice|option|election) of\b|\bat (?:the )?(?:customer|controller|client)(?:'s)? (?:choice|option|election)|\bat (?:your|its) (?:choice|option|election)|\bif requested\b[^;]{0,80}\breturn",
);
