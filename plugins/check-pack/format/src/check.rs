//! What a pack has to be like beyond its types. The same rules hold when a pack is written and when it is interpreted.

mod clause;
mod grades;
mod probe;
mod question;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::{Built, Key, Pack, Problem};

use text::{id, line, prose};

/// Most of each kind in one pack.
const MOST_POINTS: usize = 50;
const MOST_QUESTIONS: usize = 100;
const MOST_CLAUSES: usize = 100;
/// Each is one request to every endpoint, and the host allows one run 60 of them.
const MOST_PROBES: usize = 30;
/// Most controls that a point can have: far more than any in the catalogue.
const MOST_CONTROLS: usize = 100;

/// Problems that are found on the way through a pack.
#[derive(Debug, Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, at: impl IntoIterator<Item = Key>, message: impl Into<String>) {
        self.0.push(Problem::new(at, message));
    }
}

/// A value of a table of a pack: `clauses`, 3, `pattern`.
#[derive(Debug, Clone, Copy)]
struct Place {
    list: &'static str,
    number: usize,
}

impl Place {
    fn key(self, key: &str) -> Vec<Key> {
        vec![self.list.into(), self.number.into(), key.into()]
    }

    fn whole(self) -> Vec<Key> {
        vec![self.list.into(), self.number.into()]
    }
}

impl Pack {
    /// Everything that is wrong with it. Whether its points are in a catalogue is not asked here: a component has none.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Problems::default();
        header(self, &mut problems);
        own_points(self, &mut problems);
        ids(self, &mut problems);
        for (number, question) in self.questions.iter().enumerate() {
            let place = Place {
                list: "questions",
                number,
            };
            question::check(question, self, place, &mut problems);
        }
        for (number, clause) in self.clauses.iter().enumerate() {
            let place = Place {
                list: "clauses",
                number,
            };
            clause::check(clause, place, &mut problems);
        }
        for (number, probe) in self.probes.iter().enumerate() {
            let place = Place {
                list: "probes",
                number,
            };
            probe::check(probe, place, &mut problems);
        }
        problems.0
    }
}

impl Built {
    /// Reads what lies in a slot.
    ///
    /// # Errors
    /// The first reason why it is no pack.
    pub fn read(json: &[u8]) -> Result<Self, Problem> {
        let built: Self = serde_json::from_slice(json)
            .map_err(|error| Problem::new([], format!("it is no pack: {error}")))?;
        built.check()?;
        Ok(built)
    }

    /// As it lies in a slot: the same pack is always the same bytes.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a pack has only text keys")
    }

    /// Refuses what the host would not have written.
    ///
    /// # Errors
    /// The first problem.
    pub fn check(&self) -> Result<(), Problem> {
        if let Some(problem) = self.pack.check().into_iter().next() {
            return Err(problem);
        }
        let answered = self.pack.answered();
        for (point, controls) in &self.controls {
            let mut problems = Problems::default();
            for control in controls {
                id(control, vec!["controls".into()], &mut problems);
            }
            if !answered.contains(point.as_str()) || controls.len() > MOST_CONTROLS {
                problems.add(
                    ["controls".into()],
                    "the controls are not those of its points",
                );
            }
            if let Some(problem) = problems.0.into_iter().next() {
                return Err(problem);
            }
        }
        Ok(())
    }
}

fn header(pack: &Pack, problems: &mut Problems) {
    let at = |key: &str| vec!["pack".into(), key.into()];
    let header = &pack.pack;
    id(&header.id, at("id"), problems);
    if !is_version(&header.version) {
        problems.add(
            at("version"),
            format!(
                "`{}` is not a semantic version such as 1.0.0",
                header.version
            ),
        );
    }
    line(&header.publisher, at("publisher"), problems);
    line(&header.title, at("title"), problems);
    prose(&header.summary, at("summary"), problems);
    let lists = [
        ("points", pack.points.len(), MOST_POINTS),
        ("questions", pack.questions.len(), MOST_QUESTIONS),
        ("clauses", pack.clauses.len(), MOST_CLAUSES),
        ("probes", pack.probes.len(), MOST_PROBES),
    ];
    for (list, length, most) in lists {
        if length > most {
            problems.add(
                [list.into()],
                format!("{length} are too many: a pack has at most {most}, make two packs of it"),
            );
        }
    }
    if pack.questions.is_empty() && pack.clauses.is_empty() && pack.probes.is_empty() {
        problems.add(
            ["pack".into()],
            "the pack checks nothing: add [[questions]], [[clauses]] or [[probes]]",
        );
    }
}

/// `1.2.3`, with what may follow after `-` or `+`, as the host reads a version.
fn is_version(text: &str) -> bool {
    let (core, rest) = text.split_once(['-', '+']).unwrap_or((text, ""));
    let numbers: Vec<_> = core.split('.').map(str::parse::<u32>).collect();
    let digits = core.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let tame = rest
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+'));
    text.len() <= 64 && digits && numbers.len() == 3 && numbers.iter().all(Result::is_ok) && tame
}

fn own_points(pack: &Pack, problems: &mut Problems) {
    let answered = pack.answered();
    for (number, point) in pack.points.iter().enumerate() {
        let place = Place {
            list: "points",
            number,
        };
        id(&point.id, place.key("id"), problems);
        line(&point.title, place.key("title"), problems);
        for (key, text) in [
            ("expectation", &point.expectation),
            ("evidence", &point.evidence),
            ("ask", &point.ask),
        ] {
            if text.trim().is_empty() {
                problems.add(place.key(key), "must not be empty");
            }
            prose(text, place.key(key), problems);
        }
        if !answered.contains(point.id.as_str()) {
            problems.add(
                place.key("id"),
                format!("no check of the pack speaks to the point `{}`", point.id),
            );
        }
    }
}

/// An id stands for one thing in a pack, so that a report that names it can be followed back.
fn ids(pack: &Pack, problems: &mut Problems) {
    let questions = pack.questions.iter().map(|one| ("questions", &one.id));
    let clauses = pack.clauses.iter().map(|one| ("clauses", &one.id));
    let probes = pack.probes.iter().map(|one| ("probes", &one.id));
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (list, id) in questions.chain(clauses).chain(probes) {
        let number = numbers.entry(list).or_default();
        if !seen.insert(id.as_str()) {
            problems.add(
                [list.into(), (*number).into(), "id".into()],
                format!("`{id}` is the id of another check of this pack"),
            );
        }
        *number += 1;
    }
    let mut points = BTreeSet::new();
    for (number, point) in pack.points.iter().enumerate() {
        if !points.insert(point.id.as_str()) {
            problems.add(
                ["points".into(), number.into(), "id".into()],
                format!("`{}` is the id of another point of this pack", point.id),
            );
        }
    }
}

#[cfg(test)]
mod tests;
