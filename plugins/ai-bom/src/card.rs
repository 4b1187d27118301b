//! Model cards in Markdown, with or without front matter as model hubs write it.

use std::ops::Range;

use crate::{
    inventory::{Dataset, Inventory, Model},
    json::Named,
};

/// What templates leave behind where nothing was filled in.
const UNFILLED: &[&str] = &[
    "more information needed",
    "[more information needed]",
    "todo",
    "tbd",
    "to be completed",
    "n/a",
    "coming soon",
];

/// Sections, by words of their headings.
const USES: &[&str] = &[
    "intended use",
    "intended purpose",
    "direct use",
    "use case",
    "uses",
    "purpose",
    "not intended",
    "out-of-scope",
];
const LIMITS: &[&str] = &[
    "limit",
    "risk",
    "known issue",
    "caveat",
    "bias",
    "weakness",
    "out of scope",
];
const DATA: &[&str] = &[
    "training data",
    "dataset",
    "data set",
    "training set",
    "data used",
    "evaluation data",
];
const RESULTS: &[&str] = &[
    "evaluation",
    "result",
    "metric",
    "performance",
    "benchmark",
    "accuracy",
];
const ETHICS: &[&str] = &["ethic", "fairness", "bias"];
const LICENCE: &[&str] = &["licence", "license"];
const MAKER: &[&str] = &[
    "developed by",
    "model developer",
    "developer",
    "provider",
    "author",
    "organization",
    "organisation",
    "published by",
];
const BASE: &[&str] = &[
    "base model",
    "finetuned from",
    "fine-tuned from",
    "base_model",
];
const ENERGY: &[&str] = &["energy", "environmental impact", "carbon"];
const VERSION: &[&str] = &["version", "model version", "model date"];

/// True for a document that is a model card, by its name, its title or its front matter.
pub(crate) fn is_card(name: &str, text: &str) -> bool {
    let name = name.to_lowercase().replace(['-', '_', ' '], "");
    let titled = text
        .lines()
        .find(|line| line.starts_with('#'))
        .is_some_and(|line| line.to_lowercase().contains("model card"));
    name.contains("modelcard")
        || titled
        || front_matter(text).is_some_and(|front| is_model_front(&text[front]))
}

fn is_model_front(front: &str) -> bool {
    const KEYS: &[&str] = &[
        "license:",
        "datasets:",
        "base_model:",
        "pipeline_tag:",
        "library_name:",
        "model-index:",
        "model_name:",
    ];
    front
        .lines()
        .filter(|line| KEYS.iter().any(|key| line.starts_with(key)))
        .count()
        >= 2
}

/// The place of the lines between the first two `---`.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let rest = text.strip_prefix("---")?;
    let start = 3 + rest.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(start..at);
        }
        at += line.len();
    }
    None
}

/// Reads a card.
pub(crate) fn read(text: &str) -> Inventory {
    let mut model = Model::default();
    let body = match front_matter(text) {
        Some(front) => {
            read_front(text, &front, &mut model);
            front.end
        }
        None => 0,
    };
    for section in sections(text, body) {
        take(text, &section, &mut model);
    }
    if model.name.is_none() {
        model.name = title(text, body);
    }
    if let Some(name) = &model.name {
        // `owner/name` says who made it; a name with a number in it says which version.
        if let Some((owner, _)) = name.text.split_once('/') {
            model.makers.push(Named {
                text: owner.to_owned(),
                at: name.at.clone(),
            });
        }
        if model.version.is_none() && name.text.bytes().any(|b| b.is_ascii_digit()) {
            model.version = Some(name.clone());
        }
    }
    Inventory {
        subject: model.name.clone(),
        models: vec![model],
        bill: None,
    }
}

fn title(text: &str, from: usize) -> Option<Named> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(heading) = line.strip_prefix("# ") else {
            continue;
        };
        let lower = heading.to_lowercase();
        let lead = [
            "model card for ",
            "model card: ",
            "model card of ",
            "model card - ",
            "model card",
        ]
        .iter()
        .find(|lead| lower.starts_with(*lead))
        .map_or(0, |lead| lead.len());
        let name = heading.get(lead..).unwrap_or_default().trim();
        let offset = line.find(name).filter(|_| !name.is_empty())?;
        return Some(Named {
            text: name.to_owned(),
            at: start + offset..start + offset + name.len(),
        });
    }
    None
}

/// Keys of the front matter that hub cards use. Only the top level and the lists below it are read.
fn read_front(text: &str, front: &Range<usize>, model: &mut Model) {
    let mut key = String::new();
    let mut at = front.start;
    for line in text[front.clone()].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let top = !line.starts_with([' ', '\t', '-', '#']);
        let value = if top {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            key = name.trim().to_owned();
            value
        } else {
            line
        };
        let value = value
            .trim()
            .trim_start_matches("- ")
            .trim_matches(['"', '\'', '[', ']', ' ']);
        if value.is_empty() || is_unfilled(value) {
            continue;
        }
        let offset = line.find(value).unwrap_or(0);
        let named = |text: &str| Named {
            text: text.trim_matches(['"', '\'', ' ']).to_owned(),
            at: start + offset..start + offset + value.len(),
        };
        match key.as_str() {
            "license" | "license_name" => model.licences.push(named(value)),
            "datasets" => model.datasets.extend(value.split(',').map(|name| {
                let name = named(name);
                // `owner/name` can be looked up on the hub, as can an address.
                let provenance = (name.text.contains('/')).then(|| name.at.clone());
                Dataset {
                    name,
                    provenance,
                    licences: Vec::new(),
                }
            })),
            "base_model" => model.ancestors.extend(value.split(',').map(named)),
            "model_name" | "name" if top => model.name = Some(named(value)),
            "version" | "model_version" if top => model.version = Some(named(value)),
            "model-index" => {
                let number = value
                    .strip_prefix("value:")
                    .is_some_and(|v| v.bytes().any(|b| b.is_ascii_digit()));
                if number {
                    model.results.push(named(value).at);
                }
            }
            _ => {}
        }
    }
}

