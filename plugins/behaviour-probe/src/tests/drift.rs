use assay_sdk::{
    Observation,
    testing::{Assessment, FakeHost},
};

use serde_json::json;

use super::{Talk, answers, endpoint, expect, fact, good, serve};
use crate::BehaviourProbe;

/// A number from a text, the same everywhere.
fn mix(parts: &[u64]) -> u64 {
    // SplitMix64, with its finaliser: weaker mixing made moments that differ by a round alike, and the noise no noise.
    parts.iter().fold(0x243f_6a88_85a3_08d3, |state, part| {
        let z = (state ^ part).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

fn number(text: &str) -> u64 {
    mix(&text.bytes().map(u64::from).collect::<Vec<_>>())
}

const WORDS: [&str; 16] = [
    "lamp", "river", "green", "seldom", "under", "seven", "walks", "bread", "cloud", "north",
    "paper", "sings", "metal", "warm", "letter", "slowly",
];

/// Twelve words that depend on the model and the question. `noise` of 100 answers of one moment have another end.
fn model(name: u64, noise: u64, moment: u64, talk: &Talk) -> String {
    let question = number(&talk.user);
    let noisy = mix(&[moment, question, name]) % 100 < noise;
    let word = |n: u64| {
        let changed = if noisy && n > 6 { moment } else { 0 };
        WORDS[(mix(&[name, question, n, changed]) % 16) as usize]
    };
    (0..12).map(word).collect::<Vec<_>>().join(" ")
}

/// One date: each answer of it is a moment of its own.
fn date(name: u64, noise: u64, date: u64, before: Option<&Observation>) -> Assessment {
    let moments = std::cell::Cell::new(date * 1_000_000);
    let mut host = FakeHost::new()
        .with_endpoint(endpoint())
        .with_server(move |request| {
            moments.set(moments.get() + 1);
            let moment = moments.get();
            Some(serve(request, move |talk| {
                let control = ["ready", "noted", "Repeat this code"]
                    .iter()
                    .any(|word| talk.user.contains(word));
                if control {
                    good(talk)
                } else {
                    model(name, noise, moment, talk)
                }
            }))
        });
    if let Some(before) = before {
        host = host.with_earlier("2026-03-01", before);
    }
    host.assess::<BehaviourProbe>().unwrap()
}

const POINT: &str = "behaviour-drift";

#[test]
fn the_first_date_is_a_measurement_and_no_pass() {
    let first = date(1, 0, 1, None);
    expect(&first, POINT, "partial", "first time");
    assert_eq!(fact(&first, POINT, "same-within-date"), 40);
}

/// Twenty pairs of dates of one model: steady, as noisy as batching makes it, noisy half of the time, and never the same.
#[test]
fn the_same_model_gives_no_alarm_in_20_pairs_however_noisy_it_is() {
    for noise in [0, 5, 20, 50, 100] {
        for pair in 0..20 {
            let first = date(pair, noise, 2 * pair + 1, None);
            let second = date(pair, noise, 2 * pair + 2, Some(first.of(POINT)));
            expect(&second, POINT, "pass", "behaves as it did on 2026-03-01");
        }
    }
}

#[test]
fn a_swapped_model_gives_20_alarms_in_20_pairs() {
    for noise in [0, 5, 20, 50] {
        for pair in 0..20 {
            let first = date(pair, noise, 2 * pair + 1, None);
            let second = date(pair + 100, noise, 2 * pair + 2, Some(first.of(POINT)));
            expect(
                &second,
                POINT,
                "partial",
                "does not behave as it did on 2026-03-01",
            );
            assert!(second.of(POINT).severity == "medium");
        }
    }
}

/// What comes out of a register is read with care: another edition, another model, and rubbish are no earlier date.
#[test]
fn an_earlier_date_that_cannot_be_compared_is_a_new_start() {
    let first = date(1, 0, 1, None);
    for (name, value) in [
        ("edition", "0"),
        ("model", "other"),
        ("fingerprints", "zz"),
        ("fingerprints", "- -"),
    ] {
        let mut before = first.of(POINT).clone();
        for fact in &mut before.facts {
            if fact.name == name {
                fact.value = assay_sdk::FactValue::Text(value.to_owned());
            }
        }
        expect(
            &date(1, 0, 2, Some(&before)),
            POINT,
            "partial",
            "first time",
        );
    }
}

/// A date on which the dossier names no model, and the API lists these.
fn listing(models: &'static [&'static str], before: Option<&Observation>) -> Assessment {
    let open = assay_sdk::Endpoint {
        contracted_models: Vec::new(),
        ..endpoint()
    };
    let mut host = FakeHost::new()
        .with_endpoint(open)
        .with_server(move |request| {
            if request.url == "models" {
                let data: Vec<_> = models.iter().map(|id| json!({"id": id})).collect();
                return Some(answers(200, &json!({"data": data})));
            }
            Some(serve(request, good))
        });
    if let Some(before) = before {
        host = host.with_earlier("2026-03-01", before);
    }
    host.assess::<BehaviourProbe>().unwrap()
}

#[test]
fn a_model_that_is_not_listed_any_more_is_a_change_and_one_that_is_still_listed_is_none() {
    let first = listing(&["acme-1"], None);
    expect(&first, POINT, "partial", "first time");
    let before = Some(first.of(POINT));
    let replaced = listing(&["acme-2"], before);
    expect(
        &replaced,
        POINT,
        "partial",
        "the model `acme-1` that answered on 2026-03-01 is not listed any more",
    );
    assert_eq!(replaced.of(POINT).severity, "medium");
    // Beside its successor, it can still be asked for.
    let joined = listing(&["acme-2", "acme-1"], before);
    expect(&joined, POINT, "partial", "first time");
    let same = listing(&["acme-1", "acme-2"], before);
    expect(&same, POINT, "pass", "behaves as it did on 2026-03-01");
}
