//! Evidence that the host has checked.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Digest, QuestionId, Untrusted};

/// How much an observation's evidence can carry. The cap of each class is policy data.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
pub enum EvidenceClass {
    /// Nothing.
    E0,
    /// The supplier says so.
    E1,
    /// A dated document of the supplier, its hash stored.
    E2,
    /// Seen by the host: a contract in force, an exchange with the API.
    E3,
    /// Independent: an accredited report or certificate, reviewed, in date, in scope.
    E4,
    /// Verified cryptographically or by a test of our own that anybody can repeat.
    E5,
}

impl EvidenceClass {
    /// All classes, weakest first.
    pub const ALL: [Self; 6] = [Self::E0, Self::E1, Self::E2, Self::E3, Self::E4, Self::E5];

    /// One class weaker; nothing stays nothing.
    pub const fn weaker(self) -> Self {
        match self {
            Self::E0 | Self::E1 => Self::E0,
            Self::E2 => Self::E1,
            Self::E3 => Self::E2,
            Self::E4 => Self::E3,
            Self::E5 => Self::E4,
        }
    }

    /// Reads `E0` to `E5`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.label() == text)
    }

    /// `E0` to `E5`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::E0 => "E0",
            Self::E1 => "E1",
            Self::E2 => "E2",
            Self::E3 => "E3",
            Self::E4 => "E4",
            Self::E5 => "E5",
        }
    }
}

impl std::fmt::Display for EvidenceClass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.label())
    }
}

/// From when on evidence loses weight. With it a later day can be judged without looking again: as time passes a class only falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Ageing {
    /// The class that was granted as if the evidence were fresh.
    pub class: EvidenceClass,
    /// The day of the evidence: of the document, of the answer, or on which the host saw it.
    pub since: Date,
    /// The last day of validity, when it is about a certificate that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// How bad a failed check is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Small.
    Low,
    /// Noticeable.
    Medium,
    /// Serious.
    High,
    /// Decides on its own.
    Critical,
}

impl Severity {
    /// All severities, mildest first.
    pub const ALL: [Self; 5] = [
        Self::Info,
        Self::Low,
        Self::Medium,
        Self::High,
        Self::Critical,
    ];

    /// Reads the lower-case word of the contract.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.label() == text)
    }

    /// The lower-case word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.label())
    }
}

/// Evidence that was found where the plugin said. Only the host's check makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Evidence {
    /// An answer of the supplier.
    Answer {
        /// The question.
        question: QuestionId,
        /// The answer as written.
        value: Untrusted,
        /// Documents that the answer points to and that are there.
        documents: Vec<String>,
    },
    /// A quote that stands in the document byte for byte.
    Quote {
        /// The id of the document.
        document: String,
        /// The digest of the document's bytes.
        digest: Digest,
        /// First byte of the quote in the document's text.
        start: u64,
        /// One past the last byte.
        end: u64,
        /// The quote.
        text: Untrusted,
        /// Where that is for a person: `page 3`, `sheet Risks, cell B4`. Worked out by the host from the reading of the
        /// document; absent when the reading has no places.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Untrusted>,
    },
    /// An exchange that the host recorded in this run.
    Exchange {
        /// Its id in the run record.
        id: String,
        /// `GET https://...`, without any secret; `HANDSHAKE up to TLSv1.0 https://...` for an offered handshake.
        request: Untrusted,
        /// The rest of the request: headers, the name of the credential, the beginning of the body. Empty in what was
        /// kept before there was such an excerpt.
        #[serde(default)]
        sent: Untrusted,
        /// What came back, in a few words: the status or the failure.
        result: Untrusted,
        /// The headers that tell something, and the beginning of the body, without what varies from time to time.
        #[serde(default)]
        answer: Untrusted,
        /// The digest of the recorded answer.
        digest: Digest,
    },
    /// A certificate field that the host parsed itself.
    Certificate {
        /// The exchange it was seen in.
        exchange: String,
        /// Place in the chain, 0 is the server's own.
        index: u32,
        /// The field.
        field: String,
        /// Its value.
        value: Untrusted,
        /// True when the chain verified for the name.
        verified: bool,
    },
    /// A statement of the dossier's supplier profile.
    Profile {
        /// The path of the statement.
        path: String,
        /// Its value.
        value: Untrusted,
    },
}
