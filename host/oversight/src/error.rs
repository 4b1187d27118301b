//! What a person at the desk cannot do, and what they can do instead.

use assay_domain::{Subject, SupplierId, Tier};
use assay_register::RegisterError;
use jiff::civil::Date;

/// Why something was not done.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum OversightError {
    /// The register refused or failed.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// There is no such supplier.
    #[error("the register has no supplier `{supplier}`")]
    #[diagnostic(help("`assay register list` shows who is in it"))]
    UnknownSupplier {
        /// Who was asked for.
        supplier: SupplierId,
    },
    /// The supplier has no such finding, risk or gate.
    #[error("{supplier} has no {subject}")]
    #[diagnostic(help(
        "`assay register show {supplier}` lists findings, risks and gates; a finding is named by the first digits of its fingerprint"
    ))]
    NoSubject {
        /// The supplier.
        supplier: SupplierId,
        /// What was named.
        subject: String,
    },
    /// Several findings begin so.
    #[error("several findings of {supplier} begin with `{prefix}`")]
    #[diagnostic(help("write more digits of the fingerprint"))]
    AmbiguousFinding {
        /// The supplier.
        supplier: SupplierId,
        /// What was written.
        prefix: String,
    },
    /// Not the name of a subject.
    #[error("`{text}` names nothing that can be decided about")]
    #[diagnostic(help(
        "write `supplier`, `finding:DIGITS`, `risk:SYSTEM/SCENARIO` or `gate:SYSTEM/GATE`"
    ))]
    NotASubject {
        /// What was written.
        text: String,
    },
    /// Nothing may waive it.
    #[error("{subject} cannot be waived: {why}")]
    #[diagnostic(help(
        "treat it, or do without the supplier; which gates may be waived is policy: `waivable` in policy.toml"
    ))]
    NotWaivable {
        /// What was asked for.
        subject: Subject,
        /// Why not.
        why: &'static str,
    },
    /// It would hold for too long.
    #[error("a waiver of {tier} holds until {latest} at most, not until {asked}")]
    #[diagnostic(help("ask for a shorter one; it can be asked for anew when it ends"))]
    TooLong {
        /// The tier.
        tier: Tier,
        /// The last day.
        latest: Date,
        /// What was asked for.
        asked: Date,
    },
    /// It would have ended already.
    #[error("{day} is past: it is {today}")]
    Past {
        /// The day that was given.
        day: Date,
        /// Today.
        today: Date,
    },
    /// A decision without a reason.
    #[error("no {what} is given")]
    #[diagnostic(help("whoever reads it in a year has nothing but these words"))]
    NoReason {
        /// What is missing.
        what: &'static str,
    },
    /// Text that nobody would write by hand.
    #[error("the text has {length} bytes; at most {most} are kept")]
    TextTooLong {
        /// How many it has.
        length: usize,
        /// How many it may have.
        most: usize,
    },
}
