//! How long before the terms, the service or a model change the customer is told.

use super::{BETA, Reading, SOFT, SOFT_NOTICE, Topic, plan_around};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Plan, Severity};
use crate::number::{Duration, durations};
use crate::pattern::Pattern;
use crate::text::View;
use crate::weigh::Sourced;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "change-notice",
    title: "Notice of changes",
    controls: &["dd.change-notice", "iso42001.6.3", "iso42001.a.10.4"],
    ask: "Ask how many days before a change of the terms, of the service or of a model version the customer is told.",
    improve: "Agree a number of days of written notice for changes of terms, of the service and of models, and a right to \
              terminate.",
    in_privacy_policies: false,
    read,
    reconcile,
};

static CHANGE: Pattern = Pattern::new(
    r"\b(?:modif(?:y|ies|ied|ication|ications)|chang(?:e|es|ed|ing)|updat(?:e|es|ed|ing)|amend(?:s|ed|ment|ments)?|revis(?:e|es|ed|ion|ions)|discontinu\w+|deprecat\w+|withdraw(?:n|s|al|ing)?|retir(?:e|es|ed|ing|ement)|sunset\w*|shut(?:ting)? down|end[- ]of[- ]life|replac(?:e|es|ed|ing)|remov(?:e|es|ed|ing|al))\b",
);
static TERMS: Pattern = Pattern::new(
    r"\b(?:(?:these|this|the|our|its|such|business|any of the) (?:updated |revised |service |additional |business |customer |online )*(?:terms|agreement|polic(?:y|ies)|dpa|addendum|conditions)|terms (?:of|and|for)|terms)\b",
);
static SERVICE: Pattern = Pattern::new(
    r"\b(?:the |our |its |any )?(?:services?|features?|functionalit(?:y|ies)|products?|platform|apis?|models?|model versions?|service levels?|software)\b",
);
static MODEL: Pattern = Pattern::new(r"\bmodels?\b");
static NOTICE: Pattern = Pattern::new(
    r"\b(?:notice|notif(?:y|ies|ied|ication)|inform(?:s|ed)?|announce(?:s|d|ment)?|advance|e-?mail(?:ing)?)\b",
);
static EFFECTIVE: Pattern = Pattern::new(
    r"\b(?:effective|come into effect|take effect|enter into force|become binding|apply)\b",
);
static NO_NOTICE: Pattern = Pattern::new(
    r"\b(?:without (?:any )?(?:prior |further |advance |specific )?(?:notice|notification|notifying)|with or without (?:prior )?notice|no (?:prior )?notice)\b",
);
static AT_WILL: Pattern = Pattern::new(
    r"\b(?:at any time|from time to time|sole discretion|own discretion|for any reason|as (?:we|it) sees? fit)\b",
);
static ON_POSTING: Pattern = Pattern::new(
    r"\b(?:effective|binding|in effect|take effect|apply)\b[^.;]{0,40}\b(?:immediately|(?:up)?on|when|as soon as|once|the date)\b[^.;]{0,30}\b(?:post\w*|publi\w+|upload\w*)",
);
static POSTING: Pattern = Pattern::new(
    r"\b(?:post(?:s|ed|ing)?|publish(?:es|ed|ing)?|on (?:our|its|the) (?:website|site|web page))\b",
);
static DIRECT: Pattern = Pattern::new(
    r"\b(?:e-?mail\w*|in writing|written notice|notify (?:you|customer|the customer)|in-product|receives? notice|otherwise notify)\b",
);
static MATERIAL_ONLY: Pattern =
    Pattern::new(r"\b(?:material(?:ly)?|substantial(?:ly)?|adverse(?:ly)?|significant(?:ly)?)\b");
static NARROW: Pattern =
    Pattern::new(r"\b(?:law|legal|legislation|security|regulat\w+|abuse|court)\b");
