//! A supplier, its runs and a verdict, small but complete.

use std::collections::BTreeMap;

use assay_domain::*;
use assay_register::{AssessmentId, Author, NewAssessment, Register, RegisterError};
use assay_scoring::*;
use jiff::{Timestamp, civil::Date};

/// Text that tries everything: SQL, terminal codes, markup, NUL, right-to-left override, a lone quote, emoji.
pub(crate) const HOSTILE: &str =
    "'); DROP TABLE runs;-- \u{1b}[31m<script>\0\u{202e}=cmd|' /C calc'!A0 \"\\ ?1 :x 🦀\r\n%s";

pub(crate) const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0 a component, as far as a register cares";

pub(crate) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn day(day: i8) -> Date {
    jiff::civil::date(2026, 3, day)
}

/// Noon of a day in March 2026.
pub(crate) fn noon(day: i8) -> Timestamp {
    format!("2026-03-{day:02}T12:00:00Z").parse().unwrap()
}

pub(crate) fn supplier(name: &str) -> Supplier {
    Supplier {
        profile: SupplierProfile {
            id: id(name),
            legal_name: HOSTILE.into(),
            also_known_as: vec![HOSTILE.into()],
            country: Some("CH".into()),
            website: None,
            roles: vec![SupplierRole::Provider],
            ai_act_roles: Vec::new(),
            contacts: vec![HOSTILE.into()],
        },
        systems: vec![AiSystem {
            id: id("chat"),
            name: HOSTILE.into(),
            purpose: None,
            data_used: None,
            decisions_influenced: None,
            people_affected: None,
            upstream_models: vec!["someone's model".into()],
            sector: None,
            context: SystemContext::new([(
                ContextFact::DataSensitivity,
                Rating::try_from(3).unwrap(),
            )]),
        }],
        sub_processors: vec![SubProcessor {
            name: HOSTILE.into(),
            purpose: None,
            country: None,
        }],
        endpoints: vec![],
        certificates: vec![],
        not_applicable: vec![],
        replaced_terms: vec![],
    }
}

pub(crate) fn plugin(name: &str) -> PluginRef {
    PluginRef {
        id: id(name),
        version: "1.2.3".to_owned(),
        publisher: HOSTILE.into(),
        digest: Digest::of(component(name)),
    }
}

pub(crate) fn component(plugin: &str) -> Vec<u8> {
    [COMPONENT, plugin.as_bytes()].concat()
}

/// A run of `plugin` for `supplier`; runs with different seeds are different runs.
pub(crate) struct Run {
    pub(crate) record: RunRecord,
    pub(crate) usage: Usage,
    pub(crate) bodies: BTreeMap<Digest, Vec<u8>>,
    pub(crate) component: Vec<u8>,
}

