//! The suppliers in `examples/` are read as anybody reads them.

use std::{fs, path::PathBuf};

use assay_domain::MediaType;
use assay_dossier::Dossier;

use crate::common::{folder, limits, put};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name)
}

fn open(folder: &std::path::Path) -> Dossier {
    match assay_dossier::open(folder, &limits()) {
        Ok(dossier) => dossier,
        Err(error) => panic!("{:?}", miette::Report::new(error)),
    }
}

#[test]
fn the_examples_open_without_a_warning() {
    for name in ["lumenworks", "clearpath", "quietlake"] {
        let dossier = open(&path(name));
        assert_eq!(dossier.warnings, [], "{name}");
        assert_eq!(dossier.supplier.profile.id.as_str(), name);
        assert!(
            dossier
                .documents
                .iter()
                .all(|document| document.text().is_some() || document.media_type == MediaType::Pdf)
        );
    }
    assert!(open(&path("quietlake")).answers.is_empty());
}

/// The demo appends this to a copy; a supplier file that it does not fit would break only there.
#[test]
fn the_endpoint_template_fits_its_supplier_file() {
    for name in ["lumenworks", "clearpath"] {
        let read = |file: &str| fs::read_to_string(path(name).join(file)).expect("an example");
        let endpoint = read("endpoint.toml.template")
            .replace("{{TLS_PORT}}", "8443")
            .replace("{{PLAIN_PORT}}", "8080");
        let supplier: String = read("supplier.toml")
            .lines()
            .take_while(|line| {
                !line.starts_with("[[certificates]]") && !line.starts_with("[[documents]]")
            })
            .map(|line| format!("{line}\n"))
            .collect();
        let copy = folder(&[
            ("api-key.secret", b"key"),
            ("demo-ca.pem", b"-----BEGIN CERTIFICATE-----"),
        ]);
        put(
            copy.path(),
            "supplier.toml",
            format!("{supplier}{endpoint}").as_bytes(),
        );
        let dossier = open(copy.path());
        assert_eq!(dossier.warnings, [], "{name}");
        let [endpoint] = dossier.supplier.endpoints.as_slice() else {
            panic!("one endpoint");
        };
        assert_eq!(endpoint.base_url.as_str(), "https://127.0.0.1:8443/v1");
        assert_eq!(
            endpoint.system.as_ref(),
            Some(&dossier.supplier.systems[0].id)
        );
    }
}
