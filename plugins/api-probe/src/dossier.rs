//! What the buyer's dossier says that an answer can be compared with.

use assay_sdk::Run;
use serde_json::Value;

/// Longest schema that is read out of a document. The largest of the published ones has 2 MiB.
const LONGEST_SCHEMA: u32 = 3 * 1024 * 1024;

/// Names and documents of one supplier.
#[derive(Debug, Default)]
pub(crate) struct Dossier {
    /// The supplier's own names, lower case.
    pub(crate) own_names: Vec<String>,
    /// Sub-processors and upstream models that it discloses, lower case.
    pub(crate) disclosed: Vec<String>,
    /// An OpenAPI document of the dossier: its name and content.
    pub(crate) schema: Option<(String, Value)>,
}

impl Dossier {
    pub(crate) fn read(run: &Run) -> Self {
        let profile = run.profile();
        let own_names = std::iter::once(profile.legal_name).chain(profile.also_known_as);
        let models = run
            .systems()
            .into_iter()
            .flat_map(|system| system.upstream_models);
        let names = run.sub_processors().into_iter().map(|one| one.name);
        Self {
            own_names: own_names.map(|name| name.to_lowercase()).collect(),
            disclosed: names
                .chain(models)
                .map(|name| name.to_lowercase())
                .collect(),
            schema: schema(run),
        }
    }
}

/// The first document that is an OpenAPI description in JSON.
fn schema(run: &Run) -> Option<(String, Value)> {
    run.documents().into_iter().find_map(|document| {
        let name = document.info().name.clone();
        let is_json = std::path::Path::new(&name)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if !is_json {
            return None;
        }
        let value: Value = serde_json::from_slice(&document.bytes(0, LONGEST_SCHEMA)).ok()?;
        is_openapi(&value).then_some((name, value))
    })
}

/// True for a description by OpenAPI 3 or Swagger 2.
pub(crate) fn is_openapi(value: &Value) -> bool {
    let has_version = ["openapi", "swagger"]
        .iter()
        .any(|key| value.get(key).is_some_and(Value::is_string));
    has_version && value.get("paths").is_some_and(Value::is_object)
}
