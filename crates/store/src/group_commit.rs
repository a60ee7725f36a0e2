//! One commit for many: whoever writes while others wait shares a transaction with them.
//!
//! A commit waits for the disk, and whoever writes waits for the commit. So everybody takes a turn inside one transaction,
//! under a savepoint of its own, and then queues once more to commit it. By then all who were waiting have had their
//! turn, and one commit is for all of them. Nobody hears of it before it is on the disk. What one of them leaves
//! unfinished is undone alone.

use super::{StoreError, WRITE_WAIT};
use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard, oneshot},
};

/// Takes the lock of the writer at once: a transaction that reads first and writes later could fail between the two.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// Where turns are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct GroupCommit(Arc<Mutex<Batch>>);

/// What lies there between two turns.
#[derive(Debug, Default)]
struct Batch {
    open: Option<sqlx::Transaction<'static, Sqlite>>,
    /// Those who are done and wait for the commit.
    waiting: Vec<oneshot::Sender<Result<(), Arc<sqlx::Error>>>>,
    savepoint: Savepoint,
}

/// What the last turn has left behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Savepoint {
    /// Nothing.
    #[default]
    None,
    /// Its savepoint, with what is to stay. The next turn releases it: a statement of its own would wait for another
    /// thread twice, and a commit releases it anyway.
    Done,
    /// Its savepoint, with what is to be undone: it ended before its time.
    Left,
}

/// A turn. Dropped without [`BatchWriter::commit`], nothing of it has happened.
pub(super) struct BatchWriter {
    batch: OwnedMutexGuard<Batch>,
    group: GroupCommit,
    has_savepoint: bool,
    is_done: bool,
}

impl GroupCommit {
    /// Waits for a turn with the one connection of a pool.
    pub(super) async fn take(&self, pool: &SqlitePool) -> Result<BatchWriter, StoreError> {
        let turn = tokio::time::timeout(WRITE_WAIT, Arc::clone(&self.0).lock_owned()).await;
        let mut writer = BatchWriter {
            batch: turn.map_err(|_| sqlx::Error::PoolTimedOut)?,
            group: self.clone(),
            has_savepoint: false,
            is_done: false,
        };
        writer.batch.tidy().await;
        if writer.batch.open.is_none() {
            writer.batch.open = Some(begin(pool).await?);
        }
        Ok(writer)
    }

    /// Queues for what is left to do once everybody before has had a turn.
    fn finish_later(&self) {
        let group = self.clone();
        // Without a runtime the process ends, and the connection with it.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { group.0.lock().await.finish().await });
        }
    }
}

async fn begin(writer: &SqlitePool) -> Result<sqlx::Transaction<'static, Sqlite>, sqlx::Error> {
    match writer.begin_with(BEGIN).await {
        // The same at a commit: sqlx takes this connection to be inside a transaction for ever, and only a new one helps.
        Err(sqlx::Error::InvalidSavePointStatement) => {
            writer.acquire().await?.close().await?;
            writer.begin_with(BEGIN).await
        }
        begun => begun,
    }
}

impl Batch {
    /// Commits what is done, or ends a transaction in which nothing is.
    async fn finish(&mut self) {
        self.tidy().await;
        let Some(open) = self.open.take() else {
            return;
        };
        self.savepoint = Savepoint::None;
        let committed = if self.waiting.is_empty() {
            open.rollback().await
        } else {
            open.commit().await
        };
        self.tell(committed);
    }

    /// Undoes what the last turn has left. Where even that fails, everything of this transaction is lost, and nobody has
    /// heard of it yet.
    async fn tidy(&mut self) {
        if self.savepoint != Savepoint::Left {
            return;
        }
        self.savepoint = Savepoint::None;
        let Some(open) = self.open.as_mut() else {
            return;
        };
        let mut undone = Ok(());
        for sql in ["rollback to turn", "release turn"] {
            undone = sqlx::query(sql).execute(&mut **open).await.map(drop);
            if undone.is_err() {
                break;
            }
        }
        if undone.is_err() {
            if let Some(mut open) = self.open.take() {
                // A full disk can make SQLite end a transaction by itself, and sqlx does not notice: it needs one to end.
                let _ = sqlx::query("begin").execute(&mut *open).await;
                let _ = open.rollback().await;
            }
            self.tell(undone);
        }
    }

    fn tell(&mut self, committed: Result<(), sqlx::Error>) {
        let committed = committed.map_err(Arc::new);
        for one in self.waiting.drain(..) {
            // Whoever does not listen any more has hung up.
            let _ = one.send(committed.clone());
        }
    }
}