/// A heading or a label, and what stands under or behind it.
struct Section {
    label: String,
    body: Range<usize>,
}

fn sections(text: &str, from: usize) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.starts_with('#') {
            open = Some(sections.len());
            sections.push(Section {
                label: line
                    .trim_matches(['#', ' ', '\n', '\r', '*'])
                    .to_lowercase(),
                body: at..at,
            });
            continue;
        }
        sections.extend(labels(line, start));
        if let Some(open) = open
            && let Some(section) = sections.get_mut(open)
        {
            section.body.end = at;
        }
    }
    sections
}

/// Labels within a line: `- **Intended use:** drafts. **Not intended:** ...`, `License: MIT`.
fn labels(line: &str, start: usize) -> Vec<Section> {
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(open) = line[at..].find("**").map(|open| at + open) {
        let Some(close) = line[open + 2..].find("**").map(|close| open + 2 + close) else {
            break;
        };
        let label = line[open + 2..close]
            .trim_matches([' ', ':', '.'])
            .to_lowercase();
        found.push((label, open, close + 2));
        at = close + 2;
    }
    if found.is_empty() {
        let bare = line.trim_start_matches([' ', '-', '*', '+', '|']);
        let skipped = line.len() - bare.len();
        if let Some(colon) = bare.find(':').filter(|colon| *colon <= 40) {
            found.push((bare[..colon].trim().to_lowercase(), 0, skipped + colon + 1));
        }
    }
    let ends: Vec<usize> = found
        .iter()
        .skip(1)
        .map(|(_, open, _)| *open)
        .chain([line.len()])
        .collect();
    found
        .into_iter()
        .zip(ends)
        .map(|((label, _, from), to)| Section {
            label,
            body: start + from..start + to.max(from),
        })
        .collect()
}

fn is_unfilled(value: &str) -> bool {
    let bare = value
        .trim_matches([' ', '.', '[', ']', '*', '_', '<', '>', '-', ':', '\n', '\r'])
        .to_lowercase();
    bare.is_empty()
        || UNFILLED
            .iter()
            .any(|unfilled| bare == unfilled.trim_matches(['[', ']']))
}

fn take(text: &str, section: &Section, model: &mut Model) {
    let shown = &text[section.body.clone()];
    let filled: Vec<&str> = shown.lines().filter(|line| !is_unfilled(line)).collect();
    if filled.is_empty() {
        return;
    }
    let words: usize = filled
        .iter()
        .map(|line| line.split_whitespace().count())
        .sum();
    let place = {
        let start = section.body.start + shown.len()
            - shown
                .trim_start_matches([' ', ':', '*', '.', '\n', '\r'])
                .len();
        start..start.max(section.body.start + shown.trim_end().len())
    };
    if place.is_empty() {
        return;
    }
    let is = |words: &[&str]| words.iter().any(|word| section.label.contains(word));
    let named = || {
        let line = text[place.clone()].lines().next().unwrap_or_default();
        let line = line.trim_end_matches([' ', '|', '.', '*']);
        Named {
            text: line.to_owned(),
            at: place.start..place.start + line.len(),
        }
    };
    let short = words <= 12;
    if is(USES) && words >= 3 {
        model.uses.get_or_insert(place.clone());
    }
    if is(LIMITS) && words >= 3 {
        model.limits.get_or_insert(place.clone());
    }
    if is(ETHICS) && words >= 3 {
        model.ethics.get_or_insert(place.clone());
    }
    if is(ENERGY) {
        model.energy.get_or_insert(place.clone());
    }
    if is(RESULTS) && shown.bytes().any(|b| b.is_ascii_digit()) {
        model.results.push(place.clone());
    }
    if is(DATA) && words >= 3 && model.datasets.is_empty() {
        let name = named();
        let says_where = [
            "http",
            "source",
            "from ",
            "collected",
            "published",
            "licensed",
            "crawl",
            "see ",
        ];
        let lower = shown.to_lowercase();
        let provenance = says_where
            .iter()
            .any(|word| lower.contains(word))
            .then(|| place.clone());
        model.datasets.push(Dataset {
            name,
            provenance,
            licences: Vec::new(),
        });
    }
    if is(LICENCE) && short && model.licences.is_empty() {
        model.licences.push(named());
    }
    if is(MAKER) && short {
        model.makers.push(named());
    }
    if is(BASE) && short {
        model.ancestors.push(named());
    }
    if VERSION.contains(&section.label.as_str()) && short && model.version.is_none() {
        model.version = Some(named());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_template_that_nobody_filled_in_says_nothing() {
        let text = "---\nlicense: mit\ndatasets:\n- owner/set\n---\n# Model Card for x\n\n## Uses\n\n[More Information Needed]\n\n## Evaluation\n\n### Results\n\n[More Information Needed]\n";
        let inventory = read(text);
        let model = &inventory.models[0];
        assert!(model.uses.is_none() && model.results.is_empty() && model.limits.is_none());
        assert_eq!(model.licences[0].text, "mit");
        assert_eq!(&text[model.datasets[0].name.at.clone()], "owner/set");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(---\n|# |\\*\\*|: |license: |- |model-index:|ü|\n|[a-z0-9 ]){0,30}") {
            let _ = (is_card("x.md", &text), read(&text));
        }
    }
}
