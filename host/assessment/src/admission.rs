//! Who may take part, and on whose word.

use std::{path::Path, sync::Arc};

use assay_domain::{Digest, PluginRef, RunError, Standing, SupplierProfile};
use assay_sandbox::{Capability, Grants, Plugin, SandboxError};
use assay_settings::SchemaError;
use assay_trust::{
    Endorsement, Envelope, Lock, Publisher, Reach, Trust, TrustError, descriptor_digest,
};

use crate::{Vouched, standing};

/// What the operator has said about plugins of other people.
#[derive(Debug, Clone, Default)]
pub struct Gatekeeper {
    /// `assay.lock`: what was let in.
    pub lock: Lock,
    /// `trust.toml`: whose signatures count.
    pub trust: Trust,
    /// Digests that the operator vouches for on the command line.
    pub vouched: Vouched,
    /// Whether a plugin that is not in the lock may take part all the same. The result says so.
    pub unlocked: bool,
}

/// Why a file does not take part as a plugin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not in the lock.
    #[error(
        "{component} is not in assay.lock: let it in with `assay plugin add FILE`, or give `--unlocked`"
    )]
    NotLocked {
        /// Its digest.
        component: Digest,
    },
    /// What trust.toml says of it.
    #[error(transparent)]
    Untrusted(#[from] TrustError),
    /// It is not a plugin that can be loaded.
    #[error(transparent)]
    Unusable(#[from] SandboxError),
    /// The schema of its settings is not one.
    #[error(transparent)]
    Settings(#[from] SchemaError),
    /// The lock grants what there is not.
    #[error(
        "assay.lock grants `{interface}`, which is no interface of the contract; there are: {known}"
    )]
    UnknownGrant {
        /// The word.
        interface: String,
        /// The words that there are.
        known: String,
    },
}

impl Refusal {
    /// A stable kebab-case word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotLocked { .. } => "not-locked",
            Self::Untrusted(_) => "not-trusted",
            Self::Unusable(_) => "not-loadable",
            Self::Settings(_) => "bad-settings-schema",
            Self::UnknownGrant { .. } => "bad-lock",
        }
    }

    /// The error of a run that was not started.
    pub(crate) fn as_run_error(&self, path: &Path) -> RunError {
        RunError::NotLoadable {
            detail: format!("{}: {self}", path.display()),
        }
    }
}

/// On whose word a plugin takes part.
#[derive(Debug, Clone)]
pub enum Admission {
    /// It comes with the program.
    Bundled,
    /// Somebody else wrote it.
    Stranger {
        /// Whether it is in the lock.
        locked: bool,
        /// Whether the operator vouches for its digest.
        vouched: bool,
        /// Its publisher, when that one's key signed it.
        publisher: Option<Arc<Publisher>>,
    },
}

impl Admission {
    /// How independent of a supplier it is. The supplier's own name wins over everything else: a plugin that says to come from
    /// the supplier cannot mark its homework, whoever vouches for it. A name other than the supplier's proves nothing, so it
    /// earns nothing.
    pub fn standing(&self, plugin: &PluginRef, supplier: &SupplierProfile) -> Standing {
        if standing::carries_the_name_of(plugin, supplier) {
            return Standing::SupplierPublished;
        }
        match self {
            Self::Bundled => Standing::Bundled,
            Self::Stranger {
                vouched, publisher, ..
            } => {
                let reach = publisher
                    .as_ref()
                    .map_or(Reach::None, |publisher| publisher.reach(&supplier.id));
                match (reach, vouched) {
                    (Reach::Affiliate, _) => Standing::SupplierPublished,
                    (Reach::Independent, _) => Standing::Signed,
                    (Reach::None, true) => Standing::Vouched,
                    (Reach::None, false) => Standing::Unverified,
                }
            }
        }
    }

    /// True for a plugin that takes part without being in the lock.
    pub fn is_unlocked(&self) -> bool {
        matches!(self, Self::Stranger { locked: false, .. })
    }
}

/// A stranger's component that may be compiled.
pub(crate) struct Candidate {
    endorsement: Option<Endorsement>,
    /// What the lock says of it.
    granted: Option<Grants>,
    vouched: bool,
}

