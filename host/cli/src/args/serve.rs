//! The service and who may use it.

use std::{net::SocketAddr, path::PathBuf};

use assay_domain::{Email, Person, Role, SupplierId};
use clap::{Args, Subcommand, ValueEnum};

use super::{Format, Plugins, REGISTER};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay account add mira --role analyst    # asks for the password\n  \
    assay serve --dossiers suppliers/\n  \
    assay serve --listen 0.0.0.0:8642 --tls-cert chain.pem --tls-key key.pem\n  \
    assay serve --listen 0.0.0.0:8642 --plain-http-behind-proxy\n  \
    assay serve --listen 0.0.0.0:8642 --tls-cert chain.pem --tls-key key.pem --sign-in sign-in.toml")]
pub(crate) struct Serve {
    /// Register file
    #[arg(long, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8642")]
    pub(crate) listen: SocketAddr,
    /// Folder with a supplier's folder in each of its folders: then people assess, answer and send documents from the page
    #[arg(long, value_name = "DIR")]
    pub(crate) dossiers: Option<PathBuf>,
    /// Probe no network in assessments that are started from the page
    #[arg(long)]
    pub(crate) offline: bool,
    #[command(flatten)]
    pub(crate) plugins: Plugins,
    /// Certificate chain in PEM, to speak TLS
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Its key in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// File that names an identity provider (OpenID Connect), where people sign in besides by password
    #[arg(long, value_name = "FILE")]
    pub(crate) sign_in: Option<PathBuf>,
    /// A proxy that speaks TLS stands before it, so it may listen where others could reach it
    #[arg(long)]
    pub(crate) plain_http_behind_proxy: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Account {
    #[command(subcommand)]
    pub(crate) command: AccountCommand,
    /// Register file
    #[arg(long, global = true, value_name = "FILE", default_value = REGISTER)]
    pub(crate) register: PathBuf,
    /// Who does it, for the audit log
    #[arg(long, global = true, value_name = "PERSON", env = "ASSAY_PERSON")]
    pub(crate) by: Option<Person>,
}

#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:\n  \
    assay account add omar --role approver --by mira\n  \
    assay account add ines --role supplier --supplier acme-ai --by mira\n  \
    assay account add rosa --role reader --email rosa@buyer.example --by mira\n  \
    assay account token omar --scope read --label dashboard --by mira")]
pub(crate) enum AccountCommand {
    /// Make an account, or change its role and how it is signed in with; without `--email` the password is the first line of standard
    /// input
    Add {
        /// The name: the person that the log names
        name: Person,
        /// reader, analyst, approver, admin, or supplier for a supplier's person
        #[arg(long)]
        role: Role,
        /// The supplier, for a supplier's person
        #[arg(long)]
        supplier: Option<SupplierId>,
        /// No password: whoever signs in first at the identity provider of `assay serve --sign-in` with this address
        #[arg(long, value_name = "ADDRESS")]
        email: Option<Email>,
    },
    /// List the accounts
    List {
        /// What to print
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Remove an account with its sessions and tokens
    Remove {
        /// The name
        name: Person,
    },
    /// Make an API token and print it once
    Token {
        /// Whose it is
        name: Person,
        /// What it may be used for
        #[arg(long, value_enum)]
        scope: Scope,
        /// A word for what uses it
        #[arg(long)]
        label: String,
    },
}

/// What a token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    /// Reading
    Read,
    /// Reading, and what is routine for the account: starting assessments, comments, incidents, treatments, asking for waivers
    Write,
}
