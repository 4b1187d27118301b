//! May the supplier train on the customer's data?

mod class;
mod polarity;
mod words;

use std::ops::Range;

pub use class::{Class, class};
pub use polarity::{Polarity, polarity};

use super::{Reading, Topic, plan_around};
use crate::clause::{Clause, Modality, Outcome, Plan, Severity, Switch};
use crate::pattern::Pattern;
use crate::text::View;
use crate::weigh::Sourced;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "training-use",
    title: "Training on customer data",
    controls: &["dd.customer-data", "iso42001.a.7.2"],
    ask: "Ask for a clause that customer data, prompts and outputs are not used to train, tune or evaluate any model unless \
          the customer has opted in, and on which plans it holds.",
    improve: "Agree in the contract that no customer data, nor anything derived from it, is used to train any model unless \
              the customer has opted in.",
    in_privacy_policies: true,
    read,
    reconcile,
};

static KEYWORD: Pattern =
    Pattern::new(r"train|tun(?:e|ing)|weights|improv|enhanc|develop|machine learning|opt");
static EXCEPTION: Pattern = Pattern::new(
    r"^(?:however|notwithstanding|even if|except|provided that|provided, however|but |this (?:does|shall|will|restriction|prohibition) not|unless|the foregoing|nothing in this|for the avoidance of doubt, (?:supplier|we|provider))",
);
static EXCEPTION_INSIDE: Pattern = Pattern::new(
    r"\b(?:except|other than|save (?:for|that|where)|excluding|with the exception of|provided that|unless|but (?:we )?(?:may|will))\b",
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = reading
        .sentences(&KEYWORD)
        .filter_map(|view| clause(reading, &view))
        .collect();
    clauses
        .extend((0..reading.text.sentences().len()).filter_map(|number| denial(reading, number)));
    // A narrow exception was read with the promise that it belongs to; it is no rule of its own.
    let narrow: Vec<Range<usize>> = clauses
        .iter()
        .filter(|clause| clause.exceptions.contains(&NEXT_SENTENCE))
        .flat_map(|clause| clause.quotes.iter().skip(1).cloned())
        .filter(|place| words::KEEPS_A_USE.is_in(&reading.text.plain()[place.clone()]))
        .collect();
    clauses.retain(|clause| {
        !clause
            .quotes
            .first()
            .is_some_and(|quote| narrow.contains(quote))
    });
    clauses
}

/// A question about training that is answered by a plain no.
fn denial(reading: Reading<'_>, question: usize) -> Option<Clause> {
    let (polarity, answer) = polarity::denied(reading.text, question)?;
    let mut clause = Clause::new(
        Outcome::Pass,
        Severity::Info,
        "customer data is not used for training",
        reading.place(question),
    );
    clause.quote(reading.place(answer));
    clause.modality = Modality::MustNot;
    clause.default = Some(Switch::Off);
    Some(clause.with_text("polarity", Class::from(polarity).label()))
}

const SAME_SENTENCE: &str = "same sentence";
const NEXT_SENTENCE: &str = "next sentence";

fn clause(reading: Reading<'_>, view: &View<'_>) -> Option<Clause> {
    let polarity = polarity(&view.full, view.own, reading.parties)?;
    let quote = reading.place(view.number);
    let plan = plan_around(view);
    let made = |outcome, severity, modality, default, text: &str| {
        let mut clause = Clause::new(outcome, severity, text, quote.clone());
        clause.modality = modality;
        clause.default = Some(default);
        clause.plan = plan;
        clause
    };
    use {Modality::*, Outcome::*, Severity::*, Switch::*};
    let mut clause = match polarity {
        Polarity::Never => made(Pass, Info, MustNot, Off, "customer data is not used for training"),
        Polarity::OptIn => made(Pass, Info, MustNot, Off, "training only if the customer opts in"),
        Polarity::SomeModels => made(Partial, Medium, MustNot, Off, "only some kinds of models are not trained; others may be").vague(),
        Polarity::OwnFoundation => made(Partial, Low, MustNot, Off, "the supplier's foundation models are not trained; other models may be").vague(),
        Polarity::NotSold => made(Partial, Medium, MustNot, Off, "data is not sold or given away for training; the supplier's own training is not excluded").vague(),
        Polarity::OthersHeldBack => made(Partial, Low, MustNot, Off, "the supplier's own providers do not train on customer data; nothing is said of the supplier").vague(),
        Polarity::OptOut => made(Fail, High, May, On, "customer data is used for training unless the customer opts out"),
        Polarity::OptOutExists => made(Fail, High, May, On, "the customer can opt out of training, so it is on by default"),
        Polarity::DespiteOptOut => made(Fail, High, May, On, "some data is used for training even after an opt-out"),
        Polarity::May => made(Fail, Critical, May, On, "customer data may be used for training"),
        Polarity::MayFeedback => made(Partial, Medium, May, On, "feedback, with the input and output it is about, may be used for training"),
        Polarity::MayDeidentified => made(Partial, Medium, May, On, "de-identified or aggregated customer data may be used for training"),
        Polarity::Improve => made(Fail, Medium, May, On, "customer data may be used to improve or develop services; training is not excluded"),
        Polarity::ImproveDeidentified => made(Partial, Low, May, On, "de-identified or aggregated data may be used to improve services"),
    };
    match polarity {
        Polarity::Improve | Polarity::ImproveDeidentified => clause.subject = IMPROVEMENT,
        Polarity::OptOut | Polarity::OptOutExists => clause.trigger = Some(OPT_OUT),
        Polarity::OptIn => clause.trigger = Some("opt-in"),
        _ => {}
    }
    if clause.outcome == Pass && polarity::OF_OTHERS.is_in(&view.full) {
        clause.worsen(Partial, Medium);
        clause = clause
            .with_note("this is said of one kind of data only")
            .vague();
    }
    clause.data = Some(polarity::data_of(&view.full));
    clause = clause.with_text("polarity", Class::from(polarity).label());
    if polarity == Polarity::MayDeidentified && EXCEPTION_INSIDE.is_in(view.own_text()) {
        clause.exceptions.push(SAME_SENTENCE);
    }
    if clause.outcome == Pass {
        exceptions(reading, view, polarity, &mut clause);
    }
    if clause.outcome == Fail && plan == Plan::Free {
        clause.worsen(Partial, Medium);
        clause.outcome = Partial;
        clause.severity = Medium;
        clause.notes.push(
            "this is said of free or private plans; the buyer's plan has to be known".to_owned(),
        );
    }
    Some(clause)
}

