//! Killed.

use std::{
    fs::{self, File},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use crate::acts::{ASSESS, IMPORT, WAIVE, desk, is_whole};

/// Kills in all, a third for each act.
const KILLS: u32 = 200;

/// Numbers between 0 and 1 that are spread evenly (the golden ratio), the same in every run.
fn moment(round: u32) -> f64 {
    (f64::from(round) * 0.618_033_988_749_895).fract()
}

#[test]
fn a_kill_at_any_moment_loses_nothing_acknowledged_and_leaves_nothing_half_written() {
    let desk = desk();
    for act in [IMPORT, WAIVE, ASSESS] {
        let name = act.name;
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
    }
    is_whole(&desk);
}
