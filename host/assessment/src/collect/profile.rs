//! Paths into the supplier's profile, as the contract writes them: `certificates/0/expires-on`.

use assay_domain::{AiSystem, CertificateClaim, ContextFact, SubProcessor, Supplier, Untrusted};

/// True when the profile has this value at this path. A list has a value when one of its items is it.
pub(super) fn says(supplier: &Supplier, path: &str, value: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let is = |found: Option<&Untrusted>| found.is_some_and(|found| found.expose() == value);
    let any = |found: &[Untrusted]| found.iter().any(|found| found.expose() == value);
    match parts.as_slice() {
        ["profile", "id"] => supplier.profile.id.as_str() == value,
        ["profile", "legal-name"] => is(Some(&supplier.profile.legal_name)),
        ["profile", "also-known-as"] => any(&supplier.profile.also_known_as),
        ["profile", "country"] => is(supplier.profile.country.as_ref()),
        ["profile", "website"] => is(supplier.profile.website.as_ref()),
        ["profile", "roles"] => supplier
            .profile
            .roles
            .iter()
            .any(|role| role.label() == value),
        ["systems", id, "context", fact] => supplier
            .systems
            .iter()
            .find(|system| system.id.as_str() == *id)
            .is_some_and(|system| context_says(system, fact, value)),
        ["systems", id, field] => supplier
            .systems
            .iter()
            .find(|system| system.id.as_str() == *id)
            .is_some_and(|system| system_says(system, field, value)),
        ["sub-processors", index, field] => item(&supplier.sub_processors, index)
            .is_some_and(|sub_processor| is(sub_processor_field(sub_processor, field))),
        ["certificates", index, field] => item(&supplier.certificates, index)
            .is_some_and(|claim| certificate_says(claim, field, value)),
        _ => false,
    }
}

fn item<'a, T>(items: &'a [T], index: &str) -> Option<&'a T> {
    items.get(index.parse::<usize>().ok()?)
}

fn system_says(system: &AiSystem, field: &str, value: &str) -> bool {
    let found = match field {
        "name" => Some(&system.name),
        "purpose" => system.purpose.as_ref(),
        "data-used" => system.data_used.as_ref(),
        "decisions-influenced" => system.decisions_influenced.as_ref(),
        "people-affected" => system.people_affected.as_ref(),
        "upstream-models" => {
            return system
                .upstream_models
                .iter()
                .any(|model| model.expose() == value);
        }
        _ => None,
    };
    found.is_some_and(|found| found.expose() == value)
}

fn context_says(system: &AiSystem, name: &str, value: &str) -> bool {
    ContextFact::ALL
        .into_iter()
        .find(|fact| fact.name() == name)
        .and_then(|fact| Some(fact.word(system.context.get(fact)?) == value))
        .unwrap_or(false)
}

fn sub_processor_field<'a>(sub_processor: &'a SubProcessor, field: &str) -> Option<&'a Untrusted> {
    match field {
        "name" => Some(&sub_processor.name),
        "purpose" => sub_processor.purpose.as_ref(),
        "country" => sub_processor.country.as_ref(),
        _ => None,
    }
}

fn certificate_says(claim: &CertificateClaim, field: &str, value: &str) -> bool {
    let found = match field {
        "standard" => Some(&claim.standard),
        "number" => claim.number.as_ref(),
        "holder" => claim.holder.as_ref(),
        "scope" => claim.scope.as_ref(),
        "certification-body" => claim.certification_body.as_ref(),
        "accreditation-body" => claim.accreditation_body.as_ref(),
        "document" => return claim.document.as_deref() == Some(value),
        "issued-on" => return claim.issued_on.is_some_and(|day| day.to_string() == value),
        "expires-on" => return claim.expires_on.is_some_and(|day| day.to_string() == value),
        _ => None,
    };
    found.is_some_and(|found| found.expose() == value)
}
