//! What came back, before anybody decided what of it is an answer.

use assay_domain::Untrusted;
use jiff::civil::Date;

/// The contents of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// The supplier that the file names, when it names one.
    pub supplier: Option<Untrusted>,
    /// What it says, in its order.
    pub given: Vec<Given>,
}

/// What was written for one question. Ids and texts are those of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The file was made of our questions, so its ids are ours. The same word in a file of others is another question: `deletion` of
    /// an OSCAL catalogue is not what a plugin asks by that id.
    pub ours: bool,
    /// The id in the file.
    pub id: Untrusted,
    /// The question in the words of the file.
    pub question: Option<Untrusted>,
    /// The answer; blank when there is none.
    pub value: Untrusted,
    /// What stands beside it.
    pub comment: Option<Untrusted>,
    /// Names of documents that it points to.
    pub documents: Vec<Untrusted>,
    /// When it was given.
    pub answered_on: Option<Date>,
    /// Who gave it.
    pub answered_by: Option<Untrusted>,
}
