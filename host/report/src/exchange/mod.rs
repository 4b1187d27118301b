//! A supplier's entry in formats of other programs.
//!
//! Each is made of the entry and the catalogue alone, so that the same entry gives the same bytes: identifiers are digests in the form
//! of UUIDs, and times are those of the assessment.

pub mod cyclonedx;
pub mod junit;
pub mod markdown;
pub mod oscal;
pub mod pdf;
pub mod sarif;
pub mod xlsx;

use assay_catalogue::Catalogue;
use assay_domain::{
    Digest, Evidence, Observation, PointOutcome, ReportedOutcome, Subject, SystemId, Treatment,
    TreatmentStatus, Waiver,
};
use assay_oversight::{Cause, CauseKind, Entry, WaiverState};
use assay_scoring::{PointResult, SystemVerdict};
use jiff::civil::Date;

use crate::encode::json::line;

/// What is written: a supplier's entry on a day, and the words for it.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Titles of points, scenarios and gates.
    pub catalogue: &'a Catalogue,
}

impl<'a> Export<'a> {
    /// An identifier that is the same whenever the same thing is written: a digest in the form of a UUID of version 5 (RFC 9562), the
    /// only name-based one that the readers of these formats take.
    fn uuid(&self, parts: &[&str]) -> String {
        let id = self.entry.view.latest.id.to_string();
        let all = ["assay", &id].into_iter().chain(parts.iter().copied());
        let digest = Digest::of_parts(all.map(str::as_bytes));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest.as_bytes()[..16]);
        bytes[6] = bytes[6] & 0x0f | 0x50;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "{}-{}-{}-{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..]
        )
    }

    fn system_uuid(&self, system: &SystemId) -> String {
        self.uuid(&["system", system.as_str()])
    }

    fn supplier_name(&self) -> String {
        line(&self.entry.view.latest.facts.profile.legal_name)
    }

    fn observations(&self) -> &'a [Observation] {
        &self.entry.view.latest.observations
    }

    fn observation_uuid(&self, number: usize) -> String {
        self.uuid(&["observation", &number.to_string()])
    }

    /// Every expected point of every system, by the verdict as it was assessed.
    fn points(&self) -> impl Iterator<Item = (&'a SystemVerdict, &'a PointResult)> {
        let systems = self.entry.view.latest.verdict.systems.iter();
        systems.flat_map(|system| {
            system
                .points
                .iter()
                .filter(|point| point.expected)
                .map(move |point| (system, point))
        })
    }

    /// Observations on a point that concern a system, with their numbers.
    fn about(
        &self,
        system: &'a SystemId,
        point: &'a PointResult,
    ) -> impl Iterator<Item = (usize, &'a Observation)> {
        self.observations()
            .iter()
            .enumerate()
            .filter(move |(_, seen)| {
                seen.point == point.point && seen.system.as_ref().is_none_or(|one| one == system)
            })
    }

    /// A cause in words: what it is about, by its title, and for which system.
    fn told(&self, cause: &Cause) -> String {
        let CauseKind::Assessed { named, system, .. } = &cause.kind else {
            return cause.text.clone();
        };
        let about = if named.is_empty() {
            String::new()
        } else {
            format!("{}: ", crate::title(named, self.catalogue))
        };
        let system = system
            .as_ref()
            .map_or(String::new(), |system| format!(" ({system})"));
        format!("{about}{}{system}", cause.text)
    }

    fn point_title(&self, point: &'a assay_domain::PointId) -> &'a str {
        self.catalogue
            .points
            .get(point)
            .map_or(point.as_str(), |one| one.title.as_str())
    }

    /// The waiver of a subject that is in force.
    fn waiver(&self, subject: &Subject) -> Option<&'a Waiver> {
        let mut all = self.entry.position.waivers.iter();
        all.find(|(waiver, state)| *state == WaiverState::InForce && waiver.subject == *subject)
            .map(|(waiver, _)| waiver)
    }

    fn treatments(&self, subject: &Subject) -> impl Iterator<Item = &'a Treatment> {
        let of = subject.clone();
        let all = self
            .entry
            .position
            .treatments
            .iter()
            .map(|(treatment, _)| treatment);
        all.filter(move |one| {
            one.subject == of && !matches!(one.status, TreatmentStatus::Withdrawn { .. })
        })
    }

    /// The first day on which an observation counts for less than when it was made.
    fn expires(&self, seen: &Observation) -> Option<Date> {
        let ageing = seen.ageing.as_ref()?;
        self.catalogue
            .policy
            .freshness
            .next_fall(ageing, seen.observed_on)
    }
}

/// The start of a day, UTC, as these formats write times.
fn midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// A piece of evidence in a line.
fn cited(piece: &Evidence) -> String {
    match piece {
        Evidence::Answer {
            question, value, ..
        } => format!("answer to {question}: {}", line(value)),
        Evidence::Quote {
            document,
            digest,
            start,
            end,
            text,
            place,
        } => {
            let place = place
                .as_ref()
                .map_or(String::new(), |place| format!(", {}", line(place)));
            format!(
                "evidence/{}{place}, bytes {start} to {end}, {digest}: “{}”",
                line(document),
                line(text)
            )
        }
        Evidence::Exchange {
            request,
            result,
            digest,
            ..
        } => {
            format!(
                "{} answered {}, recorded as {digest}",
                line(request),
                line(result)
            )
        }
        Evidence::Certificate {
            field,
            value,
            verified,
            ..
        } => {
            let verified = if *verified {
                "verified"
            } else {
                "not verified"
            };
            format!("certificate {}: {} ({verified})", line(field), line(value))
        }
        Evidence::Profile { path, value } => format!("dossier {}: {}", line(path), line(value)),
    }
}

/// What an outcome is called in these formats, as a word of our own beside their own words.
fn outcome(point: &PointResult) -> &'static str {
    point.outcome.label()
}

/// True when nobody can say whether the point is met: never to be read as met.
fn is_open(outcome: &PointOutcome) -> bool {
    matches!(
        outcome,
        PointOutcome::Unknown { .. } | PointOutcome::Error { .. } | PointOutcome::NotRun
    )
}

fn is_fail(seen: &Observation) -> bool {
    seen.outcome == ReportedOutcome::Fail
}