/// The part of the topic that speaks of improving services, without the word for training.
const IMPROVEMENT: &str = "improvement of services";
/// The trigger of clauses that offer a way out.
const OPT_OUT: &str = "no opt-out";

/// What follows a promise and takes a part of it back. "We do not train on customer data. However, ..."
fn exceptions(reading: Reading<'_>, view: &View<'_>, own: Polarity, clause: &mut Clause) {
    for (number, next) in view.following(2) {
        let permits = matches!(
            polarity(next, 0, reading.parties),
            Some(
                Polarity::May
                    | Polarity::MayFeedback
                    | Polarity::MayDeidentified
                    | Polarity::Improve
                    | Polarity::ImproveDeidentified
                    | Polarity::OptOut
                    | Polarity::DespiteOptOut
            )
        );
        let takes_back = EXCEPTION.is_in(next) && (permits || words::MENTIONS_USE.is_in(next));
        if takes_back {
            clause.exceptions.push(NEXT_SENTENCE);
            clause.quote(reading.place(number));
            clause.worsen(Outcome::Partial, Severity::Medium);
            clause
                .notes
                .push("the sentence after it takes a part of the promise back".to_owned());
        }
    }
    if own == Polarity::Never
        && let Some(at) = EXCEPTION_INSIDE.rfind(view.own_text())
        && words::KEEPS_A_USE.is_in(&view.own_text()[at.start..])
    {
        clause.exceptions.push(SAME_SENTENCE);
        clause.worsen(Outcome::Partial, Severity::Medium);
        clause
            .notes
            .push("the sentence itself makes an exception".to_owned());
    }
}

/// Plans and opt-outs change what a clause means beside others.
fn reconcile(mut clauses: Vec<Sourced>) -> Vec<Sourced> {
    // "We may use content to train" and, in another sentence, how to opt out of it: trains by default, with a way out.
    let opt_out: Vec<usize> = clauses
        .iter()
        .filter(|sourced| sourced.clause.trigger == Some(OPT_OUT))
        .map(|sourced| sourced.document)
        .collect();
    let protected_on_paid_plans = clauses.iter().any(|sourced| {
        sourced.clause.plan == Plan::Paid && sourced.clause.outcome == Outcome::Pass
    });
    for sourced in clauses.iter_mut() {
        let clause = &mut sourced.clause;
        if clause.outcome != Outcome::Fail {
            continue;
        }
        if clause.severity == Severity::Critical && opt_out.contains(&sourced.document) {
            clause.severity = Severity::High;
            clause
                .notes
                .push("the same document offers an opt-out".to_owned());
        }
        // A use that names no plan, beside a promise for paid plans, is the rule for everybody else.
        if clause.plan == Plan::Any && protected_on_paid_plans {
            clause.outcome = Outcome::Partial;
            clause.severity = Severity::Medium;
            clause.notes.push(
                "paid or business plans are promised otherwise; the buyer's plan has to be known"
                    .to_owned(),
            );
        }
    }
    // What is said of improving services or of feedback does not contradict "we do not train"; it limits it.
    let any_promise = clauses
        .iter()
        .any(|sourced| sourced.clause.outcome == Outcome::Pass);
    for sourced in clauses.iter_mut() {
        if any_promise
            && sourced.clause.subject == IMPROVEMENT
            && sourced.clause.outcome == Outcome::Fail
        {
            sourced.clause.outcome = Outcome::Partial;
        }
    }
    clauses
}
