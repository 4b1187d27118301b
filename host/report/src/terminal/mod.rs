//! Tables for a terminal, or for a pipe.

mod ai_act;
mod assessment;
mod evidence;
mod explain;
mod findings;
mod gap;
mod page;
mod plugin;
mod reading;
mod register;
mod trial;
mod upgrade;

pub use assessment::assessment;
pub use explain::explain;
pub use gap::gaps;
pub use page::Page;
pub use plugin::{conducts, plugin, plugins};
pub use reading::reading;
pub use register::{history, suppliers};
pub use trial::{bench, cases, run};
pub use upgrade::upgrade;
