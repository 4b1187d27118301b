//! `assay plugin push`

use assay_domain::exit_code;
use assay_registry::Registry;
use miette::{IntoDiagnostic, WrapErr};

use super::{component::Component, login};
use crate::{args::Push, output};

pub(super) async fn push(arguments: &Push) -> miette::Result<u8> {
    let Component { bytes, envelope } = Component::read(&arguments.file)?;
    let access = login::access(&arguments.login, &arguments.reference)?;
    let pushed = Registry::push(&arguments.reference, access, bytes, envelope.as_ref())
        .await
        .into_diagnostic()
        .wrap_err_with(|| format!("{} was not pushed", arguments.file.display()))?;
    output::print(&format!("{}\n", pushed.reference));
    output::print(&match pushed.signatures {
        Some(digest) => format!("signatures {digest}\n"),
        None => {
            "not signed: `assay plugin sign` before a push lets others see whose it is\n".to_owned()
        }
    });
    Ok(exit_code::APPROVE)
}
