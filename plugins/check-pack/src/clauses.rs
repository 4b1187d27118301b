//! What documents say.

use std::ops::Range;

use assay_sdk::{Class, FactValue, Observation, Span};
use check_pack_format::{Captures, Clause, Outcome, Pattern, VALUE};
use contract_terms::text::View;

use crate::{
    documents::{Library, Reading, Shelf},
    finding::{self, Finding},
    negation,
    value::Value,
};

/// Most places of one clause that are looked at: a document that repeats itself gains nothing by it.
const MOST_FOUND: usize = 100;
/// Most quotes of one observation.
const MOST_QUOTES: usize = 6;
/// Longest text that a group takes out into a fact.
const LONGEST_TEXT: usize = 200;
/// A pattern can be wrong about a sentence, so what it says is not certain.
const CONFIDENCE: u16 = 8_000;

/// What a sentence amounts to, in the order in which it counts: a clear fail most, then what a person has to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Amounts {
    Pass,
    Partial,
    Unclear(&'static str),
    Fail,
}

/// A place where a clause was found.
struct Found {
    amounts: Amounts,
    /// The value in words.
    value: Option<String>,
    facts: Vec<(String, FactValue)>,
    quotes: Vec<Span>,
    binding: bool,
}

/// Judges a clause over all documents. Where sentences say different things, the worst counts.
pub(crate) fn judge(clause: &Clause, library: &Library, shelf: &Shelf<'_>) -> Finding {
    let title = finding::title(&clause.title, &clause.id);
    let found = match Search::new(clause) {
        Some(search) => search.run(shelf),
        None => Vec::new(),
    };
    let Some(worst) = found.iter().map(|found| found.amounts).max() else {
        return Finding::Silent {
            point: clause.point.clone(),
            reason: format!(
                "The clause `{}` was not found. {}",
                clause.id,
                library.silence(&clause.documents)
            ),
            remediation: clause.remediation.clone(),
        };
    };
    let (deciding, others): (Vec<&Found>, Vec<&Found>) =
        found.iter().partition(|found| found.amounts == worst);
    let binding = deciding.iter().any(|found| found.binding);
    let value = deciding.iter().find_map(|found| found.value.clone());
    let titled = match &value {
        Some(value) => format!("{title}: {value}"),
        None => title.to_owned(),
    };
    let mut observation = match worst {
        Amounts::Unclear(why) => {
            Observation::unknown(clause.point.as_str()).title(format!("{title}: {why}"))
        }
        Amounts::Pass => seen(clause, Outcome::Pass, binding).title(titled),
        Amounts::Partial => seen(clause, Outcome::Partial, binding).title(titled),
        Amounts::Fail => seen(clause, Outcome::Fail, binding).title(titled),
    };
    observation = observation.remediation(clause.remediation.as_str());
    if !others.is_empty() {
        observation = observation.detail(format!(
            "{} of {} places that were found say something else; the worst counts.",
            others.len(),
            found.len()
        ));
    }
    for (name, fact) in deciding.iter().take(1).flat_map(|found| &found.facts) {
        observation = observation.fact(name, fact.clone());
    }
    let quotes = deciding
        .iter()
        .chain(others.iter().take(1))
        .flat_map(|found| &found.quotes);
    for quote in quotes.take(MOST_QUOTES) {
        observation = observation.quote(quote.clone());
    }
    Finding::Seen(observation)
}

fn seen(clause: &Clause, outcome: Outcome, binding: bool) -> Observation {
    let class = if binding { Class::E3 } else { Class::E2 };
    finding::observation(&clause.point, outcome, clause.severity)
        .class(class)
        .confidence(CONFIDENCE)
}

/// The patterns of a clause, compiled.
struct Search<'a> {
    clause: &'a Clause,
    pattern: Pattern,
    near: Option<Pattern>,
    unless: Option<Pattern>,
}

impl<'a> Search<'a> {
    /// None when a pattern does not compile, which the check of the pack has ruled out.
    fn new(clause: &'a Clause) -> Option<Self> {
        let compiled = |pattern: &Option<String>| match pattern {
            Some(pattern) => Pattern::new(pattern).ok().map(Some),
            None => Some(None),
        };
        Some(Self {
            clause,
            pattern: Pattern::new(&clause.pattern).ok()?,
            near: compiled(&clause.near)?,
            unless: compiled(&clause.unless)?,
        })
    }

