//! The first flight of a server, read up to where it would need a key.

use tls_parser::{
    TlsCipherKx, TlsCipherSuite, TlsExtension, TlsMessage, TlsMessageHandshake, TlsRecordType,
    parse_dh_params, parse_tls_extensions, parse_tls_message_handshake, parse_tls_raw_record,
};

use crate::hello::Version;

/// Most bytes that are read: a chain of ten certificates with a hundred names each has about 40 KiB.
pub(crate) const MAX_BYTES: usize = 128 * 1024;

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It chose.
    Chosen(Chosen),
    /// It refused with this alert.
    Alert(u8),
}

/// A server's choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The number of the version.
    pub(crate) version: u16,
    pub(crate) suite: u16,
    /// DER, the server's own first; empty where it is sent encrypted or not at all.
    pub(crate) chain: Vec<Vec<u8>>,
    pub(crate) dh_bits: Option<u32>,
}

/// Reads what came so far.
#[derive(Debug, Default)]
pub(crate) struct Flight {
    received: Vec<u8>,
    /// Handshake messages out of their records, which cut them anywhere.
    messages: Vec<u8>,
    chosen: Option<Chosen>,
}

/// Bytes that are no TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotTls;

impl Flight {
    /// Takes more bytes. An answer ends the reading.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Result<Option<Answer>, NotTls> {
        self.received.extend(bytes);
        loop {
            // A record of another protocol would announce any length and never come.
            if self
                .received
                .first()
                .is_some_and(|kind| !(20..=24).contains(kind))
            {
                return Err(NotTls);
            }
            let (kind, data, rest) = match parse_tls_raw_record(&self.received) {
                Ok((rest, record)) => (record.hdr.record_type, record.data.to_vec(), rest.len()),
                Err(tls_parser::nom::Err::Incomplete(_)) => return Ok(None),
                Err(_) => return Err(NotTls),
            };
            self.received.drain(..self.received.len() - rest);
            match kind {
                TlsRecordType::Alert => {
                    let [level, description] = data[..] else {
                        return Err(NotTls);
                    };
                    // A warning, such as `unrecognized_name`, does not end a handshake (RFC 6066, 3); a closing does.
                    if level != 1 || description == 0 {
                        return Ok(Some(self.end().unwrap_or(Answer::Alert(description))));
                    }
                }
                TlsRecordType::Handshake => {
                    self.messages.extend(data);
                    if self.messages()? {
                        return Ok(self.end());
                    }
                }
                // After the choice of TLS 1.3 the rest is encrypted.
                _ => return self.end().ok_or(NotTls).map(Some),
            }
        }
    }

    /// The choice, when the connection ended behind it.
    pub(crate) fn end(&mut self) -> Option<Answer> {
        self.chosen.take().map(Answer::Chosen)
    }

    /// Reads whole messages; true when nothing else is to come.
    fn messages(&mut self) -> Result<bool, NotTls> {
        loop {
            let Some(&[_, a, b, c]) = self.messages.first_chunk() else {
                return Ok(false);
            };
            let end = 4 + u32::from_be_bytes([0, a, b, c]) as usize;
            if end > MAX_BYTES {
                return Err(NotTls);
            }
            if self.messages.len() < end {
                return Ok(false);
            }
            let message: Vec<u8> = self.messages.drain(..end).collect();
            // A message of a kind that the parser does not know is none that says anything here.
            if let Ok((_, TlsMessage::Handshake(message))) = parse_tls_message_handshake(&message) {
                if self.message(&message)? {
                    return Ok(true);
                }
            } else if self.chosen.is_none() {
                return Err(NotTls);
            }
        }
    }

    fn message(&mut self, message: &TlsMessageHandshake<'_>) -> Result<bool, NotTls> {
        match (message, &mut self.chosen) {
            (TlsMessageHandshake::ServerHello(hello), None) => {
                let version = selected(hello.ext).unwrap_or(hello.version.0);
                self.chosen = Some(Chosen {
                    version,
                    suite: hello.cipher.0,
                    ..Chosen::default()
                });
                Ok(version >= Version::Tls13.number())
            }
            (TlsMessageHandshake::Certificate(sent), Some(chosen)) => {
                chosen.chain = sent
                    .cert_chain
                    .iter()
                    .map(|certificate| certificate.data.to_vec())
                    .collect();
                Ok(false)
            }
            (TlsMessageHandshake::ServerKeyExchange(sent), Some(chosen)) => {
                if has_dh_params(chosen.suite) {
                    chosen.dh_bits = parse_dh_params(sent.parameters)
                        .ok()
                        .map(|(_, params)| bits(params.dh_p));
                }
                Ok(false)
            }
            (TlsMessageHandshake::ServerDone(_), Some(_)) => Ok(true),
            (_, Some(_)) | (TlsMessageHandshake::HelloRequest, None) => Ok(false),
            (_, None) => Err(NotTls),
        }
    }
}

