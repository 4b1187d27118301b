//! Keeps finished runs in the register.

use assay_assessment::{Journal, JournalError};
use assay_register::Register;
use assay_sandbox::RunReport;
use futures::future::BoxFuture;

/// A run is stored as soon as it has ended.
pub(crate) struct RegisterJournal<'a>(pub(crate) &'a Register);

impl Journal for RegisterJournal<'_> {
    fn keep<'a>(
        &'a self,
        report: &'a RunReport,
        component: &'a [u8],
    ) -> BoxFuture<'a, Result<(), JournalError>> {
        Box::pin(async move {
            self.0
                .store_run(&report.record, &report.usage, &report.bodies, component)
                .await
                .map(drop)
                .map_err(|error| JournalError(error.to_string()))
        })
    }
}
