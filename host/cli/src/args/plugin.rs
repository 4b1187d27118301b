//! `assay plugin ...`

use std::{path::PathBuf, str::FromStr};

use clap::{Args, Subcommand, ValueEnum};

use assay_domain::{Digest, PluginId};
use assay_registry::{Reference, RegistryError};
use jiff::civil::Date;

use super::{Format, House, Strangers};

#[derive(Debug, Subcommand)]
pub(crate) enum PluginCommand {
    /// Make a project of a plugin that builds at once
    New(New),
    /// Make a component of a project
    Build(Build),
    /// The plugins that would take part
    List(List),
    /// Identity, points, imports and wishes of one file
    Inspect(Inspect),
    /// Let a plugin in: show what it asks for, and record what it is granted
    Add(Add),
    /// Take a plugin out again
    Remove(Remove),
    /// Make a pair of keys to sign plugins with
    Keygen(Keygen),
    /// Sign a plugin
    Sign(Sign),
    /// Check who signed a plugin, without compiling or running it
    Verify(Verify),
    /// Try a plugin on the cases of its author, in the real sandbox and without network
    Test(Test),
    /// Run one plugin on one supplier folder and show what comes of it; nothing is entered into the register
    Run(RunOnce),
    /// Measure what a plugin costs: compiling, loading, describing, running
    Bench(Bench),
    /// Put a plugin and its signatures into an OCI registry
    Push(Push),
    /// Take a plugin and its signatures out of an OCI registry, without letting it in
    Pull(Pull),
    /// Write plugins that were let in, with their signatures, to one archive
    Save(Save),
    /// Let in the plugins of an archive
    Load(Load),
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay plugin new tone-check --lang python --kind contract")]
pub(crate) struct New {
    /// Lower-case words joined by hyphens: the folder, and the id of the plugin
    pub(crate) name: String,
    /// What it is written in
    #[arg(long, value_enum, default_value_t = Lang::Rust)]
    pub(crate) lang: Lang,
    /// What it looks at: answers, an API or documents
    #[arg(long, value_enum)]
    pub(crate) kind: ProjectKind,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Lang {
    Rust,
    Python,
    Js,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ProjectKind {
    Questionnaire,
    Probe,
    Contract,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay plugin build tone-check")]
pub(crate) struct Build {
    /// The folder of the project
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay plugin list --plugins checks/")]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) strangers: Strangers,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin inspect checks/my_check.wasm\n  \
    assay plugin inspect checks/my_check.wasm --diff assay-plugins/my-check.wasm")]
pub(crate) struct Inspect {
    /// A component; its signatures are looked for beside it
    pub(crate) file: PathBuf,
    /// Another version of it: say what this one newly asks for
    #[arg(long, value_name = "OLD")]
    pub(crate) diff: Option<PathBuf>,
    /// Whose signatures count [default: trust.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin add checks/tone_check.wasm\n  \
    assay plugin add checks/tone_check.wasm --yes --vouch\n  \
    assay plugin add oci://registry.example.com/honest/tone-check:1.2.0\n\n\
    An upgrade that asks for more than was granted, or that another key signed, stops until somebody agrees.")]
pub(crate) struct Add {
    /// A component, whose signatures are looked for beside it, or a place in a registry: `oci://HOST/REPO:TAG`
    #[arg(value_name = "FILE|oci://...")]
    pub(crate) origin: Origin,
    #[command(flatten)]
    pub(crate) consent: Consent,
    #[command(flatten)]
    pub(crate) login: Login,
}

/// Where a plugin comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    File(PathBuf),
    Registry(Reference),
}

impl FromStr for Origin {
    type Err = RegistryError;

    fn from_str(text: &str) -> Result<Self, RegistryError> {
        if text.starts_with("oci:") {
            text.parse().map(Self::Registry)
        } else {
            Ok(Self::File(text.into()))
        }
    }
}

/// What the operator agrees to before seeing it.
#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// Agree to what it asks for, without being asked
    #[arg(long)]
    pub(crate) yes: bool,
    /// Vouch for exactly these bytes: what it passes counts although nobody known signed it
    #[arg(long)]
    pub(crate) vouch: bool,
    /// Let a lower version take the place of a higher one
    #[arg(long)]
    pub(crate) allow_downgrade: bool,
    #[command(flatten)]
    pub(crate) house: House,
}

/// How to reach a registry, and as whom.
#[derive(Debug, Args)]
#[command(next_help_heading = "Registry")]
pub(crate) struct Login {
    /// User of the registry [default: the entry that `docker login` wrote, if there is one]
    #[arg(long, value_name = "USER", requires = "password_stdin")]
    pub(crate) username: Option<String>,
    /// Read the password from standard input
    #[arg(long, requires = "username")]
    pub(crate) password_stdin: bool,
    /// Host that makes the registry's tokens, when that is another one: it gets the user and password as well
    #[arg(long, value_name = "HOST")]
    pub(crate) token_host: Option<String>,
    /// Certificates in PEM that vouch for the registry, besides the public ones
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// Without TLS; only for a registry on this machine
    #[arg(long)]
    pub(crate) plain_http: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay plugin remove tone-check")]
pub(crate) struct Remove {
    /// Its id
    pub(crate) id: PluginId,
    #[command(flatten)]
    pub(crate) house: House,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay plugin keygen honest-checks")]
pub(crate) struct Keygen {
    /// Name of the two files: NAME.key, which only you may read, and NAME.pub
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
        assay plugin sign checks/tone_check.wasm --key honest-checks.key\n  \
        assay plugin sign checks/tone_check.wasm --predicate > release.json\n  \
        cosign attest-blob --key cosign.key --type urn:assay:plugin-release:1 --predicate release.json \\\n      \
            --output-attestation checks/tone_check.wasm.dsse.json checks/tone_check.wasm")]
pub(crate) struct Sign {
    /// A component; the signature is written beside it, with those that are there already
    pub(crate) file: PathBuf,
    /// A secret key of `assay plugin keygen`
    #[arg(long, value_name = "FILE", required_unless_present = "predicate")]
    pub(crate) key: Option<PathBuf>,
    /// Print what is to be signed, for cosign, and sign nothing
    #[arg(long, conflicts_with = "key")]
    pub(crate) predicate: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay plugin verify checks/tone_check.wasm --trust trust.toml")]
pub(crate) struct Verify {
    /// A component; its signatures are looked for beside it
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) house: House,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin test target/wasm32-wasip2/release/my_check.wasm\n  \
    assay plugin test checks/my_check.wasm --cases checks/cases --format json\n\n\
    Exit status: 0 when every case passes, 1 otherwise.")]
pub(crate) struct Test {
    /// A component
    pub(crate) file: PathBuf,
    /// Folder of cases [default: `cases` in the nearest folder above the component that has one, else here]
    #[arg(long, value_name = "DIR")]
    pub(crate) cases: Option<PathBuf>,
    /// Whose signatures count [default: trust.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin run checks/my_check.wasm --dossier acme-ai --offline\n  \
    assay plugin run my_check.wasm --dossier acme-ai --record cases/acme.json\n\n\
    Exit status: 0 when the run ended and the host dropped nothing, 1 otherwise.")]
pub(crate) struct RunOnce {
    /// A component; it need not be in the lock, but reaches the network only when it is or when you vouch for it
    pub(crate) file: PathBuf,
    /// A supplier folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dossier: PathBuf,
    /// Settings of plugins, a table for each [default: settings.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// The day of the run [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// Send no request
    #[arg(long)]
    pub(crate) offline: bool,
    /// File to write the exchanges to, for `assay plugin test`; without any credential
    #[arg(long, value_name = "CASSETTE.json")]
    pub(crate) record: Option<PathBuf>,
    /// Digest of a plugin that you vouch for: it may use the network
    #[arg(long, value_name = "sha256:...")]
    pub(crate) vouch: Vec<Digest>,
    #[command(flatten)]
    pub(crate) house: House,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin bench checks/my_check.wasm\n  \
    assay plugin bench checks/my_check.wasm --dossier acme-ai --runs 500 --format json")]
pub(crate) struct Bench {
    /// A component
    pub(crate) file: PathBuf,
    /// A supplier folder to run on [default: a supplier that says nothing]
    #[arg(long, value_name = "DIR")]
    pub(crate) dossier: Option<PathBuf>,
    /// How often each step is measured; compiling at most 5 times
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) runs: u32,
    /// Whose signatures count [default: trust.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin push checks/tone_check.wasm oci://registry.example.com/honest/tone-check:1.2.0\n  \
    assay plugin push tone.wasm oci://localhost:5000/tone:1 --plain-http")]
pub(crate) struct Push {
    /// A component; its signatures are looked for beside it
    pub(crate) file: PathBuf,
    /// Where to: `oci://HOST/REPO:TAG`
    #[arg(value_name = "oci://...")]
    pub(crate) reference: Reference,
    #[command(flatten)]
    pub(crate) login: Login,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin pull oci://registry.example.com/honest/tone-check:1.2.0\n  \
    assay plugin pull oci://registry.example.com/honest/tone-check@sha256:... -o tone.wasm")]
pub(crate) struct Pull {
    /// Where from: `oci://HOST/REPO:TAG` or `oci://HOST/REPO@sha256:...`
    #[arg(value_name = "oci://...")]
    pub(crate) reference: Reference,
    /// File to write, the signatures beside it [default: the last part of REPO, with `.wasm`]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) login: Login,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay plugin save -o plugins.tar\n  \
    assay plugin save -o plugins.tar tone-check iso-42001")]
pub(crate) struct Save {
    /// Ids [default: all that were let in]
    #[arg(value_name = "ID")]
    pub(crate) plugins: Vec<PluginId>,
    /// Archive to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Which plugins were let in; they lie in the folder `assay-plugins` beside it
    #[arg(long, value_name = "FILE", default_value = "assay.lock")]
    pub(crate) lock: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay plugin load plugins.tar\n\n\
    Every plugin is judged by the trust.toml of this folder, as `add` does it. Either all of them are let in or none.")]
pub(crate) struct Load {
    /// An archive of `assay plugin save`
    pub(crate) archive: PathBuf,
    #[command(flatten)]
    pub(crate) consent: Consent,
}
