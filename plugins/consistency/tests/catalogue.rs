//! What the plugin declares is in the shipped catalogue.

use assay_catalogue::Catalogue;
use assay_sdk::{Plugin, testing::FakeHost};
use consistency::Consistency;
use proptest::prelude::*;

#[test]
fn every_declared_point_is_in_the_catalogue() {
    let catalogue = Catalogue::load(None).unwrap();
    for declared in Consistency::describe().points {
        let known = catalogue
            .points
            .keys()
            .any(|point| point.as_str() == declared.point);
        assert!(known, "{}", declared.point);
    }
}

proptest! {
    /// A supplier can write anything; it never stops the plugin.
    #[test]
    fn any_answer_is_survived(value in ".{0,80}", comment in ".{0,200}") {
        let mut host = FakeHost::new().with_system("assistant", "Assistant");
        for declared in Consistency::describe().points {
            let mut answer = assay_sdk::testing::answer(&declared.point, &value);
            answer.comment = Some(comment.clone());
            host = host.with_full_answer(answer).with_observed(assay_sdk::testing::seen(
                "iso42001-questionnaire", &declared.point, assay_sdk::Outcome::Pass, "answer",
            ));
        }
        let assessment = host.assess::<Consistency>().unwrap();
        prop_assert_eq!(assessment.problems(), Vec::<String>::new());
    }
}
