//! From what documents list to the check points.

use assay_sdk::{
    AiSystem, Class, Date, Kinship, LegalName, Observation, Outcome, Severity, SubProcessor,
};

use crate::{
    inventory::{Model, Place},
    licence::Licence,
    points::{
        CARD, DATASETS, EVALUATION, FORMAT, FRESH, HASHES, LICENCES, LIMITS, MODELS, PROVENANCE,
        Point, UPSTREAM, WHOLE,
    },
    read::Source,
};

/// Months after which a bill of materials is old.
const FRESH_MONTHS: i32 = 12;
/// Versions of CycloneDX that this plugin knows and that have model cards.
const KNOWN: [&str; 3] = ["1.5", "1.6", "1.7"];
/// Quotes of one observation; the host has a limit of its own, above this one.
const MOST_QUOTES: usize = 12;

/// What the dossier says beside the documents.
#[derive(Debug)]
pub(crate) struct Dossier {
    pub(crate) as_of: Date,
    pub(crate) names: Vec<LegalName>,
    pub(crate) systems: Vec<AiSystem>,
    pub(crate) sub_processors: Vec<SubProcessor>,
}

/// A model with the document that names it.
type Listed<'a> = (&'a Source, &'a Model);

/// What holds for each model of a list.
struct Share<'a> {
    with: Vec<(&'a Source, Place)>,
    without: Vec<String>,
}

impl<'a> Share<'a> {
    fn of(models: &[Listed<'a>], place: impl Fn(&'a Model) -> Option<Place>) -> Self {
        let mut share = Self {
            with: Vec::new(),
            without: Vec::new(),
        };
        for (source, model) in models {
            match place(model) {
                Some(place) => share.with.push((source, place)),
                None => share.without.push(model.shown()),
            }
        }
        share
    }

    /// Pass when all have it, partial when some do, unknown when none does: silence is not known.
    fn observe(&self, point: Point, all: &str, lacks: &str) -> Observation {
        let observation = if self.with.is_empty() {
            return point.unknown(lacks);
        } else if self.without.is_empty() {
            point.pass(all)
        } else {
            point.partial(format!("{lacks}: {}", few(&self.without)))
        };
        quoted(observation, &self.with)
    }
}

fn few(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text = names
        .iter()
        .take(SHOWN)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > SHOWN {
        text.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    text
}

fn quoted(observation: Observation, places: &[(&Source, Place)]) -> Observation {
    places
        .iter()
        .take(MOST_QUOTES)
        .fold(observation, |observation, (source, place)| {
            observation.quote(source.quote(place))
        })
}

/// Every point, for the models of some documents that are about one system, or about the supplier.
pub(crate) fn judge(
    sources: &[&Source],
    dossier: &Dossier,
    system: Option<&AiSystem>,
) -> Vec<Observation> {
    let bills: Vec<&Source> = sources
        .iter()
        .copied()
        .filter(|source| source.inventory.bill.is_some())
        .collect();
    let cards: Vec<&Source> = sources
        .iter()
        .copied()
        .filter(|source| source.inventory.bill.is_none())
        .collect();
    fn listed<'a>(sources: &[&'a Source]) -> Vec<Listed<'a>> {
        sources
            .iter()
            .flat_map(|source| {
                source
                    .inventory
                    .models
                    .iter()
                    .map(move |model| (*source, model))
            })
            .collect()
    }
    let in_bills = listed(&bills);
    let in_cards = listed(&cards);
    // A card tells about the models that a bill lists, or about one that no bill lists.
    let models = if in_bills.is_empty() {
        &in_cards
    } else {
        &in_bills
    };
    let mut seen = vec![format(&bills), fresh(&bills, dossier.as_of)];
    if models.is_empty() {
        let none = [
            MODELS, DATASETS, LICENCES, PROVENANCE, HASHES, EVALUATION, LIMITS, UPSTREAM,
        ];
        let why = if bills.is_empty() {
            "there is no bill of materials or model card"
        } else {
            "the bill of materials names no machine-learning model"
        };
        seen.extend(none.map(|point| point.unknown(why)));
    } else {
        seen.push(
            Share::of(models, |model| {
                let (name, version) = (model.name.as_ref()?, model.version.as_ref()?);
                Some(name.at.start.min(version.at.start)..name.at.start.max(name.at.end))
                    .filter(|_| !version.text.is_empty())
            })
            .observe(
                MODELS,
                "every model is named with its version",
                "without version",
            ),
        );
        seen.push(datasets(models, &in_cards));
        seen.push(licences(models));
        seen.push(
            Share::of(models, |model| {
                let maker = model.makers.first().or(model.ancestors.first());
                maker
                    .map(|named| named.at.clone())
                    .or_else(|| model.references.first().cloned())
            })
            .observe(
                PROVENANCE,
                "every model names where it comes from",
                "without maker, ancestor or address",
            ),
        );
        seen.push(hashes(models));
        // What a card of the same system says counts for the models of a bill that say nothing themselves.
        seen.push(
            with_cards(models, &in_cards, |model| model.results.first().cloned()).observe(
                EVALUATION,
                "every model comes with results of an evaluation",
                "without results of an evaluation",
            ),
        );
        seen.push(limits(models, &in_cards));
        seen.push(upstream(models, dossier, system));
    }
    let whole = whole(&seen, &bills);
    seen.push(whole);
    seen.push(card(&listed(sources)));
    if let Some(system) = system {
        for observation in &mut seen {
            observation.system = Some(system.id.clone());
        }
    }
    seen
}

