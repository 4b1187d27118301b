//! What people decide, and the log of it.

use assay_domain::*;
use assay_register::*;
use sqlx::{Connection as _, SqliteConnection, query, sqlite::SqliteConnectOptions};

use crate::fixture::*;

fn who(name: &str) -> Person {
    name.parse().unwrap()
}

fn at<'a>(person: &'a Person, on: i8) -> Author<'a> {
    Author {
        by: Some(person),
        now: noon(on),
    }
}

fn plan(due: i8) -> NewTreatment {
    NewTreatment {
        subject: Subject::Risk {
            system: id("chat"),
            scenario: id("r1"),
        },
        response: Response::Mitigate,
        description: HOSTILE.into(),
        owner: who("omar"),
        cost: Some("1200 EUR".parse().unwrap()),
        due: day(due),
    }
}

fn wish() -> NewWaiver {
    NewWaiver {
        subject: Subject::Gate {
            system: id("chat"),
            gate: "breach-notice".to_owned(),
        },
        reason: HOSTILE.into(),
        scope: "internal drafts".into(),
        expires: day(20),
        bound_to: Digest::of("as it is"),
    }
}

/// A register on a file with one supplier, a treatment, an approved waiver, a remark and an incident.
async fn lived_in(folder: &std::path::Path) -> (Register, std::path::PathBuf) {
    let path = folder.join("r.db");
    let register = Register::open(&path).await.unwrap();
    Assessment::silent("acme", 1)
        .store(&register)
        .await
        .unwrap();
    let (anna, omar, acme) = (who("anna"), who("omar"), id("acme"));
    register
        .plan_treatment(at(&anna, 2), &acme, plan(10))
        .await
        .unwrap();
    register
        .request_waiver(at(&anna, 2), &acme, wish())
        .await
        .unwrap();
    register
        .answer_waiver(at(&omar, 3), &acme, 1, WaiverAnswer::Approved)
        .await
        .unwrap();
    register
        .remark(
            at(&anna, 3),
            &acme,
            Subject::Supplier,
            RemarkKind::Comment,
            HOSTILE.into(),
        )
        .await
        .unwrap();
    register
        .record_incident(at(&anna, 4), &acme, day(4), "an outage".into())
        .await
        .unwrap();
    (register, path)
}

#[tokio::test]
async fn what_is_decided_reads_back_with_who_and_when() {
    let folder = tempfile::tempdir().unwrap();
    let (register, _) = lived_in(folder.path()).await;
    let oversight = register.oversight(&id("acme")).await.unwrap();
    let treatment = &oversight.treatments[0];
    assert_eq!((treatment.number, &treatment.planned_by), (1, &who("anna")));
    assert_eq!(treatment.description, HOSTILE.into());
    let answered = oversight.waivers[0].answered.as_ref().unwrap();
    assert_eq!(
        (answered.answer, &answered.by, answered.at),
        (WaiverAnswer::Approved, &who("omar"), noon(3))
    );
    assert_eq!(oversight.remarks[0].text, HOSTILE.into());
    assert_eq!(oversight.incidents.len(), 1);
    let log = register
        .log(&LogQuery {
            limit: 100,
            ..LogQuery::default()
        })
        .await
        .unwrap();
    let told: Vec<_> = log
        .iter()
        .map(|line| (line.object.as_str(), line.act.as_str()))
        .collect();
    let expected = [
        ("incident 1", "recorded"),
        ("remark 1", "said"),
        ("waiver 1", "approved"),
        ("waiver 1", "requested"),
        ("treatment 1", "planned"),
        ("assessment 1", "assessed"),
    ];
    assert_eq!(told, expected);
    assert!(log[2].before.contains("requested_by") && log[2].after.contains("approved"));
}

#[tokio::test]
async fn nobody_approves_what_they_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (register, path) = lived_in(folder.path()).await;
    let (anna, acme) = (who("Anna"), id("acme"));
    register
        .request_waiver(at(&anna, 5), &acme, wish())
        .await
        .unwrap();
    let answer = register
        .answer_waiver(at(&anna, 5), &acme, 2, WaiverAnswer::Approved)
        .await;
    assert!(
        matches!(answer, Err(RegisterError::OwnRequest { .. })),
        "{answer:?}"
    );
    register.close().await;
    // Nor does the table take it from somebody who writes beside the program.
    let mut raw = raw(&path).await;
    let forced = query(
        "UPDATE waivers SET answer = 'approved', answered_by = requested_by WHERE number = 2",
    )
    .execute(&mut raw)
    .await;
    assert!(forced.is_err());
}

