//! A plugin on trial: its cases, one run, figures.

use assay_domain::{Fact, FactValue, LogLine, Observation, RunError, RunOutcome, Usage};

use super::{
    evidence,
    page::{Fit, Page, Tone, Word, Writer},
    plugin::plugin_name,
};
use crate::{
    encode::terminal::Plain,
    trial::{
        AskedView, BenchView, CaseProblem, CaseView, ExpectedView, InsteadView, NearestView,
        RunView, TrialView,
    },
    words::number,
};

/// Widest piece of text of a plugin in one line.
const ROOM: usize = 120;

/// Every case with what differs in it, then what each cost.
pub fn cases(view: &TrialView, page: Page) -> String {
    let mut out = Writer::new(page);
    for case in &view.cases {
        one_case(case, &mut out);
    }
    out.heading("What it cost");
    let rows = view.cases.iter().map(|case| {
        let mut row = vec![Plain::of(&case.name).cut(40).into()];
        row.extend(cost(&case.cost).map(Word::from));
        row
    });
    let mut columns = vec![("Case", Fit::Whole)];
    columns.extend(COST.map(|name| (name, Fit::Flow)));
    out.table(&columns, rows.collect());
    out.blank();
    let failed = view.cases.iter().filter(|case| !case.passed()).count();
    let passed = view.cases.len() - failed;
    out.line(0, &Plain::show(format!("{passed} passed, {failed} failed")));
    out.finish()
}

/// One run with all that came of it.
pub fn run(view: &RunView, page: Page) -> String {
    let mut out = Writer::new(page);
    out.line(0, &plugin_name(&view.plugin));
    out.pairs(&[
        ("digest", Plain::show(view.plugin.digest)),
        ("standing", Plain::of(view.standing.label())),
        ("as of", Plain::show(view.as_of)),
        ("ended", ended(&view.outcome)),
    ]);
    out.heading(&format!("Observations: {}", view.observations.len()));
    for seen in &view.observations {
        observation(seen, &mut out);
    }
    out.heading(&format!(
        "Dropped by the host: {}",
        view.security_findings.len()
    ));
    for finding in &view.security_findings {
        let point = Plain::of(&finding.point).cut(60);
        let (code, reason) = (Plain::of(&finding.code), Plain::of(&finding.detail));
        out.item("!", &Plain::show(format!("{point}: {code}: {reason}")));
    }
    out.heading(&format!("Log: {}", view.log.len()));
    log(&view.log, &mut out);
    out.heading("What it cost");
    let columns = COST.map(|name| (name, Fit::Flow));
    out.table(&columns, vec![cost(&view.cost).map(Word::from).to_vec()]);
    out.finish()
}

/// How long each step takes.
pub fn bench(view: &BenchView, page: Page) -> String {
    let mut out = Writer::new(page);
    out.line(0, &plugin_name(&view.plugin));
    out.pairs(&[
        ("digest", Plain::show(view.plugin.digest)),
        ("component", bytes(view.component_bytes)),
        ("native code", bytes(view.code_bytes)),
        ("memory of a run", bytes(view.memory_bytes)),
        ("its runs ended", Plain::of(&view.outcome)),
    ]);
    out.blank();
    let rows = view.figures.iter().map(|figure| {
        vec![
            Plain::of(&figure.step).into(),
            Plain::show(figure.times).into(),
            duration(figure.median_ns).into(),
            duration(figure.p95_ns).into(),
        ]
    });
    let columns = ["Step", "Times", "Median", "95 of 100"].map(|name| (name, Fit::Whole));
    out.table(&columns, rows.collect());
    out.finish()
}

fn one_case(case: &CaseView, out: &mut Writer) {
    let (word, tone) = if case.passed() {
        ("pass", Tone::Good)
    } else {
        ("FAIL", Tone::Bad)
    };
    let head = match &case.title {
        Some(title) => Plain::show(format!("{}: {}", Plain::of(&case.name), Plain::of(title))),
        None => Plain::of(&case.name),
    };
    out.banner(word, tone, &head);
    for problem in &case.problems {
        show(problem, out);
    }
    for unused in &case.unused {
        let text = format!("recorded and not asked for: {}", asked(unused));
        out.item("~", &Plain::show(text));
    }
    if !case.passed() {
        log(&case.log, out);
    }
}

