//! Which sites does it cover?

use assay_sdk::Observation;

use super::SITES;
use crate::{
    date,
    subject::{Paper, Subject},
};

pub(crate) fn judge(subject: &Subject) -> Observation {
    let Some(paper) = &subject.paper else {
        return SITES.unknown("there is no document that shows the sites");
    };
    if let Some(at) = &paper.reading.sites {
        return subject.quote(
            SITES.pass(subject, "the certificate names its sites"),
            Some(at),
        );
    }
    match address(paper) {
        Some(at) => {
            let observation = SITES
                .pass(
                    subject,
                    "the certificate gives one address, that of its holder",
                )
                .confidence(6_000);
            subject.quote(observation, Some(&at))
        }
        None => SITES.unknown("the certificate names no site"),
    }
}

/// The address beside or below the holder's name: words with a comma or a number, and no day.
fn address(paper: &Paper) -> Option<std::ops::Range<usize>> {
    let holder = paper.reading.holder.as_ref()?;
    let rest = &paper.plain[holder.end..];
    // A name and its address form one block.
    let block = &rest[..rest
        .find("\n\n")
        .or_else(|| rest.find("\n \n"))
        .unwrap_or(rest.len())];
    let block = &block[..block.find([':', '.', '|']).unwrap_or(block.len())];
    let words = block
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| w.len() > 2)
        .count();
    let numbered = block.bytes().any(|b| b.is_ascii_digit()) && date::all(block).is_empty();
    let start = holder.start;
    (words >= 2 && block.contains(',') && numbered && block.len() < 200)
        .then(|| start..holder.end + block.trim_end().len())
}
