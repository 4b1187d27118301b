//! The clock set back.

use std::{env, path::Path, process::Command};

use crate::{
    acts::{ASSESS, WAIVE, desk, is_whole},
    support::desk::Printed,
};

/// A library that shows a program another time; `.ci/run` installs it.
const LIBRARIES: [&str; 3] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
];

/// Expiry dates would be judged wrongly, and a log whose lines go back in time proves nothing.
#[test]
fn a_clock_that_was_set_back_enters_nothing() {
    let Some(library) = LIBRARIES.iter().find(|path| Path::new(path).exists()) else {
        let message = "there is no libfaketime: .ci/run installs it";
        assert!(env::var_os("CI").is_none(), "{message}");
        eprintln!("SKIPPED: {message}");
        return;
    };
    let desk = desk();
    let run = |mut command: Command| {
        let output = command.output().unwrap();
        Printed {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    };
    for act in [WAIVE, ASSESS] {
        (act.prepare)(&desk, 0);
        let mut command = desk.command(&(act.line)(0));
        command
            .env("LD_PRELOAD", library)
            .env("FAKETIME", "-3d")
            // What measures how long something takes goes on as it did.
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        let printed = run(command);
        assert!(
            printed
                .complaint()
                .contains("but the register was last written at"),
            "{}: {}{}",
            act.name,
            printed.out,
            printed.err
        );
        assert!(!(act.took_place)(&desk, 0), "{}", act.name);
        // The clock is right again.
        assert_eq!(
            run(desk.command(&(act.line)(0)))
                .err
                .matches("error")
                .count(),
            0
        );
        assert!((act.took_place)(&desk, 0), "{}", act.name);
        (act.undo)(&desk, 0);
    }
    is_whole(&desk);
}
