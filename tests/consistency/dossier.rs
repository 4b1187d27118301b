//! A seeded case as what a buyer would really have: a dossier with answers, a contract, an inventory, and an API on loopback.

use std::fmt::Write as _;

use super::{
    api::Api,
    seeded::{Case, Shown},
    support::desk::Desk,
};

/// Writes the dossier `id`. The API that it names has to live for as long as the assessment.
pub(crate) fn write(desk: &Desk, id: &str, case: &Case) -> Option<Api> {
    let api = case.shown.as_ref().and_then(Api::showing);
    let clause = case.shown.as_ref().and_then(clause);
    let mut supplier = format!(
        "[supplier]\nid = \"{id}\"\nlegal-name = \"Northwind AI, Inc.\"\n\n[[systems]]\nid = \"assistant\"\nname = \"Assistant\"\n"
    );
    let facts = case.system.iter().flatten();
    let (models, context): (Vec<_>, Vec<_>) =
        facts.partition(|(name, _)| *name == "upstream-model");
    for (_, model) in models {
        writeln!(supplier, "upstream-models = [{model:?}]").unwrap();
    }
    writeln!(supplier, "\n[systems.context]").unwrap();
    for (name, word) in context {
        writeln!(supplier, "{name} = {word:?}").unwrap();
    }
    if let Some(one) = &case.sub_processor {
        writeln!(
            supplier,
            "\n[[sub-processors]]\nname = {:?}\npurpose = \"Hosting\"\ncountry = {:?}",
            one.name, one.country
        )
        .unwrap();
    }
    if let Some(clause) = &clause {
        desk.write(
            &format!("{id}/evidence/agreement.md"),
            format!("{AROUND}{clause}\n"),
        );
        supplier.push_str(
            "\n[[documents]]\nfile = \"agreement.md\"\nkind = \"contract\"\ndated = 2026-06-01\nin-force = true\n",
        );
    }
    if let Some(api) = &api {
        write!(
            supplier,
            "\n[[endpoints]]\nid = \"api\"\nkind = \"openai\"\nurl = \"http://127.0.0.1:{}/v1\"\nsystem = \"assistant\"\n\
             methods = [\"GET\", \"HEAD\", \"POST\", \"OPTIONS\", \"DELETE\"]\nallow-addresses = [\"loopback\"]\n\
             contracted-models = [\"notes-1\"]\nactive = true\n",
            api.port
        )
        .unwrap();
    }
    desk.write(&format!("{id}/supplier.toml"), supplier);
    desk.write(&format!("{id}/answers.toml"), answer(case));
    api
}

fn answer(case: &Case) -> String {
    let claim = &case.claim;
    let mut answer = format!(
        "[answers.{}]\nvalue = {:?}\nanswered-on = 2026-11-02\nanswered-by = \"Ada Vance\"\n",
        claim.point,
        said(case)
    );
    if let Some(comment) = &claim.comment {
        writeln!(answer, "comment = {comment:?}").unwrap();
    }
    answer
}

/// The value of the answer, as a supplier writes it.
pub(crate) fn said(case: &Case) -> String {
    let claim = &case.claim;
    match (claim.number, claim.unit.as_deref()) {
        (Some(number), Some(unit)) => amount(number, unit),
        _ => claim
            .choice
            .clone()
            .or(claim.value.clone())
            .unwrap_or_default(),
    }
}

fn amount(number: i64, unit: &str) -> String {
    match unit {
        "h" => format!("{number} hours"),
        "d" => format!("{number} days"),
        unit => format!("{number} {unit}"),
    }
}

/// The sentence in which a contract says the number that a case shows.
pub(crate) fn clause(shown: &Shown) -> Option<String> {
    let time = amount(shown.number?, shown.unit.as_deref()?);
    Some(match shown.fact.as_deref()? {
        "breach-notice" => {
            format!(
                "We will notify you of a data breach within {time} after we become aware of it."
            )
        }
        "retention" => format!("We retain prompts and outputs for {time} and then delete them."),
        "deletion" => {
            format!("We will delete your data within {time} after the end of this agreement.")
        }
        "sub-processor-notice" => {
            format!("We will notify you at least {time} before we engage a new sub-processor.")
        }
        "objection-window" => format!(
            "You may object to a new sub-processor within {time} after you receive the notice."
        ),
        "change-notice" => {
            format!("We will give you at least {time} written notice before we change the service.")
        }
        "log-retention" => format!("We keep the event logs of the service for {time}."),
        other => panic!("no sentence is known for {other}"),
    })
}

/// What makes it a contract of the supplier, and is about none of the topics.
const AROUND: &str = "\
# Agreement of Northwind AI, Inc.

This agreement is made between Northwind AI, Inc. (\"we\") and the company that orders the service (\"Customer\", \"you\"). The headings \
are for convenience and do not affect the meaning of any provision. The laws of the place where we have our seat govern this agreement, \
and the courts of that place shall have jurisdiction. Neither party is in default for events that are beyond its control, such as a \
flood, a strike or an interruption of the power supply. Our invoices are payable within the period that is printed on them. If a \
provision of this agreement is void, the other provisions of it stay in force, and the parties shall agree on a provision that comes \
closest to what they wanted. This agreement is the whole of what was agreed, and no oral promise stands beside it.

";
