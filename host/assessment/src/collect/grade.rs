//! How much checked evidence can carry: the class and confidence that the host grants, whatever the plugin asks for.

use assay_catalogue::{ConfidenceCaps, Policy};
use assay_domain::{Ageing, Bp, Document, Evidence, EvidenceClass, ReportedOutcome, Standing};
use assay_sandbox::RunInputs;
use jiff::civil::Date;

/// What the best piece of evidence allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grade {
    /// The class on the day of the assessment.
    pub(super) class: EvidenceClass,
    /// How it came to be, to be judged again for a later day.
    pub(super) ageing: Ageing,
    pub(super) confidence: Bp,
}

impl Grade {
    /// The best of all pieces. No evidence is class E0: it earns nothing.
    pub(super) fn of(
        evidence: &[Evidence],
        inputs: &RunInputs,
        policy: &Policy,
        as_of: Date,
    ) -> Self {
        let nothing = Self::on(fresh(EvidenceClass::E0, as_of), Bp::FULL, policy, as_of);
        evidence
            .iter()
            .map(|piece| {
                let (mut ageing, confidence) = grade(piece, inputs, policy, as_of);
                ageing.until = lapse(piece, inputs);
                Self::on(ageing, confidence, policy, as_of)
            })
            .reduce(|best, next| {
                if (next.class, next.confidence) > (best.class, best.confidence) {
                    next
                } else {
                    best
                }
            })
            .unwrap_or(nothing)
    }

    fn on(ageing: Ageing, confidence: Bp, policy: &Policy, as_of: Date) -> Self {
        Self {
            class: policy.freshness.class_on(&ageing, as_of),
            ageing,
            confidence,
        }
    }

    /// The lower of what is asked for and what is allowed. A positive result of a plugin that is not independent is the
    /// supplier's own word, whatever it cites: it could cite a true sentence for a false conclusion. A fail keeps its strength.
    pub(super) fn grant(
        self,
        outcome: ReportedOutcome,
        requested_class: EvidenceClass,
        requested_confidence: Bp,
        standing: Standing,
    ) -> Self {
        let mut class = self.class.min(requested_class);
        let positive = matches!(outcome, ReportedOutcome::Pass | ReportedOutcome::Partial);
        if positive && !standing.is_independent() {
            class = class.min(EvidenceClass::E1);
        }
        Self {
            class,
            ageing: self.ageing,
            confidence: self.confidence.min(requested_confidence),
        }
    }
}

/// Evidence that begins to age on this day.
const fn fresh(class: EvidenceClass, since: Date) -> Ageing {
    Ageing {
        class,
        since,
        until: None,
    }
}

/// The last day of validity, for evidence that is or shows a certificate which the dossier claims.
fn lapse(piece: &Evidence, inputs: &RunInputs) -> Option<Date> {
    let certificates = &inputs.supplier.certificates;
    let shown_by = |id: &String| {
        let claims = certificates
            .iter()
            .filter(|c| c.document.as_ref() == Some(id));
        claims.filter_map(|claim| claim.expires_on).min()
    };
    match piece {
        Evidence::Quote { document, .. } => shown_by(document),
        Evidence::Answer { documents, .. } => documents.iter().filter_map(shown_by).min(),
        Evidence::Profile { path, .. } => {
            let number = path.strip_prefix("certificates/")?.split('/').next()?;
            certificates.get(number.parse::<usize>().ok()?)?.expires_on
        }
        Evidence::Exchange { .. } | Evidence::Certificate { .. } => None,
    }
}

fn grade(piece: &Evidence, inputs: &RunInputs, policy: &Policy, as_of: Date) -> (Ageing, Bp) {
    let caps = &policy.confidence_caps;
    match piece {
        Evidence::Answer {
            question,
            documents,
            ..
        } => {
            let answer = inputs.answers.get(question);
            if answer.is_none_or(|answer| answer.is_placeholder()) {
                return (fresh(EvidenceClass::E0, as_of), caps.answer);
            }
            // Without a date an answer is as good as one given today would be at its weakest: its own word.
            let answered_on = answer.and_then(|answer| answer.answered_on);
            let said = fresh(EvidenceClass::E1, answered_on.unwrap_or(as_of));
            let class_today = |ageing: &Ageing| policy.freshness.class_on(ageing, as_of);
            let documented = documents
                .iter()
                .filter_map(|id| inputs.document(id))
                .map(|document| attached(document, as_of))
                .max_by_key(class_today)
                .filter(|documented| class_today(documented) > class_today(&said));
            let confidence = answer_confidence(
                documented.as_ref().map_or(EvidenceClass::E0, class_today),
                caps,
            );
            (documented.unwrap_or(said), confidence)
        }
        Evidence::Quote { document, .. } => {
            let found = inputs.document(document);
            let ageing = found.map_or(fresh(EvidenceClass::E0, as_of), |document| {
                quoted(document, as_of)
            });
            (ageing, caps.quote)
        }
        Evidence::Exchange { .. } => (fresh(EvidenceClass::E3, as_of), caps.exchange),
        Evidence::Certificate { verified, .. } => {
            let class = if *verified {
                EvidenceClass::E5
            } else {
                EvidenceClass::E3
            };
            (fresh(class, as_of), caps.certificate)
        }
        Evidence::Profile { .. } => (fresh(EvidenceClass::E1, as_of), caps.profile),
    }
}

/// Independent assurance is a person's judgement and is trusted as far as a person.
fn answer_confidence(documented: EvidenceClass, caps: &ConfidenceCaps) -> Bp {
    if documented >= EvidenceClass::E4 {
        caps.reviewer
    } else {
        caps.answer
    }
}

/// A document that an answer points to: a supplier's document is E2 when its text can be read and it is dated, E4 when a person of the
/// buyer has reviewed it as independent assurance.
fn attached(document: &Document, as_of: Date) -> Ageing {
    if document.bytes().is_none_or(<[u8]>::is_empty) {
        return fresh(EvidenceClass::E0, as_of);
    }
    // Nothing has looked into a file that cannot be read: that it lies there is the supplier's word and no more, unless a
    // person has looked.
    if document.text().is_none() && document.review.is_none() {
        return fresh(EvidenceClass::E1, as_of);
    }
    if let Some(review) = &document.review {
        return fresh(EvidenceClass::E4, review.reviewed_on);
    }
    document
        .dated
        .map_or(fresh(EvidenceClass::E1, as_of), |day| {
            fresh(EvidenceClass::E2, day)
        })
}

/// A quoted document: a binding one that the buyer states to be in force is what the host itself reads today, E3.
fn quoted(document: &Document, as_of: Date) -> Ageing {
    if document.kind.is_binding() && document.in_force {
        fresh(EvidenceClass::E3, as_of)
    } else {
        attached(document, as_of)
    }
}
