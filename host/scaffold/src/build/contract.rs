//! The contract as the tools of Python and JavaScript need it: a world that imports exactly what the project lists.
//!
//! A linker drops what a plugin in Rust never calls. An interpreter cannot tell, so its component imports every interface of its
//! world, and would have to be granted the network to read a text.

use std::{fmt::Write as _, fs, path::Path};

use super::write;
use crate::{ScaffoldError, embedded::CONTRACT};

/// The name of the world.
pub(super) const WORLD: &str = "component";
/// Interfaces that a plugin may import.
const INTERFACES: [&str; 8] = [
    "supplier",
    "answers",
    "documents",
    "probe",
    "findings",
    "handshake",
    "history",
    "log",
];

/// The full name of an interface.
pub(super) fn full_name(interface: &str) -> String {
    format!("assay:plugin/{interface}@0.1.0")
}

/// Writes the contract and the world into `folder`.
pub(super) fn write_world(folder: &Path, imports: &[String]) -> Result<(), ScaffoldError> {
    // What an older program or an older list of imports left there would be read as well.
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            return Err(ScaffoldError::File {
                doing: "removed",
                path: folder.to_owned(),
                source,
            });
        }
        _ => {}
    }
    for file in CONTRACT.files() {
        let path = folder.join("deps/assay-plugin").join(file.path());
        write(path, file.contents())?;
    }
    let world = world(imports)?;
    write(folder.join("world.wit"), world.as_bytes())
}

fn world(imports: &[String]) -> Result<String, ScaffoldError> {
    let mut text = format!("package plugin:build;\n\nworld {WORLD} {{\n");
    for interface in imports {
        if !INTERFACES.contains(&interface.as_str()) {
            return Err(ScaffoldError::UnknownInterface {
                interface: interface.chars().flat_map(char::escape_debug).collect(),
                known: INTERFACES.join(", "),
            });
        }
        writeln!(text, "    import {};", full_name(interface))
            .expect("writing to a string cannot fail");
    }
    writeln!(text, "    export {};\n}}", full_name("assessor"))
        .expect("writing to a string cannot fail");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_interface_of_the_contract_can_be_imported_and_no_other() {
        let contract = CONTRACT
            .get_file("world.wit")
            .unwrap()
            .contents_utf8()
            .unwrap();
        let imported: Vec<_> = contract
            .lines()
            .filter_map(|line| line.trim().strip_prefix("import ")?.strip_suffix(';'))
            .collect();
        assert_eq!(imported, INTERFACES);
        let all: Vec<_> = INTERFACES.map(str::to_owned).to_vec();
        assert!(
            world(&all)
                .unwrap()
                .contains("import assay:plugin/log@0.1.0;")
        );
        assert!(!world(&[]).unwrap().contains("import"));
        for other in ["sockets", "source", "log;", ""] {
            assert!(world(&[other.to_owned()]).is_err(), "{other}");
        }
    }
}
