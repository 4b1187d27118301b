//! Capabilities, one for each interface that a plugin can import.

use std::collections::BTreeSet;

/// A capability: one imported interface of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// The supplier's profile, systems, sub-processors and claimed certificates.
    Supplier,
    /// The supplier's answers.
    Answers,
    /// The supplier's documents.
    Documents,
    /// Requests to declared endpoints.
    Probe,
    /// What other plugins observed.
    Findings,
    /// Offers of a TLS handshake to declared endpoints.
    Handshake,
    /// The plugin's own earlier observations of this supplier.
    History,
    /// Log lines.
    Log,
}

impl Capability {
    /// All capabilities.
    pub const ALL: [Self; 8] = [
        Self::Supplier,
        Self::Answers,
        Self::Documents,
        Self::Probe,
        Self::Findings,
        Self::Handshake,
        Self::History,
        Self::Log,
    ];

    /// The name of the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Answers => "answers",
            Self::Documents => "documents",
            Self::Probe => "probe",
            Self::Findings => "findings",
            Self::Handshake => "handshake",
            Self::History => "history",
            Self::Log => "log",
        }
    }

    /// True when using it makes the host open connections.
    pub const fn reaches_the_network(self) -> bool {
        matches!(self, Self::Probe | Self::Handshake)
    }

    /// The capability of an interface name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|capability| capability.name() == name)
    }
}

/// What one plugin may import.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grants(BTreeSet<Capability>);

impl Grants {
    /// Everything.
    pub fn all() -> Self {
        Self(Capability::ALL.into())
    }

    /// Everything that reads the dossier, and nothing that reaches the network or shows what other plugins observed.
    pub fn without_network() -> Self {
        Self(
            Capability::ALL
                .into_iter()
                .filter(|capability| {
                    !capability.reaches_the_network() && *capability != Capability::Findings
                })
                .collect(),
        )
    }

    /// True when the capability is granted.
    pub fn allows(&self, capability: Capability) -> bool {
        self.0.contains(&capability)
    }

    /// The names of the granted interfaces, sorted.
    pub fn names(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|capability| capability.name().to_owned())
            .collect()
    }
}

impl FromIterator<Capability> for Grants {
    fn from_iter<I: IntoIterator<Item = Capability>>(capabilities: I) -> Self {
        Self(capabilities.into_iter().collect())
    }
}
