//! The register held by another program.

use std::{thread, time::Duration};

use sqlx::{Connection as _, Executor as _, SqliteConnection};

use crate::{
    acts::{ASSESS, WAIVE, desk, is_whole},
    support::desk::{APPROVE, Desk},
};

/// Takes the register for writing, as another program does.
async fn hold(desk: &Desk) -> SqliteConnection {
    let path = desk.path("register.db");
    let mut other = SqliteConnection::connect(&format!("sqlite://{}", path.display()))
        .await
        .unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    other
}

/// An import writes the dossier and not the register, so it is none of these.
#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_the_register_gets_it_or_says_who_has_it() {
    let desk = desk();

    // Let go of in time: nobody notices.
    for act in [WAIVE, ASSESS] {
        (act.prepare)(&desk, 0);
        let other = hold(&desk).await;
        thread::scope(|scope| {
            let waiting = scope.spawn(|| desk.assay(&(act.line)(0)));
            // It has begun to wait, or has not come so far: it is right in both cases.
            thread::sleep(Duration::from_secs(1));
            drop(other);
            assert_eq!(waiting.join().unwrap().err.matches("error").count(), 0);
        });
        assert!((act.took_place)(&desk, 0), "{}", act.name);
        (act.undo)(&desk, 0);
    }

    // Never let go of.
    let both = [WAIVE, ASSESS];
    both.iter().for_each(|act| (act.prepare)(&desk, 1));
    let before = (crate::acts::waivers(&desk), crate::acts::assessments(&desk));
    let other = hold(&desk).await;
    thread::scope(|scope| {
        let waiting = both.map(|act| {
            scope.spawn({
                let desk = &desk;
                move || (act.name, desk.assay(&(act.line)(1)))
            })
        });
        for waiting in waiting {
            let (name, printed) = waiting.join().unwrap();
            assert!(printed.code != APPROVE, "{name}");
            assert!(
                printed
                    .complaint()
                    .contains("another program has held the register for 30 seconds"),
                "{name}: {}",
                printed.err
            );
        }
    });
    drop(other);
    let after = (crate::acts::waivers(&desk), crate::acts::assessments(&desk));
    assert_eq!(before, after);
    is_whole(&desk);
}
