//! A private certificate authority for the demonstration, made anew each time.

use jiff::{Span, ToSpan, civil::Date};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// The day for which the demonstration is made, and the day that it is: a server's certificate has to hold on both, because the
/// connection is real.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    pub(crate) shown: Date,
    pub(crate) real: Date,
}

impl Days {
    fn first(self) -> Date {
        self.shown.min(self.real)
    }

    fn last(self) -> Date {
        self.shown.max(self.real)
    }

    /// Days from the one to the other.
    fn apart(self) -> i32 {
        self.first()
            .until(self.last())
            .map_or(0, |span: Span| span.get_days())
    }
}

/// How much of its life a certificate has behind and before it on the day that is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Life {
    /// Eighty days and at least a third of what has passed: nothing has to be renewed yet.
    Fresh,
    /// Three days: far below a fifth of its life.
    NearlyOver,
}

/// An authority that signs server certificates for loopback.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A server's chain and key.
pub(crate) struct ServerIdentity {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
}

impl Authority {
    pub(crate) fn new(name: &str, days: Days) -> Result<Self, rcgen::Error> {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        set_validity(&mut params, days, 400, 400 + days.apart() / 3);
        Ok(Self(CertifiedIssuer::self_signed(
            params,
            KeyPair::generate()?,
        )?))
    }

    pub(crate) fn pem(&self) -> String {
        self.0.as_ref().pem()
    }

    /// A certificate for 127.0.0.1 and localhost.
    pub(crate) fn issue(&self, days: Days, life: Life) -> Result<ServerIdentity, rcgen::Error> {
        let mut params =
            CertificateParams::new(vec!["localhost".to_owned(), "127.0.0.1".to_owned()])?;
        params
            .distinguished_name
            .push(DnType::CommonName, "localhost");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let (age, left) = match life {
            Life::Fresh => (10, 80 + days.apart() / 3),
            Life::NearlyOver => (87, 3),
        };
        set_validity(&mut params, days, age, left);
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &self.0)?;
        Ok(ServerIdentity {
            chain: vec![certificate.der().clone()],
            key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        })
    }
}

/// From so many days before the first of the two days to so many after the last, at midnight UTC.
fn set_validity(params: &mut CertificateParams, days: Days, before: i32, after: i32) {
    let midnight = |day: Date| {
        date_time_ymd(
            i32::from(day.year()),
            day.month().unsigned_abs(),
            day.day().unsigned_abs(),
        )
    };
    params.not_before = midnight(days.first().saturating_sub(before.days()));
    params.not_after = midnight(days.last().saturating_add(after.days()));
}
