//! Several programs and tasks on one register.

use assay_register::Register;

use crate::fixture::*;

const WRITERS: u32 = 8;
const EACH: u32 = 12;

/// Eight registers opened on one new file at the same time, as eight programs would, each storing its own suppliers and one
/// that all of them assess.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_writers_do_not_lock_each_other_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let writers = (0..WRITERS).map(|writer| {
        let path = path.clone();
        tokio::spawn(async move {
            let register = Register::open(&path).await.unwrap();
            for n in 0..EACH {
                let own = format!("supplier-{writer}-{n}");
                Assessment::silent(&own, 1).store(&register).await.unwrap();
                Assessment::silent("shared", 1)
                    .store(&register)
                    .await
                    .unwrap();
                register.suppliers().await.unwrap();
            }
            register.close().await;
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let register = Register::open_existing(&path).await.unwrap();
    let suppliers = register.suppliers().await.unwrap();
    assert_eq!(suppliers.len(), (WRITERS * EACH + 1) as usize);
    let shared = register.history(&id("shared")).await.unwrap();
    let numbers: Vec<_> = shared.iter().rev().map(|row| row.id.number).collect();
    assert_eq!(
        numbers,
        (1..=WRITERS * EACH).collect::<Vec<_>>(),
        "each has its own number"
    );
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().starts_with(".register-"))
        .collect();
    assert!(
        left.is_empty(),
        "the losers' fresh registers are removed: {left:?}"
    );
}

/// Tasks of one program queue for its one writing connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tasks_share_one_register() {
    let folder = tempfile::tempdir().unwrap();
    let register = Register::open(folder.path().join("r.db")).await.unwrap();
    let tasks: Vec<_> = (0..200)
        .map(|n| {
            let register = register.clone();
            tokio::spawn(async move {
                let supplier = format!("supplier-{n}");
                Assessment::silent(&supplier, 1)
                    .store(&register)
                    .await
                    .unwrap();
                register.supplier(&id(&supplier)).await.unwrap().unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(register.suppliers().await.unwrap().len(), 200);
}
