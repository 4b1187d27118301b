//! For how long the supplier keeps customer data while the contract runs.

use super::{DEIDENTIFIED, Reading, Topic, as_read, plan_around};
use crate::actor::Party;
use crate::clause::{Clause, Outcome, Severity};
use crate::number::{Unit, durations};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "retention",
    title: "Retention of customer data",
    controls: &["dd.deletion", "iso42001.a.7.2", "iso42001.a.4.3"],
    ask: "Ask for how many days prompts, outputs and other customer data are kept, logs and abuse monitoring included.",
    improve: "Agree a number of days for inputs, outputs, logs and backups, or zero retention.",
    in_privacy_policies: true,
    read,
    reconcile: as_read,
};

static KEEP: Pattern = Pattern::new(
    r"\b(?:retain(?:s|ed|ing)?|retention|stor(?:e|es|ed|ing|age)|keep(?:s|ing)?|kept|hold(?:s)?|held|persist(?:s|ed)?|logged|delet(?:e|es|ed|ing)|purg(?:e|es|ed)|eras(?:e|es|ed)|removed)\b",
);
static KEPT: Pattern =
    Pattern::new(r"\b(?:retain\w*|retention|stor\w+|keep\w*|kept|hold|held|logged)\b");
static DELETED: Pattern =
    Pattern::new(r"\b(?:delet(?:e|es|ed|ing)|purg(?:e|es|ed)|eras(?:e|es|ed)|removed)\b");
static ON_REQUEST: Pattern = Pattern::new(r"\b(?:request\w*|instruct\w*|ask(?:s|ed)?)\b");
static INCIDENT: Pattern = Pattern::new(
    r"\b(?:incidents?|breach(?:es)?|unauthori[sz]ed|unlawful access|notify|notified)\b",
);
static REFERS_BACK: Pattern =
    Pattern::new(r"^(?:after|following|at the end of|upon (?:expiry|the end) of) ");
static DATA: Pattern = Pattern::new(
    r"\b(?:(?:customer|your|user|client|controller|api|personal|relevant)(?:'s)? (?:service )?(?:personal )?(?:data|content|information|materials|files|inputs?|outputs?|prompts?)|inputs?|outputs?|prompts?|completions?|conversations?|chats|materials|api (?:traffic|requests|data)|submissions|logs?|transcripts|recordings|uploads|(?:conversation|chat|session|query|audio|voice|image|uploaded|workspace) (?:data|content|files|history|logs))\b|\byour (?:[a-z]+ )?history\b",
);
/// Data about the customer's people rather than data that they put in.
static ACCOUNT: Pattern = Pattern::new(
    r"\b(?:technical support|support data|account data|account information|billing|invoic\w*|payment|cookies?|marketing|usage data|registration|(?:security|audit|access|event|system|activity) logs?|log files|contact (?:data|details)|recruit\w*|support tickets?)\b",
);
static OWNERSHIP: Pattern = Pattern::new(
    r"\bretains? (?:all|any|its|his|their|full|sole|exclusive|ownership|no|the right|counsel)\b[^.;]{0,30}\b(?:right|title|ownership|licen[sc]e|interest|control)|\bretains? (?:ownership|copies of confidential|an? independent)",
);
static AFTER_END: Pattern = Pattern::new(
    r"\b(?:terminat\w+|expir\w+|end of the (?:agreement|contract|term)|closure|closing of|cancel\w*|cessation)\b",
);
static INDEFINITE: Pattern = Pattern::new(
    r"\b(?:retain\w*|stor(?:e|es|ed|ing)|keep\w*|kept|hold|held)\b[^.;]{0,120}\b(?:indefinite(?:ly)?|perpetual(?:ly)?|without (?:time )?limit(?:ation)?|for any period|permanently|no limit)\b|\b(?:indefinite|perpetual|unlimited|permanent)(?:ly)? (?:retention|storage|retain|store|keep)",
);
static NECESSARY: Pattern = Pattern::new(
    r"\b(?:as long as|only for as long|for so long|period|time)\b[^.;]{0,40}\b(?:necessary|needed|required|need|deems?|reasonably|permitted)\b|\b(?:kept|keep\w*|retain\w*|stor\w+)\b[^.;]{0,60}\b(?:as|so) long as\b|\b(?:retention periods? (?:depend|var)|how long we)\b",
);
static ZERO: Pattern = Pattern::new(
    r"\bzero[- ](?:data[- ])?retention\b|\b(?:not|never|nor) (?:be )?(?:retain|retained|store|stored|keep|kept|log|logged|persist|persisted)\b|\bno (?:prompts?|inputs?|customer data|data|content)[^.;]{0,40}\b(?:retained|stored|kept|logged)\b",
);
static CONDITIONAL_ZERO: Pattern = Pattern::new(
    r"\b(?:unless|if|where|when|option|request|eligible|activat\w+|enabl\w+|approved)\b",
);
static NOT_ABOUT: Pattern = Pattern::new(
    r"\b(?:records? of processing|you (?:must|shall|will|may not)|technical and organi[sz]ational|in accordance with (?:the|our) retention|period for which|storage limitation|storage (?:capacity|quota|fees?)|encrypt\w*|securely stored|stored (?:in|on|within|at)|data centers?|held (?:liable|harmless|responsible)|hold harmless|backup tapes|stored procedures)\b",
);
static ABUSE: Pattern = Pattern::new(
    r"\b(?:abuse|misuse|trust and safety|safety (?:review|monitoring)|fraud|violat\w+)\b",
);
static LAW: Pattern = Pattern::new(
    r"\b(?:required|permitted|obliged) (?:by|under|to)\b[^.;]{0,40}\blaws?|\blegal (?:obligation|hold)",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    reading
        .sentences(&KEEP)
        .filter_map(|view| clause(reading, &view))
        .collect()
}

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let own = view.own_text();
    let full = view.full.as_str();
    let keep = KEEP.find(own)?;
    let is_input = CUSTOMER_INPUT.is_in(own);
    if !DATA.is_in(own)
        || OWNERSHIP.is_in(own)
        || INCIDENT.is_in(own)
        || (ACCOUNT.is_in(own) && !is_input)
    {
        return None;
    }
    if reading.parties.subject(full, view.own + keep.start) == Party::Customer {
        return None;
    }
    // "Outputs are deleted after 30 days" says for how long they are kept, unless somebody has to ask for it.
    let only_deleted = DELETED.is_in(own) && !KEPT.is_in(own);
    if only_deleted && (ON_REQUEST.is_in(own) || !is_input) {
        return None;
    }
    let quote = reading.place(view.number);
    let found = durations(own)
        .into_iter()
        .find(|duration| belongs(own, &duration.at, only_deleted));
    let of_the_end = REFERS_BACK.is_in(own)
        && view.number > 0
        && AFTER_END.is_in(reading.text.of(view.number - 1));
    let after_end = of_the_end || (AFTER_END.is_in(own) && !WHILE_RUNNING.is_in(own));
    let mut clause = match found {
        Some(_) if after_end => return None,
        Some(duration) => {
            let limit = reading.policy.retention_days;
            let days = duration.hours().div_ceil(24);
            let (count, unit) = duration.fact();
            let text = format!("customer data is kept for {count} {unit}");
            let made = if days <= limit
                || (duration.unit == Unit::Month && duration.days_at_least() <= limit)
            {
                Clause::new(Outcome::Pass, Severity::Info, text, quote)
            } else {
                Clause::new(Outcome::Partial, Severity::Medium, text, quote)
                    .with_note(format!("the buyer allows {limit} d"))
            };
            made.with_duration("retention", &duration)
        }
        None if DEIDENTIFIED.is_in(own) && INDEFINITE.is_in(own) => Clause::new(
            Outcome::Partial,
            Severity::Low,
            "de-identified or aggregated data may be kept without limit",
            quote,
        )
        .with_text("retention", "indefinite for de-identified data"),
        None if INDEFINITE.is_in(own) => Clause::new(
            Outcome::Fail,
            Severity::High,
            "customer data may be kept without limit",
            quote,
        )
        .with_text("retention", "indefinite"),
        None if ZERO.is_in(own) && !NOT_ABOUT.is_in(own) => {
            let clause = Clause::new(
                Outcome::Pass,
                Severity::Info,
                "customer data is not kept",
                quote,
            )
            .with_text("retention", "none");
            if CONDITIONAL_ZERO.is_in(own) {
                let mut clause =
                    clause.with_note("zero retention depends on a setting or an approval");
                clause.worsen(Outcome::Partial, Severity::Low);
                clause.vague()
            } else {
                clause
            }
        }
        None if NECESSARY.is_in(own) && !NOT_ABOUT.is_in(own) && !after_end => Clause::new(
            Outcome::Partial,
            Severity::Medium,
            "customer data is kept as long as necessary, without a number",
            quote,
        )
        .with_text("retention", "as long as necessary, no number")
        .vague(),
        None => return None,
    };
    clause.plan = plan_around(view);
    clause.data = Some(if DEIDENTIFIED.is_in(own) {
        "de-identified or aggregated data"
    } else {
        "customer data"
    });
    if ABUSE.is_in(own) {
        clause
            .notes
            .push("a copy is kept to look for abuse".to_owned());
        clause.exceptions.push("abuse monitoring");
    }
    if LAW.is_in(own) {
        clause.exceptions.push("required by law");
    }
    Some(clause)
}

