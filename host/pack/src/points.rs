//! Points of a pack as a file of the catalogue.

use check_pack_format::{Pack, Scope};
use jiff::civil::Date;
use serde::Serialize;

/// A file of points, with the keys of the catalogue.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct File<'a> {
    source: String,
    as_of: String,
    points: Vec<Entry<'a>>,
}

/// A point that informs: it is expected in no tier, supports no control and is never counted.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    expectation: &'a str,
    evidence: &'a str,
    ask: &'a str,
    scope: Scope,
    tiers: [(); 0],
    controls: [(); 0],
}

/// The text of a file `points-....toml` for a folder of the catalogue; none when the pack has no points of its own.
pub fn points_file(pack: &Pack, as_of: Date) -> Option<String> {
    if pack.points.is_empty() {
        return None;
    }
    let file = File {
        source: format!("Check pack {} {}", pack.pack.id, pack.pack.version),
        as_of: as_of.to_string(),
        points: pack
            .points
            .iter()
            .map(|point| Entry {
                id: &point.id,
                title: &point.title,
                expectation: &point.expectation,
                evidence: &point.evidence,
                ask: &point.ask,
                scope: point.scope,
                tiers: [],
                controls: [],
            })
            .collect(),
    };
    Some(toml::to_string(&file).expect("texts and lists can be written as TOML"))
}
