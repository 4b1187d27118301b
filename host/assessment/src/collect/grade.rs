//! How much checked evidence can carry: the class and confidence that the host grants, whatever the plugin asks for.

use assay_catalogue::{ConfidenceCaps, Policy};
use assay_domain::{Bp, Document, Evidence, EvidenceClass, ReportedOutcome, Standing};
use assay_sandbox::RunInputs;
use jiff::civil::Date;

use super::freshness::aged;

/// What the best piece of evidence allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grade {
    pub(super) class: EvidenceClass,
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
        let nothing = Self {
            class: EvidenceClass::E0,
            confidence: Bp::FULL,
        };
        evidence
            .iter()
            .map(|piece| grade(piece, inputs, policy, as_of))
            .reduce(|best, next| {
                if (next.class, next.confidence) > (best.class, best.confidence) {
                    next
                } else {
                    best
                }
            })
            .unwrap_or(nothing)
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
            confidence: self.confidence.min(requested_confidence),
        }
    }
}

fn grade(piece: &Evidence, inputs: &RunInputs, policy: &Policy, as_of: Date) -> Grade {
    let caps = &policy.confidence_caps;
    match piece {
        Evidence::Answer {
            question,
            documents,
            ..
        } => {
            let answer = inputs.answers.get(question);
            if answer.is_none_or(|answer| answer.is_placeholder()) {
                return Grade {
                    class: EvidenceClass::E0,
                    confidence: caps.answer,
                };
            }
            // Without a date an answer is as good as one given today would be at its weakest: its own word.
            let said = answer
                .and_then(|answer| answer.answered_on)
                .map_or(EvidenceClass::E1, |day| {
                    aged(EvidenceClass::E1, day, as_of, &policy.freshness)
                });
            let documented = documents
                .iter()
                .filter_map(|id| inputs.document(id))
                .map(|document| attached(document, policy, as_of))
                .max()
                .unwrap_or(EvidenceClass::E0);
            Grade {
                class: said.max(documented),
                confidence: answer_confidence(documented, caps),
            }
        }
        Evidence::Quote { document, .. } => {
            let class = inputs
                .document(document)
                .map_or(EvidenceClass::E0, |document| {
                    quoted(document, policy, as_of)
                });
            Grade {
                class,
                confidence: caps.quote,
            }
        }
        Evidence::Exchange { .. } => Grade {
            class: EvidenceClass::E3,
            confidence: caps.exchange,
        },
        Evidence::Certificate { verified, .. } => {
            let class = if *verified {
                EvidenceClass::E5
            } else {
                EvidenceClass::E3
            };
            Grade {
                class,
                confidence: caps.certificate,
            }
        }
        Evidence::Profile { .. } => Grade {
            class: EvidenceClass::E1,
            confidence: caps.profile,
        },
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
fn attached(document: &Document, policy: &Policy, as_of: Date) -> EvidenceClass {
    if document.bytes().is_none_or(<[u8]>::is_empty) {
        return EvidenceClass::E0;
    }
    // Nothing has looked into a file that cannot be read: that it lies there is the supplier's word and no more, unless a
    // person has looked.
    if document.text().is_none() && document.review.is_none() {
        return EvidenceClass::E1;
    }
    if let Some(review) = &document.review {
        return aged(
            EvidenceClass::E4,
            review.reviewed_on,
            as_of,
            &policy.freshness,
        );
    }
    document.dated.map_or(EvidenceClass::E1, |day| {
        aged(EvidenceClass::E2, day, as_of, &policy.freshness)
    })
}

/// A quoted document: a binding one that the buyer states to be in force is what the host itself reads today, E3.
fn quoted(document: &Document, policy: &Policy, as_of: Date) -> EvidenceClass {
    if document.kind.is_binding() && document.in_force {
        EvidenceClass::E3
    } else {
        attached(document, policy, as_of)
    }
}
