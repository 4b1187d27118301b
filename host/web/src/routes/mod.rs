//! One file for each part of the page.

mod api;
mod decide;
mod portfolio;
mod register;
mod sign_in;
mod supplier;

use axum::{
    Router,
    http::header,
    response::IntoResponse,
    routing::{get, post},
};

pub(crate) use decide::written;
pub(crate) use portfolio::{PAGE, Search};
pub(crate) use register::Due;

use crate::{error::Refusal, pages, service::Shared};

pub(crate) fn all() -> Router<Shared> {
    Router::new()
        .route("/", get(portfolio::portfolio))
        .route("/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/suppliers", get(portfolio::suppliers))
        .route("/suppliers/{id}", get(supplier::supplier))
        .route("/suppliers/{id}/explain/{what}", get(supplier::explain))
        .route("/suppliers/{id}/diff", get(supplier::diff))
        .route("/suppliers/{id}/report/{format}", get(supplier::report))
        .route("/suppliers/{id}/remarks", post(decide::remark))
        .route("/suppliers/{id}/treatments", post(decide::plan))
        .route("/suppliers/{id}/treatments/{number}", post(decide::settle))
        .route("/suppliers/{id}/waivers", post(decide::request_waiver))
        .route(
            "/suppliers/{id}/waivers/{number}",
            post(decide::answer_waiver),
        )
        .route(
            "/suppliers/{id}/findings/{digits}/care",
            post(decide::assign),
        )
        .route(
            "/suppliers/{id}/findings/{digits}/ruling",
            post(decide::rule),
        )
        .route("/suppliers/{id}/incidents", post(decide::incident))
        .route("/due", get(register::due))
        .route("/log", get(register::log))
        .route("/accounts", get(register::accounts))
        .route("/api/v1/suppliers", get(api::suppliers))
        .route("/api/v1/suppliers/{id}", get(api::supplier))
        .route("/api/v1/portfolio", get(api::portfolio))
        .route("/api/v1/due", get(api::due))
        .route("/api/v1/log", get(api::log))
        .route("/assets/assay.css", get(style))
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
