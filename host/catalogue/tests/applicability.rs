//! Where points are expected and gates hold.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use assay_catalogue::{Catalogue, Need};
use assay_domain::{
    AiSystem, CertificateClaim, ContextFact, Endpoint, PointId, Rating, Supplier, SupplierProfile,
    SupplierRole, SystemContext, Tier, Untrusted,
};

fn supplier(roles: &[SupplierRole]) -> Supplier {
    Supplier {
        profile: SupplierProfile {
            id: "acme".parse().unwrap(),
            legal_name: "Acme".into(),
            also_known_as: Vec::new(),
            country: None,
            website: None,
            roles: roles.to_vec(),
            ai_act_roles: Vec::new(),
            contacts: Vec::new(),
        },
        systems: Vec::new(),
        sub_processors: Vec::new(),
        endpoints: Vec::new(),
        certificates: Vec::new(),
        not_applicable: Vec::new(),
        replaced_terms: Vec::new(),
    }
}

fn system(facts: &[(ContextFact, u8)]) -> AiSystem {
    let facts = facts
        .iter()
        .map(|(fact, n)| (*fact, Rating::try_from(*n).unwrap()));
    AiSystem {
        id: "assistant".parse().unwrap(),
        name: "Assistant".into(),
        purpose: None,
        data_used: None,
        decisions_influenced: None,
        people_affected: None,
        upstream_models: Vec::new(),
        sector: None,
        context: SystemContext::new(facts),
    }
}

fn endpoint(kind: &str, system: Option<&str>) -> Endpoint {
    Endpoint {
        id: "api".parse().unwrap(),
        kind: kind.to_owned(),
        base_url: "https://api.example/v1".parse().unwrap(),
        plain_http_url: None,
        methods: vec!["GET".to_owned()],
        allow_addresses: Vec::new(),
        trusted_ca_pem: None,
        credentials: Vec::new(),
        system: system.map(|id| id.parse().unwrap()),
        contracted_models: Vec::new(),
        active_requests: None,
    }
}

fn expects(supplier: &Supplier, system: &AiSystem, tier: Tier, point: &str) -> bool {
    let id: PointId = point.parse().unwrap();
    let catalogue = Catalogue::embedded();
    assert!(catalogue.point(&id).is_some(), "no point {id}");
    catalogue
        .expected(supplier, system, tier)
        .any(|point| point.id == id)
}

const CLASS: ContextFact = ContextFact::AiActClass;

#[test]
fn whatever_is_not_known_speaks_for_expecting_a_point() {
    let nobody = supplier(&[]);
    let deployer = supplier(&[SupplierRole::Deployer]);
    let (unknown, minimal, high, prohibited) = (
        system(&[]),
        system(&[(CLASS, 0)]),
        system(&[(CLASS, 3)]),
        system(&[(CLASS, 4)]),
    );
    let declares = |supplier, system| expects(supplier, system, Tier::T1, "conformity-declaration");
    assert!(
        declares(&nobody, &unknown),
        "a class that is not known counts as high-risk, no role as every role"
    );
    assert!(declares(&nobody, &high));
    assert!(
        declares(&nobody, &prohibited),
        "a prohibited practice is not asked less than a high-risk system"
    );
    assert!(!declares(&nobody, &minimal));
    assert!(!declares(&deployer, &high));
}

#[test]
fn probes_are_expected_only_where_an_endpoint_of_the_system_is_declared() {
    let mut supplier = supplier(&[]);
    let system = system(&[]);
    let mut check = |endpoints: Vec<Endpoint>, point, expected| {
        supplier.endpoints = endpoints;
        assert_eq!(
            expects(&supplier, &system, Tier::T1, point),
            expected,
            "{point}"
        );
    };
    check(vec![], "tls-version", false);
    check(vec![endpoint("http", None)], "tls-version", true);
    check(
        vec![endpoint("http", Some("assistant"))],
        "tls-version",
        true,
    );
    check(vec![endpoint("http", Some("other"))], "tls-version", false);
    check(vec![endpoint("http", Some("other"))], "security-txt", true);
    check(vec![endpoint("http", None)], "model-pinning", false);
    check(vec![endpoint("openai", None)], "model-pinning", true);
}

