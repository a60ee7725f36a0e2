//! A backup is put back by a version that understands it, and by no other.

use super::*;
use crate::KeyName;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let own = format!("civil-affairs-backup-{name}-{}", process::id());
        let folder = std::env::temp_dir().join(own);
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn change(file: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn what_was_there_is_there_again() {
    let folder = Folder::new("again");
    let store = Store::open(&folder.at("data")).await.unwrap();
    let key = store.key(KeyName::Pairs, [1; 32]).await.unwrap();
    let copy = folder.at("copy");
    let kept = backup(&folder.at("data"), &copy).await.unwrap();
    assert_eq!((kept.submissions, kept.files), (0, 0));
    assert_eq!(restore(&copy, &folder.at("new")).await.unwrap(), kept);
    let restored = Store::open(&folder.at("new")).await.unwrap();
    assert_eq!(restored.key(KeyName::Pairs, [2; 32]).await.unwrap(), key);
}

#[tokio::test]
async fn a_backup_of_a_newer_version_or_of_something_else_is_refused() {
    let folder = Folder::new("newer");
    Store::open(&folder.at("data")).await.unwrap().close().await;
    for (name, sql, told) in [
        (
            "newer",
            "insert into _sqlx_migrations select 9999, 'later', installed_on, success, x'00', 0
             from _sqlx_migrations where version = 1",
            "has step 9999 of the tables",
        ),
        (
            "changed",
            "update _sqlx_migrations set checksum = x'00' where version = 10",
            "has step 10 of the tables",
        ),
        (
            "other",
            "drop table _sqlx_migrations",
            "is no database of civil-affairs",
        ),
    ] {
        let copy = folder.at(name);
        backup(&folder.at("data"), &copy).await.unwrap();
        change(&copy, sql).await;
        let refused = restore(&copy, &folder.at("new")).await.unwrap_err();
        assert!(refused.to_string().contains(told), "{refused}");
        assert!(!folder.at("new").exists());
    }
}

#[tokio::test]
async fn a_backup_from_before_a_step_of_the_tables_is_brought_up_to_date() {
    let folder = Folder::new("older");
    Store::open(&folder.at("data")).await.unwrap().close().await;
    let copy = folder.at("copy");
    backup(&folder.at("data"), &copy).await.unwrap();
    for sql in [
        "drop index outbox_waiting",
        "delete from _sqlx_migrations where version = 11",
    ] {
        change(&copy, sql).await;
    }
    restore(&copy, &folder.at("new")).await.unwrap();
    let again = folder.at("again");
    let kept = backup(&folder.at("new"), &again).await.unwrap();
    assert!(kept.schema >= 11);
}

#[tokio::test]
async fn an_interrupted_backup_leaves_no_file_behind() {
    let folder = Folder::new("cut");
    Store::open(&folder.at("data")).await.unwrap().close().await;
    let nowhere = folder.at("no-such-folder").join("copy");
    assert!(backup(&folder.at("data"), &nowhere).await.is_err());
    fs::write(folder.at("data").join(FILE), "noise".repeat(1_000)).unwrap();
    assert!(
        backup(&folder.at("data"), &folder.at("copy"))
            .await
            .is_err()
    );
    let left = fs::read_dir(&folder.0).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["data"]);
}
