//! `[[endpoints]]`: what may be probed, and how far.

use std::sync::Arc;

use assay_domain::{AddressClass, Endpoint, EndpointId, InputDigest};
use url::Url;

use crate::{
    credential,
    nearest::quoted,
    show::shown,
    source,
    supplier::{Surroundings, known_system},
    value::{Once, Table, Value},
};

/// Methods that a dossier can grant. CONNECT and TRACE would turn a server into a proxy or an echo of secrets.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"];
/// What is granted when nothing is said: everything that a check of a service needs, nothing that deletes or replaces.
const DEFAULT_METHODS: [&str; 4] = ["GET", "HEAD", "POST", "OPTIONS"];

pub(crate) fn read(
    value: &Value<'_>,
    systems: &Once,
    ids: &mut Once,
    around: &mut Surroundings<'_>,
) -> Option<Endpoint> {
    let table = value.table(&[
        "id",
        "kind",
        "url",
        "methods",
        "plain-http-url",
        "allow-addresses",
        "trusted-ca",
        "credentials",
        "system",
        "contracted-models",
        "active",
        "active-requests",
    ])?;
    let id = table.require("id").and_then(|value| {
        let id: EndpointId = value.parse()?;
        ids.check(id.as_str(), &value);
        Some(id)
    });
    let base_url = table.require("url").and_then(|value| base_url(&value));
    let plain_http_url = base_url
        .as_ref()
        .and_then(|base| plain_http_url(&table, base));
    let methods = methods(&table);
    let kind = kind(&table);
    let allow_addresses = allowed_addresses(&table);
    let trusted_ca_pem = table
        .get("trusted-ca")
        .and_then(|value| trusted_ca(&value, around));
    let system = known_system(&table, systems);
    let credentials = credential::read_all(&table, id.as_ref(), base_url.as_ref(), around);
    Some(Endpoint {
        id: id?,
        kind: kind?,
        base_url: base_url?,
        plain_http_url,
        methods,
        allow_addresses,
        trusted_ca_pem,
        credentials,
        system,
        contracted_models: table.texts("contracted-models"),
        active_requests: active_requests(&table),
    })
}

/// How many requests of active probes are granted. A number without the word of consent grants nothing and is a mistake.
fn active_requests(table: &Table<'_>) -> Option<u32> {
    let granted = match table.get("active") {
        None => false,
        Some(value) => value.flag()?,
    };
    let Some(value) = table.get("active-requests") else {
        // Without a number the catalogue's limit for active probes is the only one.
        return granted.then_some(u32::MAX);
    };
    let requests = value.count()?;
    if !granted {
        value.wrong(
            "limits active probes that are not granted",
            "write `active = true` when the supplier has agreed to active probes, or leave this out".to_owned(),
        );
        return None;
    }
    Some(requests)
}

fn base_url(value: &Value<'_>) -> Option<Url> {
    let text = value.text()?;
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => {
            value.wrong(
                format!("is not a URL: {error}"),
                "write it as `https://api.example.com/v1`".to_owned(),
            );
            return None;
        }
    };
    if !url.username().is_empty() || url.password().is_some() {
        value.wrong_secret(
            "has a user name or password in it",
            "give the secret by reference, in [endpoints.credentials.NAME]",
        );
        return None;
    }
    let wrong = if !matches!(url.scheme(), "https" | "http") {
        Some("is neither https nor http")
    } else if url.query().is_some() || url.fragment().is_some() {
        Some("has a `?` or `#` part; it is the base to which plugins add paths")
    } else {
        None
    };
    if let Some(wrong) = wrong {
        value.wrong(wrong, None);
        return None;
    }
    Some(url)
}

