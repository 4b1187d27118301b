//! What people and programs do to an entry: said once, and offered as a form of a page and as a request of the API.

use std::future::Future;

use assay_domain::SupplierId;
use assay_oversight::Entry;
use assay_register::Account;
use axum::{
    Form, Json,
    extract::{FromRequest, Path, Request, State, rejection::PathRejection},
    response::{Redirect, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};

use super::{api::json, supplier::entry};
use crate::{
    error::{Problem, Refusal},
    guard::{Program, Visitor},
    service::Shared,
};

/// Which entry, and which thing of it.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    id: String,
    /// A treatment's or a waiver's.
    #[serde(default)]
    pub(super) number: u32,
    /// First digits of a finding's fingerprint.
    #[serde(default)]
    pub(super) digits: String,
}

/// Something that is done to an entry.
pub(super) trait Deed: DeserializeOwned + Send + 'static {
    /// The part of the supplier's page that shows what came of it.
    const PART: &'static str;

    /// Refuses whoever may not.
    fn allowed(&self, account: &Account) -> Result<(), Refusal>;

    /// Does it.
    fn done(
        self,
        shared: &Shared,
        by: &Account,
        entry: &Entry,
        place: &Place,
    ) -> impl Future<Output = Result<(), Refusal>> + Send;
}

/// A deed that a program may do as well. What takes a person's judgement is none of these.
pub(super) trait Routine: Deed + JsonSchema {}

/// A form with the token of its session.
#[derive(Deserialize)]
pub(super) struct Sent<D> {
    csrf: String,
    #[serde(flatten)]
    deed: D,
}

/// A form was sent.
pub(super) async fn by_form<D: Deed>(
    State(shared): State<Shared>,
    visitor: Visitor,
    Path(place): Path<Place>,
    Form(sent): Form<Sent<D>>,
) -> Result<Redirect, Refusal> {
    visitor.check(&sent.csrf)?;
    let entry = entry(&shared, &visitor, &place.id).await?;
    sent.deed.allowed(&visitor.account)?;
    let by = &visitor.account;
    sent.deed.done(&shared, by, &entry, &place).await?;
    let supplier = &entry.view.supplier;
    Ok(Redirect::to(&format!("/suppliers/{supplier}#{}", D::PART)))
}

/// JSON was sent; what does not fit is a problem like any other.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Problem> {
        let read = Json::<T>::from_request(request, shared).await;
        read.map(|Json(body)| Self(body))
            .map_err(|error| Problem(Refusal::Unfit(error.body_text())))
    }
}

/// A program asks for it, and gets the entry as it is then.
pub(super) async fn by_program<D: Routine>(
    State(shared): State<Shared>,
    program: Program,
    place: Result<Path<Place>, PathRejection>,
    Body(deed): Body<D>,
) -> Result<Response, Problem> {
    let Path(place) = place.map_err(|_| Refusal::NotFound)?;
    // The answer is the whole entry, so whoever asks has to be one of those who see it as the buyer does.
    program.may_read()?;
    program.may_write()?;
    deed.allowed(&program.account)?;
    let supplier: SupplierId = place.id.parse().map_err(|_| Refusal::NotFound)?;
    let entry = shared.desk().entry(&supplier, shared.today()).await?;
    let by = &program.account;
    deed.done(&shared, by, &entry, &place).await?;
    Ok(json(&shared.desk().entry(&supplier, shared.today()).await?))
}
