//! One case: a supplier folder written for one labelled item, so that it goes the way of every dossier.

use std::{fs, path::Path};

use assay_dossier::Dossier;
use serde::Serialize;
use tempfile::TempDir;

use crate::error::MeasureError;

/// What a document is and says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Document {
    /// File name below `evidence/`.
    pub(crate) file: String,
    pub(crate) kind: &'static str,
    pub(crate) in_force: bool,
    /// The older version that it takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replaces: Option<String>,
    #[serde(skip)]
    pub(crate) bytes: Vec<u8>,
}

impl Document {
    /// A document in force.
    pub(crate) fn new(
        file: impl Into<String>,
        kind: &'static str,
        bytes: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            file: file.into(),
            kind,
            in_force: true,
            replaces: None,
            bytes: bytes.into(),
        }
    }
}

/// A text with its blanks filled, character for character, so that offsets stay. Collections of contracts hold forms that nobody
/// has filled in and filings in which secrets are blanked out; the plugin refuses both as templates, and rightly so. What is
/// measured is what it reads in them.
pub(crate) fn filled(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '_' | '…' | '●' | '•' => 'x',
            '[' | '<' | '{' => '(',
            ']' | '>' | '}' => ')',
            other => other,
        })
        .collect()
}

/// Words that stand in for names where the labels name nobody: who the parties are is not what is measured there.
pub(crate) const ROLES: [&str; 6] = [
    "Receiving Party",
    "Recipient",
    "Company",
    "Parties",
    "Party",
    "Agreement",
];

/// An endpoint that may be probed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Endpoint {
    pub(crate) id: &'static str,
    pub(crate) kind: String,
    pub(crate) url: String,
    pub(crate) system: &'static str,
    pub(crate) allow_addresses: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) plain_http_url: Option<toml::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trusted_ca: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) contracted_models: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) methods: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) active_requests: Option<i64>,
    #[serde(skip_serializing_if = "toml::Table::is_empty")]
    pub(crate) credentials: toml::Table,
}

impl Endpoint {
    /// An endpoint with nothing but its address.
    pub(crate) fn plain(url: &str) -> Self {
        Self {
            id: "api",
            kind: "http".to_owned(),
            url: url.to_owned(),
            system: "system",
            allow_addresses: Vec::new(),
            plain_http_url: None,
            trusted_ca: None,
            contracted_models: Vec::new(),
            methods: Vec::new(),
            active: false,
            active_requests: None,
            credentials: toml::Table::new(),
        }
    }
}

/// What the labelled item says of a supplier.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// Names under which it signs, the legal name first.
    pub(crate) names: Vec<String>,
    pub(crate) documents: Vec<Document>,
    pub(crate) endpoint: Option<Endpoint>,
    /// A file beside `supplier.toml`, for example a certificate authority: its name and bytes.
    pub(crate) beside: Option<(String, Vec<u8>)>,
}

impl Case {
    /// A supplier of which nothing is known but a name.
    pub(crate) fn named(name: &str) -> Self {
        Self {
            names: vec![name.to_owned()],
            ..Self::default()
        }
    }

    /// Writes the folder and opens it as every folder is opened.
    pub(crate) fn open(
        &self,
        item: &str,
        limits: &assay_domain::Limits,
    ) -> Result<(TempDir, Dossier), MeasureError> {
        let refused = |detail: String| MeasureError::Dossier {
            item: item.to_owned(),
            detail,
        };
        let folder = tempfile::tempdir().map_err(|error| refused(error.to_string()))?;
        self.write(folder.path())
            .map_err(|error| refused(error.to_string()))?;
        let dossier = assay_dossier::open(folder.path(), limits)
            .map_err(|error| refused(format!("{:?}", miette::Report::new(error))))?;
        Ok((folder, dossier))
    }

    fn write(&self, folder: &Path) -> std::io::Result<()> {
        let mut names = self.names.iter().map(String::as_str);
        let mut supplier = toml::Table::new();
        supplier.insert("id".to_owned(), "measured".into());
        supplier.insert(
            "legal-name".to_owned(),
            names.next().unwrap_or("Not named").into(),
        );
        supplier.insert("also-known-as".to_owned(), names.collect::<Vec<_>>().into());
        let table = SupplierFile {
            supplier,
            systems: self
                .endpoint
                .iter()
                .map(|endpoint| System::named(endpoint.system))
                .collect(),
            endpoints: self.endpoint.iter().collect(),
            documents: &self.documents,
        };
        let text = toml::to_string(&table).map_err(std::io::Error::other)?;
        fs::write(folder.join("supplier.toml"), text)?;
        let evidence = folder.join("evidence");
        fs::create_dir(&evidence)?;
        for document in &self.documents {
            fs::write(evidence.join(&document.file), &document.bytes)?;
        }
        if let Some((name, bytes)) = &self.beside {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct SupplierFile<'a> {
    supplier: toml::Table,
    systems: Vec<System>,
    endpoints: Vec<&'a Endpoint>,
    documents: &'a [Document],
}

#[derive(Serialize)]
struct System {
    id: &'static str,
    name: &'static str,
}

impl System {
    fn named(id: &'static str) -> Self {
        Self { id, name: id }
    }
}
