//! A supplier as the register would show it, scored by the real method on the real catalogue.

use assay_catalogue::Catalogue;
use assay_domain::{
    AiSystem, Bp, CapabilityWish, CertificateClaim, ContextFact, DeclaredPoint, Descriptor, Digest,
    DocumentWish, Evidence, EvidenceClass, Fact, FactValue, NotApplicableApproval, Observation,
    PluginRef, PointId, Provenance, Quantity, ReportedOutcome, RunId, SecurityFinding, Severity,
    Standing, SubProcessor, Supplier, SupplierProfile, SupplierRole, SystemContext, Untrusted,
    Usage,
};
use assay_register::{
    AssessmentId, AssessmentRow, AssessmentView, FindingState, FindingView, OpenFindings, RunRow,
    SupplierFacts, SupplierRow, SupplierView,
};
use assay_report::{QuoteContext, QuoteContexts, QuotePlace, Report, plugin::PluginView};
use assay_scoring::{Input, Participation, RunResult, Verdict, assess};
use jiff::{Timestamp, civil::Date};

pub(crate) struct Fixture {
    pub(crate) view: SupplierView,
    pub(crate) catalogue: Catalogue,
    pub(crate) contexts: QuoteContexts,
    pub(crate) plugin: PluginView,
}

impl Fixture {
    pub(crate) fn report(&self) -> Report<'_> {
        Report {
            view: &self.view,
            catalogue: &self.catalogue,
            contexts: &self.contexts,
        }
    }

    pub(crate) fn row(&self) -> SupplierRow {
        let (view, verdict) = (&self.view, &self.view.latest.verdict);
        let mut open = OpenFindings::default();
        for finding in &view.open_findings {
            match finding.severity {
                Severity::Critical => open.critical += 1,
                Severity::High => open.high += 1,
                Severity::Medium => open.medium += 1,
                Severity::Low => open.low += 1,
                Severity::Info => open.info += 1,
            }
        }
        SupplierRow {
            supplier: view.supplier.clone(),
            legal_name: view.latest.facts.profile.legal_name.clone(),
            assessment: view.latest.id.number,
            as_of: verdict.as_of,
            created_at: view.latest.created_at,
            decision: verdict.decision,
            tier: verdict.tier.tier,
            tier_provisional: verdict.tier.provisional,
            level: verdict.level,
            coverage: verdict.coverage.share,
            assurance: verdict.assurance.share,
            complete: verdict.complete,
            open_findings: open,
            reassess_on: verdict.reassess_on,
        }
    }
}

/// A supplier with problems of every kind, in harmless words.
pub(crate) fn ordinary() -> Fixture {
    Words::ordinary().build(Catalogue::embedded())
}

/// The same supplier; every text that a supplier or a plugin can write is `text`.
pub(crate) fn written_by(text: &str) -> Fixture {
    Words::all(text).build(Catalogue::embedded())
}

/// The same supplier on two scenarios and their controls: small enough to be read in full.
pub(crate) fn small() -> Fixture {
    let mut catalogue = Catalogue::embedded();
    catalogue
        .scenarios
        .retain(|s| ["r1", "r13"].contains(&s.id.as_str()));
    for scenario in &mut catalogue.scenarios {
        scenario.controls.truncate(2);
    }
    let kept: Vec<_> = catalogue
        .scenarios
        .iter()
        .flat_map(|s| s.controls.iter().map(|link| link.control.clone()))
        .collect();
    catalogue.controls.retain(|id, _| kept.contains(id));
    for framework in &mut catalogue.frameworks {
        framework
            .controls
            .retain(|control| kept.contains(&control.id));
    }
    let points = ["training-use", "breach-notice", "tls-version"];
    catalogue
        .points
        .retain(|id, _| points.contains(&id.as_str()));
    for point in catalogue.points.values_mut() {
        point.controls.retain(|link| kept.contains(&link.control));
    }
    catalogue
        .policy
        .gates
        .retain(|gate| points.contains(&gate.id.as_str()));
    Words::ordinary().build(catalogue)
}

/// A supplier that said nothing, assessed with no plugin.
pub(crate) fn silent() -> Fixture {
    let mut words = Words::ordinary();
    words.silent = true;
    words.build(Catalogue::embedded())
}

