//! Whether what is served is announced to end: the headers Deprecation (RFC 9745, and its drafts) and Sunset (RFC 8594).
//!
//! Nothing is expected of an API that is not about to end: no header is the ordinary case.

use assay_sdk::{Date, Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    answer::{excerpt, is_success},
    http_date,
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "deprecation";

pub(crate) fn judge(visit: &Visit, as_of: Date) -> Observation {
    let main = match &visit.main {
        Ok(main) => main,
        Err(failure) => return unanswered(POINT, failure),
    };
    let chat = visit
        .chat
        .as_ref()
        .and_then(|(_, reply)| reply.as_ref().ok());
    let served: Vec<&Exchange> = chat
        .into_iter()
        .chain([main])
        .filter(|exchange| is_success(exchange))
        .collect();
    let Some(first) = served.first() else {
        return unclear(
            POINT,
            main,
            "not seen: no answer with content",
            "Name a credential for the endpoint, and assess again.",
        );
    };
    let find = |name: &str| {
        served
            .iter()
            .find_map(|exchange| Some((*exchange, exchange.header(name)?)))
    };
    let weak = |title: String, exchange: &Exchange| {
        Observation::partial(POINT)
            .severity(Severity::Medium)
            .class(SEEN)
            .title(title)
            .remediation("Ask what replaces it, and contract the replacement before it ends.")
            .exchange(exchange)
    };
    if let Some((exchange, value)) = find("sunset") {
        return match http_date::parse(value) {
            Some(day) if day < as_of => Observation::fail(POINT)
                .severity(Severity::High)
                .class(SEEN)
                .title(format!(
                    "announced to end on {day}, which is past, and still in use"
                ))
                .remediation("Contract what replaces it.")
                .fact_text("sunset", day.to_string())
                .exchange(exchange),
            Some(day) => weak(format!("announced to end on {day}"), exchange)
                .fact_text("sunset", day.to_string()),
            None => weak(
                format!("the Sunset header is no date: `{}`", excerpt(value)),
                exchange,
            )
            .severity(Severity::Low),
        };
    }
    if let Some((exchange, value)) = find("deprecation") {
        return match deprecated(value) {
            Some(Some(day)) if day > as_of => weak(format!("to be deprecated on {day}"), exchange)
                .severity(Severity::Low)
                .fact_text("deprecation", day.to_string()),
            Some(Some(day)) => weak(format!("deprecated since {day}"), exchange)
                .fact_text("deprecation", day.to_string()),
            Some(None) => weak("deprecated".to_owned(), exchange),
            None => weak(
                format!("the Deprecation header is not valid: `{}`", excerpt(value)),
                exchange,
            )
            .severity(Severity::Low),
        };
    }
    Observation::pass(POINT)
        .class(SEEN)
        .title("no answer announces an end")
        .exchange(*first)
}

/// `@1688169599` (RFC 9745, 2.1), or what drafts had: `true` and a date. The day, if there is one.
fn deprecated(value: &str) -> Option<Option<Date>> {
    let value = value.trim();
    if let Some(seconds) = value.strip_prefix('@') {
        // An item of a structured field may carry parameters.
        let seconds = seconds.split(';').next().unwrap_or_default().trim();
        return Some(Some(http_date::of_unix(seconds.parse().ok()?)?));
    }
    if value.eq_ignore_ascii_case("true") || value == "?1" {
        return Some(None);
    }
    http_date::parse(value).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_header_is_read() {
        let day = |year, month, day| Some(Some(Date::new(year, month, day).unwrap()));
        assert_eq!(deprecated("@1688169599"), day(2023, 6, 30));
        assert_eq!(deprecated("@1688169599;x=1"), day(2023, 6, 30));
        assert_eq!(
            deprecated("Sun, 11 Nov 2018 23:59:59 GMT"),
            day(2018, 11, 11)
        );
        assert_eq!(deprecated("true"), Some(None));
        assert_eq!(deprecated("soon"), None);
        assert_eq!(deprecated("@"), None);
    }
}
