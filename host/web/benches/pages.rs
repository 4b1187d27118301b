//! How long pages take with many suppliers, against the same pages with a hundred: `cargo bench -p assay-web --bench pages [SUPPLIERS]`.
//!
//! Each supplier has a real verdict on a hundred observations. Sixteen clients ask side by side; what is printed is the time at the 95th
//! percentile and its ratio to that of the small register, measured in one run.

use std::{
    error::Error,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    time::{Duration, Instant},
};

use assay_catalogue::Catalogue;
use assay_domain::{
    Ageing, AiSystem, Answer, Bp, ContextFact, Digest, Evidence, EvidenceClass, Observation,
    Person, PluginRef, Provenance, Rating, ReportedOutcome, Role, RunId, Severity, Standing,
    SubProcessor, Supplier, SupplierProfile, SystemContext,
};
use assay_register::{Account, Author, NewAssessment, Proof, Register};
use assay_scoring::{Input, Participation, RunResult, assess};
use assay_web::{Door, Secret, Service};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tokio::net::TcpListener;

const SMALL: u32 = 100;
const OBSERVATIONS: usize = 100;
const CLIENTS: usize = 16;
const ROUNDS: usize = 40;

fn main() -> Result<(), Box<dyn Error>> {
    let large = std::env::args()
        .skip(1)
        .find_map(|word| word.parse().ok())
        .unwrap_or(10_000);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let small = runtime.block_on(measured(SMALL))?;
    let many = runtime.block_on(measured(large))?;
    println!(
        "{:<44}{:>14}{:>16}{:>8}",
        "95th percentile of 16 clients", SMALL, large, "ratio"
    );
    for ((page, few), (_, many)) in small.iter().zip(&many) {
        println!(
            "{page:<44}{:>11.1} ms{:>13.1} ms{:>8.2}",
            ms(*few),
            ms(*many),
            ms(*many) / ms(*few)
        );
    }
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

async fn measured(suppliers: u32) -> Result<Vec<(&'static str, Duration)>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("register.db");
    let started = Instant::now();
    let secret = filled(&path, suppliers).await?;
    let register = Register::open(&path).await?;
    let catalogue = Catalogue::embedded();
    eprintln!(
        "{suppliers} suppliers stored in {:.0} s",
        started.elapsed().as_secs_f64()
    );
    let started = Instant::now();
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    assay_oversight::Desk {
        register: &register,
        catalogue: &catalogue,
    }
    .refresh(today)
    .await?;
    eprintln!(
        "where each stands was found in {:.0} s",
        started.elapsed().as_secs_f64()
    );
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let service = tokio::spawn(Service::new(register, catalogue, None, None, false).serve(
        Door::plain(listener),
        async {
            let _ = stopped.await;
        },
    ));
    let middle = format!("/suppliers/supplier-{}", suppliers / 2);
    let pages = [
        ("dashboard", "/".to_owned()),
        ("supplier", middle),
        ("due list", "/due?days=400".to_owned()),
        ("search", "/suppliers?q=plier-7".to_owned()),
        (
            "filter, a later page",
            "/suppliers?decision=undecided&page=1".to_owned(),
        ),
    ];
    let mut times = Vec::new();
    for (name, path) in pages {
        let cookie = secret.clone();
        times.push((
            name,
            tokio::task::spawn_blocking(move || percentile(address, &path, &cookie)).await?,
        ));
    }
    let _ = stop.send(());
    service.await??;
    Ok(times)
}

/// The time within which 95 of 100 answers were there.
fn percentile(address: SocketAddr, path: &str, cookie: &str) -> Duration {
    ask(address, path, cookie);
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (path, cookie) = (path.to_owned(), cookie.to_owned());
            std::thread::spawn(move || {
                (0..ROUNDS)
                    .map(|_| ask(address, &path, &cookie))
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let mut times: Vec<Duration> = clients
        .into_iter()
        .flat_map(|client| client.join().expect("no client fails"))
        .collect();
    times.sort();
    times[times.len() * 95 / 100]
}

fn ask(address: SocketAddr, path: &str, cookie: &str) -> Duration {
    let started = Instant::now();
    let mut stream = TcpStream::connect(address).expect("the service listens");
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nCookie: assay-session={cookie}\r\n\r\n"
    );
    stream
        .write_all(request.as_bytes())
        .expect("the service reads");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("the service answers");
    assert!(
        bytes.starts_with(b"HTTP/1.1 200"),
        "{path}: {}",
        String::from_utf8_lossy(&bytes[..80.min(bytes.len())])
    );
    started.elapsed()
}

/// A register with so many suppliers, and the secret of a session on it.
async fn filled(path: &Path, suppliers: u32) -> Result<String, Box<dyn Error>> {
    let catalogue = Catalogue::embedded();
    let register = Register::open(path).await?;
    let now = Timestamp::now();
    let today = now.to_zoned(TimeZone::UTC).date();
    let author = Author { by: None, now };
    let component = b"\0asm a component".to_vec();
    let plugin = PluginRef {
        id: "bench".parse()?,
        version: "1.0.0".into(),
        publisher: "Bench".into(),
        digest: Digest::of(&component),
    };
    for number in 0..suppliers {
        let supplier = supplier(number)?;
        let run = bench_run(&register, &supplier, &plugin, &component, today).await?;
        let observations = observations(&catalogue, number, &plugin, &run, today);
        let mut points: Vec<_> = observations.iter().map(|seen| seen.point.clone()).collect();
        points.sort();
        points.dedup();
        let runs = [Participation {
            plugin: plugin.clone(),
            standing: Standing::Bundled,
            unlocked: false,
            run: Some(run),
            points,
            result: RunResult::Completed,
        }];
        let verdict = assess(&Input {
            catalogue: &catalogue,
            supplier: &supplier,
            as_of: today,
            runs: &runs,
            observations: &observations,
            carried: &[],
        });
        let calendar =
            assay_oversight::calendar(&catalogue.policy, &supplier, &verdict, &observations);
        register
            .store_assessment(NewAssessment {
                supplier: &supplier,
                documents: &[],
                verdict: &verdict,
                participations: &runs,
                observations: &observations,
                security_findings: &[],
                calendar: &calendar,
                author,
                host_version: "bench",
            })
            .await?;
    }
    let name: Person = "bench".parse()?;
    let account = Account {
        name: name.clone(),
        role: Role::Analyst,
        supplier: None,
    };
    register
        .put_account(
            author,
            &account,
            &Proof::Password(assay_web::hash("a password of the bench")?),
        )
        .await?;
    let secret = Secret::generate()?;
    register.start_session(&name, secret.digest(), now).await?;
    register.close().await;
    Ok(secret.text().to_owned())
}

async fn bench_run(
    register: &Register,
    supplier: &Supplier,
    plugin: &PluginRef,
    component: &[u8],
    today: Date,
) -> Result<RunId, Box<dyn Error>> {
    let mut record: assay_domain::RunRecord =
        serde_json::from_slice(include_bytes!("../../../fuzz/seeds/record.json"))?;
    record.plugin = plugin.clone();
    record.supplier = supplier.profile.id.clone();
    record.as_of = today;
    record.calls = Vec::new();
    Ok(register
        .store_run(&record, &Default::default(), &Default::default(), component)
        .await?)
}

fn supplier(number: u32) -> Result<Supplier, Box<dyn Error>> {
    let rating = Rating::try_from(u8::try_from(number % 5)?)?;
    Ok(Supplier {
        profile: SupplierProfile {
            id: format!("supplier-{number}").parse()?,
            legal_name: format!("Supplier {number} Ltd").into(),
            also_known_as: vec![],
            country: Some("CH".into()),
            website: None,
            roles: vec![],
            ai_act_roles: vec![],
            contacts: vec![],
        },
        systems: vec![AiSystem {
            id: "assist".parse()?,
            name: "Assist".into(),
            purpose: None,
            data_used: None,
            decisions_influenced: None,
            people_affected: None,
            upstream_models: vec![format!("model {}", number % 40).into()],
            sector: None,
            context: SystemContext::new(ContextFact::ALL.map(|fact| (fact, rating))),
        }],
        sub_processors: vec![SubProcessor {
            name: format!("host {}", number % 60).into(),
            purpose: None,
            country: Some("IE".into()),
        }],
        endpoints: vec![],
        certificates: vec![],
        not_applicable: vec![],
        replaced_terms: vec![],
    })
}

/// A hundred: most pass, some fail, each on a point of the catalogue.
fn observations(
    catalogue: &Catalogue,
    number: u32,
    plugin: &PluginRef,
    run: &RunId,
    today: Date,
) -> Vec<Observation> {
    let answer = Answer {
        question: "q".parse().expect("it is an id"),
        value: "yes".into(),
        comment: None,
        documents: vec![],
        answered_on: Some(today),
        answered_by: None,
    };
    let points = catalogue
        .points
        .keys()
        .cycle()
        .take(OBSERVATIONS)
        .enumerate();
    points
        .map(|(index, point)| {
            let fails = (index + number as usize).is_multiple_of(25);
            Observation {
                point: point.clone(),
                system: None,
                outcome: if fails {
                    ReportedOutcome::Fail
                } else {
                    ReportedOutcome::Pass
                },
                severity: Severity::ALL[(index + number as usize) % 4],
                class: EvidenceClass::E3,
                ageing: Some(Ageing {
                    class: EvidenceClass::E3,
                    since: today,
                    until: None,
                }),
                requested_class: EvidenceClass::E3,
                confidence: Bp::FULL,
                requested_confidence: Bp::FULL,
                title: format!("observation {index}").into(),
                detail: "What was seen, in a sentence of ordinary length, as a plugin writes one."
                    .into(),
                remediation: "What would help.".into(),
                facts: vec![],
                evidence: vec![Evidence::Answer {
                    question: answer.question.clone(),
                    value: answer.value.clone(),
                    documents: vec![],
                }],
                observed_on: today,
                provenance: Provenance {
                    run: run.clone(),
                    plugin: plugin.clone(),
                    standing: Standing::Bundled,
                },
            }
        })
        .collect()
}
