//! `[[systems]]`: what is bought, and the facts from which its tier is read.

use assay_domain::{AiSystem, ContextFact, Sector, SystemContext, SystemId};

use crate::{
    nearest::{did_you_mean, quoted},
    show::shown,
    supplier::sector,
    value::{Once, Value},
};

/// The word for a fact that is not known. It counts as the worst, the same as leaving the fact out.
const UNKNOWN: &str = "unknown";

/// A system; `of_supplier` is the sector of one that names none.
pub(crate) fn read(
    value: &Value<'_>,
    of_supplier: Option<Sector>,
    ids: &mut Once,
) -> Option<AiSystem> {
    let table = value.table(&[
        "id",
        "name",
        "purpose",
        "data-used",
        "decisions-influenced",
        "people-affected",
        "upstream-models",
        "sector",
        "context",
    ])?;
    let id = table.require("id").and_then(|value| {
        let id: SystemId = value.parse()?;
        ids.check(id.as_str(), &value);
        Some(id)
    });
    let name = table.require("name").and_then(|value| value.untrusted());
    Some(AiSystem {
        purpose: table.text("purpose"),
        data_used: table.text("data-used"),
        decisions_influenced: table.text("decisions-influenced"),
        people_affected: table.text("people-affected"),
        upstream_models: table.texts("upstream-models"),
        sector: sector(&table).or(of_supplier),
        context: table
            .get("context")
            .map(|value| context(&value))
            .unwrap_or_default(),
        id: id?,
        name: name?,
    })
}

fn context(value: &Value<'_>) -> SystemContext {
    let Some(table) = value.table(&ContextFact::ALL.map(ContextFact::name)) else {
        return SystemContext::default();
    };
    SystemContext::new(ContextFact::ALL.into_iter().filter_map(|fact| {
        let value = table.get(fact.name())?;
        let word = value.text()?;
        if word == UNKNOWN {
            return None;
        }
        let rating = fact.rating(word);
        if rating.is_none() {
            value.wrong(
                format!(
                    "`{}` is not one of {}, `{UNKNOWN}`",
                    shown(word),
                    quoted(&fact.words())
                ),
                did_you_mean(word, &fact.words()),
            );
        }
        Some((fact, rating?))
    }))
}
