//! A newer version of a supplier's terms, from the dossier to the verdict.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use serde_json::Value;
use support::desk::{Desk, ERROR};

const FRESH: &str = "--offline --as-of 2026-11-20 --format json";

const TERMS: &str = "\
# Terms of Northwind AI, Inc.

These terms are an agreement between Northwind AI, Inc. (\"we\") and the company that orders the service (\"Customer\", \"you\"). The \
headings are for convenience and do not affect the meaning of any provision. The laws of the place where we have our seat govern \
this agreement, and the courts of that place shall have jurisdiction. Neither party is in default for events that are beyond its \
control, such as a flood, a strike or an interruption of the power supply. Our invoices are payable within the period that is \
printed on them. If a provision of this agreement is void, the other provisions of it stay in force, and the parties shall agree \
on a provision that comes closest to what they wanted.

1.1 We will not use your prompts or outputs to train our models.

1.2 We will notify you of a data breach within 48 hours after we become aware of it.
";

const SECRECY: &str = "\
# Mutual Non-Disclosure Agreement

This agreement is made between Northwind AI, Inc. and Harbour Foods plc. Confidential Information is what one party hands over to \
the other in order to examine the service. The receiving party shall use the Confidential Information only for that purpose. It \
may disclose the Confidential Information to its professional advisers who need to know it. It shall not make copies of the \
Confidential Information without the prior written consent of the disclosing party. The laws of the place where the disclosing \
party has its seat govern this agreement, and the courts of that place shall have jurisdiction. Neither party is liable for \
events that are beyond its control. If a provision of this agreement is void, the other provisions of it stay in force, and the \
parties shall agree on a provision that comes closest to what they wanted.
";

/// Northwind with these descriptions of its documents.
fn northwind(desk: &Desk, documents: &str) {
    let supplier = "[supplier]\nid = \"northwind\"\nlegal-name = \"Northwind AI, Inc.\"\n\n\
                    [[systems]]\nid = \"assistant\"\nname = \"Assistant\"\n";
    desk.write("northwind/supplier.toml", format!("{supplier}{documents}"));
    // Another number, another order and another word for prompts: only the promise about training is gone.
    let newer = TERMS
        .replace(
            "1.1 We will not use your prompts or outputs to train our models.",
            "2.4 We may use your prompts and outputs to train our models.",
        )
        .replace("1.2 We will", "2.5 We shall");
    desk.write("northwind/evidence/terms-2025.md", TERMS);
    desk.write("northwind/evidence/terms-2026.md", newer);
    desk.write("northwind/evidence/secrecy.md", SECRECY);
}

const NEWER: &str = "[[documents]]\nfile = \"terms-2026.md\"\nkind = \"terms\"\ndated = 2026-06-01\nin-force = true\n";
const OLDER: &str =
    "[[documents]]\nfile = \"terms-2025.md\"\nkind = \"terms\"\ndated = 2025-06-01\n";
const AGREEMENT: &str = "[[documents]]\nfile = \"secrecy.md\"\nkind = \"contract\"\ndated = 2026-06-01\nin-force = true\n";

fn assessed(desk: &Desk) -> Value {
    desk.assay(&format!("assess northwind {FRESH}")).assessed()
}

fn observed<'a>(supplier: &'a Value, point: &str) -> Vec<&'a Value> {
    let all = supplier["latest"]["observations"]
        .as_array()
        .unwrap()
        .iter();
    all.filter(|seen| seen["point"] == point)
        .filter(|seen| seen["provenance"]["plugin"]["id"] == "contract-terms")
        .collect()
}

/// What the verdict says of a point, if it says anything.
fn judged<'a>(supplier: &'a Value, point: &str) -> Option<&'a Value> {
    let points = supplier["latest"]["verdict"]["systems"][0]["points"].as_array();
    points
        .unwrap()
        .iter()
        .find(|judged| judged["point"] == point)
}

#[test]
fn what_got_worse_counts_and_what_was_replaced_does_not_bind() {
    let desk = Desk::new();
    northwind(
        &desk,
        &format!("{NEWER}replaces = \"terms-2025.md\"\n{OLDER}"),
    );
    let supplier = assessed(&desk);
    let changes = observed(&supplier, "terms-change");
    assert_eq!(changes.len(), 1, "{changes:#?}");
    let change = changes[0];
    assert_eq!(
        (&change["outcome"], &change["severity"]),
        (&"fail".into(), &"high".into())
    );
    // The host has looked up both quotes, the older version first.
    let told = change.to_string();
    let place = |text: &str| {
        told.find(text)
            .unwrap_or_else(|| panic!("no {text} in {told}"))
    };
    let (old, new) = (
        place("We will not use your prompts or outputs to train our models."),
        place("We may use your prompts and outputs to train our models."),
    );
    assert!(old < new);
    place("\"worse\"");
    let training: Vec<_> = observed(&supplier, "training-use")
        .iter()
        .map(|seen| seen["outcome"].clone())
        .collect();
    assert_eq!(
        training,
        ["fail"],
        "the older version promises nothing any more"
    );
    let point = judged(&supplier, "terms-change").unwrap();
    assert_eq!(point["expected"], true);
}

#[test]
fn without_a_replaced_version_the_point_is_not_expected() {
    let desk = Desk::new();
    northwind(&desk, NEWER);
    let supplier = assessed(&desk);
    assert_eq!(observed(&supplier, "terms-change").len(), 0);
    assert!(judged(&supplier, "terms-change").is_none());
}

#[test]
fn a_version_cannot_be_replaced_by_itself() {
    let desk = Desk::new();
    northwind(&desk, &format!("{NEWER}replaces = \"terms-2026.md\"\n"));
    let printed = desk.assay(&format!("assess northwind {FRESH}"));
    assert_eq!(printed.code, ERROR);
    let complaint = printed.complaint();
    assert!(
        complaint.contains("supplier.toml:13") && complaint.contains("documents[0].replaces"),
        "{complaint}"
    );
}

/// Points that inform are shown and never counted.
#[test]
fn a_confidentiality_agreement_informs_and_changes_no_verdict() {
    let desk = Desk::new();
    northwind(&desk, NEWER);
    let without = assessed(&desk);
    northwind(&desk, &format!("{NEWER}{AGREEMENT}"));
    let with = assessed(&desk);
    let outcome = |point: &str| observed(&with, point)[0]["outcome"].clone();
    assert_eq!(
        (outcome("nda-4"), outcome("nda-17")),
        ("pass".into(), "pass".into())
    );
    assert_eq!(
        (outcome("nda-7"), outcome("nda-18")),
        ("partial".into(), "unknown".into())
    );
    assert_eq!(observed(&without, "nda-4").len(), 0);
    assert_eq!(judged(&with, "nda-7").unwrap()["expected"], false);
    for part in ["coverage", "assurance", "controls", "scenarios"] {
        let system = |supplier: &Value| supplier["latest"]["verdict"]["systems"][0][part].clone();
        assert_eq!(system(&without), system(&with), "{part}");
    }
}
