//! A program that is killed at any moment of an assessment, an import or a waiver: what it had acknowledged is there, and nothing is
//! there by half.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{
    fs::{self, File},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use support::desk::{APPROVE, Desk};

/// Kills in all, a third for each act.
const KILLS: u32 = 200;

/// What is done in a round, and what has to hold afterwards.
struct Act {
    line: fn(u32) -> String,
    /// Makes the round possible.
    prepare: fn(&Desk, u32),
    /// Whether it took place: every part of it, or none. Fails when it is something between.
    took_place: fn(&Desk, u32) -> bool,
    /// How to undo it, so that the next round begins as this one did.
    undo: fn(&Desk, u32),
}

fn waivers(desk: &Desk) -> usize {
    let status = desk.assay("status lumenworks --as-of 2026-11-20 --format json");
    status.json()["waivers"].as_array().unwrap().len()
}

fn assessments(desk: &Desk) -> usize {
    desk.supplier("lumenworks")["history"]
        .as_array()
        .unwrap()
        .len()
}

/// Lines of the log that say that something was done.
fn lines(desk: &Desk, act: &str) -> usize {
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

const IMPORT: Act = Act {
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

const WAIVE: Act = Act {
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

const ASSESS: Act = Act {
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

/// Numbers between 0 and 1 that are spread evenly (the golden ratio), the same in every run.
fn moment(round: u32) -> f64 {
    (f64::from(round) * 0.618_033_988_749_895).fract()
}

#[test]
fn a_kill_at_any_moment_loses_nothing_acknowledged_and_leaves_nothing_half_written() {
    let desk = Desk::new();
    desk.example("lumenworks");
    desk.assay("assess lumenworks --offline --as-of 2026-11-20 --by mira");
    for (act, name) in [(IMPORT, "import"), (WAIVE, "waive"), (ASSESS, "assess")] {
        // How long it takes when nobody stops it.
        (act.prepare)(&desk, 1000);
        let started = Instant::now();
        desk.assay(&(act.line)(1000));
        let whole = started.elapsed();
        assert!((act.took_place)(&desk, 1000), "{name}");
        (act.undo)(&desk, 1000);

        let (mut done, mut cut) = (0, 0);
        for round in 0..KILLS / 3 + 1 {
            (act.prepare)(&desk, round);
            let said = File::create(desk.path("said")).unwrap();
            let mut child = desk
                .command(&(act.line)(round))
                .stdout(said)
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            thread::sleep(Duration::from_secs_f64(
                whole.as_secs_f64() * 1.1 * moment(round),
            ));
            child.kill().unwrap();
            child.wait().unwrap();
            let acknowledged = !fs::read(desk.path("said")).unwrap().is_empty();
            let took_place = (act.took_place)(&desk, round);
            assert!(
                took_place || !acknowledged,
                "{name}, round {round}: it said that it was done, and it is not"
            );
            if took_place {
                done += 1;
                (act.undo)(&desk, round);
            } else {
                cut += 1;
            }
        }
        assert!(
            cut > 0 && done > 0,
            "{name}: {done} took place and {cut} did not"
        );
        let verified = desk.assay("log verify");
        assert_eq!(
            verified.code, APPROVE,
            "{name}: {}{}",
            verified.out, verified.err
        );
    }
    // Each waiver that is there has its line, and each line its waiver.
    assert_eq!(lines(&desk, "requested"), waivers(&desk));
    assert_eq!(lines(&desk, "assessed"), assessments(&desk));
}
