//! The only crate that knows SQL: what is kept of every assessment.

mod view;

pub use view::{
    AssessmentId, AssessmentRow, AssessmentView, FindingState, FindingView, OpenFindings, RunRow,
    SupplierFacts, SupplierRow, SupplierView,
};