#[test]
fn the_model_is_asked_only_where_the_dossier_grants_it() {
    let mut supplier = supplier(&[]);
    supplier.endpoints = vec![endpoint("openai", None)];
    let expects = |supplier: &Supplier| expects(supplier, &system(&[]), Tier::T1, "prompt-leak");
    assert!(!expects(&supplier));
    supplier.endpoints[0].active_requests = Some(100);
    assert!(expects(&supplier));
    supplier.endpoints[0].kind = "http".to_owned();
    assert!(!expects(&supplier), "only an API of this kind can be asked");
}

#[test]
fn a_change_is_looked_at_only_where_a_version_was_replaced() {
    let mut supplier = supplier(&[]);
    let system = system(&[]);
    assert!(!expects(&supplier, &system, Tier::T1, "terms-change"));
    supplier.replaced_terms.push("terms-2025.md".to_owned());
    assert!(expects(&supplier, &system, Tier::T1, "terms-change"));
}

#[test]
fn points_that_inform_are_expected_nowhere() {
    let catalogue = Catalogue::embedded();
    let informing: Vec<_> = catalogue
        .points
        .values()
        .filter(|point| point.is_informational())
        .collect();
    assert!(informing.iter().any(|point| point.id.as_str() == "nda-7"));
    for point in informing {
        for tier in Tier::ALL {
            assert!(
                !point.is_expected(&supplier(&[]), &system(&[]), tier),
                "{}",
                point.id
            );
        }
    }
}

#[test]
fn a_certificate_is_looked_at_only_when_one_is_claimed() {
    let mut supplier = supplier(&[]);
    let system = system(&[]);
    assert!(!expects(&supplier, &system, Tier::T1, "certificate-42001"));
    supplier.certificates.push(CertificateClaim {
        standard: Untrusted::new("ISO/IEC 42001:2023"),
        number: None,
        holder: None,
        scope: None,
        certification_body: None,
        accreditation_body: None,
        issued_on: None,
        expires_on: None,
        document: None,
    });
    assert!(expects(&supplier, &system, Tier::T1, "certificate-42001"));
}

#[test]
fn oversight_is_a_gate_by_class_or_by_what_is_decided() {
    let policy = Catalogue::embedded().policy;
    let gate = policy
        .gates
        .iter()
        .find(|gate| gate.id == "human-oversight")
        .unwrap();
    let holds = |class: Option<u8>, effect: Option<u8>| {
        let facts = [(CLASS, class), (ContextFact::DecisionEffect, effect)];
        let known: Vec<_> = facts
            .into_iter()
            .filter_map(|(f, n)| Some((f, n?)))
            .collect();
        gate.applies(&system(&known), Tier::T2)
    };
    assert!(holds(Some(3), Some(0)), "high-risk");
    assert!(holds(Some(0), Some(3)), "decides with review");
    assert!(holds(None, Some(0)) && holds(Some(0), None), "not known");
    assert!(!holds(Some(1), Some(2)));
    assert!(!gate.applies(&system(&[]), Tier::T4));
}

/// A gate whose point is not expected would be skipped, so a gate that holds must find its point; only a certificate may be absent.
#[test]
fn every_gate_finds_its_point_at_every_tier_at_which_it_holds() {
    let catalogue = Catalogue::embedded();
    for gate in &catalogue.policy.gates {
        let assay_catalogue::GateRule::Point { point, .. } = &gate.rule else {
            continue;
        };
        let point = catalogue.point(point).unwrap();
        for tier in &gate.tiers {
            let found = point.is_expected(&supplier(&[]), &system(&[]), *tier);
            assert!(
                found || point.needs == Some(Need::CertificateClaim),
                "{} at {tier}",
                gate.id
            );
        }
    }
}