#[tokio::test]
async fn what_is_settled_stays_settled() {
    let folder = tempfile::tempdir().unwrap();
    let (register, _) = lived_in(folder.path()).await;
    let (omar, acme) = (who("omar"), id("acme"));
    register
        .settle_treatment(at(&omar, 5), &acme, 1, true, "done".into())
        .await
        .unwrap();
    let again = register
        .settle_treatment(at(&omar, 5), &acme, 1, false, "no".into())
        .await;
    assert!(matches!(again, Err(RegisterError::Settled { .. })));
    register
        .answer_waiver(at(&omar, 5), &acme, 1, WaiverAnswer::Withdrawn)
        .await
        .unwrap();
    let again = register
        .answer_waiver(at(&omar, 5), &acme, 1, WaiverAnswer::Approved)
        .await;
    assert!(matches!(again, Err(RegisterError::Settled { .. })));
    let none = register
        .settle_treatment(at(&omar, 5), &acme, 7, true, "".into())
        .await;
    assert!(matches!(none, Err(RegisterError::NoSuch { .. })));
    let nobody = Author {
        by: None,
        now: noon(5),
    };
    let answer = register.plan_treatment(nobody, &acme, plan(9)).await;
    assert!(matches!(answer, Err(RegisterError::Nobody)));
    let stranger = register
        .plan_treatment(at(&omar, 5), &id("nobody"), plan(9))
        .await;
    assert!(matches!(
        stranger,
        Err(RegisterError::UnknownSupplier { .. })
    ));
    let behind = register.plan_treatment(at(&omar, 1), &acme, plan(9)).await;
    assert!(
        matches!(behind, Err(RegisterError::Clock { .. })),
        "the clock was set back: {behind:?}"
    );
    assert!(
        register.verify_log(None).await.unwrap().faults.is_empty(),
        "what was refused left nothing"
    );
}

#[tokio::test]
async fn the_due_list_follows_what_is_decided() {
    let folder = tempfile::tempdir().unwrap();
    let (register, _) = lived_in(folder.path()).await;
    let due = async |until: i8| {
        let asked = DueQuery {
            until: day(until),
            supplier: None,
            owner: None,
            skip: 0,
            limit: 100,
        };
        let rows = register.due(&asked).await.unwrap();
        rows.into_iter()
            .map(|row| (row.kind, row.day))
            .collect::<Vec<_>>()
    };
    let incident = (DueKind::Incident, day(4));
    assert_eq!(due(9).await, [incident]);
    assert_eq!(
        due(20).await,
        [
            incident,
            (DueKind::Treatment, day(10)),
            (DueKind::Waiver, day(20))
        ]
    );
    register
        .settle_treatment(at(&who("omar"), 5), &id("acme"), 1, true, "".into())
        .await
        .unwrap();
    // The next assessment settles the incident, not the waiver.
    Assessment::silent("acme", 6)
        .store(&register)
        .await
        .unwrap();
    assert_eq!(due(20).await, [(DueKind::Waiver, day(20))]);
}

#[tokio::test]
async fn another_build_of_a_plugin_makes_the_others_due() {
    let register = Register::in_memory().await.unwrap();
    Assessment::silent("acme", 1)
        .store(&register)
        .await
        .unwrap();
    let mut newer = Assessment::silent("other", 2);
    newer.runs[0].0.component.push(1);
    newer.runs[0].0.record.plugin.digest = Digest::of(&newer.runs[0].0.component);
    newer.store(&register).await.unwrap();
    let asked = DueQuery {
        until: day(28),
        supplier: None,
        owner: None,
        skip: 0,
        limit: 100,
    };
    let rows = register.due(&asked).await.unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.supplier.as_str(), row.kind, row.object.as_str()))
        .collect();
    assert_eq!(told, [("acme", DueKind::Plugin, "contract-terms")]);
}

