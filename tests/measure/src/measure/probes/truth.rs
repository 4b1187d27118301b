//! Reads a file of truths. People write such files by hand, one table a truth or one table a target with its probes in it, so
//! both are read: a table with `probe` and `expected` is a truth, and what it does not say itself it takes from the table
//! around it.

use std::path::Path;

use assay_domain::ReportedOutcome;

use crate::error::{self, MeasureError};

/// What has to come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Pass,
    Weak,
    Fail,
    NotApplicable,
    Inconclusive,
    /// Worth knowing, not wrong.
    Info,
}

impl Expected {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "pass" => Self::Pass,
            "weak" | "partial" => Self::Weak,
            "fail" => Self::Fail,
            "not-applicable" | "n/a" => Self::NotApplicable,
            "inconclusive" | "unknown" => Self::Inconclusive,
            "info" => Self::Info,
            _ => return None,
        })
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Weak => "weak",
            Self::Fail => "fail",
            Self::NotApplicable => "not-applicable",
            Self::Inconclusive => "inconclusive",
            Self::Info => "info",
        }
    }

    /// Whether there was something to see.
    pub(super) const fn is_determinate(self) -> bool {
        matches!(self, Self::Pass | Self::Weak | Self::Fail)
    }

    pub(super) fn allows(self, said: Option<ReportedOutcome>) -> bool {
        use ReportedOutcome as Said;
        match self {
            Self::Pass => said == Some(Said::Pass),
            Self::Weak => said == Some(Said::Partial),
            Self::Fail => said == Some(Said::Fail),
            Self::Inconclusive => matches!(said, None | Some(Said::Unknown)),
            // What does not apply may also be left out: no plugin speaks of models to an API that has none.
            Self::NotApplicable => matches!(said, None | Some(Said::NotApplicable)),
            Self::Info => !matches!(said, Some(Said::Fail)),
        }
    }
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) address: String,
    pub(super) kind: Option<String>,
    pub(super) ca: Option<String>,
    pub(super) key_env: Option<String>,
    pub(super) plain_http_url: Option<String>,
    pub(super) models: Vec<String>,
    pub(super) methods: Vec<String>,
    pub(super) active: bool,
    pub(super) active_requests: Option<i64>,
    /// Where the same endpoint was at an earlier date: what answers there is assessed first and stands for the past.
    pub(super) earlier: Option<String>,
}

impl Target {
    /// What a person calls it: one server may have many models.
    pub(super) fn label(&self) -> String {
        match self.models.first() {
            Some(model) => format!("{} {model}", self.address),
            None => self.address.clone(),
        }
    }
}

/// One truth.
#[derive(Debug, Clone)]
pub(super) struct Truth {
    pub(super) target: Target,
    pub(super) probe: String,
    pub(super) expected: Expected,
    pub(super) why: String,
}

/// The points of the catalogue at which a probe of a truth file is reported: its own name, or what the probe table of the
/// docs calls it.
pub(super) fn points(probe: &str) -> Vec<&str> {
    match probe {
        "tls-cert-time" => vec!["tls-certificate"],
        "tls-key" | "tls-sig" | "tls-key/sig" => vec!["tls-key"],
        "tls-key/sig/ciphers" => vec!["tls-key", "tls-ciphers"],
        "headers-api-profile" | "headers" => vec!["security-headers"],
        "rate-limit-headers" | "rate-limit" => vec!["rate-limit-signals"],
        "security.txt" => vec!["security-txt"],
        "openapi"
        | "docs-exposure"
        | "openapi-exposure"
        | "openapi/docs exposure"
        | "docs"
        | "metrics-exposure" => {
            vec!["management-exposure"]
        }
        "injection-canary" => vec!["injection"],
        "pii-minimisation" => vec!["pii-in-errors"],
        "retention" | "retention/zdr" | "zdr" => vec!["response-retention"],
        "drift" => vec!["behaviour-drift"],
        "latency/availability" => vec!["latency", "availability"],
        "data-residency" => vec!["data-residency-hints"],
        "sub-processor" => vec!["sub-processor-hints"],
        "well-known" | "well-known AI docs" => vec!["ai-documents"],
        other => vec![other],
    }
}

/// Whether a probe only makes sense on an API of models.
pub(super) fn is_about_models(probe: &str) -> bool {
    [
        "model-",
        "prompt-",
        "injection-",
        "markdown-",
        "pii-",
        "refusal",
        "determinism",
        "drift",
        "ai-disclosure",
        "retention",
    ]
    .iter()
    .any(|start| probe.starts_with(start))
}

pub(super) fn read(path: &Path) -> Result<Vec<Truth>, MeasureError> {
    let wrong =
        |detail: String| MeasureError::format(path, "a file of truths about servers", detail);
    let file: toml::Table =
        toml::from_str(&error::read(path)?).map_err(|error| wrong(error.to_string()))?;
    let mut truths = Vec::new();
    walk(&file, &[], &file, &mut truths).map_err(wrong)?;
    if truths.is_empty() {
        return Err(wrong("no table has `probe` and `expected`".to_owned()));
    }
    Ok(truths)
}

