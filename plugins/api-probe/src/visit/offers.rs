//! Handshakes that are offered, to learn what a server would agree to with a client that is less careful than ours.

use assay_sdk::{Acceptance, Endpoint, Offer, Refusal, Run};

use super::batch::PARALLEL;

/// A family of cipher suites, by what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// No encryption.
    Null,
    /// Nobody shows who he is.
    Anonymous,
    /// Keys of 40 or 56 bits: export grade and single DES.
    Export,
    /// RC4 (RFC 7465 forbids it).
    Rc4,
    /// Blocks of 64 bits: 3DES (CVE-2016-2183).
    TripleDes,
    /// Whoever gets the server's key later reads what was recorded before.
    NoForwardSecrecy,
    /// Diffie-Hellman over integers; what counts is the size of the group.
    Dhe,
}

impl Family {
    pub(crate) const ALL: [Self; 7] = [
        Self::Null,
        Self::Anonymous,
        Self::Export,
        Self::Rc4,
        Self::TripleDes,
        Self::NoForwardSecrecy,
        Self::Dhe,
    ];

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Null => "no encryption (NULL)",
            Self::Anonymous => "no proof of who the server is (anonymous)",
            Self::Export => "keys of 40 or 56 bits (EXPORT, DES)",
            Self::Rc4 => "RC4",
            Self::TripleDes => "3DES",
            Self::NoForwardSecrecy => "no forward secrecy",
            Self::Dhe => "Diffie-Hellman over integers",
        }
    }

    /// Numbers of the IANA registry.
    const fn suites(self) -> &'static [u16] {
        match self {
            Self::Null => &[
                0x0001, 0x0002, 0x003b, 0x002c, 0x002d, 0x002e, 0xc001, 0xc006, 0xc00b, 0xc010,
                0xc015,
            ],
            Self::Anonymous => &[
                0x0034, 0x003a, 0x006c, 0x006d, 0x00a6, 0x00a7, 0x0018, 0x001b, 0x0046, 0x0089,
                0x009b, 0xc016, 0xc017, 0xc018, 0xc019,
            ],
            Self::Export => &[
                0x0003, 0x0006, 0x0008, 0x0009, 0x000b, 0x000c, 0x000e, 0x000f, 0x0011, 0x0012,
                0x0014, 0x0015, 0x0017, 0x0019, 0x001a, 0x0062, 0x0063, 0x0064, 0x0065,
            ],
            Self::Rc4 => &[0x0004, 0x0005, 0x0066, 0xc002, 0xc007, 0xc00c, 0xc011],
            Self::TripleDes => &[
                0x000a, 0x000d, 0x0010, 0x0013, 0x0016, 0xc003, 0xc008, 0xc00d, 0xc012,
            ],
            Self::NoForwardSecrecy => &[
                0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035, 0xc09c, 0xc09d, 0xc0a0, 0xc0a1,
                0x0041, 0x0084, 0x00ba, 0x00c0, 0x0096, 0x0007,
            ],
            Self::Dhe => &[
                0x009e, 0x009f, 0xccaa, 0x0067, 0x006b, 0x0033, 0x0039, 0xc09e, 0xc09f, 0x00a2,
                0x00a3, 0x0040, 0x006a, 0x0032, 0x0038, 0x0045, 0x0088, 0x0016, 0x0013,
            ],
        }
    }
}

/// ECDHE with the ciphers of today and of yesterday.
const SOUND: [u16; 12] = [
    0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a, 0xc014, 0xc023, 0xc027,
];
const TLS13: [u16; 3] = [0x1301, 0x1302, 0x1303];

/// Versions that nothing should speak any more (RFC 7568, RFC 8996).
pub(crate) const OLD: [&str; 3] = ["SSLv3", "TLSv1.0", "TLSv1.1"];

/// What became of an offer.
pub(crate) type Shake = Result<Acceptance, Refusal>;

/// All offers to one host.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offers {
    /// In the order of [`OLD`].
    pub(crate) old: Vec<Shake>,
    pub(crate) tls12: Option<Shake>,
    pub(crate) tls13: Option<Shake>,
    /// In the order of [`Family::ALL`].
    pub(crate) families: Vec<Shake>,
}

impl Offers {
    /// Everything that was offered.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Shake> {
        self.old
            .iter()
            .chain(&self.tls12)
            .chain(&self.tls13)
            .chain(&self.families)
    }

    /// Everything that was agreed on.
    pub(crate) fn accepted(&self) -> impl Iterator<Item = &Acceptance> {
        self.all().filter_map(|shake| shake.as_ref().ok())
    }
}

/// Offers an old version with anything that a server might take with it.
fn old(endpoint: &Endpoint, version: &str) -> Offer {
    let families = Family::ALL
        .into_iter()
        .flat_map(|family| family.suites().iter().copied());
    let mut suites: Vec<u16> = SOUND.into_iter().chain(families).collect();
    let mut known = std::collections::BTreeSet::new();
    suites.retain(|suite| known.insert(*suite));
    Offer::new(endpoint, version, suites)
}

/// Offers everything to the endpoints, in one batch.
pub(super) fn offer(run: &Run, endpoints: &[&Endpoint]) -> Vec<Offers> {
    let of_one = |endpoint: &&Endpoint| {
        let old = OLD.map(|version| old(endpoint, version));
        let now = [
            Offer::new(endpoint, "TLSv1.2", SOUND),
            Offer::new(endpoint, "TLSv1.3", TLS13),
        ];
        let families = Family::ALL.map(|family| Offer::new(endpoint, "TLSv1.2", family.suites()));
        old.into_iter()
            .chain(now)
            .chain(families)
            .collect::<Vec<_>>()
    };
    let offers: Vec<Offer> = endpoints.iter().flat_map(of_one).collect();
    if offers.is_empty() {
        return Vec::new();
    }
    let mut answers = run.offer_many(offers, PARALLEL).into_iter();
    endpoints
        .iter()
        .map(|_| Offers {
            old: answers.by_ref().take(OLD.len()).collect(),
            tls12: answers.next(),
            tls13: answers.next(),
            families: answers.by_ref().take(Family::ALL.len()).collect(),
        })
        .collect()
}