async fn raw(path: &std::path::Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// What somebody does who can write the file and wants to leave no trace.
const TAMPERING: [(&str, &str); 9] = [
    (
        "a line changed",
        "UPDATE log SET after = replace(after, 'anna', 'omar') WHERE seq = 2",
    ),
    (
        "a name changed",
        "UPDATE log SET person = 'mallory' WHERE seq = 4",
    ),
    ("a line removed", "DELETE FROM log WHERE seq = 3"),
    ("the first line removed", "DELETE FROM log WHERE seq = 1"),
    (
        "a line removed and the rest renumbered",
        "DELETE FROM log WHERE seq = 5; UPDATE log SET seq = 5 WHERE seq = 6",
    ),
    (
        "a line put in",
        "UPDATE log SET seq = 7 WHERE seq = 6; INSERT INTO log SELECT 6, at, person, supplier, object, act, before, after, previous, 'x' FROM log WHERE seq = 5",
    ),
    (
        "a waiver stretched beside the log",
        "UPDATE waivers SET body = replace(body, '2026-03-20', '2029-03-20')",
    ),
    (
        "a treatment removed beside the log",
        "DELETE FROM treatments",
    ),
    (
        "a remark put in beside the log",
        "INSERT INTO remarks SELECT supplier, 2, kind, body FROM remarks",
    ),
];

#[tokio::test]
async fn every_tampering_shows() {
    for (what, statements) in TAMPERING {
        let folder = tempfile::tempdir().unwrap();
        let (register, path) = lived_in(folder.path()).await;
        assert_eq!(
            register.verify_log(None).await.unwrap().faults,
            [],
            "before"
        );
        register.close().await;
        let mut connection = raw(&path).await;
        // The triggers are a fence against accidents; who means it takes them down.
        for statement in [
            "DROP TRIGGER log_is_not_changed",
            "DROP TRIGGER log_is_not_cut",
        ] {
            query(statement).execute(&mut connection).await.unwrap();
        }
        for statement in statements.split("; ") {
            query(sqlx::AssertSqlSafe(statement))
                .execute(&mut connection)
                .await
                .unwrap();
        }
        connection.close().await.unwrap();
        let register = Register::open(&path).await.unwrap();
        let check = register.verify_log(None).await.unwrap();
        assert!(!check.faults.is_empty(), "{what} went unseen");
    }
}

#[tokio::test]
async fn a_log_that_was_cut_or_written_anew_does_not_fit_its_anchor() {
    let folder = tempfile::tempdir().unwrap();
    let (register, path) = lived_in(folder.path()).await;
    let head = register.log_head().await.unwrap();
    assert_eq!(head.seq, 6);
    assert_eq!(register.verify_log(head.digest).await.unwrap().faults, []);
    // Going on does not take the anchor away.
    register
        .record_incident(at(&who("anna"), 6), &id("acme"), day(6), "another".into())
        .await
        .unwrap();
    assert_eq!(register.verify_log(head.digest).await.unwrap().faults, []);
    register.close().await;
    let mut connection = raw(&path).await;
    for statement in [
        "DROP TRIGGER log_is_not_cut",
        "DELETE FROM log WHERE seq >= 6",
        "DELETE FROM incidents",
    ] {
        query(statement).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    let register = Register::open(&path).await.unwrap();
    assert_eq!(
        register.verify_log(None).await.unwrap().faults,
        [],
        "the chain alone cannot tell"
    );
    let check = register.verify_log(head.digest).await.unwrap();
    assert!(check.faults[0].what.contains("kept elsewhere"), "{check:?}");
}

#[tokio::test]
async fn the_log_is_only_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let (register, path) = lived_in(folder.path()).await;
    register.close().await;
    let mut connection = raw(&path).await;
    for statement in ["UPDATE log SET person = 'x'", "DELETE FROM log"] {
        let answer = query(statement).execute(&mut connection).await;
        assert!(answer.unwrap_err().to_string().contains("only added to"));
    }
}

#[tokio::test]
async fn suppliers_are_found_by_any_part_of_a_name_and_patterns_are_text() {
    let register = Register::in_memory().await.unwrap();
    for name in ["acme", "beta-systems", "gamma"] {
        let mut new = Assessment::silent(name, 1);
        new.supplier.profile.legal_name = format!("{name} Öl GmbH 100%_").as_str().into();
        new.supplier.profile.also_known_as = vec![];
        new.store(&register).await.unwrap();
    }
    let found = async |text: &str| {
        let asked = SearchQuery {
            text: Some(text.to_owned()),
            limit: 10,
            ..SearchQuery::default()
        };
        register.standings(&asked).await.unwrap().matching
    };
    assert_eq!(found("SYSTEMS").await, 1);
    assert_eq!(found("öL gm").await, 3);
    assert_eq!(found("0%_").await, 3);
    assert_eq!(found("a%a").await, 0, "% is no pattern");
    assert_eq!(found("gam_a").await, 0, "_ is no pattern");
    let page = SearchQuery {
        skip: 1,
        limit: 1,
        ..SearchQuery::default()
    };
    let page = register.standings(&page).await.unwrap();
    assert_eq!(
        (page.matching, page.rows[0].0.supplier.as_str()),
        (3, "beta-systems")
    );
}