/// A fact of each model; one card stands for the only model of a bill.
fn with_cards<'a>(
    models: &[Listed<'a>],
    cards: &[Listed<'a>],
    place: impl Fn(&'a Model) -> Option<Place> + Copy,
) -> Share<'a> {
    let own = Share::of(models, place);
    if own.with.is_empty() && models.len() == 1 {
        let told = Share::of(cards, place);
        if !told.with.is_empty() {
            return Share {
                with: told.with,
                without: Vec::new(),
            };
        }
    }
    own
}

fn format(bills: &[&Source]) -> Observation {
    let Some((source, bill)) = bills
        .iter()
        .find_map(|source| Some((source, source.inventory.bill.as_ref()?)))
    else {
        return FORMAT.unknown("there is no bill of materials in CycloneDX JSON");
    };
    let Some(version) = &bill.version else {
        return FORMAT
            .unknown("the bill of materials does not say which version of CycloneDX it is");
    };
    let observation = if KNOWN.contains(&version.text.as_str()) {
        FORMAT.pass(format!("CycloneDX {}", version.text))
    } else if ["1.0", "1.1", "1.2", "1.3", "1.4"].contains(&version.text.as_str()) {
        FORMAT.partial(format!("CycloneDX {} has no model cards", version.text))
    } else {
        return FORMAT.unknown("the version of CycloneDX is none that is known here");
    };
    observation.quote(source.quote(&version.at))
}

fn fresh(bills: &[&Source], as_of: Date) -> Observation {
    let newest = bills
        .iter()
        .filter_map(|source| {
            let bill = source.inventory.bill.as_ref()?;
            Some((
                bill.timestamp
                    .as_ref()
                    .and_then(|t| Date::parse(&t.text).ok()),
                source,
                bill,
            ))
        })
        .max_by_key(|(day, ..)| *day);
    let Some((day, source, bill)) = newest else {
        return FRESH.unknown("there is no bill of materials in CycloneDX JSON");
    };
    let is_serial = |serial: &str| {
        let id = serial.strip_prefix("urn:uuid:").unwrap_or_default();
        id.len() == 36
            && id.split('-').map(str::len).eq([8, 4, 4, 4, 12])
            && id.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
    };
    let serial = bill
        .serial
        .as_ref()
        .filter(|serial| is_serial(&serial.text));
    let observation = match (day, serial) {
        (None, None) => {
            return FRESH.unknown("the bill of materials has neither time stamp nor serial number");
        }
        (None, Some(_)) => FRESH.partial("the bill of materials has no time stamp"),
        (Some(day), _) if day > as_of => FRESH.partial(format!(
            "the bill of materials is dated {day}, after the day of the assessment"
        )),
        (Some(day), _) if day.is_older_than(FRESH_MONTHS, as_of) => FRESH.partial(format!(
            "the bill of materials is of {day}, more than {FRESH_MONTHS} months ago"
        )),
        (Some(_), None) => FRESH.partial("the bill of materials has no serial number"),
        (Some(day), Some(_)) => FRESH.pass(format!("the bill of materials is of {day}")),
    };
    let places: Vec<(&Source, Place)> = [bill.timestamp.as_ref(), serial]
        .into_iter()
        .flatten()
        .map(|named| (*source, named.at.clone()))
        .collect();
    quoted(observation, &places)
}

fn datasets(models: &[Listed<'_>], cards: &[Listed<'_>]) -> Observation {
    let named = with_cards(models, cards, |model| {
        model.datasets.first().map(|set| set.name.at.clone())
    });
    if named.with.is_empty() || !named.without.is_empty() {
        return named.observe(DATASETS, "", "without data sets");
    }
    let from: Vec<Listed<'_>> = if models.iter().all(|(_, model)| model.datasets.is_empty()) {
        cards.to_vec()
    } else {
        models.to_vec()
    };
    let unsourced: Vec<String> = from
        .iter()
        .flat_map(|(_, model)| &model.datasets)
        .filter(|set| set.provenance.is_none())
        .map(|set| set.name.text.chars().take(60).collect())
        .collect();
    let places: Vec<(&Source, Place)> = from
        .iter()
        .flat_map(|(source, model)| {
            model.datasets.iter().flat_map(move |set| {
                [Some(set.name.at.clone()), set.provenance.clone()]
                    .into_iter()
                    .flatten()
                    .map(move |place| (*source, place))
            })
        })
        .collect();
    let observation = if unsourced.is_empty() {
        DATASETS.pass("every data set is named with where it comes from")
    } else {
        DATASETS.partial(format!("data sets without provenance: {}", few(&unsourced)))
    };
    quoted(observation, &places)
}

