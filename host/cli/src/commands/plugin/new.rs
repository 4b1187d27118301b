//! `assay plugin new`

use std::path::Path;

use assay_domain::exit_code;
use assay_scaffold::{Kind, Language, ProjectName, create};

use crate::{
    args::{Lang, New, ProjectKind},
    output,
};

pub(super) fn new(arguments: &New) -> miette::Result<u8> {
    let name = ProjectName::parse(&arguments.name)?;
    let language = match arguments.lang {
        Lang::Rust => Language::Rust,
        Lang::Python => Language::Python,
        Lang::Js => Language::Js,
    };
    let kind = match arguments.kind {
        ProjectKind::Questionnaire => Kind::Questionnaire,
        ProjectKind::Probe => Kind::Probe,
        ProjectKind::Contract => Kind::Contract,
    };
    let folder = create(Path::new(""), &name, language, kind)?;
    output::print(&format!(
        "Wrote {folder}. It builds as it is; README.md there says how to go on.\n\n\
         cd {folder}\n{test}\nassay plugin build\n",
        folder = folder.display(),
        test = language.test_command(),
    ));
    Ok(exit_code::APPROVE)
}