impl Gatekeeper {
    /// Judges a component by its bytes and signatures, before anything of it is compiled.
    pub(crate) fn judge(
        &self,
        component: Digest,
        envelope: Option<&[u8]>,
    ) -> Result<Candidate, Refusal> {
        let envelope = envelope.map(Envelope::from_bytes).transpose()?;
        let vouched = self.vouched.contains(component);
        let locked = self.lock.component(component);
        let vouched = vouched || locked.is_some_and(|locked| locked.vouched);
        let endorsement = match self.trust.judge(component, envelope.as_ref()) {
            // The operator's own word on exactly these bytes stands in for signatures, but never for a revocation.
            Err(TrustError::Unsigned | TrustError::NoKnownSigner { .. }) if vouched => None,
            // A signature of somebody unknown is like none, unless signatures are required.
            Err(TrustError::NoKnownSigner { .. }) if !self.trust.requires_signatures() => None,
            judged => judged?,
        };
        let granted = match locked {
            Some(locked) => Some(grants(locked.granted.iter())?),
            None if self.unlocked => None,
            None => return Err(Refusal::NotLocked { component }),
        };
        Ok(Candidate {
            endorsement,
            granted,
            vouched,
        })
    }
}

impl Candidate {
    /// Compares what was signed with what the plugin says of itself, and gives what it may use.
    pub(crate) fn admit(self, plugin: &Plugin) -> Result<(Admission, Grants), TrustError> {
        if let Some(endorsement) = &self.endorsement {
            endorsement.check(plugin.reference(), descriptor_digest(plugin.descriptor()))?;
        }
        let locked = self.granted.is_some();
        // Whoever is not in the lock and whom nobody vouches for reads the dossier but reaches no network: what it reads could
        // leave through a probe.
        let grants = self.granted.unwrap_or_else(|| {
            if self.vouched {
                Grants::all()
            } else {
                Grants::without_network()
            }
        });
        let admission = Admission::Stranger {
            locked,
            vouched: self.vouched,
            publisher: self.endorsement.map(|endorsement| endorsement.publisher),
        };
        Ok((admission, grants))
    }
}

fn grants<'a>(names: impl Iterator<Item = &'a String>) -> Result<Grants, Refusal> {
    names
        .map(|name| {
            Capability::parse(name).ok_or_else(|| {
                let known: Vec<&str> = Capability::ALL.iter().map(|known| known.name()).collect();
                Refusal::UnknownGrant {
                    interface: name.chars().take(80).flat_map(char::escape_debug).collect(),
                    known: known.join(", "),
                }
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plugin(publisher: &str) -> PluginRef {
        PluginRef {
            id: "p".parse().unwrap(),
            version: "1.0.0".to_owned(),
            publisher: publisher.into(),
            digest: Digest::of("component"),
        }
    }

    fn supplier() -> SupplierProfile {
        SupplierProfile {
            id: "acme".parse().unwrap(),
            legal_name: "Acme AI, Inc.".into(),
            also_known_as: vec!["Acme Labs".into()],
            country: None,
            website: None,
            roles: Vec::new(),
            ai_act_roles: Vec::new(),
            contacts: Vec::new(),
        }
    }

    fn stranger(vouched: bool, publisher: Option<&str>) -> Admission {
        let publisher = publisher.map(|suppliers| {
            let key = assay_trust::SecretKey::generate().unwrap().public().to_line();
            let text = format!(
                "[[publishers]]\nid = \"p\"\nname = \"Honest Checks\"\nkeys = [\"{key}\"]\n{suppliers}\n"
            );
            let trust = Trust::parse("trust.toml", &text).unwrap();
            trust.publishers()[0].clone()
        });
        Admission::Stranger {
            locked: true,
            vouched,
            publisher,
        }
    }

    #[test]
    fn a_supplier_cannot_be_made_independent_by_spelling_by_a_voucher_or_by_a_signature() {
        for name in ["acme", "ACME AI INC", "Acme AI, Inc.", "acme-labs"] {
            for admission in [
                Admission::Bundled,
                stranger(true, None),
                stranger(true, Some("suppliers = [\"*\"]")),
            ] {
                assert_eq!(
                    admission.standing(&plugin(name), &supplier()),
                    Standing::SupplierPublished,
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn a_stranger_is_unverified_until_somebody_stands_behind_it() {
        let standing =
            |admission: Admission| admission.standing(&plugin("Honest Checks"), &supplier());
        assert_eq!(standing(stranger(false, None)), Standing::Unverified);
        assert_eq!(standing(stranger(true, None)), Standing::Vouched);
        assert_eq!(
            standing(stranger(false, Some("suppliers = [\"*\"]"))),
            Standing::Signed
        );
        assert_eq!(standing(Admission::Bundled), Standing::Bundled);
    }

    #[test]
    fn a_signature_counts_for_the_suppliers_that_its_publisher_is_trusted_for() {
        let standing =
            |admission: Admission| admission.standing(&plugin("Honest Checks"), &supplier());
        assert_eq!(
            standing(stranger(false, Some("suppliers = [\"globex\"]"))),
            Standing::Unverified
        );
        assert_eq!(
            standing(stranger(
                true,
                Some("suppliers = [\"*\"]\naffiliates = [\"acme\"]")
            )),
            Standing::SupplierPublished,
            "an affiliate stays one, whoever vouches for it"
        );
    }
}