fn walk(
    table: &toml::Table,
    around: &[&toml::Table],
    file: &toml::Table,
    truths: &mut Vec<Truth>,
) -> Result<(), String> {
    let mut scope = around.to_vec();
    scope.push(table);
    let word = ["expected", "outcome", "expect"]
        .iter()
        .find_map(|key| table.get(*key)?.as_str());
    let probe = ["probe", "id"]
        .iter()
        .find_map(|key| table.get(*key)?.as_str());
    if let (Some(word), Some(probe)) = (word, probe) {
        truths.push(Truth {
            target: target(&scope, file).ok_or_else(|| format!("`{probe}` names no `target`"))?,
            probe: probe.to_owned(),
            expected: Expected::parse(word)
                .ok_or_else(|| format!("`{word}` at `{probe}` is no outcome; write pass, weak, fail, not-applicable or inconclusive"))?,
            why: text(&scope, &["why", "reason"]).unwrap_or("(no reason is given)").to_owned(),
        });
        return Ok(());
    }
    for value in table.values() {
        match value {
            toml::Value::Table(inner) => walk(inner, &scope, file, truths)?,
            toml::Value::Array(items) => {
                for inner in items.iter().filter_map(toml::Value::as_table) {
                    walk(inner, &scope, file, truths)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The nearest table that has one of the keys.
fn value<'a>(scope: &[&'a toml::Table], keys: &[&str]) -> Option<&'a toml::Value> {
    scope
        .iter()
        .rev()
        .find_map(|table| keys.iter().find_map(|key| table.get(*key)))
}

fn text<'a>(scope: &[&'a toml::Table], keys: &[&str]) -> Option<&'a str> {
    value(scope, keys)?.as_str()
}

/// `target` is an address or the name of a table below `targets`.
fn target(scope: &[&toml::Table], file: &toml::Table) -> Option<Target> {
    let named = text(scope, &["target", "address", "url"])?;
    let described = file
        .get("targets")
        .and_then(toml::Value::as_table)
        .and_then(|targets| targets.get(named));
    let mut scope = scope.to_vec();
    let address = match described {
        Some(toml::Value::String(address)) => address.as_str(),
        Some(toml::Value::Table(table)) => {
            scope.push(table);
            text(&scope, &["address", "url", "target"])?
        }
        _ => named,
    };
    let address = if address.contains("://") {
        address.to_owned()
    } else {
        format!("https://{address}")
    };
    let owned = |keys: &[&str]| text(&scope, keys).map(str::to_owned);
    let list = |keys: &[&str]| -> Vec<String> {
        let values = value(&scope, keys).and_then(toml::Value::as_array);
        let words = values.into_iter().flatten().filter_map(toml::Value::as_str);
        words.map(str::to_owned).collect()
    };
    Some(Target {
        address,
        kind: owned(&["kind"]),
        ca: owned(&["ca", "trusted-ca"]),
        key_env: owned(&["key-env"]),
        plain_http_url: owned(&["plain-http-url", "plain-http"]),
        models: list(&["models", "contracted-models"]),
        methods: list(&["methods"]),
        active: value(&scope, &["active"])
            .and_then(toml::Value::as_bool)
            .unwrap_or(false),
        active_requests: value(&scope, &["active-requests"]).and_then(toml::Value::as_integer),
        earlier: owned(&["earlier"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Vec<Truth> {
        let file: toml::Table = toml::from_str(text).unwrap();
        let mut truths = Vec::new();
        walk(&file, &[], &file, &mut truths).unwrap();
        truths
    }

    #[test]
    fn one_table_a_truth() {
        let truths = parsed(
            r#"
            [[truth]]
            target = "localhost:8443"
            probe = "tls-version"
            expected = "fail"
            why = "TLS 1.0 is switched on"
            "#,
        );
        assert_eq!(truths[0].target.address, "https://localhost:8443");
        assert_eq!(truths[0].expected, Expected::Fail);
        assert_eq!(truths[0].why, "TLS 1.0 is switched on");
    }

    #[test]
    fn one_table_a_target_with_its_probes() {
        let truths = parsed(
            r#"
            [[target]]
            address = "http://127.0.0.1:8801/v1"
            kind = "openai"
            active = true
            [[target.probes]]
            probe = "auth-none"
            expected = "pass"
            [[target.probes]]
            probe = "cors"
            expected = "weak"
            "#,
        );
        assert_eq!(truths.len(), 2);
        assert_eq!(truths[0].target, truths[1].target);
        assert!(truths[0].target.active);
        assert_eq!(truths[1].expected, Expected::Weak);
    }

    #[test]
    fn a_target_has_a_past_and_methods() {
        let truths = parsed(
            r#"
            [[target]]
            address = "https://127.0.0.1:8801/v1"
            earlier = "https://127.0.0.1:8802/v1"
            methods = ["GET", "POST", "DELETE"]
            probes = [{ probe = "drift", expected = "weak", why = "another model" }]
            "#,
        );
        let target = &truths[0].target;
        assert_eq!(target.earlier.as_deref(), Some("https://127.0.0.1:8802/v1"));
        assert_eq!(target.methods, ["GET", "POST", "DELETE"]);
    }

    #[test]
    fn targets_have_names() {
        let truths = parsed(
            r#"
            [targets.good]
            address = "https://localhost:9443"
            ca = "ca.crt"
            [[truth]]
            target = "good"
            probe = "tls-chain"
            expected = "pass"
            "#,
        );
        assert_eq!(truths.len(), 1);
        assert_eq!(truths[0].target.address, "https://localhost:9443");
        assert_eq!(truths[0].target.ca.as_deref(), Some("ca.crt"));
    }
}