static CONTINUED_USE: Pattern = Pattern::new(
    r"\bcontinu\w+ (?:to )?(?:use|using|access|availability)\b|\bcontinued (?:use|access)\b",
);
static MUTUAL: Pattern = Pattern::new(
    r"\b(?:mutual(?:ly)?|both parties|signed by (?:both|the|authori[sz]ed|each)|in writing (?:and )?signed|written agreement (?:of|between|signed)|executed by)\b",
);
/// Changes of something else.
static OTHER: Pattern = Pattern::new(
    r"\b(?:automatic updates|(?:bug )?fixes|measures|infring\w+|sub-?processors?|sub-?contractors?|fees?|pric(?:e|es|ing)|charges|rates|tax\w*|address|password|ownership|control|personnel|arbitration|settings?|your (?:account|data|content|plan|subscription|plugin)|customer data|outputs?|cookies?|security measures|technical and organi[sz]ational|safeguards|change orders?|applicable law|subcontractors|modified (?:version|by)|modifications made|derivative|reverse|decompile|instructions|clinical|order forms?)\b",
);
static STILL_ABOUT: Pattern = Pattern::new(
    r"\b(?:modify|change|update|amend|revise|discontinue|deprecate|changes? (?:to|of|in)|updates? to|modifications? (?:to|of)|revisions? (?:to|of)|amendments? (?:to|of))(?:,? (?:or|and) [a-z]+)?,? (?:of )?(?:\([a-z0-9]\) )?(?:the |this |these |our |its |any |all or any part of |any part of |or any part of |availability of )*(?:[a-z-]+ ){0,3}(?:terms|agreement|dpa|services?|features?|models?|functionality|platform|apis?|addendum|policy|policies|products?)\b",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&CHANGE)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let full = view.full.as_str();
    let own = view.own_text();
    let change = CHANGE.find(own)?;
    let subject = subject(view)?;
    if (OTHER.is_in(own) && !STILL_ABOUT.is_in(own)) || BETA.is_in(own) || ACCOUNT.is_in(own) {
        return None;
    }
    let actor = reading.parties.subject(full, view.own + change.start);
    let passive_notice = CUSTOMER_NOTIFIED.is_in(own);
    if actor == Party::Customer && !passive_notice && !ACCEPTS.is_in(own) {
        return None;
    }
    let quote = reading.place(view.number);
    let notice = days(own);
    let mut clause = if let Some(duration) = notice {
        timed(reading, &duration, own, quote)
    } else if NO_NOTICE.is_in(own) && !(NARROW.is_in(own) && NOTICE_ELSE.is_in(own)) {
        Clause::new(
            Outcome::Fail,
            Severity::Medium,
            "changes without notice",
            quote,
        )
        .with_text("change-notice", "none")
    } else if ON_POSTING.is_in(own) && !TOLD.is_in(own) {
        let minor = OTHERS.is_in(own);
        let clause = Clause::new(
            Outcome::Fail,
            Severity::Medium,
            "changes take effect when they are posted",
            quote,
        )
        .with_text("change-notice", "on posting");
        if minor { clause.vague() } else { clause }
    } else if TOLD.is_in(own) || passive_notice {
        let text = if SOFT.is_in(own) {
            "the supplier aims to tell the customer of changes"
        } else {
            "the customer is told of changes, without a number of days"
        };
        Clause::new(Outcome::Partial, Severity::Low, text, quote)
            .with_text("change-notice", "notice, no number")
            .vague()
    } else if MUTUAL.is_in(own) && subject == "terms" && !BY_SUPPLIER.is_in(own) {
        // "No amendment unless signed by both" is also the last line of clauses that allow changes by posting.
        Clause::new(
            Outcome::Pass,
            Severity::Info,
            "changes only by agreement of both parties",
            quote,
        )
        .with_text("change-notice", "mutual agreement")
        .vague()
    } else if AT_WILL.is_in(own) && PERMITS.is_in(own) && actor != Party::Customer {
        Clause::new(
            Outcome::Fail,
            Severity::Medium,
            "changes at any time at the supplier's discretion",
            quote,
        )
        .with_text("change-notice", "none")
        .vague()
    } else {
        return None;
    };
    if actor == Party::Supplier && clause.outcome == Outcome::Fail {
        clause.modality = Modality::May;
    }
    clause.subject = subject;
    clause.plan = match plan_around(view) {
        Plan::Free => Plan::Free,
        other => other,
    };
    qualify(view, own, &mut clause);
    Some(clause)
}

static ACCOUNT: Pattern = Pattern::new(
    r"\b(?:you must|you shall|you agree to|keep your)\b[^.;]{0,60}\b(?:updat|notify us)",
);
static CUSTOMER_NOTIFIED: Pattern = Pattern::new(
    r"\b(?:you|customer|customers|users) (?:will|shall) be (?:notified|informed|given)\b|\b(?:customer|you) (?:otherwise )?receives? notice\b",
);
static ACCEPTS: Pattern =
    Pattern::new(r"\b(?:acknowledge|agree|accept)s?\b[^.;]{0,40}\b(?:we|supplier|provider|that)\b");
static TOLD: Pattern = Pattern::new(
    r"\b(?:will|shall|to|must|may|by) (?:endeavou?r to |use (?:commercially )?reasonable efforts to |aim to |attempt to |try to |promptly |also |always )?(?:notify(?:ing)?|inform|provid(?:e|ing)|giv(?:e|ing)|announce|communicate|tell)\b[^.;]{0,60}\b(?:you|customer|customers|users|notice|them|changes)\b|\b(?:reasonable|advance|prior|written) (?:prior |advance |written )*notice\b",
);
static NOTICE_ELSE: Pattern = Pattern::new(r"\b(?:otherwise|days|unless|except)\b");
static OTHERS: Pattern =
    Pattern::new(r"\b(?:other|non-?material|minor) (?:updates|changes|modifications|revisions)\b");
