//! What may be opened, by whom, and what is said otherwise.

use std::path::Path;

use assay_register::{Register, RegisterError};
use sqlx::{Connection as _, SqliteConnection, query, sqlite::SqliteConnectOptions};

use crate::fixture::*;

async fn raw(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}

#[tokio::test]
async fn what_is_not_a_register_is_named_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("notes.txt"), "these are notes, not a register").unwrap();
    std::fs::write(at("short"), "x").unwrap();
    std::fs::write(at("empty"), "").unwrap();
    let mut other = raw(&at("other.db")).await;
    query("CREATE TABLE bookmarks (url TEXT)")
        .execute(&mut other)
        .await
        .unwrap();
    other.close().await.unwrap();
    for name in ["notes.txt", "short", "empty", "other.db", "."] {
        let path = at(name);
        let before = std::fs::read(&path).ok();
        let answer = Register::open(&path).await;
        let Err(error @ RegisterError::NotARegister { .. }) = answer else {
            panic!("{name}: {answer:?}");
        };
        assert!(error.to_string().contains("name") || error.to_string().contains("remove"));
        assert_eq!(std::fs::read(&path).ok(), before, "{name} was changed");
    }
}

#[tokio::test]
async fn a_missing_folder_or_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let answer = Register::open(folder.path().join("missing/r.db")).await;
    let Err(error @ RegisterError::FolderMissing { .. }) = answer else {
        panic!("{answer:?}");
    };
    assert!(error.to_string().contains("missing"));
    let path = folder.path().join("r.db");
    let answer = Register::open_existing(&path).await;
    assert!(matches!(answer, Err(RegisterError::NotThere { .. })));
    assert!(!path.exists(), "reading made a register");
}

#[tokio::test]
async fn a_cut_off_register_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let register = Register::open(&path).await.unwrap();
    Assessment::silent("acme", 1)
        .store(&register)
        .await
        .unwrap();
    register.close().await;
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..5000]).unwrap();
    let answer = Register::open(&path).await;
    assert!(
        matches!(answer, Err(RegisterError::Damaged { .. })),
        "{answer:?}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_a_new_register() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let register = Register::open(&path).await.unwrap();
    Assessment::silent("acme", 1)
        .store(&register)
        .await
        .unwrap();
    let mut files = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        files += 1;
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} has mode {mode:o}", entry.file_name());
    }
    assert!(files >= 2, "the write-ahead log is there too");
}

#[tokio::test]
async fn a_register_says_who_may_read_and_write_it() {
    // (format, oldest reader, oldest writer) of the file; this program knows format 5.
    for (version, min_reader, min_writer, reads, writes) in [
        (5, 1, 3, true, true),
        (6, 1, 5, true, true),
        (6, 5, 6, true, false),
        (7, 6, 7, false, false),
        (7, 7, 7, false, false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let register = Register::open(&path).await.unwrap();
        Assessment::silent("acme", 1)
            .store(&register)
            .await
            .unwrap();
        register.close().await;
        let mut newer = raw(&path).await;
        query("UPDATE register_format SET version = ?1, min_reader = ?2, min_writer = ?3")
            .bind(version)
            .bind(min_reader)
            .bind(min_writer)
            .execute(&mut newer)
            .await
            .unwrap();
        newer.close().await.unwrap();

        let opened = Register::open(&path).await;
        let case = format!("format {version}, reader {min_reader}, writer {min_writer}");
        let Ok(register) = opened else {
            assert!(!reads, "{case}");
            assert!(
                matches!(opened, Err(RegisterError::TooNew { .. })),
                "{case}"
            );
            continue;
        };
        assert!(reads, "{case}");
        assert_eq!(register.suppliers().await.unwrap().len(), 1, "{case}");
        let written = Assessment::silent("acme", 2).store(&register).await;
        match written {
            Ok(_) => assert!(writes, "{case}"),
            Err(RegisterError::ReadOnly { .. }) => assert!(!writes, "{case}"),
            Err(other) => panic!("{case}: {other}"),
        }
    }
}
