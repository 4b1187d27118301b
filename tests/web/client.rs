//! Somebody at the other end of the wire.

use scraper::{Html, Selector};

use crate::{
    PASSWORD, Served,
    wire::{Answer, send},
};

/// Somebody with or without a session.
pub(crate) struct Client<'a> {
    pub(crate) served: &'a Served,
    pub(crate) cookie: String,
}

impl<'a> Client<'a> {
    pub(crate) fn nobody(served: &'a Served) -> Self {
        Self {
            served,
            cookie: String::new(),
        }
    }

    pub(crate) fn signed_in(served: &'a Served, name: &str) -> Self {
        let mut client = Self::nobody(served);
        let answer = client.post("/sign-in", &[("name", name), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303, "{name}: {}", answer.body);
        let cookie = &answer.headers["set-cookie"];
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
            "{cookie}"
        );
        client.cookie = cookie.split(';').next().unwrap().to_owned();
        client
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1"), "", "")
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, fields, "")
    }

    pub(crate) fn post_from(&self, path: &str, fields: &[(&str, &str)], headers: &str) -> Answer {
        let encoded = |text: &str| {
            text.bytes()
                .map(|byte| format!("%{byte:02X}"))
                .collect::<String>()
        };
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let headers = format!("Content-Type: application/x-www-form-urlencoded\r\n{headers}");
        self.send(&format!("POST {path} HTTP/1.1"), &headers, &body.join("&"))
    }

    /// The form token of this session, as a page carries it.
    pub(crate) fn token(&self) -> String {
        self.token_on("/suppliers/lumenworks")
    }

    pub(crate) fn token_on(&self, path: &str) -> String {
        let page = Html::parse_document(&self.get(path).body);
        let field = Selector::parse("input[name=csrf]").unwrap();
        page.select(&field)
            .next()
            .unwrap()
            .attr("value")
            .unwrap()
            .to_owned()
    }

    /// Sends a file, as the form of a page does: the token first.
    pub(crate) fn upload(&self, path: &str, token: &str, name: &str, bytes: &str) -> Answer {
        let edge = "edge-of-parts";
        let body = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n\
             --{edge}\r\nContent-Disposition: form-data; name=\"document\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{bytes}\r\n--{edge}--\r\n"
        );
        let headers = format!("Content-Type: multipart/form-data; boundary={edge}\r\n");
        self.send(&format!("POST {path} HTTP/1.1"), &headers, &body)
    }

    pub(crate) fn send(&self, line: &str, headers: &str, body: &str) -> Answer {
        let cookie = if self.cookie.is_empty() {
            String::new()
        } else {
            format!("Cookie: {}\r\n", self.cookie)
        };
        send(
            &self.served.address,
            line,
            &format!("{cookie}{headers}"),
            body,
        )
        .unwrap()
    }
}
