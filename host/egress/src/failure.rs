//! Why a request got no answer, before it is known what was seen of TLS.

use assay_domain::{ProbeFailure, ProbeFailureKind, TlsFacts};

/// Longest piece of a guest's or server's text that a message repeats, in characters.
const SHOWN: usize = 120;

/// A failure on its way to the gate, which adds the TLS facts and hands it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) kind: ProbeFailureKind,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(kind: ProbeFailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    pub(crate) fn denied(message: impl Into<String>) -> Self {
        Self::new(ProbeFailureKind::Denied, message)
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ProbeFailureKind::InvalidRequest, message)
    }

    pub(crate) fn quota(message: impl Into<String>) -> Self {
        Self::new(ProbeFailureKind::Quota, message)
    }

    pub(crate) fn with(self, tls: Option<TlsFacts>) -> ProbeFailure {
        ProbeFailure {
            kind: self.kind,
            message: self.message,
            tls,
        }
    }
}

/// Text of others as a message may repeat it: cut, and with control characters escaped.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