struct Words {
    hostile: Option<String>,
    silent: bool,
}

impl Words {
    fn ordinary() -> Self {
        Self {
            hostile: None,
            silent: false,
        }
    }

    fn all(text: &str) -> Self {
        Self {
            hostile: Some(text.to_owned()),
            silent: false,
        }
    }

    fn text(&self, ordinary: &str) -> String {
        self.hostile.clone().unwrap_or_else(|| ordinary.to_owned())
    }

    fn say(&self, ordinary: &str) -> Untrusted {
        Untrusted::new(self.text(ordinary))
    }

    fn build(&self, catalogue: Catalogue) -> Fixture {
        let supplier = self.supplier();
        let as_of: Date = "2026-11-22".parse().unwrap();
        let (runs, observations) = if self.silent {
            (Vec::new(), Vec::new())
        } else {
            (self.participations(&catalogue), self.observations(as_of))
        };
        let verdict = assess(&Input {
            catalogue: &catalogue,
            supplier: &supplier,
            as_of,
            runs: &runs,
            observations: &observations,
            carried: &[],
        });
        let view = self.view(&supplier, verdict, runs, observations);
        Fixture {
            view,
            catalogue,
            contexts: self.contexts(),
            plugin: self.plugin_view(),
        }
    }

    fn plugin_view(&self) -> PluginView {
        let reference = self.plugin("lumen-self-check");
        PluginView {
            contract: self.text("assay:plugin@0.1.0"),
            network: vec![self.text("probe")],
            signed_by: [self.text("sha256:abc")].into(),
            descriptor: Descriptor {
                id: reference.id.clone(),
                version: reference.version.clone(),
                publisher: reference.publisher.clone(),
                title: self.say("Lumen checks itself"),
                summary: self.say("Everything is fine."),
                kind: self.say("questionnaire"),
                points: vec![DeclaredPoint {
                    point: "breach-notice".parse().unwrap(),
                    controls: vec!["iso42001.a.8.4".parse().unwrap()],
                }],
                questions: Vec::new(),
                documents: vec![DocumentWish {
                    kind: self.say("contract"),
                    why: self.say("To read it"),
                }],
                capabilities: vec![CapabilityWish {
                    interface: self.say("probe"),
                    why: self.say("To call home"),
                }],
                settings_schema: self.say("{}"),
            },
            imports: vec![self.text("assay:plugin/probe@0.1.0")],
            capabilities: vec![self.text("probe")],
            size: 1_024,
            standing: self.text("unverified"),
            refused: Some(self.text("it needs `probe`, which is not granted")),
            reference,
        }
    }

