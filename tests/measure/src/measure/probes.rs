//! What probes say of servers whose truth is known.

mod truth;

use std::{collections::BTreeMap, fs, path::Path};

use assay_domain::{Observation, ReportedOutcome};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde::Serialize;

use self::truth::{Expected, Target, Truth};
use crate::{
    case::{Case, Endpoint},
    error::MeasureError,
    host::{Host, Seen},
    show::{self, Findings, Seconds},
    statistics::{Counts, Share},
};

/// Targets that are visited at a time: most of a visit is waiting.
const SIDE_BY_SIDE: usize = 4;

#[derive(Debug, Serialize)]
pub(crate) struct Probes {
    targets: usize,
    probes: Vec<OfProbe>,
    /// Decisions "fail".
    fail: Class,
    /// Decisions "fail" or "weak".
    fail_or_weak: Class,
    /// Exactly the expected outcome.
    exact: Share,
    /// Said "inconclusive" although something else was to be seen.
    inconclusive: Share,
    requests: u32,
    took: Seconds,
    mistakes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Class {
    counts: Counts,
    precision: Share,
    recall: Share,
}

impl Class {
    fn of(counts: Counts) -> Self {
        Self {
            counts,
            precision: counts.precision(),
            recall: counts.recall(),
        }
    }
}

#[derive(Debug, Serialize)]
struct OfProbe {
    probe: String,
    exact: Share,
    fail: Counts,
}

pub(crate) async fn measure(path: &Path) -> Result<Probes, MeasureError> {
    let truths = truth::read(path)?;
    let mut by_target: BTreeMap<&Target, Vec<&Truth>> = BTreeMap::new();
    for truth in &truths {
        by_target.entry(&truth.target).or_default().push(truth);
    }
    let hosts = Hosts::start().await?;
    let beside = path.parent().unwrap_or(Path::new("."));
    let bar = show::progress(by_target.len(), "targets");
    let (mut fail, mut fail_or_weak, mut by_probe) = (
        Counts::default(),
        Counts::default(),
        BTreeMap::<&str, (usize, usize, Counts)>::new(),
    );
    let (mut exact, mut unclear, mut determinate) = (0, 0, 0);
    let (mut requests, mut took, mut mistakes) = (0, Vec::new(), Vec::new());
    let mut visits: Vec<_> = stream::iter(by_target.iter().map(|(target, truths)| {
        let (host, bar) = (hosts.for_truths(target, truths), &bar);
        async move {
            let seen = visit(host, beside, target, truths).await;
            bar.inc(1);
            seen.map(|seen| (target, truths, seen))
        }
    }))
    .buffer_unordered(SIDE_BY_SIDE)
    .try_collect()
    .await?;
    bar.finish_and_clear();
    // In the order of targets, whichever came to its end first.
    visits.sort_by_key(|(target, ..)| *target);
    for (target, truths, seen) in visits {
        requests += seen.requests;
        took.push(seen.took);
        for truth in truths {
            let (said, words) = said(&seen, truth);
            let is_right = truth.expected.allows(said);
            exact += usize::from(is_right);
            fail.add(
                said == Some(ReportedOutcome::Fail),
                truth.expected == Expected::Fail,
            );
            let is_bad = matches!(truth.expected, Expected::Fail | Expected::Weak);
            let says_bad = matches!(said, Some(ReportedOutcome::Fail | ReportedOutcome::Partial));
            if truth.expected != Expected::Info {
                fail_or_weak.add(says_bad, is_bad);
            }
            if truth.expected.is_determinate() {
                determinate += 1;
                unclear += usize::from(matches!(said, None | Some(ReportedOutcome::Unknown)));
            }
            let of = by_probe.entry(&truth.probe).or_default();
            of.0 += usize::from(is_right);
            of.1 += 1;
            of.2.add(
                said == Some(ReportedOutcome::Fail),
                truth.expected == Expected::Fail,
            );
            if !is_right {
                mistakes.push(format!(
                    "{} {}: {}, expected {} because {}: {words}",
                    target.label(),
                    truth.probe,
                    said.map_or("not seen", outcome),
                    truth.expected.label(),
                    truth.why
                ));
            }
        }
    }
    Ok(Probes {
        targets: by_target.len(),
        probes: by_probe
            .into_iter()
            .map(|(probe, (right, of, fail))| OfProbe {
                probe: probe.to_owned(),
                exact: Share::new(right, of),
                fail,
            })
            .collect(),
        fail: Class::of(fail),
        fail_or_weak: Class::of(fail_or_weak),
        exact: Share::new(exact, truths.len()),
        inconclusive: Share::new(unclear, determinate),
        requests,
        took: Seconds::of(&took),
        mistakes,
    })
}

/// The probes side by side and each by itself: a server is not asked what no truth is about.
struct Hosts {
    behaviour: Host,
    api: Host,
    both: Host,
}

impl Hosts {
    async fn start() -> Result<Self, MeasureError> {
        Ok(Self {
            behaviour: Host::with(&["behaviour-probe"]).await?,
            api: Host::with(&["api-probe"]).await?,
            both: Host::with(&["api-probe", "behaviour-probe"]).await?,
        })
    }

