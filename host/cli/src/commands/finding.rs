//! `assay finding`

use assay_domain::{Care, RemarkKind, RulingKind, exit_code};
use assay_oversight::Desk;
use assay_register::{Author, Register};
use jiff::Timestamp;
use miette::IntoDiagnostic;

use crate::{
    args::{CaseCommand, RulingArgs, Shared},
    workbench::{catalogue, today},
};

pub(crate) async fn finding(command: &CaseCommand, shared: &Shared) -> miette::Result<u8> {
    let who = match command {
        CaseCommand::Assign { who, .. }
        | CaseCommand::Comment { who, .. }
        | CaseCommand::Reply { who, .. } => who,
        CaseCommand::Rule(ruling) => &ruling.who,
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
    match command {
        CaseCommand::Assign {
            supplier,
            finding,
            owner,
            due,
            ..
        } => {
            let entry = desk.entry(supplier, today()).await?;
            let care = Care {
                owner: owner.clone(),
                due: *due,
            };
            desk.assign(author, &entry, finding, &care).await?;
            anstream::println!("finding {finding} of {supplier} is assigned");
        }
        CaseCommand::Comment {
            supplier,
            subject,
            text,
            ..
        } => {
            let entry = desk.entry(supplier, today()).await?;
            let subject = desk.subject(subject, &entry)?;
            desk.remark(
                author,
                supplier,
                subject,
                RemarkKind::Comment,
                text.as_str().into(),
            )
            .await?;
            anstream::println!("the comment is written down");
        }
        CaseCommand::Reply {
            supplier,
            subject,
            text,
            ..
        } => {
            let entry = desk.entry(supplier, today()).await?;
            let subject = desk.subject(subject, &entry)?;
            desk.remark(
                author,
                supplier,
                subject,
                RemarkKind::Reply,
                text.as_str().into(),
            )
            .await?;
            anstream::println!(
                "the supplier's reply is written down; it changes nothing by itself"
            );
        }
        CaseCommand::Rule(ruling) => {
            let entry = desk.entry(&ruling.supplier, today()).await?;
            let kind = ruled(ruling);
            desk.rule(
                author,
                &entry,
                &ruling.finding,
                kind,
                ruling.reason.as_str().into(),
            )
            .await?;
            anstream::println!(
                "the ruling on finding {} of {} is written down",
                ruling.finding,
                ruling.supplier
            );
        }
    }
    register.close().await;
    Ok(exit_code::APPROVE)
}

/// The command line lets exactly one of three through.
fn ruled(ruling: &RulingArgs) -> RulingKind {
    match ruling.kind.severity {
        Some(severity) => RulingKind::Severity { severity },
        None if ruling.kind.dismiss => RulingKind::Dismissed,
        None => RulingKind::Upheld,
    }
}
