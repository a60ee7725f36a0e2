//! What the disk and SQLite give at best: one row after the other, each committed, and nothing else.

use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{fs, time::Instant};

/// Inserts rows of this body with the pragmas of the store.
pub(crate) fn rows_per_second(body: &[u8], rows: u32) -> f64 {
    let folder = std::env::temp_dir().join(format!("civil-affairs-bare-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let seconds = runtime.block_on(async {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("bare.sqlite3"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        let mut bare = options.connect().await.unwrap();
        sqlx::query("create table bare (id text not null primary key, body blob not null) strict")
            .execute(&mut bare)
            .await
            .unwrap();
        let begun = Instant::now();
        for row in 0..rows {
            sqlx::query("insert into bare (id, body) values (?, ?)")
                .bind(format!("{row:036}"))
                .bind(body)
                .execute(&mut bare)
                .await
                .unwrap();
        }
        let seconds = begun.elapsed().as_secs_f64();
        bare.close().await.unwrap();
        seconds
    });
    fs::remove_dir_all(&folder).unwrap();
    f64::from(rows) / seconds
}
