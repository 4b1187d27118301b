//! Clauses.

use super::{Place, Problems, grades, text};
use crate::{Clause, Comparison, DOCUMENT_KINDS, Operator, Pattern, VALUE};

pub(super) fn check(clause: &Clause, place: Place, problems: &mut Problems) {
    text::id(&clause.id, place.key("id"), problems);
    text::id(&clause.point, place.key("point"), problems);
    text::title(&clause.title, place.key("title"), problems);
    text::remediation(&clause.remediation, place.key("remediation"), problems);
    if let Some(fact) = &clause.fact {
        text::id(fact, place.key("fact"), problems);
    }
    documents(clause, place, problems);
    for (key, pattern) in [("near", &clause.near), ("unless", &clause.unless)] {
        match pattern.as_deref().map(Pattern::new) {
            Some(Err(error)) => problems.add(place.key(key), error.to_string()),
            Some(Ok(pattern)) if pattern.groups().next().is_some() => problems.add(
                place.key(key),
                "takes out a value; only `pattern` can: write (?:...) for a group that takes out nothing",
            ),
            _ => {}
        }
    }
    match Pattern::new(&clause.pattern) {
        Err(error) => problems.add(place.key("pattern"), error.to_string()),
        Ok(pattern) => {
            for group in pattern.groups().filter(|group| *group != VALUE) {
                text::id(group, place.key("pattern"), problems);
            }
            outcomes(clause, &pattern, place, problems);
        }
    }
    comparisons(clause, place, problems);
}

fn documents(clause: &Clause, place: Place, problems: &mut Problems) {
    if clause.documents.is_empty() || clause.documents.len() > DOCUMENT_KINDS.len() {
        problems.add(
            place.key("documents"),
            format!("has to name 1 to {} kinds", DOCUMENT_KINDS.len()),
        );
    }
    for kind in &clause.documents {
        if !DOCUMENT_KINDS.contains(&kind.as_str()) {
            problems.add(
                place.key("documents"),
                format!(
                    "`{kind}` is no kind of document: they are `{}`",
                    DOCUMENT_KINDS.join("`, `")
                ),
            );
        }
    }
}

/// Either the value is compared or the clause as such has an outcome.
fn outcomes(clause: &Clause, pattern: &Pattern, place: Place, problems: &mut Problems) {
    let compared = clause.comparisons().next().is_some();
    match (compared, pattern.has_value(), clause.outcome) {
        (true, true, None) | (false, false, Some(_)) => {}
        (true, _, Some(_)) => problems.add(
            place.key("outcome"),
            "is never reached beside `pass`, `partial` or `fail`: keep one of the two",
        ),
        (true, false, None) => problems.add(
            place.key("pattern"),
            "takes out no value to compare: write {duration}, {percent}, {amount} or {number} where it stands, or a group (?<value>...)",
        ),
        (false, true, _) => problems.add(
            place.key("pattern"),
            "takes out a value that nothing compares: add `pass`, `partial` or `fail`, as in pass = \"<= 72 h\"",
        ),
        (false, false, None) => problems.add(
            place.whole(),
            "leads to nothing: add `outcome`, or take out a value and compare it with `pass`, `partial` or `fail`",
        ),
    }
}

/// True when the larger value is the worse one, by this comparison; none when it does not say.
pub(crate) fn more_is_worse(key: &str, comparison: &Comparison) -> Option<bool> {
    let upper = match comparison.operator {
        Operator::Less | Operator::AtMost => true,
        Operator::More | Operator::AtLeast => false,
        Operator::Equal => return None,
    };
    Some(upper != (key == "fail"))
}

impl Clause {
    /// True when a larger value is worse: of a time that is not exact, the longer reading counts then, otherwise the shorter.
    pub fn more_is_worse(&self) -> bool {
        self.comparisons()
            .find_map(|(key, comparison)| more_is_worse(key, comparison))
            .unwrap_or(true)
    }
}

fn comparisons(clause: &Clause, place: Place, problems: &mut Problems) {
    let Some((_, first)) = clause.comparisons().next() else {
        return;
    };
    if clause.comparisons().count() > 8 {
        problems.add(place.whole(), "has more than 8 comparisons");
    }
    for (key, comparison) in clause.comparisons() {
        if !comparison.measure.is_comparable(&first.measure) {
            problems.add(
                place.key(key),
                format!("`{comparison}` measures something else than `{first}`"),
            );
        }
        // A range such as pass = [">= 1 d", "<= 3 d"] would leave open which reading of "about two days" is the careful one.
        if more_is_worse(key, comparison).is_some_and(|worse| worse != clause.more_is_worse()) {
            problems.add(
                place.key(key),
                format!("`{comparison}` and `{first}` do not agree whether more is better"),
            );
        }
    }
    let grades = [&clause.pass, &clause.partial, &clause.fail].map(Vec::as_slice);
    grades::unreachable(grades, place, problems);
}
