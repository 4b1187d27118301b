//! Clauses and their look-alikes, and what must hold for any text at all.

use std::fmt::Write as _;
use std::ops::Range;

use assay_sdk::testing::{FakeDocument, FakeHost};
use assay_sdk::{Evidence, FactValue};
use contract_terms::ContractTerms;
use contract_terms::presence::category::{ALL, COUNT};
use contract_terms::presence::decision::Presence;
use contract_terms::presence::feature::BUCKETS_LOG2;
use contract_terms::presence::model::{Model, SHIPPED_WEIGHTS};
use contract_terms::presence::{Found, inventory};
use contract_terms::text::Text;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

/// A contract about none of the kinds.
const AROUND: &str = "\
# Services Agreement

This agreement is made between Example AI Ltd (\"Supplier\") and the company that signs it (\"Customer\"). The headings are for \
convenience only. Supplier shall answer questions of Customer by electronic mail on business days. Customer shall pay the \
invoices of Supplier within thirty days. Each party shall keep the information of the other confidential. Neither party is in \
default for events beyond its control, such as a flood or a strike. Notices shall be in writing and sent to the addresses that \
stand on the first page. If a provision of this agreement is void, the other provisions stay in force. This agreement is the \
entire agreement of the parties, and it may be amended only in writing. Waivers hold for one case only. The parties are \
independent, and neither of them may speak for the other. This agreement may be signed in counterparts.

";

fn found(clause: &str) -> Vec<Found> {
    let text = Text::read(&format!("{AROUND}{clause}\n"));
    inventory(&[(0, &text)])
}

fn probability(point: &str, clause: &str) -> i64 {
    found(clause)
        .iter()
        .find(|found| found.category.point == format!("clause-{point}"))
        .and_then(|found| found.decision)
        .expect("every kind is decided about")
        .probability
}

/// A clause of the kind, and a sentence that only looks like one.
#[rustfmt::skip]
const PAIRS: [(&str, &str, &str); 14] = [
    ("governing-law",
     "## 12. Governing law\n\nThis Agreement shall be governed by and construed in accordance with the laws of the State of New York.",
     "Each party shall comply with the laws that apply to it."),
    ("audit-rights",
     "Customer may, upon ten days' notice and during business hours, audit the books and records of Supplier that relate to this Agreement.",
     "Supplier publishes its audited financial statements every year."),
    ("cap-on-liability",
     "In no event shall the aggregate liability of either party under this Agreement exceed the fees paid by Customer in the twelve months before the claim.",
     "Neither party shall be liable for delays that a flood or a strike has caused."),
    ("uncapped-liability",
     "The limitations of liability in this Section shall not apply to a party's indemnification obligations, breach of confidentiality, gross negligence or willful misconduct.",
     "A party that was grossly negligent shall apologise to the other."),
    ("insurance",
     "Supplier shall maintain at its own expense commercial general liability insurance with a limit of not less than $1,000,000 per occurrence, naming Customer as an additional insured.",
     "Supplier may offer its services to insurance companies."),
    ("termination-for-convenience",
     "Either party may terminate this Agreement at any time for any reason or no reason upon thirty (30) days' prior written notice to the other party.",
     "Either party may terminate this Agreement if the other party materially breaches it and fails to cure the breach within thirty (30) days after written notice."),
    ("ip-ownership-assignment",
     "Supplier hereby assigns to Customer all right, title and interest in and to all inventions, works and other intellectual property that are created under this Agreement.",
     "Each party retains its own documents."),
    ("license-grant",
     "Subject to the terms of this Agreement, Supplier hereby grants to Customer a non-exclusive, non-transferable license to use the Software in the Territory.",
     "Supplier holds the business licenses that its trade requires."),
    ("irrevocable-or-perpetual-license",
     "Supplier hereby grants to Customer a perpetual, irrevocable, worldwide, royalty-free license to use, copy and modify the Deliverables.",
     "Supplier hereby grants to Customer a license to use the Software during the Term."),
    ("anti-assignment",
     "Neither party may assign or transfer this Agreement or any of its rights or obligations hereunder without the prior written consent of the other party.",
     "Supplier may assign experienced staff to the services."),
    ("change-of-control",
     "Customer may terminate this Agreement upon written notice in the event of a change of control of Supplier.",
     "Supplier keeps control of its own staff."),
    ("post-termination-services",
     "Upon expiration or termination of this Agreement for any reason, Supplier shall continue to provide the Services and transition assistance for a period of six months at the then current rates.",
     "The confidentiality obligations of this Agreement survive its termination."),
    ("source-code-escrow",
     "Supplier shall deposit the source code of the Software with an escrow agent, and the escrow agent shall release the source code to Customer if Supplier becomes insolvent.",
     "The source code of the examples is printed in the manual."),
    ("warranty-duration",
     "Supplier warrants that the Products will be free from defects in material and workmanship for a period of twelve (12) months from the date of delivery.",
     "Supplier warrants that it has the power to enter into this Agreement."),
];

#[test]
fn a_clause_is_more_probable_than_what_only_looks_like_it() {
    let mut wrong = String::new();
    for (point, clause, look_alike) in PAIRS {
        let (is, is_not) = (probability(point, clause), probability(point, look_alike));
        if is < 5_000 || is_not >= 4_000 {
            let _ = writeln!(wrong, "{point}: clause {is}, look-alike {is_not}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_quote_is_the_clause() {
    for (point, clause, _) in PAIRS {
        let found = found(clause);
        let found = found
            .iter()
            .find(|one| one.category.point == format!("clause-{point}"))
            .unwrap();
        let source = format!("{AROUND}{clause}\n");
        let text = Text::read(&source);
        let quote = &source[text.source(found.quotes[0].1.clone())];
        assert!(clause.ends_with(quote), "{point}: {quote}");
    }
}

#[test]
fn each_kind_is_one_observation_that_says_how_sure_it_is() {
    let mut contract = AROUND.to_owned();
    for (_, clause, _) in PAIRS {
        let _ = writeln!(contract, "{clause}\n");
    }
    let host =
        FakeHost::new().with_document(FakeDocument::markdown("msa.md", &contract).kind("contract"));
    let assessment = host.assess::<ContractTerms>().unwrap();
    assert_eq!(assessment.problems(), Vec::<String>::new());
    for category in ALL {
        let all = assessment.observations().iter();
        assert_eq!(all.filter(|one| one.point == category.point).count(), 1);
        let observation = assessment.of(category.point);
        let fact = |name: &str| {
            let fact = observation.facts.iter().find(|fact| fact.name == name);
            fact.map(|fact| fact.value.clone())
        };
        let presence = match fact("presence") {
            Some(FactValue::Text(word)) => word,
            other => panic!("{other:?}"),
        };
        let passes = observation.outcome == "pass";
        assert_eq!(passes, presence == "present", "{}", category.point);
        assert!(passes || observation.outcome == "unknown");
        assert!(matches!(fact("likely"), Some(FactValue::YesNo(_))));
        assert!(matches!(
            fact("probability"),
            Some(FactValue::Number(quantity)) if quantity.decimals == 2 && quantity.unit == "%" && (0..=10_000).contains(&quantity.value)
        ));
        assert!(observation.evidence.len() <= 3);
        if passes {
            assert!(matches!(fact("document"), Some(FactValue::Text(name)) if name == "msa.md"));
            assert!(matches!(observation.evidence[0], Evidence::Quote(_)));
        }
    }
}

#[test]
fn a_privacy_policy_binds_nobody_and_is_not_searched() {
    let policy = format!(
        "{}{}",
        AROUND.repeat(2),
        "We collect personal information and cookies; see our privacy notice on personal data and data protection, cookies and \
         personal information. This Agreement shall be governed by the laws of the State of New York."
    );
    let host = FakeHost::new()
        .with_document(FakeDocument::markdown("privacy.md", &policy).kind("privacy-policy"));
    let assessment = host.assess::<ContractTerms>().unwrap();
    let observation = assessment.of("clause-governing-law");
    assert_eq!(
        (observation.outcome.as_str(), observation.facts.len()),
        ("unknown", 0)
    );
}

#[test]
fn the_weights_are_those_that_their_header_describes() {
    let end = SHIPPED_WEIGHTS.iter().position(|b| *b == b'\n').unwrap();
    let header: serde_json::Value = serde_json::from_slice(&SHIPPED_WEIGHTS[..end]).unwrap();
    let payload = &SHIPPED_WEIGHTS[end + 1..];
    let digest: String = Sha256::digest(payload)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(header["payload-sha256"], digest);
    assert_eq!(header["settings"]["seed"], 42_001);
    assert_eq!(header["contracts"], 377);
    assert_eq!(BUCKETS_LOG2, 18);
    let model = Model::parse(SHIPPED_WEIGHTS).unwrap();
    assert_eq!(model.to_bytes(), payload, "reading loses nothing");
    assert!(
        SHIPPED_WEIGHTS.len() <= 450_000,
        "{}",
        SHIPPED_WEIGHTS.len()
    );
    for kind in 0..COUNT {
        let calibration = model.calibration(kind).unwrap();
        assert!(calibration.absent_below <= calibration.present_from);
        assert!(calibration.present_from <= calibration.sure_from);
    }
}

#[test]
fn damaged_weights_are_refused() {
    for cut in [0, 10, SHIPPED_WEIGHTS.len() / 2, SHIPPED_WEIGHTS.len() - 1] {
        assert!(Model::parse(&SHIPPED_WEIGHTS[..cut]).is_err());
    }
    let longer = [SHIPPED_WEIGHTS, b"x"].concat();
    assert!(Model::parse(&longer).is_err());
}

#[test]
fn nothing_read_is_nothing_said() {
    for found in inventory(&[]) {
        assert!(found.decision.is_none() && found.quotes.is_empty());
    }
    let empty = Text::read("");
    for found in inventory(&[(0, &empty)]) {
        assert_ne!(found.decision.unwrap().presence, Presence::Present);
    }
}

/// A probability and its quotes.
type Quoted = (i64, Vec<(usize, Range<usize>)>);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_searched_and_quoted_alike(raw in "(?s).{0,400}|([a-zé(]{1,9}[ .;:\n]){0,120}") {
        let text = Text::read(&raw);
        let quotes = |text: &Text| -> Vec<Quoted> {
            inventory(&[(7, text)])
                .into_iter()
                .map(|found| (found.decision.unwrap().probability, found.quotes))
                .collect()
        };
        let once = quotes(&text);
        prop_assert_eq!(&once, &quotes(&Text::read(&raw)));
        for (probability, quotes) in once {
            prop_assert!((0..=10_000).contains(&probability));
            for (source, plain) in quotes {
                prop_assert_eq!(source, 7);
                let place = text.source(plain);
                prop_assert!(raw.get(place).is_some_and(|quote| !quote.is_empty()));
            }
        }
    }
}
