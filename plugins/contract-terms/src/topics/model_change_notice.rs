//! How long before a model is changed or withdrawn the customer is told, and whether it can stay on a version.

use super::rule::{self, Rule, time_near};
use super::{BETA, Reading, SOFT, SOFT_NOTICE, Topic, as_read};
use crate::clause::{Clause, Outcome, Severity, Value};
use crate::number::durations;
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "model-change-notice",
    title: "Change or withdrawal of a model",
    controls: &["dd.change-notice", "iso42001.a.6.2.5"],
    ask: "Ask how many days before a model version is withdrawn or replaced the customer is told, and for how long it can stay on a version.",
    improve: "Agree a number of days of written notice before a model version is changed or withdrawn, and a right to stay on it until then.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(r"\b(?:models?|snapshots?)\b");
static ACT: Pattern = Pattern::new(
    r"\b(?:withdraw(?:s|n|al|ing)?|retir(?:e|es|ed|ing|ements?)|deprecat\w+|discontinu\w+|sunset\w*|replac(?:e|es|ed|ing|ements?)|remov(?:e|es|ed|ing|al)|chang(?:e|es|ed|ing)|modif\w+|updat(?:e|es|ed|ing)|upgrad\w+|end[- ]of[- ]life|(?:shut|switch|turn)(?:s|ting|ed|es|ing)? (?:down|off)|substitut\w+)\b",
);
static ABOUT: Pattern = Pattern::new(
    r"\b(?:withdraw|retir|deprecat|discontinu|sunset|replac|remov|chang|modif|updat|upgrad|end[- ]of[- ]life|shut|switch|turn|substitut|pin|stay|remain|keep|kept|continue|available|lock|version)",
);
static NOTICE: Pattern = Pattern::new(
    r"\b(?:notice|notif\w+|inform(?:s|ed)?|announc\w+|advance|before|prior|tells?|told|warn\w*|until|ahead|earlier|sooner|available|least)\b",
);
static PIN: Pattern = Pattern::new(
    r"\b(?:pin(?:s|ned|ning)?|(?:stay|remain)(?:s|ing)? on|(?:keep|continue) (?:to use|using|calling)|keeps? [^.;]{0,60}\bavailable|(?:remains?|stays?|kept) (?:available|callable|unchanged)|lock(?:ed|s)? to|version[- ]locked)\b",
);
static POSTED: Pattern = Pattern::new(
    r"\b(?:post(?:s|ed|ing)?|publish\w*|changelog|documentation page|on (?:our|its|the) (?:website|site|status page))\b",
);
static DIRECT: Pattern =
    Pattern::new(r"\b(?:written|in writing|e-?mail\w*|each customer|directly)\b");

static RULES: [Rule; 4] = [
    Rule::nothing(
        r"\b(?:business|pricing|price|licensing|delivery|operating|security|threat|data) models?\b|\bmodel clauses\b|\bderivative|\breverse engineer|\byour own model|\bsub-?processors?\b|\bcompet(?:e|ing)\b",
        r"\bmodel versions?\b",
    ),
    Rule::fail(
        Severity::Medium,
        "none",
        "models may be changed or withdrawn at any time or without notice",
        r"\b(?:at any (?:time|moment)|without (?:any )?(?:prior |advance |further )?(?:notice|warning|telling)|(?:sole|own|absolute) discretion|as (?:we|it) sees? fit|from time to time|for any reason|no (?:obligation|duty) to (?:notify|maintain|keep|announce)|whenever)\b",
        r"\b(?:days|weeks|months)\b|\bsecurity\b|\b(?:shall|will|may|must) not\b|\bnever\b|\bcustomer may\b",
    )
    .not_customer()
    .may(),
    Rule::pass(
        "notice",
        "the customer is told before a model is changed or withdrawn",
        r"\b(?:notice|notif(?:y|ies|ied|ication)|inform(?:s|ed)?|announc(?:e|es|ed|ement)|tells?|told|warn(?:s|ed|ing)?|let (?:you|customer) know|heads-up)\b",
        "",
    ),
    Rule::pass(
        "pinning",
        "the customer can stay on a version of a model",
        r"\b(?:pin(?:s|ned|ning)?|(?:stay|remain)(?:s|ing)? on|(?:keep|continue) (?:to use|using|calling)|keeps? [^.;]{0,60}\bavailable|(?:remains?|stays?|kept) (?:available|callable|unchanged)|lock(?:ed|s)? to|version[- ]locked)\b",
        r"\bcontinu\w+ to use the services?\b",
    )
    .anybody(),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, Some(&ABOUT), TOPIC.point, &RULES, adjust)
}

fn adjust(reading: Reading<'_>, view: &View<'_>, mut clause: Clause) -> Option<Clause> {
    let text = view.full.as_str();
    let pins = PIN.is_in(text);
    if BETA.is_in(text) || !(ACT.is_in(text) || pins) {
        return None;
    }
    clause.values.push(("version-pinning", Value::YesNo(pins)));
    if clause.outcome != Outcome::Pass {
        return Some(clause);
    }
    let limit = reading.policy.model_notice_days;
    let time =
        time_near(text, &NOTICE).or_else(|| durations(text).into_iter().next().filter(|_| pins));
    match time {
        Some(time) => {
            let time = time.surest();
            let (count, unit) = time.fact();
            clause.values[0] = (TOPIC.point, Value::Number(count, unit));
            clause.reading = format!("{}: {count} {unit}", clause.reading);
            if time.days_at_least() < limit {
                clause.worsen(Outcome::Partial, Severity::Low);
                clause = clause.with_note(format!("the buyer asks for {limit} d"));
            }
        }
        None => {
            clause.worsen(Outcome::Partial, Severity::Low);
            clause = clause.with_note("without a number of days").vague();
        }
    }
    if SOFT_NOTICE.is_in(text) || SOFT.is_in(text) {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause = clause.with_note("the notice is an aim, not a duty");
    }
    if POSTED.is_in(text) && !DIRECT.is_in(text) {
        clause.worsen(Outcome::Partial, Severity::Low);
        clause = clause.with_note("notice is given by posting, which the customer has to watch");
    }
    Some(clause)
}
