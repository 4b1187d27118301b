//! Who says what about one point of one system, and which side stands.

use assay_domain::{Bp, EvidenceClass, ReportedOutcome, SystemId};

use crate::statement::Statement;

/// The statements on one point that apply to one system, by side.
#[derive(Debug)]
pub(crate) struct Sides<'a> {
    pub(crate) positives: Vec<&'a Statement<'a>>,
    pub(crate) fails: Vec<&'a Statement<'a>>,
    pub(crate) unknowns: Vec<&'a Statement<'a>>,
    pub(crate) not_applicable: Vec<&'a Statement<'a>>,
    /// Positives of failed runs. They only ever count against the supplier.
    discarded: Vec<&'a Statement<'a>>,
    /// An independent plugin said something positive that was set aside.
    aside: bool,
    dispute_below: Bp,
}

impl<'a> Sides<'a> {
    pub(crate) fn new(
        statements: &'a [Statement<'a>],
        system: &SystemId,
        dispute_below: Bp,
    ) -> Self {
        let mut sides = Self {
            positives: Vec::new(),
            fails: Vec::new(),
            unknowns: Vec::new(),
            not_applicable: Vec::new(),
            discarded: Vec::new(),
            aside: false,
            dispute_below,
        };
        for statement in statements.iter().filter(|s| s.applies_to(system)) {
            if statement.discarded {
                sides.discarded.push(statement);
                continue;
            }
            match statement.observation.outcome {
                ReportedOutcome::Pass | ReportedOutcome::Partial => sides.positives.push(statement),
                ReportedOutcome::Fail => sides.fails.push(statement),
                ReportedOutcome::Unknown => sides.unknowns.push(statement),
                ReportedOutcome::NotApplicable => sides.not_applicable.push(statement),
            }
        }
        sides
    }

    /// Sets positives aside: an approval says that the point does not apply, so nobody had to show it.
    pub(crate) fn set_positives_aside(&mut self) {
        let mut set_aside = self.positives.drain(..).chain(self.discarded.drain(..));
        self.aside = set_aside.any(|statement| statement.standing.is_independent());
    }

    /// True when it is held with enough confidence to decide anything.
    pub(crate) fn decisive(&self, statement: &Statement<'_>) -> bool {
        statement.observation.confidence >= self.dispute_below
    }

    pub(crate) fn decisive_fails(&self) -> impl Iterator<Item = &'a Statement<'a>> {
        self.fails.iter().copied().filter(|s| self.decisive(s))
    }

    /// Positives of independent plugins that are held with enough confidence: only these can open a gate or fill a floor.
    pub(crate) fn showing(&self) -> impl Iterator<Item = &'a Statement<'a>> {
        let shows = |s: &&Statement<'_>| s.standing.is_independent() && self.decisive(s);
        self.positives.iter().copied().filter(shows)
    }

    /// Everything positive that was said, by whomever and in whichever run: what speaks against the supplier in it counts.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &'a Statement<'a>> {
        self.positives.iter().chain(&self.discarded).copied()
    }

    /// The class on which an independent plugin showed the point, E0 if none did.
    pub(crate) fn shown_class(&self) -> EvidenceClass {
        self.showing()
            .map(|s| s.class)
            .max()
            .unwrap_or(EvidenceClass::E0)
    }

    /// Passes that contradict a fail. Partial is no contradiction: "in part" and "not" can be one truth in two words. A plugin
    /// that is not independent cannot contradict, or every supplier could turn a rejection into a dispute.
    pub(crate) fn contradicting(
        &self,
        fail: &Statement<'a>,
    ) -> impl Iterator<Item = &'a Statement<'a>> {
        let decisive = self.decisive(fail);
        self.showing().filter(move |pass| {
            decisive && pass.observation.outcome == ReportedOutcome::Pass && !pass.same_source(fail)
        })
    }

    pub(crate) fn is_contradicted(&self, fail: &Statement<'a>) -> bool {
        self.contradicting(fail).next().is_some()
    }

    /// True when a decisive fail is better evidenced than everything that contradicts it. Then a gate need not wait for a
    /// reviewer: otherwise the supplier's bare word against its own contract would turn a rejection into an open question,
    /// and to lie would pay better than to be silent.
    pub(crate) fn a_fail_stands(&self) -> bool {
        self.decisive_fails()
            .any(|fail| self.contradicting(fail).all(|pass| pass.class < fail.class))
    }

    /// True when a reviewer has to look: a contradiction, or a fail that is held with little confidence. A further fail never
    /// takes that back, or it would pay to fail more.
    pub(crate) fn in_dispute(&self) -> bool {
        self.fails
            .iter()
            .any(|fail| !self.decisive(fail) || self.is_contradicted(fail))
    }

    /// True when somebody whose word counts said anything definite, be it that the run failed later.
    pub(crate) fn told(&self) -> bool {
        let independent = |s: &&Statement<'_>| s.standing.is_independent();
        self.aside
            || self.discarded.iter().any(independent)
            || !self.fails.is_empty()
            || self.showing().next().is_some()
    }

    /// True when an independent plugin showed it, at least in part, and nobody says the opposite.
    pub(crate) fn shown(&self) -> bool {
        self.fails.is_empty() && self.showing().next().is_some()
    }

    /// The positive that names the outcome: the one on the best evidence, of equals the worse. A bare "yes" does not outvote
    /// a contract that says "in part".
    pub(crate) fn naming<'b>(
        positives: impl Iterator<Item = &'b Statement<'b>>,
    ) -> Option<&'b Statement<'b>> {
        // `Pass` is less than `Partial`, so the greatest of equals is the partial.
        positives.max_by_key(|s| (s.class, s.observation.outcome))
    }
}