impl BatchWriter {
    /// What has to be carried out before anything else of this turn; nothing when asked again.
    pub(super) fn enter(&mut self) -> &'static str {
        if std::mem::replace(&mut self.has_savepoint, true) {
            return "";
        }
        match std::mem::take(&mut self.batch.savepoint) {
            Savepoint::Done => "release turn;savepoint turn;",
            Savepoint::None | Savepoint::Left => "savepoint turn;",
        }
    }

    /// Ends the turn, and comes back when it is on the disk.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        self.batch.waiting.push(tell);
        if self.has_savepoint {
            self.batch.savepoint = Savepoint::Done;
        }
        self.is_done = true;
        // The first of a transaction sees to its end.
        if self.batch.waiting.len() == 1 {
            self.group.finish_later();
        }
        drop(self);
        match told.await {
            Ok(committed) => committed.map_err(StoreError::NotCommitted),
            Err(_) => Err(sqlx::Error::WorkerCrashed.into()),
        }
    }
}

impl Drop for BatchWriter {
    fn drop(&mut self) {
        if !self.is_done {
            if self.has_savepoint {
                self.batch.savepoint = Savepoint::Left;
            }
            self.group.finish_later();
        }
    }
}

impl Deref for BatchWriter {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match &self.batch.open {
            Some(open) => open,
            None => unreachable!("a turn begins with a transaction, and only the next one ends it"),
        }
    }
}

impl DerefMut for BatchWriter {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match &mut self.batch.open {
            Some(open) => open,
            None => unreachable!("a turn begins with a transaction, and only the next one ends it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Store, Transaction};
    use std::{future::poll_fn, pin::pin, task::Poll};

    async fn put(tx: &mut Transaction, name: &str) {
        let put = tx.later("insert into keys (name, bytes) values (?, x'00')");
        put.bind(name).rows().await.unwrap();
    }

    async fn names(store: &Store) -> Vec<String> {
        sqlx::query_scalar("select name from keys order by name")
            .fetch_all(&store.readers)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn nobody_hears_of_a_commit_that_waits_for_others() {
        let store = Store::memory().await.unwrap();
        let mut first = store.write().await.unwrap();
        put(&mut first, "first").await;
        let mut next = pin!(store.write());
        // The second one queues before the first is done, so that both share a transaction.
        let pending =
            poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await;
        assert!(pending);
        let mut committed = tokio::spawn(first.commit());
        let mut second = next.await.unwrap();
        put(&mut second, "second").await;
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(!committed.is_finished());
        drop(second);
        (&mut committed).await.unwrap().unwrap();
        assert_eq!(names(&store).await, ["first"]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn of_many_at_once_exactly_those_are_there_that_were_told_so() {
        let store = Store::memory().await.unwrap();
        let tasks: Vec<_> = (0..200)
            .map(|number| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut tx = store.write().await.unwrap();
                    put(&mut tx, &format!("{number:03}")).await;
                    match number % 4 {
                        // Something of it fails, and it gives up.
                        0 => {
                            let twice = tx.later("insert into keys select * from keys");
                            assert!(twice.rows().await.is_err());
                            None
                        }
                        1 => None,
                        _ => {
                            tx.commit().await.unwrap();
                            Some(format!("{number:03}"))
                        }
                    }
                })
            })
            .collect();
        let mut told = Vec::new();
        for task in tasks {
            told.extend(task.await.unwrap());
        }
        assert_eq!(told.len(), 100);
        assert_eq!(names(&store).await, told);
    }

    #[tokio::test]
    async fn a_transaction_that_the_database_has_ended_by_itself_was_nobodys_commit() {
        let store = Store::memory().await.unwrap();
        let mut first = store.write().await.unwrap();
        put(&mut first, "first").await;
        let mut next = pin!(store.write());
        let pending =
            poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await;
        assert!(pending);
        let committed = tokio::spawn(first.commit());
        let mut second = next.await.unwrap();
        // As SQLite does when the disk is full.
        second.later("rollback").rows().await.unwrap();
        drop(second);
        assert!(committed.await.unwrap().is_err());
        assert!(names(&store).await.is_empty());
        // And the next one writes.
        let mut third = store.write().await.unwrap();
        put(&mut third, "third").await;
        third.commit().await.unwrap();
        assert_eq!(names(&store).await, ["third"]);
    }
}
