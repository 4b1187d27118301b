//! Assessments that somebody started from the page. One at a time for each supplier.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use assay_domain::{Person, SupplierId};
use serde::Serialize;
use tokio::sync::watch;

use crate::office::{Office, Watcher};

/// How far an assessment is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Job {
    /// Runs that are planned; none until the plugins are known.
    pub(crate) planned: usize,
    /// What has ended, in the order of its end.
    pub(crate) lines: Vec<String>,
    /// How it ended: nothing while it runs, an empty text when it went well.
    pub(crate) ended: Option<String>,
}

/// The latest assessment of each supplier since the service was started.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<BTreeMap<SupplierId, watch::Receiver<Job>>>);

struct Told(watch::Sender<Job>);

impl Watcher for Told {
    fn planned(&self, runs: usize) {
        self.0.send_modify(|job| job.planned = runs);
    }

    fn finished(&self, line: String) {
        self.0.send_modify(|job| job.lines.push(line));
    }
}

impl Jobs {
    /// The latest assessment of a supplier, if there was one.
    pub(crate) fn of(&self, supplier: &SupplierId) -> Option<watch::Receiver<Job>> {
        self.lock().get(supplier).cloned()
    }

    /// Starts an assessment, unless one is running. It goes on when whoever started it leaves.
    pub(crate) fn start(&self, office: Arc<dyn Office>, supplier: SupplierId, by: Person) {
        let mut jobs = self.lock();
        if let Some(job) = jobs.get(&supplier)
            && job.borrow().ended.is_none()
            && job.has_changed().is_ok()
        {
            return;
        }
        let (sender, receiver) = watch::channel(Job::default());
        jobs.insert(supplier.clone(), receiver);
        tokio::spawn(async move {
            let told = Told(sender);
            let result = office.assess(&supplier, &by, &told).await;
            let words = result.err().map(|error| error.to_string());
            told.0
                .send_modify(|job| job.ended = Some(words.unwrap_or_default()));
        });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<SupplierId, watch::Receiver<Job>>> {
        self.0.lock().expect("nobody panics while holding the jobs")
    }
}