static CUSTOMER_INPUT: Pattern = Pattern::new(
    r"\b(?:inputs?|outputs?|prompts?|completions?|customer data|customer content|api data|conversations?|transcripts|recordings|(?:conversation|chat|session|query|audio|voice|image|uploaded) (?:data|content|files|history))\b",
);
static WHILE_RUNNING: Pattern = Pattern::new(r"\bduring the term\b|\bwhile (?:the|your)\b");
static LIMIT_BEFORE: Pattern = Pattern::new(
    r"\b(?:for|between|within|after|maximum of|up to|at most|more than|longer than|than|least|to|every|period of|of|a|exceed(?:ing)?)(?: an? (?:additional|maximum|further|rolling|fixed|limited|total)(?: period)?(?: of)?| the| no more than| up to)? ?$",
);
static NOT_A_LIMIT: Pattern = Pattern::new(
    r"^'? ?(?:prior |advance |written )?notice|^ (?:of|after|following) (?:the (?:effective|request)|request|your request|notice)",
);
static OF_RECEIPT: Pattern = Pattern::new(r"^ (?:of|after|following) (?:receipt|receiving)");

/// "Purged seven days after it was created".
static AFTER_RECEIPT: Pattern = Pattern::new(
    r"^ (?:after|following|from) (?:it|they|its|their|the|your|each|upload\w*|creation|submission|receipt)\b",
);

/// Whether a time is the one for which data is kept: not a notice, not a time to answer. "Within 30 days of receipt" is a
/// time to answer, unless it says when something is deleted.
fn belongs(text: &str, at: &std::ops::Range<usize>, deleted: bool) -> bool {
    let after = &text[at.end..];
    (LIMIT_BEFORE.is_in(&text[..at.start]) || (deleted && AFTER_RECEIPT.is_in(after)))
        && !NOT_A_LIMIT.is_in(after)
        && (deleted || !OF_RECEIPT.is_in(after))
}
