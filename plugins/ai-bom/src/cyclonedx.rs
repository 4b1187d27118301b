//! CycloneDX bills of materials in JSON.

use std::collections::BTreeMap;

use crate::{
    inventory::{Bill, Dataset, Hash, Inventory, Model},
    json::{Json, JsonError, Named, Object},
};

/// Components in components: nobody nests deeper, and a hostile document can.
const DEEPEST: usize = 32;
/// Components that are read; the largest systems have some thousand.
const MOST: usize = 20_000;

/// True for the top of a CycloneDX document.
pub(crate) fn is_bill(top: &Object<'_>) -> bool {
    top.get("bomFormat").is_some()
        || (top.get("specVersion").is_some() && top.get("components").is_some())
}

/// Reads a bill of materials.
///
/// # Errors
/// A part of it is no JSON that can be relied on.
pub(crate) fn read(top: &Object<'_>) -> Result<Inventory, JsonError> {
    let metadata = top.object("metadata")?;
    let about = metadata.object("component")?;
    let mut components = Vec::new();
    if let Some(component) = metadata.get("component") {
        collect(component, 0, &mut components)?;
    }
    for component in top.list("components")? {
        collect(component, 0, &mut components)?;
    }
    let datasets = datasets_by_reference(&components)?;
    let mut inventory = Inventory {
        subject: about.string("name")?,
        models: Vec::new(),
        bill: Some(Bill {
            version: top.string("specVersion")?,
            serial: top.string("serialNumber")?,
            timestamp: metadata.string("timestamp")?,
        }),
    };
    for component in &components {
        let kind = component.string("type")?;
        if kind.is_some_and(|kind| kind.text == "machine-learning-model") {
            inventory.models.push(model(component, &datasets)?);
        }
    }
    Ok(inventory)
}

/// A model card in JSON: an object with `modelCard` at its top.
///
/// # Errors
/// A part of it is no JSON that can be relied on.
pub(crate) fn read_card(top: &Object<'_>) -> Result<Inventory, JsonError> {
    let model = model(top, &BTreeMap::new())?;
    Ok(Inventory {
        subject: model.name.clone(),
        models: vec![model],
        bill: None,
    })
}

fn collect<'a>(
    component: Json<'a>,
    depth: usize,
    into: &mut Vec<Object<'a>>,
) -> Result<(), JsonError> {
    let component = component.object()?;
    let inner = component.list("components")?;
    if into.len() >= MOST {
        return Err(JsonError::Malformed(format!("more than {MOST} components")));
    }
    into.push(component);
    if depth >= DEEPEST && !inner.is_empty() {
        return Err(JsonError::Malformed(format!(
            "components nested deeper than {DEEPEST}"
        )));
    }
    inner
        .into_iter()
        .try_for_each(|inner| collect(inner, depth + 1, into))
}