/// The version of the extension `supported_versions` (RFC 8446, 4.2.1).
fn selected(extensions: Option<&[u8]>) -> Option<u16> {
    let (_, extensions) = parse_tls_extensions(extensions?).ok()?;
    extensions.iter().find_map(|extension| match extension {
        TlsExtension::SupportedVersions(versions) => versions.first().map(|version| version.0),
        _ => None,
    })
}

/// True when the key exchange is ephemeral Diffie-Hellman over integers, signed or anonymous.
fn has_dh_params(suite: u16) -> bool {
    TlsCipherSuite::from_id(suite)
        .is_some_and(|suite| matches!(suite.kx, TlsCipherKx::Dhe | TlsCipherKx::Dh))
}

/// The length of a number without its leading zeros.
fn bits(number: &[u8]) -> u32 {
    let start = number
        .iter()
        .position(|byte| *byte != 0)
        .unwrap_or(number.len());
    let number = &number[start..];
    number.first().map_or(0, |first| {
        u32::try_from(number.len()).unwrap_or(u32::MAX / 8) * 8 - first.leading_zeros()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(kind: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap().to_be_bytes();
        [&[kind, 3, 3], &length[..], data].concat()
    }

    fn message(kind: u8, data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&[kind], &length[1..], data].concat()
    }

    fn server_hello(suite: u16) -> Vec<u8> {
        let suite = suite.to_be_bytes();
        message(2, &[&[3, 3][..], &[7; 32], &[0], &suite, &[0]].concat())
    }

    /// TLS_DHE_RSA_WITH_AES_128_CBC_SHA with a prime of 1023 bits behind a leading zero.
    fn flight() -> Vec<u8> {
        let mut prime = vec![0, 0x7f];
        prime.extend([0xff; 127]);
        let length = u16::try_from(prime.len()).unwrap().to_be_bytes();
        let exchange = [&length[..], &prime, &[0, 1, 2], &[0, 1, 5]].concat();
        [
            server_hello(0x0033),
            message(11, &[0, 0, 6, 0, 0, 3, 1, 2, 3]),
            message(12, &exchange),
            message(14, &[]),
        ]
        .concat()
    }

    proptest! {
        #[test]
        fn a_flight_reads_the_same_however_it_is_cut(cut in 1_usize..250, records in 1_usize..250) {
            let bytes: Vec<u8> = flight().chunks(records).flat_map(|part| record(22, part)).collect();
            let mut reader = Flight::default();
            let mut answer = None;
            for part in bytes.chunks(cut) {
                prop_assert_eq!(&answer, &None);
                answer = reader.take(part).unwrap();
            }
            let chosen = Chosen {
                version: 0x0303,
                suite: 0x0033,
                chain: vec![vec![1, 2, 3]],
                dh_bits: Some(1023),
            };
            prop_assert_eq!(answer, Some(Answer::Chosen(chosen)));
        }

        #[test]
        fn no_bytes_make_it_panic(parts: Vec<Vec<u8>>, kind in 20_u8..25, data: Vec<u8>, inner in 0_u8..25) {
            let mut reader = Flight::default();
            for part in &parts {
                let _ = reader.take(part);
            }
            let mut reader = Flight::default();
            let _ = reader.take(&record(kind, &data[..data.len().min(60_000)]));
            let _ = reader.take(&record(22, &message(inner, &data)));
        }
    }

    #[test]
    fn a_warning_is_passed_over_and_a_fatal_alert_is_an_answer() {
        let mut reader = Flight::default();
        assert_eq!(reader.take(&record(21, &[1, 112])), Ok(None));
        assert_eq!(
            reader.take(&record(21, &[2, 70])),
            Ok(Some(Answer::Alert(70)))
        );
    }

    #[test]
    fn what_is_not_tls_is_told_at_the_first_byte() {
        assert_eq!(Flight::default().take(b"HTTP/1.1 400"), Err(NotTls));
    }
}
