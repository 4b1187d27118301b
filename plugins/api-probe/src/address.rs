//! Just enough of a URL to compare hosts. The host of the program parses URLs properly and decides where requests go; here
//! only its own, already normalised texts are taken apart.

/// A URL in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    pub(crate) scheme: &'a str,
    /// Host and port.
    pub(crate) authority: &'a str,
    /// From the first slash on, query included; empty or with a leading slash.
    pub(crate) path: &'a str,
}

impl<'a> Address<'a> {
    pub(crate) fn parse(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        (!authority.is_empty()).then_some(Self {
            scheme,
            authority,
            path,
        })
    }

    /// The host without the port; an IPv6 address keeps its brackets.
    pub(crate) fn host(&self) -> &'a str {
        match self.authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => self.authority,
        }
    }

    /// True when the host is an IP address.
    pub(crate) fn is_ip(&self) -> bool {
        self.host().starts_with('[') || self.host().parse::<std::net::Ipv4Addr>().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_comes_apart() {
        let address = Address::parse("https://api.acme.example:8443/v1?x=http://y/").unwrap();
        assert_eq!(
            (address.scheme, address.host(), address.path),
            ("https", "api.acme.example", "/v1?x=http://y/")
        );
        assert_eq!(Address::parse("http://[::1]:80/").unwrap().host(), "[::1]");
        assert_eq!(Address::parse("http://[::1]").unwrap().host(), "[::1]");
        assert!(Address::parse("http://[::1]/").unwrap().is_ip());
        assert!(Address::parse("https://127.0.0.1:1/").unwrap().is_ip());
        assert!(!Address::parse("https://localhost/").unwrap().is_ip());
        assert_eq!(Address::parse("/relative"), None);
        assert_eq!(Address::parse("file:///etc/passwd"), None);
    }
}