    fn supplier(&self) -> Supplier {
        let fact = |fact: ContextFact, word| (fact, fact.rating(word).unwrap());
        let assistant = SystemContext::new([
            fact(ContextFact::DataSensitivity, "personal"),
            fact(ContextFact::DataVolume, "hundreds"),
            fact(ContextFact::DecisionEffect, "advises"),
            fact(ContextFact::BusinessDependence, "team"),
            fact(ContextFact::Access, "read-some"),
            fact(ContextFact::AiActClass, "limited"),
            fact(ContextFact::PeopleAffected, "staff"),
            fact(ContextFact::Substitutability, "weeks"),
            fact(ContextFact::Exposure, "partners"),
            fact(ContextFact::Reversibility, "with-effort"),
        ]);
        let screening = SystemContext::new([
            fact(ContextFact::DataSensitivity, "personal"),
            fact(ContextFact::DecisionEffect, "decides-with-review"),
            fact(ContextFact::Exposure, "internal-staff"),
        ]);
        let system = |id: &str, name: &str, context| AiSystem {
            id: id.parse().unwrap(),
            name: self.say(name),
            purpose: Some(self.say("Answers questions of our customers about their orders")),
            data_used: Some(self.say("Order history, chat text, e-mail addresses")),
            decisions_influenced: Some(self.say("Refunds up to 50 EUR")),
            people_affected: None,
            upstream_models: vec![self.say("northwind-large-2")],
            sector: None,
            context,
        };
        let mut systems = vec![
            system("assistant", "Lumen Assistant", assistant),
            system("screening", "Lumen Screening", screening),
        ];
        if self.silent {
            systems.clear();
        }
        Supplier {
            profile: SupplierProfile {
                id: "lumen-dialog".parse().unwrap(),
                legal_name: self.say("Lumen Dialog GmbH"),
                also_known_as: vec![self.say("Lumen")],
                country: Some(self.say("DE")),
                website: Some(self.say("https://lumen-dialog.example/")),
                roles: vec![SupplierRole::Provider, SupplierRole::Integrator],
                ai_act_roles: Vec::new(),
                contacts: vec![self.say("security@lumen-dialog.example")],
            },
            systems,
            sub_processors: vec![SubProcessor {
                name: self.say("Northwind Models Inc."),
                purpose: Some(self.say("Inference")),
                country: Some(self.say("US")),
            }],
            endpoints: Vec::new(),
            certificates: vec![
                CertificateClaim {
                    standard: self.say("ISO/IEC 42001:2023"),
                    number: Some(self.say("AIMS-20311")),
                    holder: Some(self.say("Lumen Dialog GmbH")),
                    scope: Some(self.say("Development and operation of Lumen Assistant")),
                    certification_body: Some(self.say("Nordcert AG")),
                    accreditation_body: None,
                    issued_on: Some("2023-12-20".parse().unwrap()),
                    expires_on: Some("2026-12-19".parse().unwrap()),
                    document: None,
                },
                CertificateClaim {
                    standard: self.say("ISO/IEC 27001:2022"),
                    number: None,
                    holder: None,
                    scope: None,
                    certification_body: None,
                    accreditation_body: None,
                    issued_on: None,
                    expires_on: Some("2026-06-30".parse().unwrap()),
                    document: None,
                },
            ],
            not_applicable: vec![NotApplicableApproval {
                point: "security-txt".parse().unwrap(),
                system: None,
                why: self.say("The endpoint is ours"),
                requested_by: self.say("Ada"),
                approved_by: self.say("Ada"),
                approved_on: None,
            }],
            replaced_terms: Vec::new(),
        }
    }

    fn plugin(&self, id: &str) -> PluginRef {
        PluginRef {
            id: id.parse().unwrap(),
            version: self.text("0.1.0"),
            publisher: self.say("Assay"),
            digest: Digest::of(id),
        }
    }

    fn participations(&self, catalogue: &Catalogue) -> Vec<Participation> {
        let probe: Vec<PointId> = catalogue
            .points
            .keys()
            .filter(|id| id.as_str().starts_with("tls") || id.as_str() == "hsts")
            .cloned()
            .collect();
        let rest: Vec<PointId> = catalogue
            .points
            .keys()
            .filter(|id| !probe.contains(id))
            .cloned()
            .collect();
        let part = |id: &str, standing, points: &[PointId], result| Participation {
            plugin: self.plugin(id),
            standing,
            unlocked: false,
            run: Some(RunId::new(Digest::of(format!("run of {id}")))),
            points: points.to_vec(),
            result,
        };
        vec![
            part(
                "iso42001-questionnaire",
                Standing::Bundled,
                &rest,
                RunResult::Completed,
            ),
            part(
                "contract-terms",
                Standing::Bundled,
                &rest,
                RunResult::Completed,
            ),
            part("api-probe", Standing::Bundled, &probe, RunResult::Completed),
            Participation {
                run: None,
                ..part(
                    "lumen-self-check",
                    Standing::SupplierPublished,
                    &rest[..1],
                    RunResult::Failed {
                        kind: self.text("cpu-timeout"),
                    },
                )
            },
        ]
    }

