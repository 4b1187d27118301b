//! What people decide, and what time does.

use std::path::PathBuf;

use assay_domain::{Digest, Money, Person, Response, Severity, SupplierId};
use clap::{Args, Subcommand, ValueEnum};
use jiff::{Span, civil::Date};

use super::{Format, REGISTER};

/// Where the register lies.
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// Register file
    #[arg(long, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
}

/// Which day is taken for today.
#[derive(Debug, Args)]
pub(crate) struct When {
    /// The day to look from [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
}

/// Who decides. The register writes it down as it is given: whoever can write the file can claim to be anybody. Where that is not
/// enough, people work through `assay serve`, which knows who signed in.
#[derive(Debug, Args)]
pub(crate) struct Who {
    /// Who decides, for the audit log
    #[arg(long, value_name = "PERSON", env = "ASSAY_PERSON")]
    pub(crate) by: Person,
    #[command(flatten)]
    pub(crate) place: Where,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  assay status acme-ai\n  assay status acme-ai --as-of 2027-06-30   # a certificate may have lapsed by then\n\n\
    Exit status: 0 approve, 2 conditional, 3 undecided, 4 reject, 1 error."
)]
pub(crate) struct Standing {
    /// The supplier's id
    pub(crate) supplier: SupplierId,
    #[command(flatten)]
    pub(crate) when: When,
    #[command(flatten)]
    pub(crate) place: Where,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay due                       # what is overdue or due today\n  \
    assay due --within 30d          # and in the next 30 days\n  \
    assay due --within 1y --format ics -o due.ics    # a calendar to subscribe to\n\n\
    Exit status: 0 nothing is due, 2 something comes due, 3 something is overdue, 1 error.")]
pub(crate) struct Due {
    /// Look ahead so far: 30d, 6w, 3mo, 1y
    #[arg(long, value_name = "SPAN", default_value = "0d", value_parser = span)]
    pub(crate) within: Span,
    /// Of this supplier alone
    #[arg(long)]
    pub(crate) supplier: Option<SupplierId>,
    /// Of this owner alone
    #[arg(long, value_name = "PERSON")]
    pub(crate) owner: Option<Person>,
    /// Supplier folders whose documents are compared with those that were assessed
    #[arg(long, value_name = "DIR", num_args = 1..)]
    pub(crate) dossiers: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) when: When,
    #[command(flatten)]
    pub(crate) place: Where,
    /// What to write
    #[arg(long, value_enum, default_value_t = DueFormat::Table)]
    pub(crate) format: DueFormat,
    /// File to write; standard output when absent
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What a due list is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DueFormat {
    /// For people
    Table,
    /// For machines
    Json,
    /// An iCalendar feed
    Ics,
}

/// Days, weeks, months or years, as people write them.
fn span(text: &str) -> Result<Span, String> {
    let span: Span = text
        .parse()
        .map_err(|error: jiff::Error| format!("{error}; write 30d, 6w, 3mo or 1y"))?;
    if span.is_negative() {
        return Err("look ahead, not back: write 30d, 6w, 3mo or 1y".to_owned());
    }
    Ok(span)
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay diff acme-ai#1 acme-ai#2\n  \
    assay diff acme-ai@2026-01-01 acme-ai@2026-06-30    # those in force on two days\n\n\
    Exit status: 0 nothing is worse, 2 something cannot be told, 3 something is worse, 1 error.")]
pub(crate) struct DiffSides {
    /// The earlier side: SUPPLIER#NUMBER or SUPPLIER@DAY
    #[arg(value_name = "BEFORE")]
    pub(crate) before: String,
    /// The later side
    #[arg(value_name = "AFTER")]
    pub(crate) after: String,
    #[command(flatten)]
    pub(crate) place: Where,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay portfolio")]
pub(crate) struct PortfolioArgs {
    #[command(flatten)]
    pub(crate) when: When,
    #[command(flatten)]
    pub(crate) place: Where,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:\n  \
    assay treat plan acme-ai risk:assist/r1 avoid 'do without it' --owner omar --due 2027-03-31\n  \
    assay treat done acme-ai 1 'amendment 2 signed' --by omar")]
pub(crate) enum TreatCommand {
    /// Plan a treatment
    Plan {
        /// The supplier's id
        supplier: SupplierId,
        /// finding:DIGITS, risk:SYSTEM/SCENARIO, gate:SYSTEM/GATE or supplier
        subject: String,
        /// How
        #[arg(value_enum)]
        response: ResponseWord,
        /// What is to be done
        description: String,
        /// Who carries it
        #[arg(long, value_name = "PERSON")]
        owner: Person,
        /// The last day on which it is in time; the supplier is undecided when it passes
        #[arg(long, value_name = "YYYY-MM-DD")]
        due: Date,
        /// What it costs, for example `12000 EUR`
        #[arg(long, value_name = "AMOUNT")]
        cost: Option<Money>,
        #[command(flatten)]
        who: Who,
    },
    /// Say that a treatment is done; only evidence closes what it was about
    Done {
        /// The supplier's id
        supplier: SupplierId,
        /// The number of the treatment
        number: u32,
        /// What was done
        note: String,
        #[command(flatten)]
        who: Who,
    },
    /// Give a treatment up
    Withdraw {
        /// The supplier's id
        supplier: SupplierId,
        /// The number of the treatment
        number: u32,
        /// Why
        note: String,
        #[command(flatten)]
        who: Who,
    },
}

/// The response to a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResponseWord {
    /// Make it smaller
    Mitigate,
    /// Let another carry it
    Transfer,
    /// Do without what brings it
    Avoid,
    /// Carry it knowingly
    Accept,
}

impl From<ResponseWord> for Response {
    fn from(word: ResponseWord) -> Self {
        match word {
            ResponseWord::Mitigate => Self::Mitigate,
            ResponseWord::Transfer => Self::Transfer,
            ResponseWord::Avoid => Self::Avoid,
            ResponseWord::Accept => Self::Accept,
        }
    }
}

#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:\n  \
    assay waive request acme-ai risk:assist/r1 --reason why --scope drafts --expires 2027-03-31\n  \
    assay waive approve acme-ai 1 --by omar\n\n\
    A waiver is stale as soon as the residual risk or the evidence changes. It never makes a decision better than conditional.")]
pub(crate) enum WaiveCommand {
    /// Ask for a waiver
    Request {
        /// The supplier's id
        supplier: SupplierId,
        /// finding:DIGITS, risk:SYSTEM/SCENARIO or gate:SYSTEM/GATE
        subject: String,
        /// Why it may be
        #[arg(long)]
        reason: String,
        /// For which use it holds
        #[arg(long)]
        scope: String,
        /// The last day on which it holds: 12 months ahead at most, 6 for tier 1
        #[arg(long, value_name = "YYYY-MM-DD")]
        expires: Date,
        #[command(flatten)]
        when: When,
        #[command(flatten)]
        who: Who,
    },
    /// Approve what somebody else asked for
    Approve(WaiverNumber),
    /// Refuse it
    Refuse(WaiverNumber),
    /// Take a waiver back
    Withdraw(WaiverNumber),
}

#[derive(Debug, Args)]
pub(crate) struct WaiverNumber {
    /// The supplier's id
    pub(crate) supplier: SupplierId,
    /// The number of the waiver
    pub(crate) number: u32,
    #[command(flatten)]
    pub(crate) who: Who,
}

#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:\n  \
    assay finding assign acme-ai 3f9a0c --owner omar --due 2027-01-31 --by mira\n  \
    assay finding comment acme-ai finding:3f9a0c 'asked for the amendment' --by mira\n  \
    assay finding reply acme-ai finding:3f9a0c 'fixed in version 4' --by ines@acme.example\n  \
    assay finding rule acme-ai 3f9a0c --dismiss --reason 'another host' --by omar")]
pub(crate) enum CaseCommand {
    /// Give a finding an owner and a due date
    Assign {
        /// The supplier's id
        supplier: SupplierId,
        /// The first digits of the finding's fingerprint
        finding: String,
        /// Who looks after it
        #[arg(long, value_name = "PERSON")]
        owner: Option<Person>,
        /// Until when it is to be settled; the supplier is undecided when it passes
        #[arg(long, value_name = "YYYY-MM-DD")]
        due: Option<Date>,
        #[command(flatten)]
        who: Who,
    },
    /// Write down a comment of the buyer
    Comment {
        /// The supplier's id
        supplier: SupplierId,
        /// finding:DIGITS, risk:SYSTEM/SCENARIO, gate:SYSTEM/GATE or supplier
        subject: String,
        /// What is said
        text: String,
        #[command(flatten)]
        who: Who,
    },
    /// Write down what the supplier says to it; it changes nothing, only evidence does
    Reply {
        /// The supplier's id
        supplier: SupplierId,
        /// finding:DIGITS, risk:SYSTEM/SCENARIO, gate:SYSTEM/GATE or supplier
        subject: String,
        /// What is said
        text: String,
        #[command(flatten)]
        who: Who,
    },
    /// Override a finding as a reviewer, with a reason
    Rule(RulingArgs),
}

#[derive(Debug, Args)]
pub(crate) struct RulingArgs {
    /// The supplier's id
    pub(crate) supplier: SupplierId,
    /// The first digits of the finding's fingerprint
    pub(crate) finding: String,
    #[command(flatten)]
    pub(crate) kind: RulingChoice,
    /// Why
    #[arg(long)]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) who: Who,
}

/// What is ruled: one of three.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct RulingChoice {
    /// The finding is right
    #[arg(long)]
    pub(crate) uphold: bool,
    /// The finding is wrong; it stays open and conditional until evidence closes it
    #[arg(long)]
    pub(crate) dismiss: bool,
    /// It is worse or milder: info, low, medium, high or critical; a milder one is shown and changes nothing
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(crate) severity: Option<Severity>,
}

fn severity(text: &str) -> Result<Severity, String> {
    Severity::parse(text).ok_or_else(|| "write info, low, medium, high or critical".to_owned())
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  assay incident acme-ai --on 2026-11-02 'prompts of other customers were shown' --by mira"
)]
pub(crate) struct Incident {
    /// The supplier's id
    pub(crate) supplier: SupplierId,
    /// What happened
    pub(crate) text: String,
    /// The day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) on: Date,
    #[command(flatten)]
    pub(crate) who: Who,
}

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  \
    assay log                       # the latest lines\n  \
    assay log --supplier acme-ai    # those about one supplier\n  \
    assay log head                  # what to keep elsewhere, so that a rewritten log shows\n  \
    assay log verify --head sha256:...\n\n\
    Exit status of verify: 0 the log is whole, 4 something does not fit, 1 error."
)]
pub(crate) struct Log {
    #[command(subcommand)]
    pub(crate) command: Option<LogCommand>,
    /// Of this supplier alone
    #[arg(long)]
    pub(crate) supplier: Option<SupplierId>,
    /// How many lines
    #[arg(long, value_name = "LINES", default_value_t = 50)]
    pub(crate) limit: u32,
    /// Register file
    #[arg(long, global = true, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
    /// What to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Print the number and digest of the newest line
    Head,
    /// Check that no line was changed, removed or put in, and that the register holds what the log says
    Verify {
        /// A digest that was kept elsewhere
        #[arg(long, value_name = "sha256:...")]
        head: Option<Digest>,
    },
}
