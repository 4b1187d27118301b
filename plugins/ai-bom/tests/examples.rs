//! The bill of materials of an example supplier.

use ai_bom::AiBom;
use assay_sdk::{
    Profile,
    testing::{FakeDocument, FakeHost},
};

#[test]
fn the_bill_of_clearpath_satisfies_every_point() {
    let bill =
        include_str!("../../../examples/clearpath/evidence/reports/clearpath-notes.cdx.json");
    let card = include_str!("../../../examples/clearpath/evidence/reports/model-card.md");
    let host = FakeHost::new()
        .as_of("2026-11-20")
        .with_profile(Profile {
            id: "clearpath".to_owned(),
            legal_name: "Clearpath Language Systems B.V.".to_owned(),
            also_known_as: Vec::new(),
            country: None,
            website: None,
            roles: Vec::new(),
            extra: Vec::new(),
        })
        .with_system("notes", "Clearpath Notes")
        .with_sub_processor("Sedge 12B 1.3 (Sedge Foundation)")
        .with_document(FakeDocument::new(
            "clearpath-notes.cdx.json",
            "application/json",
            bill.as_bytes(),
        ))
        .with_document(FakeDocument::markdown("model-card.md", card));
    let assessment = host.assess::<AiBom>().unwrap();
    assert_eq!(assessment.problems(), [""; 0]);
    for seen in assessment.observations() {
        assert_eq!(seen.outcome, "pass", "{}: {}", seen.point, seen.title);
    }
}
