//! security.txt, read strictly (RFC 9116). A search for `Contact:` takes an expired file, or any page with the word on it.

use assay_sdk::{Date, Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    address::Address,
    answer::{excerpt, is_html, media_type},
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "security-txt";
const ASK: &str =
    "Publish /.well-known/security.txt as text/plain over HTTPS, with Contact and one Expires.";

pub(crate) fn judge(visit: &Visit, as_of: Date) -> Option<Observation> {
    // One file for a host, and the first endpoint speaks for it.
    if !visit.first_of_host {
        return None;
    }
    let exchange = match &visit.host.security_txt {
        Ok(exchange) => exchange,
        Err(failure) => return Some(unanswered(POINT, failure)),
    };
    let weak = |title: &str| {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .class(SEEN)
            .title(title)
            .remediation(ASK)
            .exchange(exchange)
    };
    Some(match exchange.status {
        200 if is_html(exchange) => weak("no security.txt: a page is served in its place"),
        200 if exchange.truncated => {
            weak("what stands in place of security.txt is longer than 64 KiB")
        }
        200 => match File::parse(&exchange.text()) {
            Ok(file) => read(&file, visit, exchange, as_of),
            Err(line) => weak(&format!(
                "not a security.txt: `{}` is no field",
                excerpt(&line)
            )),
        },
        404 | 410 => weak("no security.txt"),
        300..=399 => unclear(
            POINT,
            exchange,
            "not seen: security.txt is redirected",
            "Declare the host that serves it.",
        ),
        401 | 403 => weak("security.txt is not public"),
        _ => unclear(
            POINT,
            exchange,
            "not seen: no answer about security.txt",
            "Assess again.",
        ),
    })
}

fn read(file: &File, visit: &Visit, exchange: &Exchange, as_of: Date) -> Observation {
    let fail = |title: String| {
        Observation::fail(POINT)
            .severity(Severity::Low)
            .title(title)
            .remediation(ASK)
    };
    let weak = |title: &str| {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .title(title)
            .remediation(ASK)
    };
    let contacts = file.all("contact");
    let expires = file.all("expires");
    let day = expires.first().and_then(|text| expiry(text));
    let here = canonical_here(file, visit);
    let observation = match day {
        Some(day) if day < as_of => fail(format!(
            "expired on {day}: its contacts must not be used any more"
        )),
        _ if contacts.is_empty() => fail("no Contact, which is what the file is for".to_owned()),
        _ if !contacts.iter().any(|contact| is_contact(contact)) => {
            fail("no Contact that is a URI".to_owned())
        }
        _ if expires.len() != 1 => weak(if expires.is_empty() {
            "no Expires"
        } else {
            "more than one Expires"
        }),
        None => weak("Expires is no date of RFC 3339"),
        Some(_) if file.all("preferred-languages").len() > 1 => {
            weak("more than one Preferred-Languages")
        }
        Some(_) if media_type(exchange) != "text/plain" => weak("not served as text/plain"),
        Some(_) if exchange.tls.is_none() => weak("not served over HTTPS"),
        Some(_) if !here => weak("Canonical names other places only"),
        Some(day) => Observation::pass(POINT).title(format!("valid until {day}")),
    };
    let observation = observation.class(SEEN).exchange(exchange);
    let observation = match contacts.first() {
        Some(contact) => observation.fact_text("contact", excerpt(contact)),
        None => observation,
    };
    match day {
        Some(day) => observation.fact_text("expires", day.to_string()),
        None => observation,
    }
}

/// The day of an RFC 3339 time; a bare day is none.
fn expiry(text: &str) -> Option<Date> {
    let has_time = text.len() >= "2026-01-01T00:00:00Z".len();
    let has_zone = text.ends_with(['Z', 'z'])
        || text.len() >= 25 && matches!(text.as_bytes()[text.len() - 6], b'+' | b'-');
    (has_time && has_zone)
        .then(|| Date::parse(text).ok())
        .flatten()
}

fn is_contact(value: &str) -> bool {
    ["https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| value.len() > scheme.len() && value.to_ascii_lowercase().starts_with(scheme))
}

/// Without Canonical, the place where the file was found is as good as any.
fn canonical_here(file: &File, visit: &Visit) -> bool {
    let places = file.all("canonical");
    let base = Address::parse(&visit.endpoint.base_url);
    places.is_empty()
        || places
            .iter()
            .filter_map(|place| Address::parse(place))
            .any(|place| {
                base.is_some_and(|base| {
                    place.scheme == "https" && place.authority.eq_ignore_ascii_case(base.authority)
                }) && place.path == "/.well-known/security.txt"
            })
}

/// The fields of a file, in order, names in lower case.
#[derive(Debug)]
struct File(Vec<(String, String)>);

impl File {
    /// Reads the lines, or names the first that is neither field, comment nor empty. Of a signed file the signed part is read
    /// (RFC 9116, 2.3); the signature itself is not verified.
    fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let signed = text
            .trim_start()
            .strip_prefix("-----BEGIN PGP SIGNED MESSAGE-----");
        let text = match signed {
            Some(signed) => {
                let (_, after_hash) = signed
                    .trim_start_matches(['\r', '\n'])
                    .split_once("\n\n")
                    .or_else(|| signed.split_once("\r\n\r\n"))
                    .unwrap_or(("", signed));
                after_hash
                    .split("-----BEGIN PGP SIGNATURE-----")
                    .next()
                    .unwrap_or_default()
            }
            None => text,
        };
        let mut fields = Vec::new();
        for line in text
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let (name, value) = line.split_once(':').ok_or_else(|| line.to_owned())?;
            let is_name = !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if !is_name || value.trim().is_empty() {
                return Err(line.to_owned());
            }
            fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        if fields.is_empty() {
            return Err("an empty file".to_owned());
        }
        Ok(Self(fields))
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_signed_file_is_read_without_its_signature() {
        let file = File::parse(
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n# Us\nContact: mailto:a@b.example\n-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n",
        )
        .unwrap();
        assert_eq!(file.all("contact"), ["mailto:a@b.example"]);
        assert!(file.all("hash").is_empty());
    }

    #[test]
    fn an_expiry_has_a_time_and_a_zone() {
        assert!(expiry("2027-01-01T00:00:00Z").is_some());
        assert!(expiry("2027-01-01T00:00:00.000+01:00").is_some());
        for text in [
            "2027-01-01",
            "2027-01-01T00:00:00",
            "Thu, 31 Dec 2027 18:37:07 -0800",
            "soon",
        ] {
            assert_eq!(expiry(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(text in "\\PC{0,80}", time in "[0-9TZ:+\\-ä]{0,30}") {
            let _ = File::parse(&text);
            let _ = expiry(&time);
        }
    }
}
