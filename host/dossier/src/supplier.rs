//! `supplier.toml`: what the buyer says about the supplier.

use std::{collections::BTreeMap, path::Path};

use assay_domain::{
    AiActRole, Document, InputDigest, NotApplicableApproval, Sector, SubProcessor, Supplier,
    SupplierProfile, SupplierRole, SystemId,
};

use crate::{
    Warning, certificate, describe, endpoint,
    nearest::suggestion,
    problems::Problems,
    source, system,
    value::{Once, Table, Value},
};

/// What reading `supplier.toml` needs and adds to.
pub(crate) struct Surroundings<'a> {
    pub(crate) folder: &'a Path,
    /// The files of `evidence/`; their descriptions are filled in here.
    pub(crate) documents: &'a mut BTreeMap<String, Document>,
    pub(crate) inputs: &'a mut Vec<InputDigest>,
    pub(crate) warnings: &'a mut Vec<Warning>,
}

/// Reads the file. None only when something was reported.
pub(crate) fn read(
    text: &str,
    problems: &Problems<'_>,
    around: &mut Surroundings<'_>,
) -> Option<Supplier> {
    let parsed = source::parse(text, problems)?;
    let root = Value::root(&parsed, problems);
    root.only(&[
        "supplier",
        "systems",
        "sub-processors",
        "endpoints",
        "certificates",
        "documents",
        "not-applicable",
    ]);

    let mut described = Once::default();
    let mut replacements = Vec::new();
    for item in root.list("documents") {
        replacements.extend(describe::read(&item, &mut described, around.documents));
    }
    let replaced_terms = describe::replace(replacements, around.documents);
    let documents: Vec<&str> = around.documents.keys().map(String::as_str).collect();

    let profile = root.require("supplier").and_then(|value| profile(&value));
    let sector = profile.as_ref().and_then(|(_, sector)| *sector);
    let mut system_ids = Once::default();
    let mut systems: Vec<_> = root
        .list("systems")
        .iter()
        .filter_map(|item| system::read(item, sector, &mut system_ids))
        .collect();
    systems.sort_by(|a, b| a.id.cmp(&b.id));

    let certificates = root
        .list("certificates")
        .iter()
        .filter_map(|item| certificate::read(item, &documents))
        .collect();

    let mut endpoint_ids = Once::default();
    let mut endpoints = Vec::new();
    for item in root.list("endpoints") {
        endpoints.extend(endpoint::read(
            &item,
            &system_ids,
            &mut endpoint_ids,
            around,
        ));
    }

    Some(Supplier {
        profile: profile?.0,
        systems,
        sub_processors: root
            .list("sub-processors")
            .iter()
            .filter_map(sub_processor)
            .collect(),
        endpoints,
        certificates,
        not_applicable: root
            .list("not-applicable")
            .iter()
            .filter_map(|item| not_applicable(item, &system_ids))
            .collect(),
        replaced_terms,
    })
}

/// The profile, and the sector that holds for every system which names none of its own.
fn profile(value: &Value<'_>) -> Option<(SupplierProfile, Option<Sector>)> {
    let table = value.table(&[
        "id",
        "legal-name",
        "also-known-as",
        "country",
        "website",
        "roles",
        "ai-act-roles",
        "sector",
        "contacts",
    ])?;
    let ai_act_roles = AiActRole::ALL.map(|role| (role.label(), role));
    let sector = sector(&table);
    let roles = SupplierRole::ALL.map(|role| (role.label(), role));
    let website = table.get("website").and_then(|value| {
        let url: url::Url = value.parse()?;
        if !matches!(url.scheme(), "http" | "https") {
            value.wrong(
                "is not a web address",
                "write it with `https://`".to_owned(),
            );
        }
        value.untrusted()
    });
    let id = table.require("id").and_then(|value| value.parse());
    let legal_name = table
        .require("legal-name")
        .and_then(|value| value.untrusted());
    let profile = SupplierProfile {
        also_known_as: table.texts("also-known-as"),
        country: country(&table),
        website,
        roles: table
            .list("roles")
            .iter()
            .filter_map(|role| role.word(&roles))
            .collect(),
        ai_act_roles: table
            .list("ai-act-roles")
            .iter()
            .filter_map(|role| role.word(&ai_act_roles))
            .collect(),
        contacts: table.texts("contacts"),
        id: id?,
        legal_name: legal_name?,
    };
    Some((profile, sector))
}

/// The `sector` of a table.
pub(crate) fn sector(table: &Table<'_>) -> Option<Sector> {
    table
        .get("sector")?
        .word(&Sector::ALL.map(|sector| (sector.label(), sector)))
}

fn sub_processor(value: &Value<'_>) -> Option<SubProcessor> {
    let table = value.table(&["name", "purpose", "country"])?;
    Some(SubProcessor {
        purpose: table.text("purpose"),
        country: country(&table),
        name: table.require("name")?.untrusted()?,
    })
}

fn country(table: &Table<'_>) -> Option<assay_domain::Untrusted> {
    let value = table.get("country")?;
    let text = value.text()?;
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return value.untrusted();
    }
    value.wrong(
        "is not a country code",
        "write the two capital letters of ISO 3166-1, for example `DE`".to_owned(),
    );
    None
}

fn not_applicable(value: &Value<'_>, systems: &Once) -> Option<NotApplicableApproval> {
    let table = value.table(&[
        "point",
        "system",
        "why",
        "requested-by",
        "approved-by",
        "approved-on",
    ])?;
    let system = known_system(&table, systems);
    let approved_on = table.date("approved-on");
    let point = table.require("point").and_then(|value| value.parse());
    let why = table.require("why").and_then(|value| value.untrusted());
    let requested_by = table
        .require("requested-by")
        .and_then(|value| value.untrusted());
    let approved_by = table.require("approved-by");
    let approval = NotApplicableApproval {
        point: point?,
        system,
        why: why?,
        requested_by: requested_by?,
        approved_by: approved_by.as_ref()?.untrusted()?,
        approved_on,
    };
    if !approval.is_complete() {
        approved_by?.wrong(
            "is the person who asked for it",
            "\"not applicable\" needs two people: let somebody else approve it".to_owned(),
        );
        return None;
    }
    Some(approval)
}

/// The `system` of a table, which must be one of `[[systems]]`.
pub(crate) fn known_system(table: &Table<'_>, systems: &Once) -> Option<SystemId> {
    let value = table.get("system")?;
    let id: SystemId = value.parse()?;
    if systems.contains(id.as_str()) {
        return Some(id);
    }
    value.wrong(
        format!("`{id}` is not the id of one of [[systems]]"),
        suggestion(id.as_str(), &systems.ids()),
    );
    None
}
