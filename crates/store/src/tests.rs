//! What is written stays, and only one writes.

use super::*;
use civil_affairs_domain::value::instant::Instant;

/// A data folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let own = format!("civil-affairs-store-{name}-{}", std::process::id());
        Folder(std::env::temp_dir().join(own))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn now() -> Instant {
    Instant::from_unix_millis(1_796_100_000_000).unwrap()
}

#[tokio::test]
async fn a_key_is_made_by_whoever_comes_first_and_stays() {
    let folder = Folder::new("keys");
    let (one, two) = (
        Store::open(&folder.0).await.unwrap(),
        Store::open(&folder.0).await.unwrap(),
    );
    let (first, second) = tokio::join!(
        one.key(KeyName::Secrets, [1; 32]),
        two.key(KeyName::Secrets, [2; 32])
    );
    let key = first.unwrap();
    assert_eq!(second.unwrap(), key);
    assert_ne!(one.key(KeyName::Pairs, [3; 32]).await.unwrap(), key);
    one.close().await;
    two.close().await;
    let again = Store::open(&folder.0).await.unwrap();
    assert_eq!(again.key(KeyName::Secrets, [4; 32]).await.unwrap(), key);
}

#[tokio::test]
async fn nobody_else_on_the_machine_may_read_the_data() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("mode");
    Store::open(&folder.0).await.unwrap();
    let mode = fs::metadata(&folder.0).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[tokio::test]
async fn what_was_not_committed_has_not_happened() {
    let store = Store::memory().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let put = tx.later("insert into keys (name, bytes) values ('x', x'00')");
    put.rows().await.unwrap();
    drop(tx);
    let rows: i64 = sqlx::query_scalar("select count(*) from keys")
        .fetch_one(&store.readers)
        .await
        .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn a_commit_is_on_the_disk_and_readers_write_nothing() {
    let folder = Folder::new("durable");
    let store = Store::open(&folder.0).await.unwrap();
    let full: i64 = sqlx::query_scalar("pragma synchronous")
        .fetch_one(&store.writer)
        .await
        .unwrap();
    let journal: String = sqlx::query_scalar("pragma journal_mode")
        .fetch_one(&store.writer)
        .await
        .unwrap();
    assert_eq!((full, journal.as_str()), (2, "wal"));
    let refused = sqlx::query("insert into keys (name, bytes) values ('x', x'00')")
        .execute(&store.readers)
        .await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn every_catalogue_that_was_served_is_kept_once() {
    let store = Store::memory().await.unwrap();
    for (digest, json) in [("b", "{}"), ("a", "[]"), ("b", "{}")] {
        store.keep_catalogue(digest, json, now()).await.unwrap();
    }
    let kept = store.catalogues().await.unwrap();
    let digests: Vec<&str> = kept.iter().map(|one| one.digest.as_str()).collect();
    assert_eq!(digests, ["a", "b"]);
    assert_eq!(kept[0].json, "[]");
}

#[tokio::test]
async fn the_log_is_append_only() {
    let store = Store::memory().await.unwrap();
    let mut tx = store.write().await.unwrap();
    for sql in [
        "insert into submissions (id, reference, service, definition_version, catalogue, state, received_at, body, sha256, \
         capability_hash, secret_hash, answer) \
         values ('s', 'r', 'x', 'v', 'c', 'submitted', 't', x'', x'', x'', x'', '{}')",
        "insert into events values ('s', 1, 't', null, 'submitted', 'server', null, null)",
        "insert into looks values (1, 's', 't', 'town')",
    ] {
        tx.later(sql).rows().await.unwrap();
    }
    for sql in [
        "update events set state = 'paid'",
        "delete from events",
        "update looks set actor = 'nobody'",
        "delete from looks",
    ] {
        let refused = tx.later(sql).rows().await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
}

#[tokio::test]
async fn nothing_that_is_asked_often_looks_at_every_submission() {
    let store = Store::memory().await.unwrap();
    let filter = Filter {
        service: None,
        state: None,
        overdue: None,
        most: 1,
    };
    let late = Filter {
        overdue: Some(now()),
        ..filter
    };
    let one_state = Filter {
        state: Some("submitted"),
        ..filter
    };
    for (sql, wanted) in [
        (late.sql(), "INDEX submissions_due "),
        (one_state.sql(), "INDEX submissions_by_state "),
        (submissions::CHANGED, "INDEX submissions_by_change "),
        (deadlines::LAPSING, "INDEX submissions_lapsing "),
        (deadlines::OUTLIVED, "INDEX submissions_outlived "),
    ] {
        let sql = sqlx::AssertSqlSafe(format!("explain query plan {sql}"));
        let rows: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(sql).fetch_all(&store.readers).await.unwrap();
        let plan: Vec<String> = rows.into_iter().map(|row| row.3).collect();
        assert!(plan[0].contains(wanted), "{plan:?}");
    }
}

#[tokio::test]
async fn what_an_older_version_held_gets_its_last_change_as_a_date() {
    let options = SqliteConnectOptions::new().in_memory(true);
    let pool = pool(1).idle_timeout(None).max_lifetime(None);
    let pool = pool.connect_with(options).await.unwrap();
    migrations::run_to(&pool, 1).await.unwrap();
    for sql in [
        "insert into submissions values ('s', 'r', 'x', 'v', 'c', 'paid', '2026-12-01', x'', x'', x'', x'', '{}')",
        "insert into submissions values ('t', 'q', 'x', 'v', 'c', 'paid', '2026-12-02', x'', x'', x'', x'', '{}')",
        "insert into events values ('s', 1, '2026-12-03', null, 'paid', 'bank', null)",
    ] {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    migrations::run(&pool).await.unwrap();
    let dates: Vec<String> = sqlx::query_scalar("select changed_at from submissions order by id")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(dates, ["2026-12-03", "2026-12-02"]);
}

#[tokio::test]
async fn a_disk_that_was_full_is_written_on_again_without_a_restart() {
    let folder = Folder::new("full");
    let store = Store::open(&folder.0).await.unwrap();
    let pages: i64 = sqlx::query_scalar("pragma page_count")
        .fetch_one(&store.writer)
        .await
        .unwrap();
    let full = format!("pragma max_page_count = {pages}");
    sqlx::query(sqlx::AssertSqlSafe(full))
        .execute(&store.writer)
        .await
        .unwrap();
    let large = "x".repeat(1_000_000);
    let refused = store.keep_catalogue("a", &large, now()).await.unwrap_err();
    assert!(refused.to_string().contains("full"), "{refused}");
    // Somebody has made room.
    let _ = sqlx::query("pragma max_page_count = 1000000")
        .execute(&store.writer)
        .await;
    store.keep_catalogue("a", &large, now()).await.unwrap();
    assert_eq!(store.catalogue("a").await.unwrap(), Some(large));
}
