//! What can go wrong, and what would put it right.

use assay_domain::{AddressClass, Digest};
use assay_trust::TrustError;

/// Why a plugin was not pulled or pushed. Texts of a registry are cut and their control characters escaped.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// Not a place in a registry.
    #[error("`{text}` is not a place in a registry: {problem}")]
    Reference {
        /// What was written.
        text: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Pushing needs a tag.
    #[error(
        "`{reference}` names a digest, and what is pushed gets its digest from its bytes: give a tag, as in `oci://HOST/REPO:1.0.0`"
    )]
    PushNeedsTag {
        /// Where to.
        reference: String,
    },
    /// Plain HTTP away from this machine.
    #[error(
        "`{host}` is at {address}, which is not this machine: without TLS anybody between could read the credentials (leave out `--plain-http`; `--ca` takes a private CA)"
    )]
    PlainHttp {
        /// The host.
        host: String,
        /// Where it is.
        address: String,
    },
    /// The CA that was given cannot be used.
    #[error("the CA file cannot be used: {problem}")]
    Ca {
        /// Why.
        problem: String,
    },
    /// Credentials cannot be used.
    #[error("the credentials cannot be used: {problem}")]
    Credentials {
        /// Why, and what would.
        problem: String,
    },
    /// No connection.
    #[error("`{host}` cannot be reached: {detail}")]
    Unreachable {
        /// The host.
        host: String,
        /// Why.
        detail: String,
    },
    /// No sign of life for too long.
    #[error("`{host}` did not answer in time: {doing}")]
    TimedOut {
        /// The host.
        host: String,
        /// What was waited for.
        doing: &'static str,
    },
    /// The connection ended within an answer.
    #[error("the connection ended after {received} bytes of {what}")]
    Interrupted {
        /// What was read.
        what: &'static str,
        /// How much came.
        received: u64,
    },
    /// It is not there.
    #[error("the registry has no {what}")]
    NotFound {
        /// What was asked for.
        what: String,
    },
    /// The registry wants credentials, or other ones.
    #[error(
        "the registry refuses ({status}){detail}; it wants credentials that may do this: give `--username` and `--password-stdin`, or log in with `docker login`"
    )]
    Unauthorized {
        /// 401 or 403.
        status: u16,
        /// In its own words.
        detail: String,
    },
    /// Its tokens are made elsewhere.
    #[error(
        "the registry wants the credentials sent to `{realm}`, which is not `{registry}`: if that is where its tokens are made, give `--token-host {realm}`"
    )]
    TokenElsewhere {
        /// The registry.
        registry: String,
        /// Where to.
        realm: String,
    },
    /// Another status than the specification has.
    #[error("the registry answered {status} when asked for {what}{detail}")]
    Status {
        /// What was asked for.
        what: String,
        /// The status.
        status: u16,
        /// In its own words.
        detail: String,
    },
    /// It does not keep to the specification.
    #[error("the registry does not keep to the OCI distribution specification: {detail}")]
    Protocol {
        /// Where.
        detail: String,
    },
    /// A redirect that is not followed.
    #[error("the registry leads from {what} to `{to}`, which is not followed: {problem}")]
    Redirect {
        /// What was asked for.
        what: &'static str,
        /// Where it leads.
        to: String,
        /// Why not.
        problem: String,
    },
    /// An address that a registry may not lead to.
    #[error("the registry leads to `{host}` at {address} ({}): from where it stands itself it may lead to public addresses only", class.label())]
    Address {
        /// The host.
        host: String,
        /// Its address.
        address: String,
        /// What kind of address that is.
        class: AddressClass,
    },
    /// Something else than a plugin.
    #[error("the {what} is `{found}`, not `{expected}`")]
    MediaType {
        /// Of what.
        what: &'static str,
        /// What it has to be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// More than is read.
    #[error("the {what} has more than {limit} bytes, the most that is read of it")]
    TooLarge {
        /// What.
        what: &'static str,
        /// The bound.
        limit: u64,
    },
    /// Another size than the manifest says.
    #[error("the {what} has {found} bytes where its manifest says {expected}")]
    Size {
        /// What.
        what: &'static str,
        /// What the manifest says.
        expected: u64,
        /// How many came; of one that is too long, no more than one piece over it.
        found: u64,
    },
    /// Other bytes than those that were asked for.
    #[error(
        "the {what} is {found}, not {expected}: somebody changed it, or the registry mixed it up"
    )]
    Digest {
        /// What.
        what: &'static str,
        /// What was asked for.
        expected: Digest,
        /// What came.
        found: Digest,
    },
    /// A manifest or config that does not lay out a component.
    #[error("this is not a WebAssembly component as the CNCF lays it out: {detail}")]
    Layout {
        /// What is wrong.
        detail: String,
    },
    /// The bytes are not a component.
    #[error("this is not a WebAssembly component: {detail}")]
    NotAComponent {
        /// What is wrong.
        detail: String,
    },
    /// The signatures are not of this component, or not signatures.
    #[error("the signatures cannot be used: {0}")]
    Signatures(#[from] TrustError),
    /// Too many artifacts with signatures.
    #[error(
        "the registry lists {found} artifacts with signatures of this plugin, and at most {limit} are read: delete those that are not needed"
    )]
    TooManySignatures {
        /// How many.
        found: usize,
        /// The bound.
        limit: usize,
    },
}

/// Why an archive cannot be used. Nothing of it was let in.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It cannot be read or written.
    #[error("the archive cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// An entry that `assay plugin save` does not write.
    #[error("the archive has an entry `{name}` that is refused: {problem}")]
    Entry {
        /// Its name, cut and escaped.
        name: String,
        /// Why.
        problem: &'static str,
    },
    /// More than is read.
    #[error("the archive's {what} go over {limit}, the most that is read")]
    TooLarge {
        /// What.
        what: &'static str,
        /// The bound.
        limit: u64,
    },
    /// An entry that is not what its name says.
    #[error("the archive's `{expected}` is {found}: somebody changed it")]
    Digest {
        /// Its name.
        expected: Digest,
        /// What it is.
        found: Digest,
    },
    /// The index names what is not there.
    #[error("the archive has no {0}")]
    Missing(String),
    /// There is more than the index names.
    #[error("the archive holds {0}, which its index does not name")]
    Unnamed(Digest),
    /// A manifest, config or signature is not what it should be.
    #[error(transparent)]
    Content(#[from] RegistryError),
}

/// A text of somebody else, fit to be shown.
pub(crate) fn shown(text: &str) -> String {
    text.chars()
        .take(200)
        .flat_map(char::escape_debug)
        .collect()
}
