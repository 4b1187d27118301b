//! Whether the crosswalk leads from something to something, once, and never to a credit that nobody may give.

use std::collections::BTreeMap;

use super::Findings;
use crate::{Catalogue, Relation};

/// Annex B of ISO/IEC 42001 repeats annex A as guidance.
const ANNEX_B: &str = "iso42001.b.";

/// Credit from the first to the second would say what no source says: ISO/IEC 42001 is no harmonised standard of the AI Act, and no
/// other certificate looks at AI.
const NO_CREDIT: [(&str, &str); 2] = [
    ("iso42001.", "eu-ai-act."),
    ("other-certificates.", "iso42001."),
];

pub(super) fn crosswalk(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<(&str, &str), Relation> = BTreeMap::new();
    for link in catalogue.crosswalk.mappings() {
        let (source, target) = (link.source.as_str(), link.target.as_str());
        let mut say = |what: String| {
            findings.in_file(
                "crosswalk.toml",
                format!("`{source}` to `{target}`: {what}"),
            );
        };
        for id in [&link.source, &link.target] {
            if id.as_str().starts_with(ANNEX_B) {
                say(format!(
                    "`{id}` is guidance: write the control of annex A, `{}`",
                    id.as_str().replacen(ANNEX_B, "iso42001.a.", 1)
                ));
            } else if catalogue.requirement(id).is_none() {
                say(format!("there is no `{id}`"));
            }
        }
        if source == target {
            say("it leads to itself".to_owned());
        }
        if seen.insert((source, target), link.relation).is_some() {
            say("the pair is there twice".to_owned());
        }
        let back = seen.get(&(target, source)).copied();
        if let Some(back) = back.filter(|back| source != target && *back != link.relation.inverse())
        {
            say(format!(
                "`{}` contradicts `{}` the other way",
                link.relation.label(),
                back.label()
            ));
        }
        for (from, to) in NO_CREDIT {
            if link.relation.covers() && source.starts_with(from) && target.starts_with(to) {
                say(format!(
                    "`{}` would credit what the source cannot show: write `intersects` or `subset`",
                    link.relation.label()
                ));
            }
        }
        if link.rationale.trim().is_empty() || link.author.trim().is_empty() {
            say("a rationale and an author are missing".to_owned());
        }
    }
}
