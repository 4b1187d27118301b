//! The child's side: one line in, the bytes of a case as a JSON list; one line out, how it ended.

use std::io::{BufRead as _, Write as _};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::{
    Kind, documents::Documents, dossiers::Dossiers, network, plugins::Plugins, strings::Strings,
    urls::Urls,
};
use crate::error::MeasureError;

/// How one case ended.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Reply {
    /// A word or two for each of its parts.
    pub(crate) ended: Vec<String>,
    /// What was sent, or tried to be sent.
    pub(crate) reached: Option<String>,
    /// Where its text became more than text.
    pub(crate) interpreted: Option<String>,
}

impl Reply {
    pub(crate) fn ended(word: impl Into<String>) -> Self {
        Self {
            ended: vec![word.into()],
            ..Self::default()
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Worker {
    kind: Kind,
    #[arg(long)]
    wrap: bool,
    /// Said by the parent that made a network namespace.
    #[arg(long)]
    sealed: bool,
}

/// A host that is ready for cases.
enum Ready {
    Plugins(Box<Plugins>),
    Documents(Box<Documents>),
    Dossiers(Box<Dossiers>),
    Strings(Box<Strings>),
    Urls(Box<Urls>),
}

impl Ready {
    async fn new(arguments: &Worker) -> Result<Self, MeasureError> {
        Ok(match arguments.kind {
            Kind::Plugins => {
                Self::Plugins(Box::new(Plugins::new(arguments.wrap, arguments.sealed)?))
            }
            Kind::Documents => Self::Documents(Box::new(Documents::new().await?)),
            Kind::Dossiers => Self::Dossiers(Box::new(Dossiers::new()?)),
            Kind::Strings => Self::Strings(Box::new(Strings::new())),
            Kind::Urls => Self::Urls(Box::new(Urls::new()?)),
        })
    }

    async fn end(&self, bytes: &[u8]) -> Result<Reply, MeasureError> {
        match self {
            Self::Plugins(host) => host.end(bytes).await,
            Self::Documents(host) => host.end(bytes).await,
            Self::Dossiers(host) => host.end(bytes),
            Self::Strings(host) => Ok(host.end(bytes)),
            Self::Urls(host) => host.end(bytes).await,
        }
    }
}

/// Answers cases until standard input ends.
pub(crate) async fn work(arguments: &Worker) -> Result<(), MeasureError> {
    let gone = |error: std::io::Error| MeasureError::Host(error.to_string());
    let host = Ready::new(arguments).await?;
    let mut output = std::io::stdout();
    output
        .write_all(b"ready\n")
        .and_then(|()| output.flush())
        .map_err(gone)?;
    for line in std::io::stdin().lock().lines() {
        let bytes: Vec<u8> = serde_json::from_str(&line.map_err(gone)?)
            .map_err(|error| MeasureError::Host(error.to_string()))?;
        let before = network::attempts();
        let mut reply = host.end(&bytes).await?;
        let sent = network::attempts() - before;
        if arguments.sealed && sent > 0 {
            reply
                .reached
                .get_or_insert_with(|| format!("{sent} attempts to send"));
        }
        let mut line = serde_json::to_vec(&reply).expect("a reply is plain data");
        line.push(b'\n');
        output
            .write_all(&line)
            .and_then(|()| output.flush())
            .map_err(gone)?;
    }
    Ok(())
}
