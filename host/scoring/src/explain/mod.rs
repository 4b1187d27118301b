//! The arithmetic of a verdict in words, so that a person can redo it line by line.
//!
//! A line of the form `name = expression = number` is complete: the expression holds every number that it needs, products are
//! written `a x b`, `/` rounds down and `ceil(a / b)` rounds up. A remark follows after a semicolon. Every text is of our own
//! words, ids and numbers; nothing that a supplier or a plugin wrote gets in.

mod overview;
mod point;
mod risk;

use assay_catalogue::Catalogue;
use assay_domain::{IdError, SystemId};

use crate::{SystemVerdict, Verdict};

/// The fewest hexadecimal digits that name a finding.
const MIN_FINGERPRINT: usize = 4;

/// What to explain: `r1`, `iso42001.a.10.3` or `A.10.3`, a point, a gate, the start of a finding's fingerprint, `tier`,
/// `coverage` or `decision`; for one system with its id and a slash before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Only for this system.
    pub system: Option<SystemId>,
    /// What it is called. It is compared, never printed.
    pub name: String,
}

impl std::str::FromStr for Subject {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let (system, name) = match text.split_once('/') {
            Some((system, name)) => (Some(system.parse()?), name),
            None => (None, text),
        };
        Ok(Self {
            system,
            name: name.to_owned(),
        })
    }
}

/// One line of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// 0 for a heading, more for what is under it.
    pub depth: usize,
    /// The line.
    pub text: String,
}

/// Indented by two blanks for each step of depth.
impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:width$}{}", "", self.text, width = 2 * self.depth)
    }
}

/// The arithmetic of everything that the subject names in a verdict, or nothing when it names nothing.
///
/// Thresholds and names come from the catalogue; when it is not the one that the verdict rests on, the first line says so.
pub fn explain(verdict: &Verdict, catalogue: &Catalogue, what: &Subject) -> Option<Vec<Line>> {
    let mut page = Page {
        verdict,
        catalogue,
        lines: Vec::new(),
    };
    let wanted =
        |system: &SystemVerdict| what.system.as_ref().is_none_or(|id| *id == system.system);
    let name = what.name.as_str();
    if name == "decision" {
        page.decision();
    }
    for system in verdict.systems.iter().filter(|system| wanted(system)) {
        match name {
            "tier" => page.tier(system),
            "coverage" => page.coverage(system),
            _ => page.named(system, name),
        }
    }
    let prefix = name.strip_prefix("sha256:").unwrap_or(name);
    if prefix.len() >= MIN_FINGERPRINT {
        for finding in &verdict.findings {
            let here =
                finding.system.is_none() || what.system.is_none() || finding.system == what.system;
            if here && finding.fingerprint.hex().starts_with(prefix) {
                page.finding(finding);
            }
        }
    }
    if page.lines.is_empty() {
        return None;
    }
    if verdict.catalogue != catalogue.digests {
        let text = "the verdict rests on other catalogue files than those that are loaded: names, thresholds and the level table may differ";
        page.lines.insert(
            0,
            Line {
                depth: 0,
                text: text.to_owned(),
            },
        );
    }
    Some(page.lines)
}

/// An explanation in the making.
struct Page<'a> {
    verdict: &'a Verdict,
    catalogue: &'a Catalogue,
    lines: Vec<Line>,
}

impl Page<'_> {
    fn say(&mut self, depth: usize, text: impl Into<String>) {
        let text = text.into();
        self.lines.push(Line { depth, text });
    }

    /// Everything of one system that has this name: an id may name a gate as well as its point.
    fn named(&mut self, system: &SystemVerdict, name: &str) {
        for scenario in system
            .scenarios
            .iter()
            .filter(|s| s.scenario.as_str() == name)
        {
            self.scenario(system, scenario);
        }
        let verdict = self.verdict;
        let gates = verdict.gates.iter().filter(|g| g.system == system.system);
        for gate in gates.filter(|gate| gate.gate == name) {
            self.gate(system, gate);
        }
        let reference = |control| {
            let known = self.catalogue.controls.get(control);
            known.is_some_and(|known| known.reference.eq_ignore_ascii_case(name))
        };
        let controls: Vec<_> = system
            .controls
            .iter()
            .filter(|c| c.control.as_str() == name || reference(&c.control))
            .collect();
        for control in controls {
            self.control(0, system, control);
        }
        for point in system.points.iter().filter(|p| p.point.as_str() == name) {
            self.point(0, system, point);
        }
    }
}

/// ` (key)` after the name of a key part.
fn key(key: bool) -> &'static str {
    if key { " (key)" } else { "" }
}

/// `a, b, c`.
fn list<T: std::fmt::Display>(parts: impl IntoIterator<Item = T>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    parts.join(", ")
}