    fn observations(&self, as_of: Date) -> Vec<Observation> {
        use EvidenceClass::{E1, E3};
        use ReportedOutcome::{Fail, Partial, Pass};
        let see = |point: &str,
                   system: Option<&str>,
                   outcome,
                   severity,
                   class,
                   by: &str,
                   title: &str,
                   evidence| {
            Observation {
                point: point.parse().unwrap(),
                system: system.map(|id| id.parse().unwrap()),
                outcome,
                severity,
                class,
                ageing: None,
                requested_class: EvidenceClass::E4,
                confidence: Bp::saturating(9_000),
                requested_confidence: Bp::FULL,
                title: self.say(title),
                detail: self.say("The clause was read in full.\nNothing beside it says otherwise."),
                remediation: self.say("Agree on a fixed number of hours."),
                facts: vec![
                    Fact {
                        name: self.say("breach-notice"),
                        value: FactValue::Number(Quantity {
                            value: 240,
                            decimals: 0,
                            unit: self.say("h"),
                        }),
                    },
                    Fact {
                        name: self.say("trigger"),
                        value: FactValue::Text(self.say("confirmed")),
                    },
                    Fact {
                        name: self.say("in writing"),
                        value: FactValue::YesNo(true),
                    },
                    Fact {
                        name: self.say("form"),
                        value: FactValue::Other(self.say("kind"), self.say("e-mail")),
                    },
                ],
                evidence,
                observed_on: as_of,
                provenance: Provenance {
                    run: RunId::new(Digest::of(format!("run of {by}"))),
                    plugin: self.plugin(by),
                    standing: Standing::Bundled,
                },
            }
        };
        let answer = |question: &str, value: &str| Evidence::Answer {
            question: question.parse().unwrap(),
            value: self.say(value),
            documents: vec![self.text("security-policy.md")],
        };
        let exchange = |result: &str| Evidence::Exchange {
            id: self.text("x3"),
            request: self.say("GET https://api.lumen-dialog.example/v1/models"),
            sent: self.say("origin: https://foreign.example"),
            result: self.say(result),
            answer: self.say("content-type: application/json"),
            digest: Digest::of("answer"),
        };
        let mut seen = vec![
            see(
                "breach-notice",
                None,
                Fail,
                Severity::High,
                E3,
                "contract-terms",
                "Breach notice takes 240 hours",
                vec![self.quote()],
            ),
            see(
                "training-use",
                None,
                Pass,
                Severity::Info,
                E1,
                "iso42001-questionnaire",
                "The supplier says that it does not train on customer data",
                vec![answer("training.customer-data", "No, never.")],
            ),
            see(
                "training-use",
                None,
                Fail,
                Severity::Critical,
                E3,
                "contract-terms",
                "The terms allow training on customer content by default",
                vec![self.quote()],
            ),
            see(
                "tls-version",
                Some("assistant"),
                Pass,
                Severity::Info,
                E3,
                "api-probe",
                "TLS 1.3",
                vec![exchange("200 in 81 ms")],
            ),
            see(
                "tls-certificate",
                Some("assistant"),
                Partial,
                Severity::Medium,
                E3,
                "api-probe",
                "The certificate lapses in 9 days",
                vec![Evidence::Certificate {
                    exchange: self.text("x1"),
                    index: 0,
                    field: self.text("not-after"),
                    value: self.say("2026-12-01"),
                    verified: true,
                }],
            ),
            see(
                "hsts",
                Some("assistant"),
                Fail,
                Severity::Low,
                E3,
                "api-probe",
                "No Strict-Transport-Security header",
                vec![exchange("200 without the header")],
            ),
            see(
                "audit-right",
                None,
                Fail,
                Severity::Medium,
                E1,
                "iso42001-questionnaire",
                "There is no right to audit",
                vec![Evidence::Profile {
                    path: self.text("contacts"),
                    value: self.say("security@lumen-dialog.example"),
                }],
            ),
        ];
        // The pass of the contract on the same point, on better evidence, supersedes it.
        seen.push(see(
            "retention",
            None,
            Partial,
            Severity::High,
            E1,
            "iso42001-questionnaire",
            "Kept for a time that the answer does not name",
            vec![answer("data.retention", "For a reasonable time.")],
        ));
        for point in [
            "deletion",
            "retention",
            "sub-processor-notice",
            "output-ownership",
            "change-notice",
        ] {
            seen.push(see(
                point,
                None,
                Pass,
                Severity::Info,
                E3,
                "contract-terms",
                "The terms say so",
                vec![self.quote()],
            ));
        }
        seen
    }

