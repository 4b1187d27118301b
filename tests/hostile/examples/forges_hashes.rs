//! Asks for an exchange, then cites certificates and digests that were never part of it.

use assay_sdk::{
    CertificateField, Descriptor, Endpoint, Evidence, Observation, Plugin, Request, Run,
};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("forges-hashes")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let endpoint = Endpoint {
            id: "api".to_owned(),
            kind: "http".to_owned(),
            base_url: "https://api.acme.example/".to_owned(),
            plain_http_url: None,
            methods: vec!["GET".to_owned()],
            credentials: Vec::new(),
            system: None,
            contracted_models: Vec::new(),
            active_requests: 0,
            extra: Vec::new(),
        };
        let failed = run
            .send(Request::get(&endpoint, "/"))
            .err()
            .ok_or("no host answers offline")?;
        let certificate = |exchange: &str, field: &str, index| {
            Evidence::Certificate(CertificateField {
                exchange: exchange.to_owned(),
                index,
                field: field.to_owned(),
                value: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                    .to_owned(),
            })
        };
        Ok([
            certificate(&failed.id, "sha256", 0),
            certificate(&failed.id, "sha256", u32::MAX),
            certificate("x99", "sha256", 0),
            Evidence::Exchange(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".to_owned(),
            ),
        ]
        .map(|evidence| Observation::pass("breach-notice").cite(evidence))
        .into())
    }
}

assay_sdk::export!(Guest);
