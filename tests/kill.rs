//! A process that is killed loses nothing that it had acknowledged and leaves nothing half-written.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use support::desk::{Desk, UNDECIDED, results, runs};

const SUPPLIERS: usize = 40;
/// Far longer than the assessment of all suppliers takes; only a hang gets there.
const PATIENCE: Duration = Duration::from_secs(120);

fn assess(desk: &Desk) -> String {
    let ids: Vec<String> = (0..SUPPLIERS)
        .map(|number| format!("s{number:02}"))
        .collect();
    for id in &ids {
        desk.silent(id);
        desk.write(
            &format!("{id}/evidence/terms.md"),
            format!("# Terms of {id}\n\nWe keep your data for 30 days.\n"),
        );
    }
    format!(
        "assess {} --offline --as-of 2026-11-20 --format json",
        ids.join(" ")
    )
}

/// Suppliers that another process sees in the register.
fn listed(desk: &Desk) -> Vec<String> {
    let printed = desk.assay("register list --format json");
    if printed.code != 0 {
        return Vec::new();
    }
    let list = printed.json();
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| row["supplier"].as_str().unwrap().to_owned())
        .collect()
}

/// Waits until the register shows a number of assessments, or the process has ended by itself.
fn wait_for(desk: &Desk, child: &mut Child, assessments: usize) {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() && listed(desk).len() < assessments {
        assert!(
            started.elapsed() < PATIENCE,
            "the assessment makes no progress"
        );
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn what_was_entered_before_the_kill_is_whole_and_the_rest_can_be_done_again() {
    let mut cut_short = 0;
    for progress in [0, 1, 9, 23] {
        let desk = Desk::new();
        let line = assess(&desk);
        let mut child = desk
            .command(&line)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_for(&desk, &mut child, progress);
        // SIGKILL: no handler runs, nothing is tidied up.
        child.kill().unwrap();
        child.wait().unwrap();

        let survived = listed(&desk);
        assert!(
            survived.len() >= progress,
            "{} of {progress} acknowledged assessments are left",
            survived.len()
        );
        cut_short += usize::from((1..SUPPLIERS).contains(&survived.len()));
        for id in &survived {
            let supplier = desk.supplier(id);
            assert_eq!(runs(&supplier).len(), assay_bundle::PLUGINS.len(), "{id}");
            assert!(
                results(&supplier)
                    .iter()
                    .all(|(_, result)| result == "completed"),
                "{id}"
            );
        }
        let last = survived.last().map(|id| runs(&desk.supplier(id)));
        for run in last.unwrap_or_default() {
            let printed = desk.done(&format!("replay {run}"));
            assert!(printed.out.contains("identical byte for byte"));
        }

        assert_eq!(desk.assay(&line).code, UNDECIDED);
        assert_eq!(listed(&desk).len(), SUPPLIERS);
        for id in &survived {
            let supplier = desk.supplier(id);
            let history = supplier["history"].as_array().unwrap();
            assert_eq!(history.len(), 2, "{id}");
            assert_eq!(
                history[0]["verdict_digest"], history[1]["verdict_digest"],
                "{id}"
            );
        }
    }
    assert!(
        cut_short > 0,
        "no process was killed in the midst of its work: add suppliers"
    );
}
