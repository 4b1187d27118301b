//! The API with its description: a route is added together with what it takes and gives, so that neither can be there without the other.

use axum::{
    Router,
    extract::FromRequestParts,
    handler::Handler,
    http::{header, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::{
    error::{Problem, Refusal},
    service::Shared,
};

/// Where the description lies. It says nothing of what is in the register, so nobody has to sign in for it.
const ADDRESS: &str = "/api/v1/openapi.json";

/// What may stand behind the `?` of an address: its name, what it is, and its type in JSON Schema.
pub(super) type Parameter = (&'static str, &'static str, &'static str);

/// Routes and their description (OpenAPI 3.1).
pub(super) struct Described {
    router: Router<Shared>,
    paths: Map<String, Value>,
    schemas: SchemaGenerator,
}

impl Described {
    pub(super) fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        let settings = settings.for_serialize();
        Self {
            router: Router::new(),
            paths: Map::new(),
            schemas: settings.into_generator(),
        }
    }

    /// Adds a route that reads and gives a `T`.
    pub(super) fn get<T: JsonSchema, H, A>(
        mut self,
        path: &'static str,
        summary: &str,
        parameters: &[Parameter],
        handler: H,
    ) -> Self
    where
        H: Handler<A, Shared>,
        A: 'static,
    {
        let in_query = parameters.iter().map(|(name, what, kind)| {
            json!({"name": name, "in": "query", "description": what, "schema": {"type": kind}})
        });
        let in_path = path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let in_path = in_path.map(|name| {
            json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})
        });
        let parameters: Vec<Value> = in_path.chain(in_query).collect();
        let schema = self.schemas.subschema_for::<T>();
        let problem = |words: &str| json!({"description": words, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}});
        let operation = json!({
            "summary": summary,
            "parameters": parameters,
            "security": [{"token": []}],
            "responses": {
                "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
                "401": problem("No token, or one that is not known"),
                "404": problem("There is no such thing, or it is not for this account"),
                "422": problem("A parameter is not what it should be"),
            },
        });
        self.paths
            .insert(path.to_owned(), json!({"get": operation}));
        self.router = self.router.route(path, get(handler));
        self
    }

    fn description(&mut self) -> Value {
        let mut schemas = self.schemas.take_definitions(true);
        let problem = json!({
            "type": "object",
            "required": ["title", "status", "detail"],
            "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
        });
        schemas.insert("Problem".to_owned(), problem);
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Assay",
                "version": "1",
                "description": "The register, for programs: everything is read, deciding takes a person.",
            },
            "paths": self.paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
        })
    }

    /// The routes, and one more that gives the description.
    pub(super) fn router(mut self) -> Router<Shared> {
        let text = self.description().to_string();
        self.router.route(
            ADDRESS,
            get(async move || -> Response {
                let kind = [(header::CONTENT_TYPE, "application/json")];
                (kind, text.clone()).into_response()
            }),
        )
    }
}

/// What stands behind the `?`; what does not fit is a problem like any other.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        let found = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        found
            .map(|found| Self(found.0))
            .map_err(|error| Problem(Refusal::Unfit(error.body_text())))
    }
}
