//! Paths into the supplier's profile, as evidence names them: `certificates/0/expires-on`.

use super::FakeHost;

/// True when the profile has this value at this path. A list has a value when one of its items is it.
pub(super) fn says(host: &FakeHost, path: &str, value: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let is = |found: Option<&String>| found.is_some_and(|found| found == value);
    let any = |found: &[String]| found.iter().any(|found| found == value);
    match parts.as_slice() {
        ["profile", "id"] => host.profile.id == value,
        ["profile", "legal-name"] => host.profile.legal_name == value,
        ["profile", "also-known-as"] => any(&host.profile.also_known_as),
        ["profile", "country"] => is(host.profile.country.as_ref()),
        ["profile", "website"] => is(host.profile.website.as_ref()),
        ["profile", "roles"] => any(&host.profile.roles),
        ["systems", id, "context", fact] => host
            .systems
            .iter()
            .find(|system| system.id == *id)
            .is_some_and(|system| {
                system
                    .extra
                    .contains(&((*fact).to_owned(), value.to_owned()))
            }),
        ["systems", id, field] => {
            let Some(system) = host.systems.iter().find(|system| system.id == *id) else {
                return false;
            };
            match *field {
                "name" => system.name == value,
                "purpose" => is(system.purpose.as_ref()),
                "data-used" => is(system.data_used.as_ref()),
                "decisions-influenced" => is(system.decisions_influenced.as_ref()),
                "people-affected" => is(system.people_affected.as_ref()),
                "upstream-models" => any(&system.upstream_models),
                _ => false,
            }
        }
        ["sub-processors", index, field] => {
            item(&host.sub_processors, index).is_some_and(|found| match *field {
                "name" => found.name == value,
                "purpose" => is(found.purpose.as_ref()),
                "country" => is(found.country.as_ref()),
                _ => false,
            })
        }
        ["certificates", index, field] => {
            item(&host.certificates, index).is_some_and(|claim| match *field {
                "standard" => claim.standard == value,
                "number" => is(claim.number.as_ref()),
                "holder" => is(claim.holder.as_ref()),
                "scope" => is(claim.scope.as_ref()),
                "certification-body" => is(claim.certification_body.as_ref()),
                "accreditation-body" => is(claim.accreditation_body.as_ref()),
                "issued-on" => is(claim.issued_on.as_ref()),
                "expires-on" => is(claim.expires_on.as_ref()),
                "document" => is(claim.document.as_ref()),
                _ => false,
            })
        }
        _ => false,
    }
}

fn item<'a, T>(items: &'a [T], index: &str) -> Option<&'a T> {
    items.get(index.parse::<usize>().ok()?)
}
