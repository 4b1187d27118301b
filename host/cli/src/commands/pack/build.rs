//! `assay pack build`

use std::path::{Path, PathBuf};

use assay_catalogue::Catalogue;
use assay_domain::{Digest, exit_code};
use assay_pack::{Built, Interpreters, component, points_file};
use miette::{IntoDiagnostic, miette};

use super::{counted, lint::summary, read, tell};
use crate::{
    args::{Shared, pack::Build},
    output,
    workbench::{catalogue, today},
};

pub(super) fn build(arguments: &Build, shared: &Shared) -> miette::Result<u8> {
    let catalogue = catalogue(shared)?;
    let built = match read(&arguments.file, &catalogue)? {
        Ok(built) => built,
        Err(mistakes) => {
            let count = counted(mistakes.len(), "mistake");
            tell(mistakes);
            anstream::eprintln!(
                "{}: {count}, so no plugin is written",
                arguments.file.display()
            );
            return Ok(exit_code::ERROR);
        }
    };
    let interpreters = Interpreters {
        plain: assay_bundle::PACK.component,
        probing: assay_bundle::PROBING_PACK.component,
    };
    let component = component(&built, interpreters).into_diagnostic()?;
    let id = &built.pack.pack.id;
    let path = arguments
        .output
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{id}.wasm")));
    if let Some(points) = &arguments.points {
        write_points(&built, points)?;
    }
    output::write(&path, &component)?;
    let network = if built.pack.probes.is_empty() {
        "It imports no network."
    } else {
        "It has probes, so it has to be granted the network."
    };
    output::print(&format!(
        "Wrote {}, {}.\n{} {network}\n{}\nUse it:  assay plugin add {}\n",
        path.display(),
        Digest::of(&component),
        summary(&built),
        points_note(&built, &catalogue, arguments.points.as_deref()),
        path.display(),
    ));
    Ok(exit_code::APPROVE)
}

fn write_points(built: &Built, path: &Path) -> miette::Result<()> {
    let name = path.file_name().and_then(|name| name.to_str());
    if !name.is_some_and(|name| name.starts_with("points-") && name.ends_with(".toml")) {
        return Err(miette!(
            "`{}` would not be found: a file of points has a name such as points-{}.toml",
            path.display(),
            built.pack.pack.id
        ));
    }
    let text = points_file(&built.pack, today()).ok_or_else(|| {
        miette!("the pack has no points of its own, so there is nothing to write")
    })?;
    output::write(path, text)
}

/// What has to be done for points that the catalogue does not have: what is observed about them would be dropped.
fn points_note(built: &Built, catalogue: &Catalogue, written: Option<&Path>) -> String {
    let unknown = built
        .pack
        .points
        .iter()
        .filter(|own| {
            !catalogue
                .points
                .keys()
                .any(|known| known.as_str() == own.id)
        })
        .count();
    let (count, id) = (counted(unknown, "point"), &built.pack.pack.id);
    match written {
        _ if unknown == 0 => String::new(),
        Some(path) => format!(
            "Its own points are in {}: name the folder with --catalogue whenever it assesses.\n",
            path.display()
        ),
        None => format!(
            "The catalogue in force does not have {count} of its own, and drops what is said about them. Write them with\n  \
             --points catalogue/points-{id}.toml\nand assess with --catalogue catalogue\n"
        ),
    }
}
