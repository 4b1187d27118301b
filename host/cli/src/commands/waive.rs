//! `assay waive`

use assay_domain::{WaiverAnswer, exit_code};
use assay_oversight::{Desk, WaiverWish};
use assay_register::{Author, Register};
use jiff::Timestamp;
use miette::IntoDiagnostic;

use crate::{
    args::{Shared, WaiveCommand},
    workbench::{catalogue, today},
};

pub(crate) async fn waive(command: &WaiveCommand, shared: &Shared) -> miette::Result<u8> {
    let who = match command {
        WaiveCommand::Request { who, .. } => who,
        WaiveCommand::Approve(one) | WaiveCommand::Refuse(one) | WaiveCommand::Withdraw(one) => {
            &one.who
        }
    };
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
    let (one, answer) = match command {
        WaiveCommand::Request {
            supplier,
            subject,
            reason,
            scope,
            expires,
            when,
            ..
        } => {
            let entry = desk
                .entry(supplier, when.as_of.unwrap_or_else(today))
                .await?;
            let wish = WaiverWish {
                subject: desk.subject(subject, &entry)?,
                reason: reason.as_str().into(),
                scope: scope.as_str().into(),
                expires: *expires,
            };
            let waiver = desk.request_waiver(author, &entry, wish).await?;
            let number = waiver.number;
            anstream::println!(
                "waiver {number} of {supplier} is asked for: {}, until {expires}",
                waiver.subject
            );
            anstream::println!(
                "a second person approves it: assay waive approve {supplier} {number} --by PERSON"
            );
            register.close().await;
            return Ok(exit_code::APPROVE);
        }
        WaiveCommand::Approve(one) => (one, WaiverAnswer::Approved),
        WaiveCommand::Refuse(one) => (one, WaiverAnswer::Refused),
        WaiveCommand::Withdraw(one) => (one, WaiverAnswer::Withdrawn),
    };
    desk.answer_waiver(author, &one.supplier, one.number, answer)
        .await?;
    let done = match answer {
        WaiverAnswer::Approved => "approved",
        WaiverAnswer::Refused => "refused",
        WaiverAnswer::Withdrawn => "withdrawn",
    };
    anstream::println!("waiver {} of {} is {done}", one.number, one.supplier);
    register.close().await;
    Ok(exit_code::APPROVE)
}
