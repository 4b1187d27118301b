//! The API with its description: a route is added together with what it takes and gives, so that neither can be there without the other.

use axum::{
    Router,
    extract::FromRequestParts,
    handler::Handler,
    http::{header, request::Parts},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
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
        let parameters: Vec<Value> = in_path(path).chain(in_query).collect();
        let operation = json!({
            "summary": summary,
            "parameters": parameters,
            "security": [{"token": []}],
            "responses": self.responses::<T>(summary),
        });
        self.add(path, "get", operation, get(handler))
    }

    /// Adds a route that takes a `B`, changes something and gives a `T`.
    pub(super) fn post<B: JsonSchema, T: JsonSchema, H, A>(
        mut self,
        path: &'static str,
        summary: &str,
        handler: H,
    ) -> Self
    where
        H: Handler<A, Shared>,
        A: 'static,
    {
        let body = self.schemas.subschema_for::<B>();
        let mut responses = self.responses::<T>(summary);
        responses["403"] = problem("The token is for reading, or the account may not do it");
        let operation = json!({
            "summary": summary,
            "parameters": in_path(path).collect::<Vec<_>>(),
            "security": [{"token": []}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": body}}},
            "responses": responses,
        });
        self.add(path, "post", operation, post(handler))
    }

    fn responses<T: JsonSchema>(&mut self, summary: &str) -> Value {
        let schema = self.schemas.subschema_for::<T>();
        json!({
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            "401": problem("No token, or one that is not known"),
            "404": problem("There is no such thing, or it is not for this account"),
            "422": problem("What was sent is not what it should be"),
        })
    }

    fn add(
        mut self,
        path: &'static str,
        method: &str,
        operation: Value,
        route: MethodRouter<Shared>,
    ) -> Self {
        let operations = self.paths.entry(path).or_insert_with(|| json!({}));
        operations[method] = operation;
        self.router = self.router.route(path, route);
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
                "description": "The register, for programs: everything is read, what is routine is done, judging takes a person.",
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

/// What stands between slashes of an address and differs.
fn in_path(path: &str) -> impl Iterator<Item = Value> {
    let names = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| {
        let kind = if name == "number" {
            json!({"type": "integer", "minimum": 0, "maximum": u32::MAX})
        } else {
            json!({"type": "string"})
        };
        json!({"name": name, "in": "path", "required": true, "schema": kind})
    })
}

fn problem(words: &str) -> Value {
    json!({"description": words, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}})
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
