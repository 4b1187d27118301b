//! Projects for plugin authors.
//!
//! [`create`] writes a project that builds at once: the SDK and the contract lie in it, since neither is published anywhere.
//! [`Project::build`] drives the tool of the project's language and says where the component is. Nothing of a project is
//! compiled or run by the host itself: what comes out is a stranger's component like any other.

mod build;
mod create;
mod embedded;
mod error;
mod language;
mod name;
mod project;
mod template;

pub use build::{Built, COMPONENTIZE_PY, COMPONENTIZE_QJS};
pub use create::create;
pub use error::ScaffoldError;
pub use language::{Kind, Language};
pub use name::ProjectName;
pub use project::Project;