impl Run {
    pub(crate) fn new(supplier: &str, name: &str, seed: u64) -> Self {
        let request = format!(r#"{{"document":"terms","seed":{seed}}}"#).into_bytes();
        let response = HOSTILE.as_bytes().to_vec();
        let call = HostCall {
            function: "documents.text".to_owned(),
            request: Digest::of(&request),
            response: Digest::of(&response),
        };
        Self {
            record: RunRecord {
                format: RECORD_FORMAT,
                plugin: plugin(name),
                descriptor: descriptor(name),
                engine: "assay 0.1.0, wasmtime 48.0.8".to_owned(),
                supplier: id(supplier),
                settings: String::new(),
                as_of: day(1),
                seed: Digest::of(seed.to_le_bytes()),
                granted: vec!["assay:plugin/documents".to_owned()],
                inputs: vec![InputDigest {
                    name: "supplier.toml".to_owned(),
                    digest: Digest::of("supplier"),
                }],
                limits: limits(),
                calls: vec![call.clone(), call],
                log: vec![LogLine {
                    level: "info".into(),
                    message: HOSTILE.into(),
                }],
                observations: vec![],
                outcome: RunOutcome::Completed,
            },
            usage: Usage {
                wall_us: 42,
                ..Usage::default()
            },
            bodies: [request, response]
                .into_iter()
                .map(|body| (Digest::of(&body), body))
                .collect(),
            component: component(name),
        }
    }

    pub(crate) async fn store(&self, register: &Register) -> Result<RunId, RegisterError> {
        register
            .store_run(&self.record, &self.usage, &self.bodies, &self.component)
            .await
    }
}

fn descriptor(name: &str) -> Descriptor {
    Descriptor {
        id: id(name),
        version: "1.2.3".to_owned(),
        publisher: HOSTILE.into(),
        title: "A check".into(),
        summary: HOSTILE.into(),
        kind: "contract".into(),
        points: vec![DeclaredPoint {
            point: id("breach-notice"),
            controls: vec![id("iso42001.a.10.3")],
        }],
        questions: vec![],
        documents: vec![],
        capabilities: vec![],
        settings_schema: "".into(),
    }
}

fn limits() -> Limits {
    Limits {
        memory_bytes: 1,
        memories: 1,
        tables: 1,
        table_elements: 1,
        instances: 1,
        handles: 1,
        host_call_bytes: 1,
        cpu_ms: 1,
        wall_ms: 1,
        host_calls: 1,
        requests: 1,
        parallel_requests: 1,
        bytes_out: 1,
        bytes_in: 1,
        body_bytes: 1,
        request_ms: 1,
        log_lines: 1,
        observations: 1,
        items_per_observation: 1,
        string_bytes: 1,
        component_bytes: 1,
        compile_memory_bytes: 1,
        compile_cpu_s: 1,
        document_bytes: u64::MAX,
    }
}

/// What a plugin of the given standing saw of `breach-notice` on a day, on E3 evidence, each day at another place of the same
/// document.
pub(crate) fn observation(
    run: &Run,
    standing: Standing,
    outcome: ReportedOutcome,
    on: i8,
) -> Observation {
    Observation {
        point: id("breach-notice"),
        system: Some(id("chat")),
        outcome,
        severity: Severity::High,
        class: EvidenceClass::E3,
        ageing: None,
        requested_class: EvidenceClass::E4,
        confidence: Bp::FULL,
        requested_confidence: Bp::FULL,
        title: HOSTILE.into(),
        detail: "within a reasonable time".into(),
        remediation: HOSTILE.into(),
        facts: vec![Fact {
            name: "breach-notice".into(),
            value: FactValue::Number(Quantity {
                value: i64::MIN,
                decimals: 0,
                unit: "h".into(),
            }),
        }],
        evidence: vec![Evidence::Quote {
            document: "dpa".to_owned(),
            digest: Digest::of("dpa"),
            start: u64::from(on.unsigned_abs()),
            end: 99,
            text: HOSTILE.into(),
            place: Some(HOSTILE.into()),
        }],
        observed_on: day(on),
        provenance: Provenance {
            run: run.record.id(),
            plugin: run.record.plugin.clone(),
            standing,
        },
    }
}

pub(crate) fn security_finding(run: &Run) -> SecurityFinding {
    SecurityFinding {
        code: "evidence-not-found".to_owned(),
        plugin: run.record.plugin.clone(),
        run: run.record.id(),
        point: HOSTILE.into(),
        detail: HOSTILE.into(),
    }
}

/// The finding that scoring would make of a fail on `breach-notice`, with everything that was seen.
pub(crate) fn finding(observations: &[Observation], disputed: bool, carried: bool) -> Finding {
    Finding {
        fingerprint: Digest::of("breach-notice in chat"),
        system: Some(id("chat")),
        point: id("breach-notice"),
        controls: vec![id("iso42001.a.10.3")],
        severity: Severity::High,
        disputed,
        carried,
        observations: observations.to_vec(),
    }
}

pub(crate) fn verdict(supplier: &str, as_of: i8, findings: Vec<Finding>) -> Verdict {
    let tier = TierResult {
        tier: Tier::T2,
        provisional: true,
        facts: vec![(ContextFact::Access, None)],
    };
    let share = Share {
        got: 1,
        of: 3,
        share: Bp::saturating(3333),
    };
    let axis = AxisResult {
        facts: vec![],
        inherent: Axis::MAX,
        terms: vec![],
        mitigation: Arithmetic {
            weighted_sum: 0,
            weight: 0,
            mean: Bp::ZERO,
            cap: None,
            result: Bp::ZERO,
        },
        steps: 0,
        floor: None,
        residual: Axis::MAX,
    };
    Verdict {
        method: "scoring/1".to_owned(),
        supplier: id(supplier),
        as_of: day(as_of),
        decision: Decision::Undecided,
        reasons: vec![Reason {
            decision: Decision::Undecided,
            code: ReasonCode::CoverageBelowFloor,
            subject: String::new(),
            system: None,
            text: "33.33 % of what is expected is known".to_owned(),
        }],
        tier: tier.clone(),
        level: Level::VeryHigh,
        ranking: [1, 0, 0, 0, 0],
        coverage: share,
        shown: share,
        assurance: Share::default(),
        complete: true,
        systems: vec![SystemVerdict {
            system: id("chat"),
            tier,
            coverage: share,
            shown: share,
            told: share,
            assurance: share,
            points: vec![],
            controls: vec![],
            scenarios: vec![ScenarioResult {
                scenario: id("r1"),
                provisional: true,
                likelihood: axis.clone(),
                impact: axis,
                inherent: Level::VeryHigh,
                residual: Level::VeryHigh,
                drivers: vec![],
                established: false,
            }],
        }],
        gates: vec![],
        findings,
        closed: vec![],
        ask_next: vec![],
        catalogue: vec![("points.toml".to_owned(), Digest::of("points"))],
        reassess_on: day(31),
    }
}

/// One assessment: runs with their standing, observations and a verdict, stored on a day.
pub(crate) struct Assessment {
    pub(crate) supplier: Supplier,
    pub(crate) runs: Vec<(Run, Standing)>,
    pub(crate) observations: Vec<Observation>,
    pub(crate) security_findings: Vec<SecurityFinding>,
    pub(crate) verdict: Verdict,
    pub(crate) result: RunResult,
    pub(crate) now: Timestamp,
}

impl Assessment {
    /// An assessment on a day with one bundled plugin that said nothing.
    pub(crate) fn silent(supplier_id: &str, on: i8) -> Self {
        let run = Run::new(supplier_id, "contract-terms", u64::from(on.unsigned_abs()));
        Self {
            supplier: supplier(supplier_id),
            runs: vec![(run, Standing::Bundled)],
            observations: vec![],
            security_findings: vec![],
            verdict: verdict(supplier_id, on, vec![]),
            result: RunResult::Completed,
            now: noon(on),
        }
    }

    pub(crate) fn participations(&self) -> Vec<Participation> {
        let runs = self.runs.iter();
        runs.map(|(run, standing)| Participation {
            plugin: run.record.plugin.clone(),
            standing: *standing,
            unlocked: false,
            run: Some(run.record.id()),
            points: vec![id("breach-notice")],
            result: self.result.clone(),
        })
        .collect()
    }

    pub(crate) async fn store(&self, register: &Register) -> Result<AssessmentId, RegisterError> {
        for (run, _) in &self.runs {
            run.store(register).await?;
        }
        self.store_without_runs(register).await
    }

    pub(crate) async fn store_without_runs(
        &self,
        register: &Register,
    ) -> Result<AssessmentId, RegisterError> {
        register
            .store_assessment(NewAssessment {
                supplier: &self.supplier,
                verdict: &self.verdict,
                participations: &self.participations(),
                observations: &self.observations,
                security_findings: &self.security_findings,
                documents: &[],
                calendar: &[],
                author: Author {
                    by: None,
                    now: self.now,
                },
                host_version: "0.1.0",
            })
            .await
    }
}
