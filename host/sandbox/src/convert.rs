//! From what a guest returned to plain data, with every length checked.

use assay_domain::{
    CapabilityWish, Choice, Condition, ControlId, DeclaredPoint, Descriptor, DocumentWish,
    FactValue, IdError, Limits, Quantity, Question, ReportedCertificateField, ReportedEvidence,
    ReportedObservation, ReportedSpan, RunError, Untrusted,
};

use crate::bindings::{assessor, types};

/// Most points or questions that one plugin may declare: ten times the shipped catalogue.
const MAX_DECLARED: usize = 2_000;

struct Checker<'a>(&'a Limits);

impl Checker<'_> {
    fn text(&self, text: String) -> Result<Untrusted, RunError> {
        if text.len() > self.0.string_bytes as usize {
            return Err(RunError::OverBudget {
                budget: "string-bytes".to_owned(),
            });
        }
        Ok(text.into())
    }

    fn texts(&self, texts: Vec<String>) -> Result<Vec<Untrusted>, RunError> {
        self.items(
            &texts,
            self.0.items_per_observation,
            "items-per-observation",
        )?;
        texts.into_iter().map(|text| self.text(text)).collect()
    }

    fn items<T>(&self, items: &[T], limit: u32, budget: &str) -> Result<(), RunError> {
        if items.len() > limit as usize {
            return Err(RunError::OverBudget {
                budget: budget.to_owned(),
            });
        }
        Ok(())
    }
}

/// Observations as the guest returned them.
pub(crate) fn observations(
    observations: Vec<types::Observation>,
    limits: &Limits,
) -> Result<Vec<ReportedObservation>, RunError> {
    let check = Checker(limits);
    check.items(&observations, limits.observations, "observations")?;
    observations
        .into_iter()
        .map(|observation| self::observation(observation, &check))
        .collect()
}

fn observation(
    observation: types::Observation,
    check: &Checker,
) -> Result<ReportedObservation, RunError> {
    let most = check.0.items_per_observation;
    check.items(&observation.facts, most, "items-per-observation")?;
    check.items(&observation.evidence, most, "items-per-observation")?;
    Ok(ReportedObservation {
        point: check.text(observation.point)?,
        system: observation
            .system
            .map(|system| check.text(system))
            .transpose()?,
        outcome: check.text(observation.outcome)?,
        severity: check.text(observation.severity)?,
        evidence_class: check.text(observation.evidence_class)?,
        confidence: observation.confidence,
        title: check.text(observation.title)?,
        detail: check.text(observation.detail)?,
        remediation: check.text(observation.remediation)?,
        facts: observation
            .facts
            .into_iter()
            .map(|fact| Ok((check.text(fact.name)?, fact_value(fact.value, check)?)))
            .collect::<Result<_, RunError>>()?,
        evidence: observation
            .evidence
            .into_iter()
            .map(|evidence| self::evidence(evidence, check))
            .collect::<Result<_, RunError>>()?,
    })
}

fn fact_value(value: types::FactValue, check: &Checker) -> Result<FactValue, RunError> {
    Ok(match value {
        types::FactValue::Number(number) => FactValue::Number(Quantity {
            value: number.value,
            decimals: number.decimals,
            unit: check.text(number.unit)?,
        }),
        types::FactValue::Text(text) => FactValue::Text(check.text(text)?),
        types::FactValue::YesNo(yes) => FactValue::YesNo(yes),
        types::FactValue::Other((kind, text)) => {
            FactValue::Other(check.text(kind)?, check.text(text)?)
        }
    })
}

fn evidence(evidence: types::Evidence, check: &Checker) -> Result<ReportedEvidence, RunError> {
    Ok(match evidence {
        types::Evidence::Answer(question) => ReportedEvidence::Answer(check.text(question)?),
        types::Evidence::Quote(span) => ReportedEvidence::Quote(ReportedSpan {
            document: check.text(span.document)?,
            start: span.start,
            end: span.end,
            text: check.text(span.text)?,
        }),
        types::Evidence::Exchange(id) => ReportedEvidence::Exchange(check.text(id)?),
        types::Evidence::Certificate(field) => {
            ReportedEvidence::Certificate(ReportedCertificateField {
                exchange: check.text(field.exchange)?,
                index: field.index,
                field: check.text(field.field)?,
                value: check.text(field.value)?,
            })
        }
        types::Evidence::Profile((path, value)) => {
            ReportedEvidence::Profile(check.text(path)?, check.text(value)?)
        }
        types::Evidence::Observation(id) => ReportedEvidence::Observation(check.text(id)?),
        types::Evidence::Other((kind, text)) => {
            ReportedEvidence::Other(check.text(kind)?, check.text(text)?)
        }
    })
}