    fn run(&self, shelf: &Shelf<'_>) -> Vec<Found> {
        let documents = shelf
            .iter()
            .filter(|(reading, _)| self.clause.documents.contains(&reading.kind));
        documents
            .flat_map(|(reading, views)| views.iter().map(move |view| (*reading, view)))
            .flat_map(|(reading, view)| self.sentence(reading, view))
            .take(MOST_FOUND)
            .collect()
    }

    /// The places in one sentence. What introduces a list belongs to each of its items, but is no place of its own.
    fn sentence(&self, reading: &Reading, view: &View<'_>) -> Vec<Found> {
        if !self.pattern.is_in(&view.full) || !self.is_meant(view) {
            return Vec::new();
        }
        self.pattern
            .find_all(&view.full)
            .filter_map(|groups| {
                let whole = groups.get(0)?.range();
                (whole.end > view.own).then(|| self.place(reading, view, &groups, &whole))
            })
            .collect()
    }

    /// False for look-alikes.
    fn is_meant(&self, view: &View<'_>) -> bool {
        let near = self.near.as_ref().is_none_or(|near| {
            near.is_in(&view.full)
                || near.is_in(view.heading())
                || view.preceding().is_some_and(|before| near.is_in(before))
        });
        let unless = self.unless.as_ref();
        near && !unless.is_some_and(|unless| unless.is_in(&view.full))
    }

    fn place(
        &self,
        reading: &Reading,
        view: &View<'_>,
        groups: &Captures<'_>,
        whole: &Range<usize>,
    ) -> Found {
        let clause = self.clause;
        let text = |name: &str| {
            let range = groups.name(name)?.range();
            view.full.get(range)
        };
        let mut facts = Vec::new();
        let mut words = None;
        let first = clause.comparisons().next();
        let amounts = match (first, clause.outcome) {
            (Some((_, first)), _) => {
                let read = text(VALUE)
                    .ok_or("the value cannot be read")
                    .and_then(|value| Value::read(value, &first.measure));
                match read {
                    Ok(value) => {
                        let fact = clause.fact.as_ref().unwrap_or(&clause.point);
                        facts.push((fact.clone(), value.fact()));
                        words = Some(value.words());
                        compared(clause, &value)
                    }
                    Err(why) => Amounts::Unclear(why),
                }
            }
            (None, Some(Outcome::Pass)) => Amounts::Pass,
            (None, Some(Outcome::Partial)) => Amounts::Partial,
            (None, Some(Outcome::Fail)) => Amounts::Fail,
            (None, None) => Amounts::Unclear("the pack does not say what it amounts to"),
        };
        let negated = !clause.ignore_negation && negation::beside(&view.full, whole);
        let amounts = match amounts {
            Amounts::Pass | Amounts::Partial if negated => {
                Amounts::Unclear("a negation stands in the sentence, a person has to read it")
            }
            amounts => amounts,
        };
        for name in self.pattern.groups().filter(|name| *name != VALUE) {
            if let Some(text) = text(name) {
                let cut = text.floor_char_boundary(LONGEST_TEXT);
                facts.push((name.to_owned(), FactValue::Text(text[..cut].to_owned())));
            }
        }
        let sentences = view.text.sentences();
        let own = sentences.get(view.number);
        // What introduces the list is evidence as well when the pattern began in it.
        let lead = own
            .and_then(|own| own.lead)
            .filter(|_| whole.start < view.own)
            .and_then(|lead| sentences.get(lead));
        let quotes = lead.into_iter().chain(own);
        Found {
            amounts,
            value: words,
            facts,
            quotes: quotes
                .map(|sentence| reading.quote(sentence.plain.clone()))
                .collect(),
            binding: reading.is_binding(),
        }
    }
}

fn compared(clause: &Clause, value: &Value) -> Amounts {
    let more_is_worse = clause.more_is_worse();
    let outcome = finding::graded(|outcome| {
        let comparisons = match outcome {
            Outcome::Pass => &clause.pass,
            Outcome::Partial => &clause.partial,
            Outcome::Fail => &clause.fail,
        };
        !comparisons.is_empty()
            && comparisons
                .iter()
                .all(|comparison| value.holds(comparison, more_is_worse))
    });
    match outcome {
        Some(Outcome::Pass) => Amounts::Pass,
        Some(Outcome::Partial) => Amounts::Partial,
        Some(Outcome::Fail) => Amounts::Fail,
        None => Amounts::Unclear("the value meets none of the conditions of the pack"),
    }
}
