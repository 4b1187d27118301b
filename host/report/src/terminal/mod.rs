//! Tables for a terminal, or for a pipe.

mod account;
mod ai_act;
mod answers;
mod assessment;
mod diff;
mod due;
mod evidence;
mod explain;
mod findings;
mod gap;
mod log;
mod page;
mod plugin;
mod portfolio;
mod position;
mod reading;
mod register;
mod trial;
mod upgrade;

pub use account::accounts;
pub use answers::{AnswerRow, answers};
pub use assessment::assessment;
pub use diff::diff;
pub use due::due;
pub use explain::explain;
pub use gap::gaps;
pub use log::{log, log_check, log_head};
pub use page::Page;
pub use plugin::{conducts, plugin, plugin_name, plugins};
pub use portfolio::portfolio;
pub use position::position;
pub use reading::reading;
pub use register::{history, suppliers};
pub use trial::{bench, cases, run};
pub use upgrade::upgrade;
