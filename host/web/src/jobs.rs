//! Assessments that somebody started from the page. One at a time for each supplier.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use assay_domain::{Person, SupplierId};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::watch;

use crate::office::{Office, Watcher};

/// How far an assessment is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
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

/// Whatever ends an assessment, nobody waits for it any longer.
impl Drop for Told {
    fn drop(&mut self) {
        self.0.send_modify(|job| {
            job.ended
                .get_or_insert_with(|| "it was stopped in the midst".to_owned());
        });
    }
}

impl Jobs {
    /// The latest assessment of a supplier, if there was one.
    pub(crate) fn of(&self, supplier: &SupplierId) -> Option<watch::Receiver<Job>> {
        self.lock().get(supplier).cloned()
    }

    /// Starts an assessment, unless one is running. It goes on when whoever started it leaves.
    pub(crate) fn start(
        &self,
        office: Arc<dyn Office>,
        supplier: SupplierId,
        by: Person,
    ) -> watch::Receiver<Job> {
        let mut jobs = self.lock();
        if let Some(job) = jobs.get(&supplier)
            && job.borrow().ended.is_none()
        {
            return job.clone();
        }
        let (sender, receiver) = watch::channel(Job::default());
        jobs.insert(supplier.clone(), receiver.clone());
        tokio::spawn(async move {
            let told = Told(sender);
            let result = office.assess(&supplier, &by, &told).await;
            let words = result.err().map(|error| error.to_string());
            told.0
                .send_modify(|job| job.ended = Some(words.unwrap_or_default()));
        });
        receiver
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<SupplierId, watch::Receiver<Job>>> {
        self.0.lock().expect("nobody panics while holding the jobs")
    }
}

#[cfg(test)]
mod tests {
    use assay_questionnaire::{Form, Returned, Taking};
    use assay_report::plugin::{ConductRow, PluginView};

    use super::*;
    use crate::office::{DocumentText, Done};

    /// An office in which something breaks as soon as it is asked to assess; it is asked for nothing else.
    struct Broken;

    impl Office for Broken {
        fn has(&self, _: &SupplierId) -> bool {
            true
        }
        fn assess<'a>(
            &'a self,
            _: &'a SupplierId,
            _: &'a Person,
            told: &'a dyn Watcher,
        ) -> Done<'a, ()> {
            Box::pin(async move {
                told.planned(3);
                panic!("a part of the program broke")
            })
        }
        fn form<'a>(&'a self, _: &'a SupplierId) -> Done<'a, Form> {
            unreachable!()
        }
        fn answer<'a>(&'a self, _: &'a SupplierId, _: Returned) -> Done<'a, Taking> {
            unreachable!()
        }
        fn document<'a>(&'a self, _: &'a SupplierId, _: &'a str) -> Done<'a, DocumentText> {
            unreachable!()
        }
        fn receive<'a>(&'a self, _: &'a SupplierId, _: &'a str, _: Vec<u8>) -> Done<'a, String> {
            unreachable!()
        }
        fn plugins(&self) -> Done<'_, (Vec<PluginView>, Vec<ConductRow>)> {
            unreachable!()
        }
    }

    #[tokio::test]
    async fn an_assessment_that_breaks_has_ended_and_can_be_started_again() {
        let jobs = Jobs::default();
        let supplier: SupplierId = "acme".parse().unwrap();
        let by: Person = "mira".parse().unwrap();
        for _ in 0..2 {
            jobs.start(Arc::new(Broken), supplier.clone(), by.clone());
            let mut job = jobs.of(&supplier).unwrap();
            let ended = job.wait_for(|job| job.ended.is_some()).await.unwrap();
            assert_eq!(ended.planned, 3);
            assert!(ended.ended.as_ref().unwrap().contains("stopped"));
        }
    }
}
