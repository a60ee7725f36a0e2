//! A turn of the one writer, and what it writes.

use super::{StoreError, group_commit::BatchWriter};
use sqlx::{
    Arguments, AssertSqlSafe, Encode, Sqlite, SqliteConnection, Type,
    error::BoxDynError,
    sqlite::{SqliteArguments, SqliteRow},
};
use std::fmt::Write;

/// A turn of the one writer, undone or committed as a whole. Dropped without [`Transaction::commit`], nothing of it has
/// happened.
///
/// To carry a statement to the thread of the database and back costs more than most statements do. So what is only
/// written waits here, and goes along with the next question or with the commit: what is wrong with it shows there.
pub struct Transaction {
    batch: BatchWriter,
    waiting: Waiting,
}

/// Statements that have not been carried out yet, as one text, with the values of all of them.
#[derive(Default)]
struct Waiting {
    sql: String,
    values: SqliteArguments,
    /// A value that has no form in the database.
    unfit: Option<BoxDynError>,
}

/// A statement that is given its values.
pub(super) struct QueuedStatement<'a>(&'a mut Transaction);

impl Transaction {
    pub(super) fn new(batch: BatchWriter) -> Transaction {
        Transaction {
            batch,
            waiting: Waiting::default(),
        }
    }

    /// A statement, to be carried out with what comes next. It wants a [`QueuedStatement::bind`] for each of its parameters,
    /// which are all `?` or all numbered.
    pub(super) fn later(&mut self, sql: &'static str) -> QueuedStatement<'_> {
        let before = self.waiting.values.len();
        renumber(&mut self.waiting.sql, sql, before);
        QueuedStatement(self)
    }

    /// The connection, to ask it something. By then everything before is carried out.
    pub(super) async fn now(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        self.carry_out().await?;
        Ok(&mut self.batch)
    }

    /// Makes everything of this turn true at once, and lasting.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if !self.waiting.sql.is_empty() {
            self.carry_out().await?;
        }
        self.batch.commit().await
    }

    /// Carries out what waits, and gives the rows of it.
    async fn carry_out(&mut self) -> Result<Vec<SqliteRow>, StoreError> {
        let Waiting { sql, values, unfit } = std::mem::take(&mut self.waiting);
        if let Some(unfit) = unfit {
            return Err(sqlx::Error::Encode(unfit).into());
        }
        let sql = self.batch.enter().to_owned() + &sql;
        if sql.is_empty() {
            return Ok(Vec::new());
        }
        // Put together of texts of this program alone.
        let all = sqlx::query_with(AssertSqlSafe(sql), values);
        Ok(all.fetch_all(&mut *self.batch).await?)
    }
}

impl<'a> QueuedStatement<'a> {
    /// Gives the next parameter its value.
    pub(super) fn bind<'v>(
        self,
        value: impl Encode<'v, Sqlite> + Type<Sqlite>,
    ) -> QueuedStatement<'a> {
        let waiting = &mut self.0.waiting;
        if let Err(unfit) = waiting.values.add(value) {
            waiting.unfit = Some(unfit);
        }
        self
    }

    /// Carries it out after everything before, and gives its rows.
    pub(super) async fn rows(self) -> Result<Vec<SqliteRow>, StoreError> {
        self.0.carry_out().await
    }
}

/// Adds a statement to others that have so many parameters already. They become `$1`, since sqlx and SQLite count up from
/// `?1` in every statement, also where it begins with `?9`.
fn renumber(all: &mut String, sql: &str, before: usize) {
    let mut parts = sql.trim().trim_end_matches(';').split('?');
    all.push_str(parts.next().unwrap_or_default());
    for (index, part) in parts.enumerate() {
        let rest = part.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let number = part.strip_suffix(rest).and_then(|own| own.parse().ok());
        let number: usize = number.unwrap_or(index + 1);
        // To a text nothing can fail.
        let _ = write!(all, "${}{rest}", before + number);
    }
    all.push(';');
}

#[cfg(test)]
mod tests {
    use super::{super::Store, renumber};

    #[test]
    fn each_statement_keeps_its_own_values() {
        let mut all = String::new();
        renumber(&mut all, "insert into a values (?, ?)", 0);
        renumber(&mut all, "update b set c = ?2, d = ?12 where e = ?1;\n", 2);
        assert_eq!(
            all,
            "insert into a values ($1, $2);update b set c = $4, d = $14 where e = $3;"
        );
    }

    #[tokio::test]
    async fn a_question_sees_everything_that_was_written_before() {
        let store = Store::memory().await.unwrap();
        let mut tx = store.write().await.unwrap();
        for name in ["one", "two"] {
            let put = tx.later("insert into keys (name, bytes) values (?, ?)");
            put.bind(name).bind(name.as_bytes());
        }
        let names: Vec<String> = sqlx::query_scalar("select name from keys order by name")
            .fetch_all(tx.now().await.unwrap())
            .await
            .unwrap();
        assert_eq!(names, ["one", "two"]);
        tx.later("delete from keys where name = ?").bind("one");
        let left = tx.later("select name from keys where bytes = ?");
        let rows = left.bind("two".as_bytes()).rows().await.unwrap();
        assert_eq!(rows.len(), 1);
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn of_statements_that_fail_together_nothing_stays() {
        let store = Store::memory().await.unwrap();
        let mut tx = store.write().await.unwrap();
        for _ in 0..2 {
            tx.later("insert into keys (name, bytes) values ('one', x'00')");
        }
        assert!(tx.commit().await.is_err());
        let mut tx = store.write().await.unwrap();
        let left = tx.later("select 1 from keys").rows().await.unwrap();
        assert!(left.is_empty());
    }
}
