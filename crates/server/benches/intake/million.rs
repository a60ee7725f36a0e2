//! Fills a database with very many submissions, by the shortest way there is.

use crate::{load::names, support::NOW};
use civil_affairs_domain::{value::id::SubmissionId, value::instant::Instant};
use sqlx::{
    ConnectOptions, Connection, QueryBuilder, Sqlite, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{ops::Range, path::Path};

/// Rows of a statement.
const AT_ONCE: u32 = 1_000;
/// States, most of them at an end.
const STATES: [&str; 20] = [
    "submitted",
    "accepted",
    "visiting",
    "approved",
    "withdrawn",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
    "paid",
];

/// Copies one submission, its log and its outbox to all of these numbers.
pub(crate) fn fill(data: &Path, model: SubmissionId, numbers: Range<u32>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        // Nobody's data: it need not outlive a power cut.
        let mut database = SqliteConnectOptions::new()
            .filename(data.join("civil-affairs.sqlite3"))
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Off)
            .connect()
            .await
            .unwrap();
        for (table, key) in [
            ("submissions", "id"),
            ("events", "submission"),
            ("outbox", "submission"),
        ] {
            let columns = columns(&mut database, table).await;
            for begin in numbers.clone().step_by(AT_ONCE as usize) {
                let rows = begin..numbers.end.min(begin + AT_ONCE);
                copy(&mut database, table, key, &columns, model, rows).await;
            }
        }
        database.close().await.unwrap();
    });
}

/// The columns that are filled in; a row's own number is not.
async fn columns(database: &mut SqliteConnection, table: &str) -> Vec<String> {
    let all: Vec<(String, String, bool)> =
        sqlx::query_as("select name, type, pk from pragma_table_info(?)")
            .bind(table)
            .fetch_all(database)
            .await
            .unwrap();
    let own =
        |(_, kind, key): &(String, String, bool)| kind == "INTEGER" && *key && table == "outbox";
    all.into_iter()
        .filter(|column| !own(column))
        .map(|(name, ..)| name)
        .collect()
}

async fn copy(
    database: &mut SqliteConnection,
    table: &str,
    key: &str,
    columns: &[String],
    model: SubmissionId,
    numbers: Range<u32>,
) {
    let values: Vec<&str> = columns
        .iter()
        .map(|name| match name.as_str() {
            own if own == key => "v.column1",
            "reference" => "v.column2",
            "state" if table == "submissions" => "v.column3",
            "received_at" | "changed_at" | "at" => "v.column4",
            other => other,
        })
        .collect();
    let mut query = QueryBuilder::<Sqlite>::new(format!(
        "insert into {table} ({}) select {} from {table} cross join (",
        columns.join(", "),
        values.join(", ")
    ));
    query.push_values(numbers, |mut row, number| {
        let (id, reference) = names(number);
        // A little more than a minute between two of them: two years for a million.
        let received = Instant::from_unix_millis(NOW - 64_000_000_000 + 64_000 * i64::from(number));
        row.push_bind(id.to_string())
            .push_bind(reference.to_string())
            .push_bind(STATES[number as usize % STATES.len()])
            .push_bind(received.unwrap().to_string());
    });
    query
        .push(format!(") v where {table}.{key} = "))
        .push_bind(model.to_string());
    query.build().execute(database).await.unwrap();
}
