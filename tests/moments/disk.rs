//! No space left, on a real disk of some megabytes.

use std::process::Command;

use crate::{
    acts::{ASSESS, Act, IMPORT, WAIVE, desk, is_whole},
    support::desk::Desk,
};

/// Free space in KiB: from nothing to more than any act needs.
const FREE: [u32; 12] = [0, 4, 8, 16, 24, 32, 48, 64, 128, 256, 512, 8192];

/// In a mount namespace of its own: a disk of 32 MiB in memory, filled up to what may be free, with a copy of the desk on it; then the
/// act; then the copy comes back as it is then. The disk ends with the namespace.
const ON_A_FULL_DISK: &str = r#"
set -e
free=$1; shift
mkdir -p ../disk
mount -t tmpfs -o size=32m none ../disk
cp -a . ../disk/
cd ../disk
head -c $(( ($(df -k --output=avail . | tail -n 1) - free) * 1024 )) /dev/zero > filler
code=0
"$@" > "$OLDPWD/said" 2> "$OLDPWD/told" || code=$?
rm filler
rm -f "$OLDPWD"/register.db-*
cp -a . "$OLDPWD/"
exit $code
"#;

/// Where nobody may mount a disk, a file that may not grow is the next best thing.
const WITH_A_SMALL_FILE: &str = r#"
free=$1; shift
trap '' XFSZ
ulimit -f $(( free + $(du -k register.db | cut -f 1) ))
"$@" > said 2> told
"#;

/// How to run something with little space, whoever runs the test.
fn means() -> (Vec<&'static str>, &'static str) {
    for how in [vec!["unshare", "-rm"], vec!["unshare", "-m"]] {
        let mut trial = Command::new(how[0]);
        trial
            .args(&how[1..])
            .args(["sh", "-c", "mount -t tmpfs none /tmp"]);
        if trial.output().is_ok_and(|output| output.status.success()) {
            return (how, ON_A_FULL_DISK);
        }
    }
    eprintln!("nobody may mount a disk here: files that may not grow stand for one");
    (vec!["env"], WITH_A_SMALL_FILE)
}

/// The exit code of an act with so much space.
fn squeezed(desk: &Desk, act: &Act, round: u32, free: u32) -> i32 {
    let (how, script) = means();
    let command = desk.command(&(act.line)(round));
    let mut squeezed = Command::new(how[0]);
    squeezed
        .args(&how[1..])
        .args(["sh", "-c", script, "sh", &free.to_string()])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(command.get_current_dir().unwrap());
    for (key, value) in command.get_envs() {
        squeezed.env(key, value.unwrap());
    }
    squeezed.status().unwrap().code().unwrap()
}

#[test]
fn without_space_nothing_is_half_written_and_with_space_it_works_again() {
    let desk = desk();
    for act in [IMPORT, WAIVE, ASSESS] {
        let (mut done, mut refused) = (0, 0);
        for (round, free) in (0..).zip(FREE) {
            (act.prepare)(&desk, round);
            let code = squeezed(&desk, &act, round, free);
            let told = desk.read("told");
            let at = format!("{} with {free} KiB: {code}\n{told}", act.name);
            if (act.took_place)(&desk, round) {
                done += 1;
                (act.undo)(&desk, round);
            } else {
                // What did not take place is said not to have, and why.
                assert!(code != 0 && desk.read("said").is_empty(), "{at}");
                assert!(
                    [
                        "disk is full",
                        "No space left",
                        "File too large",
                        "database failed"
                    ]
                    .iter()
                    .any(|why| told.contains(why)),
                    "{at}"
                );
                refused += 1;
            }
            is_whole(&desk);
        }
        assert!(
            done > 0 && refused > 0,
            "{}: {done} took place, {refused} did not",
            act.name
        );
    }
}
