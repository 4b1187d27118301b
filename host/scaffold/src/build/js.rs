//! Plugins in JavaScript: componentize-qjs, which holds the engine QuickJS.
//!
//! ComponentizeJS would do as well. Measured with the same plugin: its component has 12.6 MB and takes the host 14 s of CPU to
//! compile, this one 1.7 MB and 2 s.

use std::{
    fmt::Write as _,
    path::{Component, Path, PathBuf},
    process::Command,
};

use super::{
    BUILD, COMPONENTIZE_QJS,
    contract::{WORLD, full_name, write_world},
    tool, write,
};
use crate::{
    ScaffoldError,
    project::{JsSettings, Named},
};

pub(super) fn build(
    project: &Path,
    Named { name, settings }: &Named<JsSettings>,
) -> Result<PathBuf, ScaffoldError> {
    let tool = tool::find(project, "node_modules/.bin", "componentize-qjs").ok_or_else(|| {
        ScaffoldError::MissingTool {
            tool: "componentize-qjs",
            language: "JavaScript",
            install: format!("npm install --save-dev componentize-qjs@{COMPONENTIZE_QJS}"),
        }
    })?;
    let build = project.join(BUILD);
    write_world(&build.join("wit"), &settings.imports)?;
    let entry_file = build.join("js/component.js");
    write(entry_file.clone(), entry(settings).as_bytes())?;
    let component = build.join(format!("{name}.wasm"));
    let root = normal(&project.join(&settings.root));
    tool::run(
        Command::new(tool)
            .current_dir(project)
            .arg("--wit")
            .arg(build.join("wit"))
            .args(["--world", WORLD, "--js"])
            .arg(&entry_file)
            .arg("--module-root")
            .arg(root)
            // The contract has no asynchronous functions, and the host refuses components that use the ABI for them.
            .arg("--sync")
            .arg("--stub-wasi")
            .arg("--output")
            .arg(&component),
    )?;
    Ok(component)
}

/// The module that joins the plugin to the imported interfaces; it lies two folders below the project.
fn entry(settings: &JsSettings) -> String {
    let mut text = "// Written by `assay plugin build`.\n".to_owned();
    for interface in &settings.imports {
        let from = full_name(interface);
        writeln!(text, "import * as {interface} from {from:?};")
            .expect("writing to a string cannot fail");
    }
    let sdk = Path::new("../..")
        .join(&settings.sdk)
        .join("src/component.js");
    let plugin = Path::new("../..").join(&settings.plugin);
    let imports = settings.imports.join(", ");
    write!(
        text,
        "import {{ component }} from {:?};\nimport plugin from {:?};\n\n\
         export const assessor = component(plugin, {{ {imports} }});\n",
        sdk.to_string_lossy(),
        plugin.to_string_lossy(),
    )
    .expect("writing to a string cannot fail");
    text
}

/// The path without `.` and `..`: the tool compares the beginnings of paths.
fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut done, part| {
        match part {
            Component::ParentDir => {
                done.pop();
            }
            Component::CurDir => {}
            other => done.push(other),
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_hands_over_what_is_imported_and_nothing_else() {
        let text = entry(&JsSettings {
            plugin: "src/plugin.js".into(),
            imports: vec!["answers".to_owned(), "log".to_owned()],
            sdk: "sdk/js".into(),
            root: ".".into(),
        });
        assert!(text.contains("import * as answers from \"assay:plugin/answers@0.1.0\";\n"));
        assert!(text.contains("import plugin from \"../../src/plugin.js\";\n"));
        assert!(text.contains("component(plugin, { answers, log });\n"));
        assert!(!text.contains("documents"));
    }

    #[test]
    fn the_root_may_lie_above_the_project() {
        assert_eq!(normal(Path::new("/a/b/c/../..")), Path::new("/a"));
        assert_eq!(normal(Path::new("/a/b/.")), Path::new("/a/b"));
    }
}
