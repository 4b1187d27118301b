//! A ClientHello as bytes.
//!
//! rustls makes no offer below TLS 1.2 and none of a broken cipher suite, and rightly so. What a server would agree to can be
//! learned without agreeing: its answer to a ClientHello comes before any key, and the connection ends there.

use url::Host;

/// A version that can be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    Ssl3,
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}

impl Version {
    pub(crate) const ALL: [Self; 5] = [
        Self::Ssl3,
        Self::Tls10,
        Self::Tls11,
        Self::Tls12,
        Self::Tls13,
    ];

    /// The word of the contract.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Ssl3 => "SSLv3",
            Self::Tls10 => "TLSv1.0",
            Self::Tls11 => "TLSv1.1",
            Self::Tls12 => "TLSv1.2",
            Self::Tls13 => "TLSv1.3",
        }
    }

    /// The number on the wire.
    pub(crate) const fn number(self) -> u16 {
        match self {
            Self::Ssl3 => 0x0300,
            Self::Tls10 => 0x0301,
            Self::Tls11 => 0x0302,
            Self::Tls12 => 0x0303,
            Self::Tls13 => 0x0304,
        }
    }

    pub(crate) fn parse(label: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|version| version.label() == label)
    }

    pub(crate) fn from_number(number: u16) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|version| version.number() == number)
    }
}

/// Says that renegotiation is secure (RFC 5746, 3.3); old servers may insist on it.
const RENEGOTIATION_INFO: u16 = 0x00ff;

/// x25519, P-256, P-384, P-521. No group of RFC 7919 is named: a server that knows them would pick one of those, and the
/// size of its own Diffie-Hellman group would stay hidden.
const GROUPS: [u16; 4] = [0x001d, 0x0017, 0x0018, 0x0019];

/// ECDSA, PSS, PKCS #1, EdDSA, and SHA-1 last: what is refused for its signature says nothing about its cipher.
const SIGNATURES: [u16; 15] = [
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x0401, 0x0501, 0x0601,
    0x0203, 0x0201, 0x0202,
];

/// The first flight of a client in one record (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2; RFC 6101, 5.6.1.2).
pub(crate) fn client_hello(
    version: Version,
    suites: &[u16],
    host: &Host<&str>,
    random: &[u8; 32],
) -> Vec<u8> {
    let mut body = Bytes::default();
    // TLS 1.3 calls itself 1.2 here and names itself in an extension, for the sake of what stands in between.
    body.u16(version.number().min(Version::Tls12.number()));
    body.0.extend(random);
    body.u8(0); // no session to resume
    body.block16(|list| {
        suites.iter().for_each(|suite| list.u16(*suite));
        if version < Version::Tls13 {
            list.u16(RENEGOTIATION_INFO);
        }
    });
    body.0.extend([1, 0]); // no compression
    if version > Version::Ssl3 {
        body.block16(|list| extensions(version, host, list));
    }

    let mut record = Bytes::default();
    record.u8(22); // handshake
    // Servers are told to ignore this number, and some do not: RFC 8446, 5.1 and appendix D.5.
    record.u16(version.number().min(Version::Tls10.number()));
    record.block16(|message| {
        message.u8(1); // ClientHello
        message.u8(0); // the highest byte of a 24-bit length
        message.block16(|inner| inner.0.extend(&body.0));
    });
    record.0
}

fn extensions(version: Version, host: &Host<&str>, list: &mut Bytes) {
    if let Host::Domain(name) = host {
        // server_name (RFC 6066, 3), never an address.
        list.extension(0, |data| {
            data.block16(|names| {
                names.u8(0);
                names.block16(|text| text.0.extend(name.trim_end_matches('.').as_bytes()));
            });
        });
    }
    list.extension(10, |data| {
        data.block16(|groups| GROUPS.iter().for_each(|group| groups.u16(*group)));
    });
    if version < Version::Tls13 {
        list.extension(11, |data| data.0.extend([1, 0])); // uncompressed points
    }
    if version >= Version::Tls12 {
        list.extension(13, |data| {
            data.block16(|known| SIGNATURES.iter().for_each(|scheme| known.u16(*scheme)));
        });
    }
    list.extension(16, |data| {
        data.block16(|names| {
            names.u8(8);
            names.0.extend(b"http/1.1");
        });
    });
    if version == Version::Tls13 {
        list.extension(43, |data| {
            data.u8(2);
            data.u16(version.number());
        });
        // No share of a key: the server has to ask for one (RFC 8446, 4.2.8) and names version and cipher suite in doing so.
        list.extension(51, |data| data.u16(0));
    }
}

#[derive(Debug, Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    fn u16(&mut self, value: u16) {
        self.0.extend(value.to_be_bytes());
    }

    /// What `fill` writes, with its length in 16 bits before it.
    fn block16(&mut self, fill: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        fill(&mut inner);
        let length = u16::try_from(inner.0.len()).expect("at most 256 cipher suites and one name");
        self.u16(length);
        self.0.extend(inner.0);
    }

    fn extension(&mut self, number: u16, fill: impl FnOnce(&mut Self)) {
        self.u16(number);
        self.block16(fill);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tls_parser::{
        TlsExtension, TlsMessage, TlsMessageHandshake, parse_tls_extensions, parse_tls_plaintext,
    };

    use super::*;

    proptest! {
        /// What somebody else's parser makes of it.
        #[test]
        fn every_offer_can_be_read(
            version in proptest::sample::select(&Version::ALL[..]),
            suites in proptest::collection::vec(any::<u16>(), 1..=256),
            name in "[a-z]{1,60}(\\.[a-z]{1,60}){0,3}",
            random: [u8; 32],
        ) {
            let bytes = client_hello(version, &suites, &Host::Domain(&name), &random);
            let (rest, record) = parse_tls_plaintext(&bytes).unwrap();
            prop_assert!(rest.is_empty());
            let [TlsMessage::Handshake(TlsMessageHandshake::ClientHello(hello))] = &record.msg[..] else {
                panic!("{:?}", record.msg)
            };
            let offered: Vec<u16> = hello.ciphers.iter().map(|suite| suite.0).collect();
            prop_assert_eq!(&offered[..suites.len()], &suites[..]);
            prop_assert_eq!(hello.version.0, version.number().min(0x0303));
            let extensions = parse_tls_extensions(hello.ext.unwrap_or_default()).unwrap().1;
            prop_assert_eq!(extensions.is_empty(), version == Version::Ssl3);
            let named = extensions.iter().any(|extension| {
                matches!(extension, TlsExtension::SNI(names) if names[0].1 == name.as_bytes())
            });
            prop_assert_eq!(named, version > Version::Ssl3);
        }
    }

    #[test]
    fn an_address_is_no_server_name() {
        let address = Host::Ipv4("192.0.2.1".parse().unwrap());
        let bytes = client_hello(Version::Tls12, &[0xc02f], &address, &[0; 32]);
        let (_, record) = parse_tls_plaintext(&bytes).unwrap();
        assert!(!format!("{record:?}").contains("192"));
    }
}
