//! The real host with one of the bundled plugins.

use std::{sync::Mutex, time::Duration};

use assay_assessment::{
    Assessment, AssessmentRequest, Conduct, DocumentReader, Gatekeeper, Journal, JournalError,
    Library, Loader, PluginSource, Silent, assess,
};
use assay_catalogue::Catalogue;
use assay_domain::{FactValue, Observation, RunOutcome, Usage};
use assay_sandbox::{CompileWorker, Compiler, Reader, RunReport, Sandbox};
use assay_settings::Settings;
use futures::future::BoxFuture;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tokio::sync::Semaphore;

use crate::{case::Case, error::MeasureError};

/// A host that runs some of the bundled plugins, one case at a time.
pub(crate) struct Host {
    catalogue: Catalogue,
    sandbox: Sandbox,
    library: Library,
    reader: DocumentReader,
    as_of: Date,
}

/// What came of one case.
pub(crate) struct Seen {
    /// What stood up to the host's checks.
    pub(crate) observations: Vec<Observation>,
    /// From instantiating to the end, of all its runs.
    pub(crate) took: Duration,
    /// Requests that were sent.
    pub(crate) requests: u32,
}

impl Host {
    /// Starts a host with the bundled plugins of these names.
    pub(crate) async fn with(plugins: &[&str]) -> Result<Self, MeasureError> {
        let host = |error: &dyn std::fmt::Display| MeasureError::Host(error.to_string());
        let catalogue = Catalogue::load(None).map_err(|error| host(&error))?;
        let sandbox = Sandbox::new(&catalogue.limits).map_err(|error| host(&error))?;
        let sources: Vec<PluginSource> = assay_bundle::PLUGINS
            .iter()
            .filter(|plugin| plugins.contains(&plugin.name))
            .map(|plugin| PluginSource::Bundled {
                name: plugin.name,
                component: plugin.component,
            })
            .collect();
        // Bundled components are compiled in the process, so that this is never started.
        let worker = CompileWorker {
            program: Default::default(),
            arguments: Vec::new(),
        };
        let loader = Loader {
            sandbox: &sandbox,
            cache: None,
            worker: &worker,
            gatekeeper: &Gatekeeper::default(),
        };
        let library = Library::load(&loader, &Settings::default(), &sources)
            .await
            .map_err(|error| host(&error))?;
        let (run, limits) = (catalogue.limits.clone(), catalogue.reader.clone());
        let component = assay_bundle::READER.component;
        let reader = DocumentReader::new(component, move || {
            Reader::load(&run, &limits, None, &Compiler::InProcess, component)
        });
        Ok(Self {
            catalogue,
            sandbox,
            library,
            reader,
            as_of: today(),
        })
    }

    /// Whether one of its plugins declares a point.
    pub(crate) fn looks_at(&self, point: &str) -> bool {
        let plugins = self.library.plugins.iter();
        let mut declared = plugins.flat_map(|loaded| &loaded.plugin.descriptor().points);
        declared.any(|declared| declared.point.as_str() == point)
    }

    /// Assesses one case. A plugin that fails, or whose evidence the host refuses, ends the measuring: there is no figure
    /// for a check that did not run.
    pub(crate) async fn see(&self, item: &str, case: &Case) -> Result<Seen, MeasureError> {
        self.see_again(item, case, &[]).await
    }

    /// The same, of a case of which something was seen before.
    pub(crate) async fn see_again(
        &self,
        item: &str,
        case: &Case,
        earlier: &[Observation],
    ) -> Result<Seen, MeasureError> {
        let (assessment, runs) = self.assess(item, case, earlier).await?;
        let mut took = Duration::ZERO;
        let mut requests = 0;
        for (outcome, usage) in runs {
            if let RunOutcome::Failed { error } = outcome {
                return Err(MeasureError::Run {
                    item: item.to_owned(),
                    detail: error.to_string(),
                });
            }
            took += Duration::from_micros(usage.wall_us);
            requests += usage.requests;
        }
        if let Some(refused) = assessment.security_findings.first() {
            return Err(MeasureError::Evidence {
                item: item.to_owned(),
                detail: format!(
                    "{} at {:?}: {:?}",
                    refused.code, refused.point, refused.detail
                ),
            });
        }
        Ok(Seen {
            observations: assessment.observations,
            took,
            requests,
        })
    }

