//! A component in a file, with the signatures beside it.

use std::{fs, io, path::Path};

use assay_domain::Digest;
use assay_registry::Pulled;
use assay_sandbox::{Compiler, Plugin};
use assay_trust::{Envelope, signature_path};
use miette::{IntoDiagnostic, WrapErr};

use crate::workbench::{Workbench, worker};

/// The bytes of a component and who signed them.
pub(super) struct Component {
    pub(super) bytes: Vec<u8>,
    pub(super) envelope: Option<Envelope>,
}

impl Component {
    pub(super) fn read(file: &Path) -> miette::Result<Self> {
        let bytes = fs::read(file)
            .into_diagnostic()
            .wrap_err_with(|| format!("failed to read {}", file.display()))?;
        let signatures = signature_path(file);
        let envelope = match fs::read(&signatures) {
            Ok(bytes) => Some(Envelope::from_bytes(&bytes).into_diagnostic()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some(Err(error).into_diagnostic()),
        };
        let envelope = envelope
            .transpose()
            .wrap_err_with(|| format!("failed to read {}", signatures.display()))?;
        Ok(Self { bytes, envelope })
    }

    pub(super) fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Compiles it in a child process and lets it describe itself.
    pub(super) async fn load(&self, workbench: &Workbench) -> miette::Result<Plugin> {
        let compiler = Compiler::Child(worker()?);
        let cache = workbench.cache.as_ref();
        Plugin::load(&workbench.sandbox, cache, &compiler, &self.bytes)
            .await
            .into_diagnostic()
    }
}

/// What came out of a registry or an archive, checked against the digests that named it.
impl From<Pulled> for Component {
    fn from(pulled: Pulled) -> Self {
        Self {
            bytes: pulled.component,
            envelope: pulled.envelope,
        }
    }
}
