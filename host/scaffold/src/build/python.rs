//! Plugins in Python: componentize-py.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    BUILD, COMPONENTIZE_PY,
    contract::{WORLD, write_world},
    tool, write,
};
use crate::{
    ScaffoldError,
    project::{Named, PythonSettings},
};

/// The module that is exported. It must not be called like the world.
const ENTRY: &str = "assay_component";

pub(super) fn build(
    project: &Path,
    Named { name, settings }: &Named<PythonSettings>,
) -> Result<PathBuf, ScaffoldError> {
    let tool = tool::find(project, ".venv/bin", "componentize-py").ok_or_else(|| {
        ScaffoldError::MissingTool {
            tool: "componentize-py",
            language: "Python",
            install: format!(
                "python3 -m venv .venv && .venv/bin/pip install componentize-py=={COMPONENTIZE_PY}"
            ),
        }
    })?;
    let build = project.join(BUILD);
    write_world(&build.join("wit"), &settings.imports)?;
    write(
        build.join("python").join(format!("{ENTRY}.py")),
        entry(settings).as_bytes(),
    )?;
    let component = build.join(format!("{name}.wasm"));
    let mut command = Command::new(tool);
    command
        .current_dir(project)
        .args(["--quiet", "--wit-path"])
        .arg(build.join("wit"))
        .args(["--world", WORLD, "componentize"])
        // Files, clocks, sockets and randomness are not there for a plugin; without this the component would import them.
        .arg("--stub-wasi")
        .arg("--python-path")
        .arg(build.join("python"));
    for folder in &settings.path {
        command.arg("--python-path").arg(folder);
    }
    tool::run(command.arg("--output").arg(&component).arg(ENTRY))?;
    Ok(component)
}

/// The module that joins the plugin to the generated bindings. `types` is there whatever is imported: `assessor` uses it.
fn entry(settings: &PythonSettings) -> String {
    let PythonSettings { module, plugin, .. } = settings;
    let mut imports = String::new();
    let mut arguments = String::new();
    for interface in &settings.imports {
        write!(imports, "{interface}, ").expect("writing to a string cannot fail");
        write!(arguments, ", {interface}={interface}").expect("writing to a string cannot fail");
    }
    format!(
        "# Written by `assay plugin build`.\n\
         from componentize_py_types import Err\n\
         from wit_world.imports import {imports}types\n\n\
         from assay_sdk.component import component\n\
         from {module} import {plugin}\n\n\
         Assessor = component({plugin}, types, Err{arguments})\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_hands_over_what_is_imported_and_nothing_else() {
        let settings = |imports: &[&str]| PythonSettings {
            module: "tone_check".to_owned(),
            plugin: "ToneCheck".to_owned(),
            imports: imports.iter().map(|name| (*name).to_owned()).collect(),
            path: Vec::new(),
        };
        let text = entry(&settings(&["documents", "log"]));
        assert!(text.contains("from wit_world.imports import documents, log, types\n"));
        assert!(text.contains("component(ToneCheck, types, Err, documents=documents, log=log)"));
        assert!(entry(&settings(&[])).contains("component(ToneCheck, types, Err)\n"));
    }
}