fn licences(models: &[Listed<'_>]) -> Observation {
    let mut stated: Vec<(&Source, Place, Licence, String)> = Vec::new();
    let mut unstated: Vec<String> = Vec::new();
    for (source, model) in models {
        let of_data = model.datasets.iter().flat_map(|set| &set.licences);
        if model.licences.is_empty() {
            unstated.push(model.shown());
        }
        for licence in model.licences.iter().chain(of_data) {
            let kind = Licence::read(&licence.text);
            let shown = licence.text.chars().take(60).collect();
            stated.push((source, licence.at.clone(), kind, shown));
        }
    }
    let of = |kind: Licence| -> Vec<String> {
        stated
            .iter()
            .filter(|(_, _, k, _)| *k == kind)
            .map(|(.., shown)| shown.clone())
            .collect()
    };
    let worst = stated.iter().map(|(_, _, kind, _)| *kind).max();
    let observation =
        match worst {
            None => return LICENCES.unknown("no licence is stated"),
            Some(Licence::NonCommercial) => LICENCES.fail(
                Severity::High,
                format!(
                    "a licence forbids commercial use: {}",
                    few(&of(Licence::NonCommercial))
                ),
            ),
            Some(Licence::Unknown) => LICENCES.partial(format!(
                "a licence is not known: {}",
                few(&of(Licence::Unknown))
            )),
            Some(Licence::Copyleft) => LICENCES.partial(format!(
                "a licence may reach what is built with it (copyleft): {}",
                few(&of(Licence::Copyleft))
            )),
            Some(_) if !unstated.is_empty() => {
                LICENCES.partial(format!("without licence: {}", few(&unstated)))
            }
            Some(Licence::Restricted) => LICENCES
                .pass("a licence is stated for every model")
                .detail(format!(
                    "Restricts what the model may be used for: {}.",
                    few(&of(Licence::Restricted))
                )),
            Some(Licence::Usable) => LICENCES.pass("a licence is stated for every model"),
        };
    let places: Vec<(&Source, Place)> = stated
        .iter()
        .filter(|(_, _, kind, _)| {
            observation.outcome == Outcome::Pass.word() || Some(*kind) == worst
        })
        .map(|(source, at, ..)| (*source, at.clone()))
        .collect();
    quoted(observation, &places)
}

/// Hexadecimal digits of a hash by its algorithm; none for one that is broken or not known.
fn digits(algorithm: &str) -> Option<usize> {
    let bare: String = algorithm
        .to_uppercase()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect();
    match bare.as_str() {
        "SHA256" | "SHA3256" | "BLAKE2B256" | "BLAKE3" => Some(64),
        "SHA384" | "SHA3384" | "BLAKE2B384" => Some(96),
        "SHA512" | "SHA3512" | "BLAKE2B512" => Some(128),
        _ => None,
    }
}

fn hashes(models: &[Listed<'_>]) -> Observation {
    for (source, model) in models {
        let odd = model.hashes.iter().find(|hash| {
            let length = digits(&hash.algorithm);
            let hex = hash.content.bytes().all(|b| b.is_ascii_hexdigit());
            length.is_some_and(|length| !hex || hash.content.len() != length)
        });
        if let Some(hash) = odd {
            return HASHES
                .fail(
                    Severity::Medium,
                    format!(
                        "{}: what is given is no hash of its algorithm",
                        model.shown()
                    ),
                )
                .quote(source.quote(&hash.at));
        }
    }
    let strong = Share::of(models, |model| {
        model
            .hashes
            .iter()
            .find(|hash| digits(&hash.algorithm).is_some())
            .map(|hash| hash.at.clone())
    });
    let weak: Vec<(&Source, Place)> = models
        .iter()
        .flat_map(|(source, model)| {
            model
                .hashes
                .iter()
                .map(move |hash| (*source, hash.at.clone()))
        })
        .collect();
    if strong.with.is_empty() && !weak.is_empty() {
        return quoted(
            HASHES.partial("only hashes of a broken or unknown algorithm, such as MD5 or SHA-1"),
            &weak,
        );
    }
    strong.observe(
        HASHES,
        "every model has a hash",
        "without a hash that holds",
    )
}

fn limits(models: &[Listed<'_>], cards: &[Listed<'_>]) -> Observation {
    let limits = with_cards(models, cards, |model| model.limits.clone());
    let uses = with_cards(models, cards, |model| model.uses.clone());
    let observation = match (limits.with.is_empty(), uses.with.is_empty()) {
        (true, true) => return LIMITS.unknown("neither uses nor limits are stated"),
        (true, false) => LIMITS.partial("uses are stated, limits are not"),
        (false, true) => LIMITS.partial("limits are stated, uses are not"),
        (false, false) if limits.without.is_empty() && uses.without.is_empty() => {
            LIMITS.pass("every model states what it is for and where its limits are")
        }
        (false, false) => {
            let without: Vec<String> = limits
                .without
                .iter()
                .chain(&uses.without)
                .cloned()
                .collect();
            LIMITS.partial(format!("without uses or limits: {}", few(&without)))
        }
    };
    let ethics = models.iter().any(|(_, model)| model.ethics.is_some());
    let energy = models.iter().any(|(_, model)| model.energy.is_some());
    let observation = observation
        .fact_yes_no("ethics-or-fairness-considered", ethics)
        .fact_yes_no("energy-stated", energy);
    quoted(quoted(observation, &limits.with), &uses.with)
}

/// Words of a name that can be compared.
fn words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// True when every word of the shorter name stands in the longer, and at least one of them is more than a number.
fn meets(one: &[String], other: &[String]) -> bool {
    let (few, many) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    few.iter()
        .any(|word| word.chars().any(char::is_alphabetic) && word.len() >= 3)
        && few.iter().all(|word| many.contains(word))
}

fn upstream(models: &[Listed<'_>], dossier: &Dossier, system: Option<&AiSystem>) -> Observation {
    let systems: Vec<&AiSystem> = match system {
        Some(system) => vec![system],
        None => dossier.systems.iter().collect(),
    };
    let disclosed: Vec<Vec<String>> = systems
        .iter()
        .flat_map(|system| system.upstream_models.iter())
        .chain(dossier.sub_processors.iter().map(|sub| &sub.name))
        .map(|name| words(name))
        .collect();
    let is_own = |maker: &str| {
        let maker = LegalName::read(maker);
        dossier.names.iter().any(|name| {
            matches!(
                name.kinship(&maker),
                Kinship::Same | Kinship::Formless | Kinship::OtherForm
            )
        })
    };
    let names_system = |model: &Model| {
        model.name.as_ref().is_some_and(|name| {
            systems
                .iter()
                .any(|system| meets(&words(&name.text), &words(&system.name)))
        })
    };
    let is_disclosed = |name: &str, makers: &[String]| {
        let name = words(name.rsplit('/').next().unwrap_or(name));
        disclosed.iter().any(|known| {
            meets(&name, known)
                || makers.iter().any(|maker| {
                    // "models of the Sedge Foundation" discloses its provider only.
                    let maker = LegalName::read(maker);
                    let of_maker: Vec<String> = maker.called().to_vec();
                    !of_maker.is_empty()
                        && of_maker.iter().all(|word| known.contains(word))
                        && known
                            .iter()
                            .all(|word| of_maker.contains(word) || word.len() <= 4)
                })
        })
    };
    let mut hidden: Vec<(&Source, Place, String)> = Vec::new();
    let mut open: Vec<(&Source, Place, String)> = Vec::new();
    let mut named: Vec<(&Source, Place)> = Vec::new();
    for (source, model) in models {
        let Some(name) = &model.name else { continue };
        let makers: Vec<String> = model
            .makers
            .iter()
            .map(|maker| maker.text.clone())
            .collect();
        let own = makers.iter().any(|maker| is_own(maker)) || names_system(model);
        if is_disclosed(&name.text, &makers) || own {
            named.push((source, name.at.clone()));
        } else if makers.is_empty() {
            open.push((source, name.at.clone(), model.shown()));
        } else {
            hidden.push((source, name.at.clone(), model.shown()));
        }
        for ancestor in &model.ancestors {
            if is_disclosed(&ancestor.text, &[]) || ancestor.text == name.text {
                named.push((source, ancestor.at.clone()));
            } else if !models
                .iter()
                .any(|(_, other)| other.name.as_ref().is_some_and(|n| n.text == ancestor.text))
            {
                hidden.push((
                    source,
                    ancestor.at.clone(),
                    ancestor.text.chars().take(80).collect(),
                ));
            }
        }
    }
    let shown = |found: &[(&Source, Place, String)]| {
        few(&found
            .iter()
            .map(|(.., name)| name.clone())
            .collect::<Vec<_>>())
    };
    let (observation, places): (Observation, Vec<(&Source, Place)>) = if !hidden.is_empty() {
        let title = format!(
            "models of others that the dossier does not name: {}",
            shown(&hidden)
        );
        (
            UPSTREAM.fail(Severity::High, title),
            hidden
                .iter()
                .map(|(source, at, _)| (*source, at.clone()))
                .collect(),
        )
    } else if !open.is_empty() {
        (
            UPSTREAM.partial(format!(
                "whose models these are cannot be told: {}",
                shown(&open)
            )),
            open.iter()
                .map(|(source, at, _)| (*source, at.clone()))
                .collect(),
        )
    } else if named.is_empty() {
        return UPSTREAM.unknown("no model has a name that could be compared");
    } else {
        (
            UPSTREAM.pass("every model is the supplier's own or disclosed"),
            named,
        )
    };
    let observation = quoted(observation, &places);
    // The other side: what was disclosed.
    systems.iter().fold(observation, |observation, system| {
        system
            .upstream_models
            .iter()
            .take(4)
            .fold(observation, |observation, model| {
                observation.profile(
                    format!("systems/{}/upstream-models", system.id),
                    model.as_str(),
                )
            })
    })
}

/// The bill as a whole: it names models, data sets, licences and hashes.
fn whole(seen: &[Observation], bills: &[&Source]) -> Observation {
    if bills.is_empty() {
        return WHOLE.unknown("there is no bill of materials in CycloneDX JSON");
    }
    let parts = [MODELS.id, DATASETS.id, LICENCES.id, HASHES.id];
    let parts: Vec<&Observation> = seen
        .iter()
        .filter(|o| parts.contains(&o.point.as_str()))
        .collect();
    let lacking: Vec<String> = parts
        .iter()
        .filter(|o| o.outcome != Outcome::Pass.word())
        .map(|o| o.point.trim_start_matches("bom-").to_owned())
        .collect();
    let observation = if lacking.is_empty() {
        WHOLE.pass("the bill of materials names models, data sets, licences and hashes")
    } else if parts.iter().all(|o| o.outcome == Outcome::Unknown.word()) {
        return WHOLE
            .unknown("the bill of materials names no models, data sets, licences or hashes");
    } else {
        WHOLE.partial(format!(
            "the bill of materials falls short on: {}",
            lacking.join(", ")
        ))
    };
    let mut evidence: Vec<_> = parts.into_iter().flat_map(|o| o.evidence.clone()).collect();
    evidence.truncate(MOST_QUOTES);
    evidence.into_iter().fold(observation, Observation::cite)
}

/// A part of a model card: its name, and where a model has it.
type Part = (&'static str, fn(&Model) -> Option<Place>);

/// A model card tells intended use, data, evaluation and limits.
fn card(models: &[Listed<'_>]) -> Observation {
    let parts: [Part; 4] = [
        ("intended use", |model| model.uses.clone()),
        ("data", |model| {
            model.datasets.first().map(|set| set.name.at.clone())
        }),
        ("evaluation", |model| model.results.first().cloned()),
        ("limits", |model| model.limits.clone()),
    ];
    let best = models
        .iter()
        .map(|(source, model)| {
            let told: Vec<(&str, Option<Place>)> = parts
                .iter()
                .map(|(name, place)| (*name, place(model)))
                .collect();
            (source, told)
        })
        .max_by_key(|(_, told)| told.iter().filter(|(_, place)| place.is_some()).count());
    let Some((source, told)) = best else {
        return CARD.unknown("there is no model card");
    };
    let lacking: Vec<&str> = told
        .iter()
        .filter(|(_, place)| place.is_none())
        .map(|(name, _)| *name)
        .collect();
    let observation = match lacking.len() {
        0 => CARD.pass("the model card tells intended use, data, evaluation and limits"),
        4 => return CARD.unknown("no model card tells intended use, data, evaluation or limits"),
        _ => CARD.partial(format!(
            "the model card does not tell: {}",
            lacking.join(", ")
        )),
    };
    let places: Vec<(&Source, Place)> = told
        .into_iter()
        .filter_map(|(_, place)| Some((*source, place?)))
        .collect();
    quoted(observation, &places)
}

/// Class of what a document of the supplier says.
pub(crate) const CLASS: Class = Class::E2;