    /// Assesses one case whatever comes of it, and says how it ended.
    pub(crate) async fn ended(&self, item: &str, case: &Case) -> Result<Ended, MeasureError> {
        let (assessment, runs) = self.assess(item, case, &[]).await?;
        let document = assessment.inputs.documents.first();
        Ok(Ended {
            unreadable: document
                .and_then(|document| document.unreadable())
                .map(str::to_owned),
            failed: runs.iter().find_map(|(outcome, _)| match outcome {
                RunOutcome::Failed { error } => Some(error.kind()),
                RunOutcome::Completed => None,
            }),
        })
    }

    async fn assess(
        &self,
        item: &str,
        case: &Case,
        earlier: &[Observation],
    ) -> Result<(Assessment, Vec<(RunOutcome, Usage)>), MeasureError> {
        let (_folder, dossier) = case.open(item, &self.catalogue.limits)?;
        let runs = Runs::default();
        let request = AssessmentRequest {
            catalogue: &self.catalogue,
            dossier,
            library: &self.library,
            as_of: self.as_of,
            offline: case.endpoint.is_none(),
            carried: &[],
            earlier,
            conduct: &Conduct::default(),
            now: Timestamp::now(),
            sandbox: &self.sandbox,
            reader: &self.reader,
        };
        let places = Semaphore::new(1);
        let assessment = assess(request, &places, &runs, &Silent)
            .await
            .map_err(|error| MeasureError::Host(error.to_string()))?;
        Ok((assessment, runs.into_inner()))
    }
}

/// How a case ended.
pub(crate) struct Ended {
    /// Why its first document has no text, when it has none.
    pub(crate) unreadable: Option<String>,
    /// The kind of error of the first run that failed.
    pub(crate) failed: Option<&'static str>,
}

/// The day of every assessment here.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

impl Seen {
    /// Observations at one point.
    pub(crate) fn at(&self, point: &str) -> impl Iterator<Item = &Observation> {
        self.observations
            .iter()
            .filter(move |observation| observation.point.as_str() == point)
    }
}

/// The text of a fact.
pub(crate) fn text<'a>(observation: &'a Observation, name: &str) -> Option<&'a str> {
    observation.facts.iter().find_map(|fact| match &fact.value {
        FactValue::Text(text) if fact.name.expose() == name => Some(text.expose()),
        _ => None,
    })
}

/// A yes-no fact.
pub(crate) fn yes_no(observation: &Observation, name: &str) -> Option<bool> {
    observation.facts.iter().find_map(|fact| match fact.value {
        FactValue::YesNo(yes) if fact.name.expose() == name => Some(yes),
        _ => None,
    })
}

/// A number in percent, as a share of one.
pub(crate) fn share(observation: &Observation, name: &str) -> Option<f64> {
    observation.facts.iter().find_map(|fact| match &fact.value {
        FactValue::Number(number) if fact.name.expose() == name => {
            Some(number.value as f64 / 10_f64.powi(i32::from(number.decimals)) / 100.0)
        }
        _ => None,
    })
}

/// Keeps how each run ended and what it used.
#[derive(Default)]
pub(crate) struct Runs(Mutex<Vec<(RunOutcome, Usage)>>);

impl Runs {
    pub(crate) fn into_inner(self) -> Vec<(RunOutcome, Usage)> {
        self.0.into_inner().unwrap_or_default()
    }
}

impl Journal for Runs {
    fn keep<'a>(
        &'a self,
        report: &'a RunReport,
        _: &'a [u8],
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        if let Ok(mut runs) = self.0.lock() {
            runs.push((report.record.outcome.clone(), report.usage.clone()));
        }
        Box::pin(async { Ok(()) })
    }
}