/// A description with its ids parsed.
pub(crate) fn descriptor(
    descriptor: assessor::Descriptor,
    limits: &Limits,
) -> Result<Descriptor, RunError> {
    let check = Checker(limits);
    for (length, what) in [
        (descriptor.points.len(), "points"),
        (descriptor.questions.len(), "questions"),
        (descriptor.documents.len(), "documents"),
        (descriptor.capabilities.len(), "capabilities"),
    ] {
        if length > MAX_DECLARED {
            return Err(RunError::Malformed {
                detail: format!("{length} {what}, more than {MAX_DECLARED}").into(),
            });
        }
    }
    Ok(Descriptor {
        id: id(descriptor.id)?,
        version: version(&descriptor.version)?,
        publisher: check.text(descriptor.publisher)?,
        title: check.text(descriptor.title)?,
        summary: check.text(descriptor.summary)?,
        kind: check.text(descriptor.kind)?,
        points: descriptor
            .points
            .into_iter()
            .map(|declared| {
                Ok(DeclaredPoint {
                    point: id(declared.point)?,
                    controls: controls(declared.controls)?,
                })
            })
            .collect::<Result<_, RunError>>()?,
        questions: descriptor
            .questions
            .into_iter()
            .map(|question| self::question(question, &check))
            .collect::<Result<_, RunError>>()?,
        documents: descriptor
            .documents
            .into_iter()
            .map(|wish| {
                Ok(DocumentWish {
                    kind: check.text(wish.kind)?,
                    why: check.text(wish.why)?,
                })
            })
            .collect::<Result<_, RunError>>()?,
        capabilities: descriptor
            .capabilities
            .into_iter()
            .map(|wish| {
                Ok(CapabilityWish {
                    interface: check.text(wish.interface)?,
                    why: check.text(wish.why)?,
                })
            })
            .collect::<Result<_, RunError>>()?,
        settings_schema: check.text(descriptor.settings_schema)?,
    })
}

fn question(question: assessor::Question, check: &Checker) -> Result<Question, RunError> {
    Ok(Question {
        id: id(question.id)?,
        text: check.text(question.text)?,
        guidance: check.text(question.guidance)?,
        answer_kind: check.text(question.answer_kind)?,
        choices: question
            .choices
            .into_iter()
            .map(|choice| {
                Ok(Choice {
                    value: check.text(choice.value)?,
                    label: check.text(choice.label)?,
                })
            })
            .collect::<Result<_, RunError>>()?,
        evidence: check.text(question.evidence)?,
        show_if: question
            .show_if
            .map(|condition| {
                Ok::<_, RunError>(Condition {
                    question: id(condition.question)?,
                    any_of: check.texts(condition.any_of)?,
                })
            })
            .transpose()?,
        controls: controls(question.controls)?,
    })
}

fn controls(controls: Vec<String>) -> Result<Vec<ControlId>, RunError> {
    controls.into_iter().map(id).collect()
}

fn id<T: TryFrom<String, Error = IdError>>(text: String) -> Result<T, RunError> {
    T::try_from(text).map_err(|error| RunError::Malformed {
        detail: error.to_string().into(),
    })
}

/// `1.2.3` with an optional pre-release: what a version has to look like to be printed and compared.
fn version(text: &str) -> Result<String, RunError> {
    let (core, rest) = text.split_once(['-', '+']).unwrap_or((text, ""));
    let numbers = core
        .split('.')
        .filter(|part| part.parse::<u32>().is_ok())
        .count();
    let tame = rest
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'));
    if text.len() <= 64 && numbers == 3 && core.split('.').count() == 3 && tame {
        Ok(text.to_owned())
    } else {
        Err(RunError::Malformed {
            detail: "the version is not a semantic version".into(),
        })
    }
}