fn show(problem: &CaseProblem, out: &mut Writer) {
    match problem {
        CaseProblem::NotSeen {
            expected,
            instead: Some(instead),
        } => differs(expected, instead, out),
        CaseProblem::NotSeen {
            expected: wanted,
            instead: None,
        } => {
            let text = format!("expected and not seen: {}", expected(wanted));
            out.item("-", &Plain::show(text));
        }
        CaseProblem::NotExpected { observed } => {
            let text = format!("seen and not expected: {}", seen(observed));
            out.item("+", &Plain::show(text));
        }
        CaseProblem::Dropped {
            code,
            point,
            reason,
        } => {
            let text = format!(
                "dropped by the host: {}: {}: {}",
                Plain::of(point).cut(60),
                Plain::of(code),
                Plain::of(reason)
            );
            out.item("!", &Plain::show(text));
        }
        CaseProblem::Ended { expected, outcome } => {
            let text = format!(
                "the run ended otherwise: expected {}, but {}",
                Plain::of(expected),
                ended(outcome)
            );
            out.item("!", &Plain::show(text));
        }
        CaseProblem::NotRecorded {
            asked: wanted,
            nearest,
        } => {
            let text = format!("not in the cassette: {}", asked(wanted));
            out.item("?", &Plain::show(text));
            out.paragraph(4, &near(nearest.as_ref()));
        }
    }
}

fn near(nearest: Option<&NearestView>) -> Plain {
    match nearest {
        None => Plain::of("nothing was recorded"),
        Some(nearest) if nearest.differs_in.is_empty() => {
            Plain::of("it was recorded, but asked for more often than that")
        }
        Some(nearest) => Plain::show(format!(
            "nearest of what was recorded: {}; differs in: {}",
            asked(&nearest.recorded),
            Plain::of(&nearest.differs_in.join(", "))
        )),
    }
}

/// What differs, key by key.
fn differs(expected: &ExpectedView, instead: &InsteadView, out: &mut Writer) {
    let observed = &instead.observed;
    let text = format!("not as expected: {}", Plain::of(&expected.point));
    out.item("-", &Plain::show(text));
    let rows = instead.differs_in.iter().map(|key| {
        let (wanted, found) = sides(key, expected, observed);
        vec![
            Plain::of(key).into(),
            Word::toned(wanted, Tone::Good),
            Word::toned(found, Tone::Bad),
        ]
    });
    let columns = [
        ("Key", Fit::Whole),
        ("Expected", Fit::Flow),
        ("Observed", Fit::Flow),
    ];
    out.table(&columns, rows.collect());
}

/// What was expected of a key, and what was seen.
fn sides(key: &str, expected: &ExpectedView, observed: &Observation) -> (Plain, Plain) {
    let wanted = |text: &Option<String>| Plain::of(text.as_deref().unwrap_or_default()).cut(ROOM);
    match key {
        "outcome" => (
            Plain::of(&expected.outcome),
            Plain::of(observed.outcome.label()),
        ),
        "severity" => (wanted(&expected.severity), Plain::show(observed.severity)),
        "system" => (wanted(&expected.system), system(observed)),
        "title" => (
            wanted(&expected.title),
            Plain::of(&observed.title).cut(ROOM),
        ),
        "quote" => (wanted(&expected.quote), quotes(observed)),
        _ => {
            let name = key.strip_prefix("facts.").unwrap_or(key);
            let found = observed
                .facts
                .iter()
                .find(|fact| Plain::of(&fact.name) == Plain::of(name));
            (
                wanted(&expected.facts.get(name).cloned()),
                found.map_or_else(|| Plain::of("(no such fact)"), value),
            )
        }
    }
}

fn system(observed: &Observation) -> Plain {
    match &observed.system {
        Some(system) => Plain::show(system),
        None => Plain::of("(the supplier as a whole)"),
    }
}

fn quotes(observed: &Observation) -> Plain {
    if observed.evidence.is_empty() {
        return Plain::of("(no evidence)");
    }
    let pieces: Vec<String> = observed
        .evidence
        .iter()
        .map(|piece| evidence::place(piece).to_string())
        .collect();
    Plain::show(pieces.join("; "))
}

fn expected(expected: &ExpectedView) -> Plain {
    let mut words = vec![format!(
        "{} {}",
        Plain::of(&expected.point),
        Plain::of(&expected.outcome)
    )];
    let more = [
        ("severity", &expected.severity),
        ("system", &expected.system),
        ("title", &expected.title),
        ("quote", &expected.quote),
    ];
    words.extend(more.into_iter().filter_map(|(key, text)| {
        let text = Plain::of(text.as_deref()?).cut(ROOM);
        Some(format!("{key} {text}"))
    }));
    words.extend(
        expected
            .facts
            .iter()
            .map(|(name, value)| format!("{} = {}", Plain::of(name), Plain::of(value).cut(ROOM))),
    );
    Plain::show(words.join(", "))
}

fn seen(observed: &Observation) -> Plain {
    let mut words = format!("{} {}", observed.point, observed.outcome.label());
    if let Some(system) = &observed.system {
        words.push_str(&format!(" of {system}"));
    }
    words.push_str(&format!(": {}", Plain::of(&observed.title).cut(ROOM)));
    for piece in &observed.evidence {
        words.push_str(&format!("; {}", evidence::place(piece)));
    }
    Plain::show(words)
}

