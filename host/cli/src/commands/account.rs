//! `assay account`

use std::io::{BufRead, IsTerminal};

use assay_domain::exit_code;
use assay_register::{Author, Proof, Register, TokenScope};
use assay_report::encode;
use assay_web::Secret;
use jiff::Timestamp;
use miette::{IntoDiagnostic, miette};

use crate::{
    args::{Account, AccountCommand, Format, Scope},
    output,
};

pub(crate) async fn account(arguments: &Account) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    let author = Author {
        by: arguments.by.as_ref(),
        now: Timestamp::now(),
    };
    match &arguments.command {
        AccountCommand::Add {
            name,
            role,
            supplier,
            email,
        } => {
            let bound = (*role == assay_domain::Role::Supplier) == supplier.is_some();
            if !bound {
                return Err(miette!(
                    help = "write `--role supplier --supplier ID`, or another role without `--supplier`",
                    "an account of the role `supplier` belongs to one supplier, and no other does"
                ));
            }
            let account = assay_register::Account {
                name: name.clone(),
                role: *role,
                supplier: supplier.clone(),
            };
            let proof = match email {
                Some(email) => Proof::Provider(email.clone()),
                None => Proof::Password(assay_web::hash(&password()?)?),
            };
            register
                .put_account(author, &account, &proof)
                .await
                .into_diagnostic()?;
            output::print(&match email {
                Some(email) => format!(
                    "whoever signs in first at the identity provider as {email} is {name}, as {role}\n"
                ),
                None => format!("{name} may sign in as {role}\n"),
            });
        }
        AccountCommand::List { format } => {
            let accounts = register.accounts().await.into_diagnostic()?;
            output::print(&match format {
                Format::Table => assay_report::terminal::accounts(&accounts, output::page()),
                Format::Json => encode::json::pretty(&accounts),
            });
        }
        AccountCommand::Remove { name } => {
            register
                .remove_account(author, name)
                .await
                .into_diagnostic()?;
            output::print(&format!("{name} may not sign in any more\n"));
        }
        AccountCommand::Token { name, scope, label } => {
            let secret = Secret::generate()?;
            let scope = match scope {
                Scope::Read => TokenScope::Read,
                Scope::Write => TokenScope::Write,
            };
            register
                .add_token(author, name, secret.digest(), scope, label)
                .await
                .into_diagnostic()?;
            // The only time that it is shown: the register keeps its digest.
            output::print(&format!("{}\n", secret.text()));
        }
    }
    register.close().await;
    Ok(exit_code::APPROVE)
}

/// The first line of standard input: arguments of a program can be read by everybody on the machine.
fn password() -> miette::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        anstream::eprintln!(
            "Password (it is shown while you type; to hide it, send it from a file):"
        );
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).into_diagnostic()?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
