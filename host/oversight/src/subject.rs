//! Naming what is decided about, and finding it in a supplier's entry.

use assay_domain::{Digest, Subject, SupplierId};
use assay_register::SupplierView;
use assay_scoring::{Reason, ReasonCode, Verdict};

use crate::OversightError;

/// Fewest digits of a fingerprint that name a finding.
const DIGITS: usize = 4;

/// Reads `supplier`, `finding:DIGITS`, `risk:SYSTEM/SCENARIO` or `gate:SYSTEM/GATE`, and finds it.
pub(crate) fn find(
    text: &str,
    view: &SupplierView,
    verdict: &Verdict,
) -> Result<Subject, OversightError> {
    let supplier = &view.supplier;
    let not = || OversightError::NotASubject {
        text: text.escape_debug().take(60).collect(),
    };
    let none = |subject: String| OversightError::NoSubject {
        supplier: supplier.clone(),
        subject,
    };
    if text == "supplier" {
        return Ok(Subject::Supplier);
    }
    let (kind, name) = text.split_once(':').ok_or_else(not)?;
    if kind == "finding" {
        return finding(name, view).map(|fingerprint| Subject::Finding { fingerprint });
    }
    let (system, name) = name.split_once('/').ok_or_else(not)?;
    let system = verdict
        .systems
        .iter()
        .find(|one| one.system.as_str() == system)
        .ok_or_else(|| none(format!("system `{}`", system.escape_debug())))?;
    match kind {
        "risk" => system
            .scenarios
            .iter()
            .find(|one| one.scenario.as_str() == name)
            .map(|one| Subject::Risk {
                system: system.system.clone(),
                scenario: one.scenario.clone(),
            })
            .ok_or_else(|| none(format!("risk `{}`", name.escape_debug()))),
        "gate" => verdict
            .gates
            .iter()
            .find(|gate| gate.system == system.system && gate.gate == name)
            .map(|gate| Subject::Gate {
                system: gate.system.clone(),
                gate: gate.gate.clone(),
            })
            .ok_or_else(|| none(format!("gate `{}`", name.escape_debug()))),
        _ => Err(not()),
    }
}

/// The finding whose fingerprint begins so.
pub(crate) fn finding(digits: &str, view: &SupplierView) -> Result<Digest, OversightError> {
    let supplier: &SupplierId = &view.supplier;
    let digits = digits.strip_prefix("sha256:").unwrap_or(digits);
    let all = view.open_findings.iter().chain(&view.closed_findings);
    let mut found = all
        .map(|finding| finding.fingerprint)
        .filter(|one| one.hex().starts_with(digits));
    let first = found.next().filter(|_| digits.len() >= DIGITS);
    match (first, found.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(OversightError::AmbiguousFinding {
            supplier: supplier.clone(),
            prefix: digits.to_owned(),
        }),
        (None, _) => Err(OversightError::NoSubject {
            supplier: supplier.clone(),
            subject: format!(
                "finding `{}`",
                digits.escape_debug().take(80).collect::<String>()
            ),
        }),
    }
}

/// What a reason is about, when one waiver could lift it.
pub(crate) fn of_reason(reason: &Reason) -> Option<Subject> {
    let system = reason.system.clone();
    match reason.code {
        ReasonCode::GateFailed | ReasonCode::GateUnknown | ReasonCode::GateWeak => {
            Some(Subject::Gate {
                system: system?,
                gate: reason.subject.clone(),
            })
        }
        ReasonCode::ResidualTooHigh => Some(Subject::Risk {
            system: system?,
            scenario: reason.subject.parse().ok()?,
        }),
        _ => None,
    }
}
