//! One file for each part of the page.

mod api;
mod decide;
mod deed;
mod dossier;
mod openapi;
mod portfolio;
mod register;
mod sign_in;
mod supplier;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::header,
    response::IntoResponse,
    routing::{get, post},
};

pub(crate) use decide::written;
pub(crate) use dossier::LARGEST_DOCUMENT;
pub(crate) use portfolio::{PAGE, Search};
pub(crate) use register::Due;

use self::{
    decide::{Answer, Assign, Happened, Plan, Remark, Ruling, Settle, Wish},
    deed::by_form,
};
use crate::{error::Refusal, pages, provider, service::Shared};

/// The most bytes of a filled-in questionnaire: comments of a few thousand characters on each of 300 questions.
const LARGEST_ANSWERS: usize = 4 << 20;
/// What a form with a document has besides the document.
const FORM_AROUND: usize = 16 << 10;

pub(crate) fn all() -> Router<Shared> {
    Router::new()
        .route("/", get(portfolio::portfolio))
        .route("/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .route("/sign-in/elsewhere", get(sign_in::elsewhere))
        .route(provider::BACK, get(sign_in::back))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/suppliers", get(portfolio::suppliers))
        .route("/suppliers/{id}", get(supplier::supplier))
        .route("/suppliers/{id}/explain/{what}", get(supplier::explain))
        .route("/suppliers/{id}/diff", get(supplier::diff))
        .route("/suppliers/{id}/report/{format}", get(supplier::report))
        .route("/suppliers/{id}/remarks", post(by_form::<Remark>))
        .route("/suppliers/{id}/treatments", post(by_form::<Plan>))
        .route(
            "/suppliers/{id}/treatments/{number}",
            post(by_form::<Settle>),
        )
        .route("/suppliers/{id}/waivers", post(by_form::<Wish>))
        .route("/suppliers/{id}/waivers/{number}", post(by_form::<Answer>))
        .route(
            "/suppliers/{id}/findings/{digits}/care",
            post(by_form::<Assign>),
        )
        .route(
            "/suppliers/{id}/findings/{digits}/ruling",
            post(by_form::<Ruling>),
        )
        .route("/suppliers/{id}/incidents", post(by_form::<Happened>))
        .route(
            "/suppliers/{id}/assessment",
            get(dossier::watch).post(dossier::start),
        )
        .route("/suppliers/{id}/assessment/events", get(dossier::events))
        .route(
            "/suppliers/{id}/questionnaire",
            get(dossier::questionnaire)
                .post(dossier::answer)
                .layer(DefaultBodyLimit::max(LARGEST_ANSWERS)),
        )
        .route(
            "/suppliers/{id}/documents",
            post(dossier::receive).layer(DefaultBodyLimit::max(LARGEST_DOCUMENT + FORM_AROUND)),
        )
        .route(
            "/suppliers/{id}/documents/{*document}",
            get(dossier::document),
        )
        .route("/plugins", get(dossier::plugins))
        .route("/due", get(register::due))
        .route("/log", get(register::log))
        .route("/accounts", get(register::accounts))
        .merge(api::routes())
        .route("/assets/assay.css", get(style))
        .route("/assets/progress.js", get(dossier::script))
        .fallback(nowhere)
}

async fn style() -> impl IntoResponse {
    let kept = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (kept, pages::style())
}

async fn nowhere() -> Refusal {
    Refusal::NotFound
}