    fn quote(&self) -> Evidence {
        Evidence::Quote {
            document: self.text("terms.md"),
            digest: Digest::of("terms"),
            start: 1200,
            end: 1312,
            text: self.say("we will notify Customer within ten (10) days after a Security Incident has been confirmed"),
            place: Some(self.say("page 3")),
        }
    }

    fn contexts(&self) -> QuoteContexts {
        let place = QuotePlace {
            document: Digest::of("terms"),
            start: 1200,
            end: 1312,
        };
        let context = QuoteContext {
            before: self.say("7.2 Incidents. Where the law asks for it,"),
            after: self.say(", by e-mail to the address in the order form."),
        };
        QuoteContexts::from([(place, context)])
    }

    fn view(
        &self,
        supplier: &Supplier,
        verdict: Verdict,
        participations: Vec<Participation>,
        observations: Vec<Observation>,
    ) -> SupplierView {
        let created_at: Timestamp = "2026-11-22T09:30:00Z".parse().unwrap();
        let id = AssessmentId {
            supplier: supplier.profile.id.clone(),
            number: 2,
        };
        let runs: Vec<RunRow> = participations
            .iter()
            .filter_map(|part| part.run.clone().map(|run| (part, run)))
            .map(|(part, run)| RunRow {
                run,
                supplier: supplier.profile.id.clone(),
                plugin: part.plugin.clone(),
                as_of: verdict.as_of,
                outcome: self.text("completed"),
                usage: Usage {
                    wall_us: 42_000,
                    memory_bytes: 3_000_000,
                    host_calls: 40,
                    requests: 12,
                    bytes_out: 5_000,
                    bytes_in: 90_000,
                },
            })
            .collect();
        let finding = |one: &assay_scoring::Finding| FindingView {
            fingerprint: one.fingerprint,
            system: one.system.clone(),
            point: one.point.clone(),
            state: if one.disputed {
                FindingState::Disputed
            } else {
                FindingState::Open
            },
            severity: one.severity,
            first_seen: 1,
            last_observed: 2,
            not_reobserved: one.carried,
            observations: one.observations.clone(),
            closed_in: None,
            closed_by: None,
        };
        let open_findings: Vec<FindingView> = verdict.findings.iter().map(finding).collect();
        let closed_findings = observations
            .iter()
            .filter(|seen| seen.point.as_str() == "deletion")
            .map(|seen| FindingView {
                fingerprint: Digest::of("mended"),
                system: None,
                point: seen.point.clone(),
                state: FindingState::Closed,
                severity: Severity::High,
                first_seen: 1,
                last_observed: 1,
                not_reobserved: false,
                observations: Vec::new(),
                closed_in: Some(2),
                closed_by: Some(seen.clone()),
            })
            .collect();
        let history = [2, 1]
            .map(|number| AssessmentRow {
                id: AssessmentId {
                    number,
                    ..id.clone()
                },
                as_of: verdict.as_of,
                created_at,
                decision: verdict.decision,
                tier: verdict.tier.tier,
                level: verdict.level,
                coverage: verdict.coverage.share,
                assurance: verdict.assurance.share,
                complete: verdict.complete,
                reasons: verdict.reasons.clone(),
                host_version: "0.1.0".to_owned(),
                verdict_digest: Digest::of("verdict"),
            })
            .to_vec();
        let security_findings = participations
            .first()
            .map(|part| SecurityFinding {
                code: self.text("evidence-not-found"),
                plugin: part.plugin.clone(),
                run: RunId::new(Digest::of("run")),
                point: self.say("breach-notice"),
                detail: self.say("the quoted span is not in the document"),
            })
            .into_iter()
            .collect();
        SupplierView {
            supplier: supplier.profile.id.clone(),
            latest: AssessmentView {
                id,
                created_at,
                host_version: "0.1.0".to_owned(),
                facts: SupplierFacts::from(supplier),
                verdict,
                verdict_digest: Digest::of("verdict"),
                participations,
                runs: runs.clone(),
                observations,
                security_findings,
            },
            open_findings,
            closed_findings,
            history,
            unfinished_runs: runs.into_iter().take(1).collect(),
        }
    }
}
