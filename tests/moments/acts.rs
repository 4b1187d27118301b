//! What is done at a bad moment, and how to see whether it took place.

use std::fs;

use serde_json::{Value, json};

use crate::support::desk::{APPROVE, Desk};

/// What is done in a round, and what has to hold afterwards.
pub(crate) struct Act {
    pub(crate) name: &'static str,
    pub(crate) line: fn(u32) -> String,
    /// Makes the round possible.
    pub(crate) prepare: fn(&Desk, u32),
    /// Whether it took place: every part of it, or none. Fails when it is something between.
    pub(crate) took_place: fn(&Desk, u32) -> bool,
    /// How to undo it, so that the next round begins as this one did.
    pub(crate) undo: fn(&Desk, u32),
}

pub(crate) fn waivers(desk: &Desk) -> usize {
    let status = desk.assay("status lumenworks --as-of 2026-11-20 --format json");
    status.json()["waivers"].as_array().unwrap().len()
}

pub(crate) fn assessments(desk: &Desk) -> usize {
    desk.supplier("lumenworks")["history"]
        .as_array()
        .unwrap()
        .len()
}

/// Lines of the log that say that something was done.
pub(crate) fn lines(desk: &Desk, act: &str) -> usize {
    let log = desk
        .done("log --supplier lumenworks --format json --limit 5000")
        .json();
    let all: &Vec<Value> = log.as_array().unwrap();
    all.iter().filter(|line| line["act"] == act).count()
}

const ANSWER: &str = "iso42001-9.2.1";

fn answers(round: u32) -> String {
    let value = if round.is_multiple_of(2) {
        "partly"
    } else {
        "no"
    };
    json!({
        "format": "assay-answers/1", "supplier": "lumenworks", "answered-by": "Jo", "answered-on": "2026-11-01",
        "answers": {ANSWER: {"value": value, "comment": format!("round {round} {}", "long ".repeat(2000))}},
    })
    .to_string()
}

pub(crate) const IMPORT: Act = Act {
    name: "import",
    line: |_| "questionnaire import back.json --dossier lumenworks --replace".to_owned(),
    prepare: |desk, round| {
        desk.write("back.json", answers(round));
        fs::copy(
            desk.path("lumenworks/answers.toml"),
            desk.path("before.toml"),
        )
        .unwrap();
    },
    took_place: |desk, round| {
        let (now, before) = (
            desk.read("lumenworks/answers.toml"),
            desk.read("before.toml"),
        );
        if now == before {
            return false;
        }
        // It is the new file as a whole: the dossier opens, and the end of what was there is still its end.
        assert!(now.contains(&format!("round {round} ")), "{now:.2000}");
        let again = desk.assay("questionnaire import back.json --dossier lumenworks");
        assert_eq!(again.code, APPROVE, "{}{}", again.out, again.err);
        true
    },
    undo: |_, _| {},
};

pub(crate) const WAIVE: Act = Act {
    name: "waive",
    line: |round| {
        format!(
            "waive request lumenworks risk:assist/r11 --expires 2027-05-20 --as-of 2026-11-20 --scope drafts --reason round-{round} --by mira"
        )
    },
    prepare: |desk, _| fs::write(desk.path("count"), waivers(desk).to_string()).unwrap(),
    took_place: |desk, _| {
        let before: usize = desk.read("count").parse().unwrap();
        let now = waivers(desk);
        assert!(now == before || now == before + 1, "{before} to {now}");
        now > before
    },
    undo: |desk, _| {
        desk.done(&format!(
            "waive refuse lumenworks {} --by omar",
            waivers(desk)
        ));
    },
};

pub(crate) const ASSESS: Act = Act {
    name: "assess",
    line: |_| "assess lumenworks --offline --as-of 2026-11-20 --by mira".to_owned(),
    prepare: |desk, _| fs::write(desk.path("count"), assessments(desk).to_string()).unwrap(),
    took_place: |desk, _| {
        let before: usize = desk.read("count").parse().unwrap();
        let now = assessments(desk);
        assert!(now == before || now == before + 1, "{before} to {now}");
        now > before
    },
    undo: |_, _| {},
};

/// A desk on which everything can be done.
pub(crate) fn desk() -> Desk {
    let desk = Desk::new();
    desk.example("lumenworks");
    desk.assay("assess lumenworks --offline --as-of 2026-11-20 --by mira");
    desk
}

/// The log is whole, and each thing that is there has its line in it, and each line its thing.
pub(crate) fn is_whole(desk: &Desk) {
    let verified = desk.assay("log verify");
    assert_eq!(verified.code, APPROVE, "{}{}", verified.out, verified.err);
    assert_eq!(lines(desk, "requested"), waivers(desk));
    assert_eq!(lines(desk, "assessed"), assessments(desk));
}