/// An observation as the host graded it, with everything that it says.
fn observation(seen: &Observation, out: &mut Writer) {
    let tone = match seen.outcome.label() {
        "pass" => Tone::Good,
        "fail" => Tone::Bad,
        _ => Tone::Caution,
    };
    let system = seen
        .system
        .as_ref()
        .map_or_else(String::new, |system| format!(" of {system}"));
    let head = format!(
        "{}{system}: {}",
        seen.point,
        Plain::of(&seen.title).cut(ROOM)
    );
    out.banner(seen.outcome.label(), tone, &Plain::show(head));
    let grade = format!(
        "{} (asked for {}), confidence {} of {} asked for, severity {}",
        seen.class, seen.requested_class, seen.confidence, seen.requested_confidence, seen.severity
    );
    out.paragraph(4, &Plain::show(grade));
    for text in [&seen.detail, &seen.remediation] {
        if !text.is_blank() {
            out.paragraph(4, &Plain::of(text));
        }
    }
    for fact in &seen.facts {
        let text = format!("{} = {}", Plain::of(&fact.name).cut(60), value(fact));
        out.paragraph(4, &Plain::show(text));
    }
    for piece in &seen.evidence {
        out.paragraph(4, &evidence::exact(piece));
    }
}

fn value(fact: &Fact) -> Plain {
    let text = match &fact.value {
        FactValue::Number(quantity) => {
            format!("{} {}", number(quantity), Plain::of(&quantity.unit))
        }
        FactValue::Text(text) => return Plain::of(text).cut(ROOM),
        FactValue::YesNo(yes) => yes.to_string(),
        FactValue::Other(kind, text) => format!("{} {}", Plain::of(kind), Plain::of(text)),
    };
    Plain::show(text).cut(ROOM)
}

fn asked(asked: &AskedView) -> Plain {
    Plain::show(format!(
        "{} {} of `{}`",
        Plain::of(&asked.method).cut(20),
        Plain::of(&asked.url).cut(ROOM),
        Plain::of(&asked.endpoint).cut(60)
    ))
}

fn ended(outcome: &RunOutcome) -> Plain {
    match outcome {
        RunOutcome::Completed => Plain::of("completed"),
        RunOutcome::Failed { error } => match error {
            RunError::Trapped { detail }
            | RunError::Malformed { detail }
            | RunError::Declined { detail } => {
                Plain::show(format!("{}: {}", error.kind(), Plain::of(detail).cut(400)))
            }
            error => Plain::show(format!("{}: {error}", error.kind())).cut(400),
        },
    }
}

fn log(lines: &[LogLine], out: &mut Writer) {
    for line in lines {
        let (level, message) = (Plain::of(&line.level).cut(10), Plain::of(&line.message));
        out.item("|", &Plain::show(format!("{level}: {message}")));
    }
}

/// What the columns of a cost are called.
const COST: [&str; 6] = [
    "Time",
    "Memory",
    "Host calls",
    "Requests",
    "Sent",
    "Received",
];

fn cost(usage: &Usage) -> [Plain; 6] {
    [
        duration(usage.wall_us.saturating_mul(1_000)),
        bytes(usage.memory_bytes),
        Plain::show(usage.host_calls),
        Plain::show(usage.requests),
        bytes(usage.bytes_out),
        bytes(usage.bytes_in),
    ]
}

/// Three digits and a unit. Figures are for people here; `--format json` has them whole.
fn duration(ns: u64) -> Plain {
    scaled(ns, 1_000, &["ns", "\u{b5}s", "ms", "s"])
}

fn bytes(bytes: u64) -> Plain {
    scaled(bytes, 1_024, &["B", "KiB", "MiB", "GiB"])
}

fn scaled(value: u64, step: u64, units: &[&str]) -> Plain {
    let mut unit = 0;
    let mut size = 1;
    while unit + 1 < units.len() && value / size >= step {
        size *= step;
        unit += 1;
    }
    let tenths = u128::from(value) * 10 / u128::from(size);
    let text = if unit > 0 && tenths < 1_000 {
        format!("{}.{} {}", tenths / 10, tenths % 10, units[unit])
    } else {
        format!("{} {}", tenths / 10, units[unit])
    };
    Plain::show(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_a_unit_that_a_person_can_read() {
        for (ns, shown) in [
            (0, "0 ns"),
            (999, "999 ns"),
            (1_500, "1.5 \u{b5}s"),
            (123_456_789, "123 ms"),
            (7_250_000_000, "7.2 s"),
        ] {
            assert_eq!(duration(ns).as_str(), shown);
        }
        assert_eq!(bytes(1_114_112).as_str(), "1.0 MiB");
        assert_eq!(bytes(u64::MAX).as_str(), "17179869183 GiB");
    }
}