/// Where the same host would answer without TLS. `false` means: do not try.
fn plain_http_url(table: &Table<'_>, base: &Url) -> Option<Url> {
    let Some(value) = table.get("plain-http-url") else {
        // Without a word of the dossier it is the port where browsers look first (RFC 9110, 4.2.1).
        let mut plain = base.clone();
        let turned = base.scheme() == "https"
            && plain.set_scheme("http").is_ok()
            && plain.set_port(None).is_ok();
        plain.set_path("/");
        return turned.then_some(plain);
    };
    if value.node().as_bool() == Some(false) {
        return None;
    }
    let plain = base_url(&value)?;
    if plain.scheme() != "http" || plain.host() != base.host() {
        value.wrong(
            "is not plain http on the host of `url`",
            format!(
                "write `http://{}/`, or `false` when it must not be tried",
                base.host_str().unwrap_or_default()
            ),
        );
        return None;
    }
    Some(plain)
}

fn kind(table: &Table<'_>) -> Option<String> {
    const MAX_LEN: usize = 32;
    let Some(value) = table.get("kind") else {
        return Some("http".to_owned());
    };
    let text = value.text()?;
    let is_word = text.len() <= MAX_LEN
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_word {
        value.wrong(
            "is not a kind of endpoint",
            "use `openai` for an OpenAI-style API, `http` for any other".to_owned(),
        );
    }
    is_word.then(|| text.to_owned())
}

fn methods(table: &Table<'_>) -> Vec<String> {
    let Some(value) = table.get("methods") else {
        return DEFAULT_METHODS.map(str::to_owned).to_vec();
    };
    let known = METHODS.map(|method| (method, method));
    value
        .list()
        .iter()
        .filter_map(|item| item.word(&known))
        .map(str::to_owned)
        .collect()
}

fn allowed_addresses(table: &Table<'_>) -> Vec<AddressClass> {
    let grantable: Vec<(&str, AddressClass)> = AddressClass::ALL
        .into_iter()
        .filter(|class| class.can_be_granted())
        .map(|class| (class.label(), class))
        .collect();
    let mut granted = Vec::new();
    for item in table.list("allow-addresses") {
        let Some(text) = item.text() else { continue };
        match AddressClass::ALL
            .into_iter()
            .find(|class| class.label() == text)
        {
            Some(AddressClass::Global) => {
                item.wrong(
                    "`global` addresses need no grant",
                    "leave it out".to_owned(),
                );
            }
            Some(class) if !class.can_be_granted() => {
                let words: Vec<&str> = grantable.iter().map(|(word, _)| *word).collect();
                item.wrong(
                    format!("`{}` addresses cannot be granted", shown(text)),
                    format!("only {} can be", quoted(&words)),
                );
            }
            Some(class) => granted.push(class),
            None => granted.extend(item.word(&grantable)),
        }
    }
    granted
}

fn trusted_ca(value: &Value<'_>, around: &mut Surroundings<'_>) -> Option<Arc<str>> {
    let file = value.text()?;
    if !is_inside(file) {
        value.wrong(
            "is not a path inside the dossier",
            "copy the certificate into the folder, so that the dossier holds all that a verdict rests on"
                .to_owned(),
        );
        return None;
    }
    let pem = match source::read(around.folder, file) {
        Ok(Some(pem)) => pem,
        Ok(None) => {
            value.wrong(format!("there is no file {}", shown(file)), None);
            return None;
        }
        Err(problem) => {
            value.wrong(problem.to_string(), problem.help);
            return None;
        }
    };
    if pem.text.contains("PRIVATE KEY-----") {
        value.wrong(
            "holds a private key",
            "only the certificate of the authority belongs here; remove the key from the dossier"
                .to_owned(),
        );
        return None;
    }
    if !pem.text.contains("-----BEGIN CERTIFICATE-----") {
        value.wrong(
            "holds no PEM certificate",
            "it should have a line `-----BEGIN CERTIFICATE-----`".to_owned(),
        );
        return None;
    }
    if around.inputs.iter().all(|input| input.name != file) {
        around.inputs.push(InputDigest {
            name: file.to_owned(),
            digest: pem.digest,
        });
    }
    Some(pem.text.into())
}

/// True for a relative path with nothing but plain names in it, in one spelling everywhere.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|part| {
        !matches!(part, "" | "." | "..")
            && !part.contains(['\\', ':'])
            && !part.chars().any(crate::show::is_treacherous)
    })
}