static BY_SUPPLIER: Pattern = Pattern::new(
    r"\b(?:we|us|supplier|provider|processor|vendor) (?:may|reserve|can|will)\b|\b(?:at any time|by posting|continued use)\b",
);
static PERMITS: Pattern = Pattern::new(
    r"\b(?:may|reserves? the right|has the right|have the right|is entitled|can|right)\b",
);

/// Terms, service or model; none when it is about something else.
fn subject(view: &View<'_>) -> Option<&'static str> {
    let own = view.own_text();
    let change = CHANGE.find(own)?.start;
    let after = &own[change..];
    let near = &after[..after.len().min(120)];
    let first = |pattern: &Pattern| pattern.find(near).map(|found| found.start);
    let named = match (first(&TERMS), first(&SERVICE)) {
        (Some(terms), Some(service)) if service < terms => "service",
        (Some(_), _) => "terms",
        (None, Some(_)) => "service",
        (None, None) if TERMS.is_in(own) => "terms",
        (None, None) if TERMS.is_in(view.heading()) && CHANGE.is_in(view.heading()) => "terms",
        (None, None) if SERVICE.is_in(own) => "service",
        // "Material changes take effect 30 days after ...": what changes stands in a sentence before.
        (None, None) => return earlier(view),
    };
    Some(if named == "service" && MODEL.is_in(near) {
        "model"
    } else {
        named
    })
}

fn earlier(view: &View<'_>) -> Option<&'static str> {
    let sentences = view.text.sentences();
    let block = sentences.get(view.number)?.block;
    (view.number.saturating_sub(3)..view.number)
        .rev()
        .filter(|&number| sentences[number].block == block)
        .find_map(|number| {
            let text = view.text.of(number);
            (CHANGE.is_in(text) && TERMS.is_in(text)).then_some("terms")
        })
}

/// The time before the change: tied to a notice or to its coming into effect.
fn days(own: &str) -> Option<Duration> {
    if !NOTICE.is_in(own) && !EFFECTIVE.is_in(own) {
        return None;
    }
    durations(own).into_iter().find(|duration| {
        let before = &own[..duration.at.start];
        let after = &own[duration.at.end..];
        let near_before = &before[before.len().saturating_sub(120)..];
        let near_after = &after[..after.len().min(90)];
        let to_leave = LEAVE.is_in(&before[before.len().saturating_sub(60)..]);
        (NOTICE.is_in(near_before)
            || NOTICE.is_in(near_after)
            || EFFECTIVE.is_in(near_before)
            || EFFECTIVE.is_in(near_after))
            && !to_leave
    })
}

static LEAVE: Pattern =
    Pattern::new(r"\b(?:terminate|cancel|opt out|object|remedy|cure)\b[^.;]{0,50}$");

fn timed(
    reading: Reading<'_>,
    duration: &Duration,
    own: &str,
    quote: std::ops::Range<usize>,
) -> Clause {
    let limit = reading.policy.change_notice_days;
    let duration = &duration.surest();
    let (count, unit) = duration.fact();
    let text = format!("the customer is told {count} {unit} before");
    let mut clause = if duration.days_at_least() >= limit {
        Clause::new(Outcome::Pass, Severity::Info, text, quote)
    } else {
        Clause::new(Outcome::Partial, Severity::Low, text, quote)
            .with_note(format!("the buyer asks for {limit} d"))
    };
    clause = clause.with_duration("change-notice", duration);
    if SOFT_NOTICE.is_in(own) {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("the notice is an aim, not a duty".to_owned());
    }
    clause
}

fn qualify(view: &View<'_>, own: &str, clause: &mut Clause) {
    if MATERIAL_ONLY.is_in(own) {
        clause.exceptions.push("only material or adverse changes");
    }
    if clause.outcome != Outcome::Fail && NO_NOTICE.is_in(own) && NARROW.is_in(own) {
        clause.exceptions.push("law or security without notice");
    }
    if clause.outcome == Outcome::Pass && POSTING.is_in(own) && !DIRECT.is_in(own) {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("notice is given by posting, which the customer has to watch".to_owned());
    }
    let next = view.following(1).next().map_or("", |(_, next)| next);
    if CONTINUED_USE.is_in(own) || CONTINUED_USE.is_in(next) {
        clause
            .notes
            .push("going on to use the service counts as consent".to_owned());
    }
}

/// "Other changes take effect on posting" beside a notice for changes that matter is no contradiction: it is what is left.
fn reconcile(mut clauses: Vec<Sourced>) -> Vec<Sourced> {
    let noticed: Vec<(usize, &'static str)> = clauses
        .iter()
        .filter(|sourced| {
            sourced.clause.outcome == Outcome::Pass
                && sourced
                    .clause
                    .exceptions
                    .contains(&"only material or adverse changes")
        })
        .map(|sourced| (sourced.document, sourced.clause.subject))
        .collect();
    for sourced in clauses.iter_mut() {
        let key = (sourced.document, sourced.clause.subject);
        if sourced.clause.outcome == Outcome::Fail && noticed.contains(&key) {
            sourced.clause.is_vague = true;
        }
    }
    clauses
}