    fn for_truths(&self, target: &Target, truths: &[&Truth]) -> &Host {
        let mut points = truths.iter().flat_map(|truth| truth::points(&truth.probe));
        if !target.active {
            &self.api
        } else if points.all(|point| self.behaviour.looks_at(point)) {
            &self.behaviour
        } else {
            &self.both
        }
    }
}

/// What is seen of one target. What it was before is assessed first, as the same supplier's.
async fn visit(
    host: &Host,
    beside: &Path,
    target: &Target,
    truths: &[&Truth],
) -> Result<Seen, MeasureError> {
    let label = target.label();
    let case = |address: &str| case(beside, target, address, truths);
    let past = match &target.earlier {
        Some(address) => host.see(&label, &case(address)?).await?.observations,
        None => Vec::new(),
    };
    host.see_again(&label, &case(&target.address)?, &past).await
}

/// The words of the probe table for the outcomes of the contract.
const fn outcome(said: ReportedOutcome) -> &'static str {
    match said {
        ReportedOutcome::Pass => "pass",
        ReportedOutcome::Partial => "weak",
        ReportedOutcome::Fail => "fail",
        ReportedOutcome::NotApplicable => "not-applicable",
        ReportedOutcome::Unknown => "inconclusive",
    }
}

/// The worst that was said at the point, and its words.
fn said(seen: &Seen, truth: &Truth) -> (Option<ReportedOutcome>, String) {
    let badness = |observation: &&Observation| match observation.outcome {
        ReportedOutcome::Fail => 4,
        ReportedOutcome::Partial => 3,
        ReportedOutcome::Unknown => 2,
        ReportedOutcome::Pass => 1,
        ReportedOutcome::NotApplicable => 0,
    };
    let worst = truth::points(&truth.probe)
        .iter()
        .flat_map(|point| seen.at(point))
        .max_by_key(badness);
    match worst {
        Some(observation) => (
            Some(observation.outcome),
            observation
                .title
                .expose()
                .chars()
                .filter(|c| !c.is_control())
                .collect(),
        ),
        None => (None, "no plugin reported it".to_owned()),
    }
}

fn case(
    beside: &Path,
    target: &Target,
    address: &str,
    truths: &[&Truth],
) -> Result<Case, MeasureError> {
    let authority = target
        .ca
        .as_deref()
        .map(|file| {
            let path = beside.join(file);
            fs::read(&path)
                .map(|bytes| ("trusted-ca.pem".to_owned(), bytes))
                .map_err(|error| MeasureError::Unreadable {
                    path: path.display().to_string(),
                    error,
                })
        })
        .transpose()?;
    let models = truths
        .iter()
        .any(|truth| truth::is_about_models(&truth.probe));
    let kind = target
        .kind
        .clone()
        .unwrap_or_else(|| if models { "openai" } else { "http" }.to_owned());
    Ok(Case {
        names: vec!["Measured".to_owned()],
        endpoint: Some(Endpoint {
            id: "target",
            kind,
            url: address.to_owned(),
            system: "measured",
            // Truths are about servers that the person who measures runs.
            allow_addresses: vec!["loopback".to_owned(), "private".to_owned()],
            plain_http_url: target.plain_http_url.clone().map(toml::Value::String),
            trusted_ca: authority.as_ref().map(|(name, _)| name.clone()),
            contracted_models: target.models.clone(),
            methods: target.methods.clone(),
            active: target.active,
            active_requests: target.active_requests,
            credentials: target
                .key_env
                .as_deref()
                .map(credential)
                .unwrap_or_default(),
        }),
        beside: authority,
        ..Case::default()
    })
}

/// The usual header, from the variable that the truth names.
fn credential(variable: &str) -> toml::Table {
    let mut key = toml::Table::new();
    key.insert("header".to_owned(), "authorization".into());
    key.insert("prefix".to_owned(), "Bearer ".into());
    key.insert("from-env".to_owned(), variable.into());
    let mut credentials = toml::Table::new();
    credentials.insert("default".to_owned(), key.into());
    credentials
}

impl Findings for Probes {
    fn print(&self) {
        show::table(
            &[
                "probe",
                "truths",
                "right",
                "fails found",
                "false fails",
                "fails missed",
            ],
            self.probes.iter().map(|one| {
                vec![
                    one.probe.clone(),
                    one.exact.of.to_string(),
                    show::share(one.exact),
                    one.fail.hit.to_string(),
                    one.fail.false_alarm.to_string(),
                    one.fail.miss.to_string(),
                ]
            }),
        );
        anstream::println!();
        show::table(
            &["decision", "truths", "precision", "recall"],
            [("fail", &self.fail), ("fail or weak", &self.fail_or_weak)].map(|(name, class)| {
                vec![
                    name.to_owned(),
                    class.counts.positives().to_string(),
                    show::share(class.precision),
                    show::share(class.recall),
                ]
            }),
        );
        anstream::println!();
        anstream::println!(
            "{} targets: exactly as expected {}; inconclusive although there was something to see {}; {} requests",
            self.targets,
            show::share(self.exact),
            show::share(self.inconclusive),
            self.requests
        );
        self.took.print();
        for mistake in &self.mistakes {
            anstream::println!("{mistake}");
        }
    }
}