/// Data components by their `bom-ref`.
fn datasets_by_reference(
    components: &[Object<'_>],
) -> Result<BTreeMap<String, Dataset>, JsonError> {
    let mut datasets = BTreeMap::new();
    for component in components {
        let is_data = component
            .string("type")?
            .is_some_and(|kind| kind.text == "data");
        let (Some(reference), true) = (component.string("bom-ref")?, is_data) else {
            continue;
        };
        let Some(name) = component.string("name")? else {
            continue;
        };
        let mut provenance = makers(component)?.into_iter().next().map(|maker| maker.at);
        provenance = provenance.or(first_something(
            component,
            &["externalReferences", "purl", "pedigree"],
        ));
        for data in component.list("data")? {
            provenance = provenance.or(origin(&data.object()?)?);
        }
        let dataset = Dataset {
            name,
            provenance,
            licences: licences(component)?,
        };
        datasets.insert(reference.text, dataset);
    }
    Ok(datasets)
}

fn first_something(object: &Object<'_>, keys: &[&str]) -> Option<std::ops::Range<usize>> {
    keys.iter()
        .filter_map(|key| object.get(key))
        .find(|value| value.is_something())
        .map(Json::at)
}

/// Where data comes from: its contents' address or its governance.
fn origin(data: &Object<'_>) -> Result<Option<std::ops::Range<usize>>, JsonError> {
    let contents = data.object("contents")?;
    Ok(first_something(&contents, &["url", "attachment"])
        .or_else(|| first_something(data, &["governance"])))
}

fn model(component: &Object<'_>, datasets: &BTreeMap<String, Dataset>) -> Result<Model, JsonError> {
    let card = component.object("modelCard")?;
    let parameters = card.object("modelParameters")?;
    let considerations = card.object("considerations")?;
    let mut model = Model {
        name: component.string("name")?,
        version: component.string("version")?,
        licences: licences(component)?,
        makers: makers(component)?,
        ..Model::default()
    };
    for ancestor in component.object("pedigree")?.list("ancestors")? {
        model.ancestors.extend(ancestor.object()?.string("name")?);
    }
    model.hashes = hashes(component)?;
    for reference in component.list("externalReferences")? {
        let object = reference.object()?;
        if object.get("url").is_some_and(Json::is_something) {
            model.references.push(reference.at());
        }
        model.hashes.extend(hashes(&object)?);
    }
    if let Some(purl) = component.string("purl")? {
        model.references.push(purl.at);
    }
    for item in parameters.list("datasets")? {
        let object = item.object()?;
        if let Some(reference) = object.string("ref")? {
            // A reference to nothing names no data.
            model
                .datasets
                .extend(datasets.get(&reference.text).cloned());
        } else if let Some(name) = object.string("name")? {
            model.datasets.push(Dataset {
                provenance: origin(&object)?,
                licences: Vec::new(),
                name,
            });
        }
    }
    for metric in card
        .object("quantitativeAnalysis")?
        .list("performanceMetrics")?
    {
        let object = metric.object()?;
        let told = |key| object.get(key).is_some_and(Json::is_something);
        if told("type") && told("value") {
            model.results.push(metric.at());
        }
    }
    model.uses = first_something(&considerations, &["useCases", "users"]);
    model.limits = first_something(
        &considerations,
        &["technicalLimitations", "performanceTradeoffs"],
    );
    model.ethics = first_something(
        &considerations,
        &["ethicalConsiderations", "fairnessAssessments"],
    );
    model.energy = first_something(
        &considerations.object("environmentalConsiderations")?,
        &["energyConsumptions"],
    );
    Ok(model)
}

/// Whoever supplied, made, wrote or published it. The schema has grown: a name may be a text or an object with a name.
fn makers(component: &Object<'_>) -> Result<Vec<Named>, JsonError> {
    let mut makers = Vec::new();
    for key in ["supplier", "manufacturer", "publisher", "author", "group"] {
        makers.extend(component.string(key)?);
        makers.extend(component.object(key)?.string("name")?);
    }
    for author in component.list("authors")? {
        makers.extend(author.object()?.string("name")?);
    }
    Ok(makers)
}

fn hashes(object: &Object<'_>) -> Result<Vec<Hash>, JsonError> {
    let mut hashes = Vec::new();
    for hash in object.list("hashes")? {
        let inner = hash.object()?;
        if let (Some(algorithm), Some(content)) = (inner.string("alg")?, inner.string("content")?) {
            hashes.push(Hash {
                algorithm: algorithm.text,
                content: content.text,
                at: hash.at(),
            });
        }
    }
    Ok(hashes)
}

fn licences(component: &Object<'_>) -> Result<Vec<Named>, JsonError> {
    let mut licences = Vec::new();
    for choice in component.list("licenses")? {
        let choice = choice.object()?;
        licences.extend(choice.string("expression")?);
        let licence = choice.object("license")?;
        let named = match licence.string("id")? {
            Some(id) => Some(id),
            None => licence.string("name")?,
        };
        licences.extend(named);
    }
    Ok(licences)
}
