//! The API: what the pages show, for programs with a token, and what is routine there. Judging takes a person: no program approves a
//! waiver or rules about a finding.

use assay_domain::{Act, SupplierId};
use assay_oversight::{Entry, Portfolio};
use assay_register::{DueRow, LogEntry, LogQuery, Standings, TokenScope};
use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    decide::{Assign, Happened, Plan, Remark, Settle, Wish},
    deed::{Body, by_program},
    dossier::{assess, job_of},
    openapi::{Asked, Described},
    portfolio::Search,
    register::Due,
};
use crate::{
    error::{Problem, Refusal},
    guard::Program,
    jobs::Job,
    service::Shared,
};

/// The routes with their description.
pub(super) fn routes() -> Router<Shared> {
    const PAGE: (&str, &str, &str) = ("page", "which page, from 0", "integer");
    const SUPPLIER: (&str, &str, &str) = ("supplier", "of this supplier alone", "string");
    Described::new()
        .get::<Standings, _, _>(
            "/api/v1/suppliers",
            "A page of suppliers with where they stand today",
            &[
                ("q", "a part of an id or a name", "string"),
                ("decision", "those of this decision", "string"),
                ("tier", "those of this tier", "string"),
                ("level", "those of this worst residual level", "string"),
                PAGE,
            ],
            suppliers,
        )
        .get::<Entry, _, _>(
            "/api/v1/suppliers/{id}",
            "A whole entry with today's position",
            &[],
            supplier,
        )
        .get::<Portfolio, _, _>(
            "/api/v1/portfolio",
            "All suppliers together",
            &[],
            portfolio,
        )
        .get::<Vec<DueRow>, _, _>(
            "/api/v1/due",
            "What is due or stale, the oldest first",
            &[
                ("days", "how far ahead", "integer"),
                SUPPLIER,
                ("owner", "of this owner alone", "string"),
                PAGE,
            ],
            due,
        )
        .post::<Remark, Entry, _, _>(
            "/api/v1/suppliers/{id}/remarks",
            "Comments on a supplier or a part of its entry",
            by_program::<Remark>,
        )
        .post::<Happened, Entry, _, _>(
            "/api/v1/suppliers/{id}/incidents",
            "Enters something that happened at the supplier",
            by_program::<Happened>,
        )
        .post::<Plan, Entry, _, _>(
            "/api/v1/suppliers/{id}/treatments",
            "Plans how a risk is treated",
            by_program::<Plan>,
        )
        .post::<Settle, Entry, _, _>(
            "/api/v1/suppliers/{id}/treatments/{number}",
            "Says how a treatment ended",
            by_program::<Settle>,
        )
        .post::<Wish, Entry, _, _>(
            "/api/v1/suppliers/{id}/waivers",
            "Asks for a waiver, which another person answers on the page",
            by_program::<Wish>,
        )
        .post::<Assign, Entry, _, _>(
            "/api/v1/suppliers/{id}/findings/{digits}/care",
            "Gives a finding to somebody",
            by_program::<Assign>,
        )
        .post::<Nothing, Job, _, _>(
            "/api/v1/suppliers/{id}/assessment",
            "Starts an assessment, unless one is running, and says how far it is",
            start,
        )
        .get::<Job, _, _>(
            "/api/v1/suppliers/{id}/assessment",
            "How far the latest assessment is that was started here",
            &[],
            watch,
        )
        .get::<Vec<LogEntry>, _, _>(
            "/api/v1/log",
            "Lines of the log, the latest first",
            &[("before", "those before this line", "integer"), SUPPLIER],
            log,
        )
        .router()
}

type Answered = Result<Response, Problem>;

pub(super) fn json(value: &impl Serialize) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, assay_report::encode::json::pretty(value)).into_response()
}

impl Program {
    /// Everything here is the buyer's, which a supplier's person does not see; a token of either scope reads.
    pub(super) fn may_read(&self) -> Result<(), Refusal> {
        if self.account.role.may(Act::ReadAll) {
            Ok(())
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// Refuses a token that is for reading.
    pub(super) fn may_write(&self) -> Result<(), Refusal> {
        match self.scope {
            TokenScope::Write => Ok(()),
            TokenScope::Read => Err(Refusal::Forbidden(
                "change anything with a token of the scope `read`",
            )),
        }
    }
}

/// An object without anything in it.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Nothing {}

pub(super) async fn start(
    State(shared): State<Shared>,
    program: Program,
    Path(id): Path<String>,
    Body(Nothing {}): Body<Nothing>,
) -> Answered {
    program.may_read()?;
    program.may_write()?;
    let job = assess(&shared, &program.account, &id)?;
    let job = job.borrow().clone();
    Ok(json(&job))
}

pub(super) async fn watch(
    State(shared): State<Shared>,
    program: Program,
    Path(id): Path<String>,
) -> Answered {
    program.may_read()?;
    let (_, job) = job_of(&shared, &id)?;
    let job = job.borrow().clone();
    Ok(json(&job))
}

pub(super) async fn suppliers(
    State(shared): State<Shared>,
    program: Program,
    Asked(search): Asked<Search>,
) -> Answered {
    program.may_read()?;
    let overview = shared.overview().await?;
    let asked = search.query();
    let found = shared.register.standings_of(&overview.index, &asked);
    Ok(json(&found.await?))
}

pub(super) async fn supplier(
    State(shared): State<Shared>,
    program: Program,
    Path(id): Path<String>,
) -> Answered {
    let supplier: SupplierId = id.parse().map_err(|_| Refusal::NotFound)?;
    program.may_read()?;
    Ok(json(&shared.desk().entry(&supplier, shared.today()).await?))
}

pub(super) async fn portfolio(State(shared): State<Shared>, program: Program) -> Answered {
    program.may_read()?;
    Ok(json(&shared.overview().await?.portfolio))
}

pub(super) async fn due(
    State(shared): State<Shared>,
    program: Program,
    Asked(asked): Asked<Due>,
) -> Answered {
    program.may_read()?;
    let today = shared.today();
    shared.overview().await?;
    Ok(json(&shared.register.due(&asked.query(today)).await?))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Lines {
    before: Option<u64>,
    supplier: Option<String>,
}

pub(super) async fn log(
    State(shared): State<Shared>,
    program: Program,
    Asked(asked): Asked<Lines>,
) -> Answered {
    program.may_read()?;
    let query = LogQuery {
        supplier: asked.supplier.and_then(|id| id.parse().ok()),
        before: asked.before,
        limit: 200,
    };
    Ok(json(&shared.register.log(&query).await?))
}
