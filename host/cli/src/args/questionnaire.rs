//! Questions to a supplier out, and answers back in.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Format;

#[derive(Debug, Subcommand)]
pub(crate) enum QuestionnaireCommand {
    /// Write all questions as something that a supplier fills in without an account
    Export(ExportQuestions),
    /// Read what came back into answers.toml
    Import(ImportAnswers),
    /// Sign a file of answers, as the supplier
    Sign(SignAnswers),
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay questionnaire export acme-ai -o questions.html   # opens in any browser, without a network\n  \
    assay questionnaire export acme-ai --format xlsx -o questions.xlsx")]
pub(crate) struct ExportQuestions {
    /// The supplier's folder; what is answered there is filled in
    pub(crate) dossier: PathBuf,
    /// The format
    #[arg(long, value_enum, default_value_t = FormFormat::Html)]
    pub(crate) format: FormFormat,
    /// Also ask the questions of the plugins in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) plugins: Vec<PathBuf>,
    /// File to write; standard output when absent
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormFormat {
    /// One page that works from a local file and gives back a file
    Html,
    /// A workbook with lists to choose from
    Xlsx,
    /// A table
    Csv,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay questionnaire import answers-acme-ai.json --dossier acme-ai --dry-run\n  \
    assay questionnaire import caiq.xlsx --dossier acme-ai --map caiq.toml\n\n\
    Reads what `export` wrote (JSON of the page, xlsx, CSV), VSAQ JSON, tables like those of CAIQ\n\
    and HECVAT, OSCAL assessment results and CycloneDX attestations. Fillers as `x`, `test` or\n\
    `TBD` are no answers. Another answer in the dossier stays unless --replace is given.\n\n\
    Exit status: 0 all taken, 2 something needs a look, 1 error.")]
pub(crate) struct ImportAnswers {
    /// What came back
    pub(crate) file: PathBuf,
    /// The supplier's folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dossier: PathBuf,
    /// Which question of others is which of ours
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// The VSAQ questionnaire that was answered, for its questions
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// Let answers of the file take the place of others in the dossier
    #[arg(long)]
    pub(crate) replace: bool,
    /// Only say what would be taken
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Refuse what is not signed by the supplier; a signature beside the file is checked anyway
    #[arg(long)]
    pub(crate) signed: bool,
    /// Whose signatures count [default: trust.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// Also know the questions of the plugins in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) plugins: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin keygen acme-ai\n  \
    assay questionnaire sign answers-acme-ai.json --supplier acme-ai --key acme-ai.key\n\n\
    The signature lies beside the file as FILE.dsse.json. It says who said it, not that it is true.")]
pub(crate) struct SignAnswers {
    /// The file of answers
    pub(crate) file: PathBuf,
    /// Whose answers they are
    #[arg(long, value_name = "ID")]
    pub(crate) supplier: assay_domain::SupplierId,
    /// The secret key, from `assay plugin keygen`
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
}
