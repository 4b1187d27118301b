//! The command line.

mod oversight;
pub(crate) mod pack;
mod plugin;
mod questionnaire;
mod serve;

use std::path::PathBuf;

use assay_domain::{Digest, Person, SupplierId, Tier};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub(crate) use oversight::{
    CaseCommand, DiffSides, Due, DueFormat, Incident, Log, LogCommand, PortfolioArgs, RulingArgs,
    Standing, TreatCommand, WaiveCommand,
};
pub(crate) use pack::PackCommand;
pub(crate) use plugin::{
    Add, Bench, Build, Consent, Inspect, Keygen, Lang, List, Load, Login, New, Origin,
    PluginCommand, ProjectKind, Pull, Push, Remove, RunOnce, Save, Sign, Test, Verify,
};
pub(crate) use questionnaire::{
    ExportQuestions, FormFormat, ImportAnswers, QuestionnaireCommand, SignAnswers,
};
pub(crate) use serve::{Account, AccountCommand, Scope, Serve};

/// Where the register lies when nobody says otherwise.
const REGISTER: &str = "register.db";

/// Due diligence on AI suppliers with sandboxed plugins and a risk register.
#[derive(Debug, Parser)]
#[command(
    name = "assay",
    version,
    after_help = "Exit status: 0 approve or done, 2 conditional, 3 undecided, 4 reject, 1 error.\n\n\
                  Start here:  assay demo\n\
                  Then:        assay init my-supplier && assay assess my-supplier"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What several commands take.
