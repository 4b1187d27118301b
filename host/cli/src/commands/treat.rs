//! `assay treat`

use assay_domain::exit_code;
use assay_oversight::Desk;
use assay_register::{Author, NewTreatment, Register};
use jiff::Timestamp;
use miette::IntoDiagnostic;

use crate::{
    args::{Shared, TreatCommand},
    workbench::{catalogue, today},
};

pub(crate) async fn treat(command: &TreatCommand, shared: &Shared) -> miette::Result<u8> {
    let (TreatCommand::Plan { who, .. }
    | TreatCommand::Done { who, .. }
    | TreatCommand::Withdraw { who, .. }) = command;
    let register = Register::open_existing(&who.place.register)
        .await
        .into_diagnostic()?;
    let catalogue = catalogue(shared)?;
    let desk = Desk {
        register: &register,
        catalogue: &catalogue,
    };
    let author = Author {
        by: Some(&who.by),
        now: Timestamp::now(),
    };
    match command {
        TreatCommand::Plan {
            supplier,
            subject,
            response,
            description,
            owner,
            due,
            cost,
            ..
        } => {
            let entry = desk.entry(supplier, today()).await?;
            let new = NewTreatment {
                subject: desk.subject(subject, &entry)?,
                response: (*response).into(),
                description: description.as_str().into(),
                owner: owner.clone(),
                cost: cost.clone(),
                due: *due,
            };
            let planned = desk.plan(author, &entry, new).await?;
            let (number, due) = (planned.number, planned.due);
            anstream::println!(
                "treatment {number} of {supplier}: {} the {}, until {due}",
                planned.response.label(),
                planned.subject
            );
        }
        TreatCommand::Done {
            supplier,
            number,
            note,
            ..
        } => {
            desk.settle(author, supplier, *number, true, note.as_str().into())
                .await?;
            anstream::println!(
                "treatment {number} of {supplier} is done; assess again so that evidence shows it"
            );
        }
        TreatCommand::Withdraw {
            supplier,
            number,
            note,
            ..
        } => {
            desk.settle(author, supplier, *number, false, note.as_str().into())
                .await?;
            anstream::println!("treatment {number} of {supplier} is withdrawn");
        }
    }
    register.close().await;
    Ok(exit_code::APPROVE)
}
