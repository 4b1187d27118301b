//! What answers tell about where they come from. Told and never held against anybody: an edge of a content network stands near
//! whoever asks, not where the data is.

use assay_sdk::Observation;

use super::SEEN;
use crate::{address::Address, answer::excerpt, unanswered::unanswered, visit::Visit};

const POINT: &str = "data-residency-hints";

/// Headers that name a region of the service itself. Those of edges are left out: they change with whoever asks.
const HEADERS: [&str; 7] = [
    "x-ms-region",
    "x-amz-bucket-region",
    "x-region",
    "x-served-region",
    "x-goog-region",
    "x-deployment-region",
    "fly-region",
];
/// Labels of a host name that name a region.
const LABELS: [&str; 8] = ["eu", "us", "uk", "emea", "apac", "de", "fr", "ch"];

pub(crate) fn judge(visit: &Visit) -> Observation {
    let main = match &visit.main {
        Ok(main) => main,
        Err(failure) => return unanswered(POINT, failure),
    };
    let mut hints: Vec<String> = Vec::new();
    let host = Address::parse(&visit.endpoint.base_url).map_or("", |address| address.host());
    // The last two labels are the name that was bought, whose ending is a country of its owner.
    let labels: Vec<&str> = host.split('.').collect();
    let own = labels.len().saturating_sub(2);
    hints.extend(
        labels[..own]
            .iter()
            .filter(|label| LABELS.contains(label) || is_region(label))
            .map(|label| format!("host name: {label}")),
    );
    for name in HEADERS {
        let mut values = visit
            .exchanges()
            .filter_map(|exchange| exchange.header(name));
        hints.extend(
            values
                .next()
                .map(|value| format!("{name}: {}", excerpt(value))),
        );
    }
    let title = if hints.is_empty() {
        "no answer tells a region".to_owned()
    } else {
        format!("answers tell: {}", hints.join("; "))
    };
    let pass = Observation::pass(POINT)
        .class(SEEN)
        // Where data is kept cannot be seen from outside.
        .confidence(5_000)
        .title(title)
        .detail(
            "For a person to compare with what the supplier says; nothing is concluded from it.",
        )
        .exchange(main);
    hints
        .into_iter()
        .fold(pass, |pass, hint| pass.fact_text("hint", hint))
}

/// `eu-west-1`, `us-east4`, `westeurope` is left to people.
fn is_region(label: &str) -> bool {
    let mut parts = label.split('-');
    parts
        .next()
        .is_some_and(|first| matches!(first, "eu" | "us" | "ap" | "sa" | "ca" | "me" | "af"))
        && label.ends_with(|c: char| c.is_ascii_digit())
        && label.contains('-')
}