#[derive(Debug, Args)]
pub(crate) struct Shared {
    /// Folder with catalogue files (policy.toml, limits.toml, points-contract.toml, ...) that replace the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
    /// Folder for compiled plugins; it must be yours alone
    #[arg(long, global = true, value_name = "DIR", env = "ASSAY_CACHE")]
    pub(crate) cache: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a commented supplier folder to start from
    Init(Init),
    /// Questions to a supplier out, and its answers back in
    Questionnaire {
        #[command(subcommand)]
        command: QuestionnaireCommand,
    },
    /// Assess suppliers and enter the result into the register
    Assess(Assess),
    /// Read the register
    Register(Register),
    /// Write a supplier's report
    Report(Report),
    /// What is missing, in the columns policy, process, documents and technical controls, the worst risk first
    Gap(Gap),
    /// Print the catalogue as a checklist for a person
    Checklist(Checklist),
    /// Print what covers each duty of the mission
    #[command(after_help = "Example:\n  assay mission")]
    Mission,
    /// Where a supplier stands today: time and what people decided included
    Status(Standing),
    /// What is due or stale, with an exit status for a scheduler
    Due(Due),
    /// What changed between two assessments of a supplier
    Diff(DiffSides),
    /// All suppliers together: decisions, risks, concentration, ageing, trend
    Portfolio(PortfolioArgs),
    /// Treatment plans: mitigate, transfer, avoid, accept
    Treat {
        #[command(subcommand)]
        command: TreatCommand,
    },
    /// Waivers: asked for by one person, approved by another, for a time
    Waive {
        #[command(subcommand)]
        command: WaiveCommand,
    },
    /// Findings: owner, due date, comments, the supplier's reply, a reviewer's ruling
    Finding {
        #[command(subcommand)]
        command: CaseCommand,
    },
    /// Enter an incident at a supplier; a new assessment is due from its day on
    Incident(Incident),
    /// The audit log
    Log(Log),
    /// The register as a web page and an API
    Serve(Serve),
    /// Who may work with the register through the page and the API
    Account(Account),
    /// Print the arithmetic of a risk, control, point, gate or finding
    Explain(Explain),
    /// Print what plugins get to read of a document, with the place of every part
    Read(Read),
    /// Do a recorded run again, without network, and compare every byte
    Replay(Replay),
    /// Plugins: look at them, let them in, sign them
    Plugin {
        #[command(subcommand)]
        command: PluginCommand,
    },
    /// Check packs: checks as data, written in minutes and made into plugins
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
    /// Assess three example suppliers for real
    Demo(Demo),
    /// Print the JSON Schema of the JSON report
    Schema,
    /// Compile a component from standard input (used by this program itself)
    #[command(hide = true)]
    CompileWorker,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  assay init acme-ai\n  $EDITOR acme-ai/supplier.toml acme-ai/answers.toml"
)]
pub(crate) struct Init {
    /// Folder to write; its name becomes the supplier's id
    #[arg(value_name = "NAME")]
    pub(crate) folder: PathBuf,
    /// Also ask the questions of the plugins in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) plugins: Vec<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay assess acme-ai\n  \
    assay assess suppliers/* --offline --format json\n  \
    assay assess acme-ai --plugins checks/ --unlocked --out reports/\n\n\
    Exit status: the worst decision. 0 approve, 2 conditional, 3 undecided, 4 reject, 1 error.")]
pub(crate) struct Assess {
    #[command(flatten)]
    pub(crate) order: Order,
    #[command(flatten)]
    pub(crate) plugins: Plugins,
    /// Assess again whenever a plugin, its settings or a dossier changes, until interrupted
    #[arg(long)]
    pub(crate) watch: bool,
}

/// Whom to assess, and where the result goes.
#[derive(Debug, Args)]
pub(crate) struct Order {
    /// Supplier folders
    #[arg(required = true, value_name = "DOSSIER")]
    pub(crate) dossiers: Vec<PathBuf>,
    /// Register file; made when it is not there
    #[arg(long, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
    /// The day for which the assessment is made [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// Who has it made, for the audit log
    #[arg(long, value_name = "PERSON", env = "ASSAY_PERSON")]
    pub(crate) by: Option<Person>,
    /// Send no request; what would have needed one stays unknown
    #[arg(long)]
    pub(crate) offline: bool,
    /// Try plugins again that are in quarantine because they failed three times in a row
    #[arg(long)]
    pub(crate) no_quarantine: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Folder to write the HTML, JSON and CSV report of each supplier to
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Which plugins of other people take part, and with what.
#[derive(Debug, Clone, Args)]
pub(crate) struct Plugins {
    #[command(flatten)]
    pub(crate) strangers: Strangers,
    /// Let plugins take part that are not in the lock file; the result says so
    #[arg(long)]
    pub(crate) unlocked: bool,
    /// Settings of plugins, a table for each [default: settings.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
}

/// Plugins besides the built-in ones.
#[derive(Debug, Clone, Args)]
pub(crate) struct Strangers {
    /// Folder of `.wasm` plugins besides the built-in ones and those that `assay plugin add` let in
    #[arg(long = "plugins", value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Digest of a plugin that you vouch for: what it passes counts, and it may probe
    #[arg(long, value_name = "sha256:...")]
    pub(crate) vouch: Vec<Digest>,
    #[command(flatten)]
    pub(crate) house: House,
}

/// The files in which the operator says which plugins of other people may run.
#[derive(Debug, Clone, Args)]
pub(crate) struct House {
    /// Which plugins were let in, and what each may use; they lie in the folder `assay-plugins` beside it
    #[arg(long, value_name = "FILE", default_value = "assay.lock")]
    pub(crate) lock: PathBuf,
    /// Whose signatures count [default: trust.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  assay register list\n  assay register show acme-ai\n  assay register history acme-ai\n  assay register plugins"
)]
pub(crate) struct Register {
    #[command(subcommand)]
    pub(crate) command: RegisterCommand,
    /// Register file
    #[arg(long, global = true, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
    /// What to print
    #[arg(long, global = true, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RegisterCommand {
    /// Every supplier with its latest decision
    List,
    /// The latest assessment of a supplier
    Show {
        /// The supplier's id
        supplier: SupplierId,
    },
    /// Every plugin that took part: how often, how often it failed, and whether it is in quarantine
    Plugins,
    /// Every assessment of a supplier
    History {
        /// The supplier's id
        supplier: SupplierId,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay report acme-ai --format html -o acme-ai.html\n  \
    assay report acme-ai --format xlsx -o acme-ai.xlsx\n  \
    assay report acme-ai --format pdf -o acme-ai.pdf\n  \
    assay report acme-ai --format oscal-ar -o acme-ai.oscal.json\n\n\
    html and json are of the latest assessment; the others are of the day given, with treatments and waivers.")]
pub(crate) struct Report {
    /// The supplier's id
    pub(crate) supplier: SupplierId,
    /// The format
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub(crate) format: ReportFormat,
    /// The day to look from [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// File to write; standard output when absent
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Register file
    #[arg(long, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  assay gap acme-ai\n  assay gap acme-ai --format html -o acme-ai-gaps.html"
)]
pub(crate) struct Gap {
    /// The supplier's id
    pub(crate) supplier: SupplierId,
    /// The format
    #[arg(long, value_enum, default_value_t = GapFormat::Table)]
    pub(crate) format: GapFormat,
    /// File to write; standard output when absent
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Register file
    #[arg(long, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay checklist --tier 2 -o checklist.md\n  \
    assay checklist --framework eu-ai-act --format csv -o eu-ai-act.csv\n\n\
    Frameworks: iso42001, api, dd, eu-ai-act, nist-ai-rmf, other-certificates.")]
pub(crate) struct Checklist {
    /// The format
    #[arg(long, value_enum, default_value_t = ChecklistFormat::Md)]
    pub(crate) format: ChecklistFormat,
    /// Only what is expected in this tier
    #[arg(long, value_name = "1-4", value_enum)]
    pub(crate) tier: Option<TierNumber>,
    /// Only this framework
    #[arg(long, value_name = "ID")]
    pub(crate) framework: Option<String>,
    /// File to write; standard output when absent
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay explain r1 --supplier acme-ai\n  \
    assay explain breach-notice --supplier acme-ai\n  \
    assay explain 3f9a0c (the first digits of a finding)")]
pub(crate) struct Explain {
    /// A scenario, control, point, gate, the first digits of a finding's fingerprint, `tier`, `coverage` or `decision`
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// The supplier; may be left out when the register has one
    #[arg(long)]
    pub(crate) supplier: Option<SupplierId>,
    /// The AI system; may be left out when the supplier has one
    #[arg(long)]
    pub(crate) system: Option<String>,
    /// Register file
    #[arg(long, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay read acme-ai/evidence/contract.pdf")]
pub(crate) struct Read {
    /// A PDF, DOCX, XLSX, HTML, Markdown or text file
    pub(crate) file: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay replay 1c0ffee (the first digits of a run)")]
pub(crate) struct Replay {
    /// The run, or its first digits
    #[arg(value_name = "RUN")]
    pub(crate) run: String,
    /// Register file
    #[arg(long, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  assay demo --out demo/   (keeps the dossiers, the register and the reports)"
)]
pub(crate) struct Demo {
    /// Folder to keep everything in; must be new or empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The day for which it is shown; the examples are dated to suit it [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// What a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For machines
    Json,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One self-contained, printable page
    Html,
    /// By the published JSON Schema
    Json,
    /// Risks, the columns of NIST IR 8286 first
    Csv,
    /// The same with a matrix, findings and treatments, as a workbook
    Xlsx,
    /// Pages to print and to file
    Pdf,
    /// For a wiki or a ticket
    Markdown,
    /// OSCAL assessment results
    OscalAr,
    /// OSCAL plan of action and milestones
    OscalPoam,
    /// SARIF 2.1.0
    Sarif,
    /// CycloneDX attestations, contradictions as counter-claims
    Cyclonedx,
    /// JUnit XML for a pipeline: what is not known is an error
    Junit,
}

/// What a gap assessment is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GapFormat {
    /// For people
    Table,
    /// For machines
    Json,
    /// One self-contained, printable page
    Html,
}

/// What a checklist is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChecklistFormat {
    /// To be printed and ticked
    Md,
    /// To be filled in with a spreadsheet
    Csv,
}

/// A tier by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TierNumber {
    /// Critical
    #[value(name = "1")]
    One,
    /// Important
    #[value(name = "2")]
    Two,
    /// Ordinary
    #[value(name = "3")]
    Three,
    /// Minor
    #[value(name = "4")]
    Four,
}

impl From<TierNumber> for Tier {
    fn from(number: TierNumber) -> Self {
        match number {
            TierNumber::One => Self::T1,
            TierNumber::Two => Self::T2,
            TierNumber::Three => Self::T3,
            TierNumber::Four => Self::T4,
        }
    }
}
