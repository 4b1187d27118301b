//! The examples of the CycloneDX specification itself. They are not part of this repository: `ASSAY_CYCLONEDX_DIR` names the
//! folder that holds `1.5`, `1.6` and `1.7`, as `.ci/run` fetches it.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::{env, fs, path::Path};

use ai_bom::AiBom;
use assay_sdk::testing::{FakeDocument, FakeHost};

fn outcome(path: &Path, point: &str) -> (String, String) {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let host = FakeHost::new()
        .as_of("2026-06-01")
        .with_document(FakeDocument::new("bom.json", "application/json", &bytes));
    let assessment = host.assess::<AiBom>().unwrap();
    assert_eq!(assessment.problems(), [""; 0], "{}", path.display());
    let seen = assessment.of(point);
    (
        seen.outcome.clone(),
        format!("{} {}", seen.title, seen.detail),
    )
}

#[test]
fn the_official_examples_are_read() {
    let Some(folder) = env::var_os("ASSAY_CYCLONEDX_DIR") else {
        assert!(
            env::var_os("CI").is_none(),
            "in CI ASSAY_CYCLONEDX_DIR has to be set"
        );
        eprintln!("SKIPPED: ASSAY_CYCLONEDX_DIR names no folder with the examples of CycloneDX");
        return;
    };
    let folder = Path::new(&folder);
    for version in ["1.5", "1.6", "1.7"] {
        let path = folder
            .join(version)
            .join(format!("valid-machine-learning-{version}.json"));
        for (point, expected) in [
            ("bom-format", "pass"),
            ("bom-models", "pass"),
            ("bom-datasets", "pass"),
            ("bom-evaluation", "pass"),
            ("bom-limits", "pass"),
            ("bom-provenance", "pass"),
            ("bom-licences", "unknown"),
            ("bom-hashes", "unknown"),
            ("bom-upstream", "fail"),
        ] {
            let (outcome, said) = outcome(&path, point);
            assert_eq!(outcome, expected, "{point} of {}: {said}", path.display());
        }
        // Every valid example of a bill is read as one, whatever it is about.
        let mut read = 0;
        for entry in fs::read_dir(folder.join(version)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("valid-") && name.ends_with(".json") {
                let (outcome, said) = outcome(&path, "bom-format");
                assert_eq!(outcome, "pass", "{name}: {said}");
                read += 1;
            }
        }
        assert!(read >= 20, "only {read} examples of {version}");
    }
}
