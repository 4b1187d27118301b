//! `assay incident`

use assay_domain::exit_code;
use assay_oversight::Desk;
use assay_register::{Author, Register};
use jiff::Timestamp;
use miette::IntoDiagnostic;

use crate::{
    args::{Incident, Shared},
    workbench::catalogue,
};

pub(crate) async fn incident(arguments: &Incident, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.who.place.register)
        .await
        .into_diagnostic()?;
    let catalogue = catalogue(shared)?;
    let desk = Desk {
        register: &register,
        catalogue: &catalogue,
    };
    let author = Author {
        by: Some(&arguments.who.by),
        now: Timestamp::now(),
    };
    let supplier = &arguments.supplier;
    desk.record_incident(
        author,
        supplier,
        arguments.on,
        arguments.text.as_str().into(),
    )
    .await?;
    anstream::println!("the incident is entered; a new assessment of {supplier} is due");
    register.close().await;
    Ok(exit_code::APPROVE)
}
