//! The one connection to the database: opened when needed, given up when another tab needs it, opened anew when
//! the browser loses it.

use super::{StorageError, schema};
use crate::platform::{js::error_name, open_lock::OpenLock};
use indexed_db_futures::{
    database::Database,
    error::{DomException, Error, OpenDbError, UnexpectedDataError},
};
use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    rc::Rc,
    task::Poll,
};
use wasm_bindgen::JsValue;

/// Why a piece of work in a transaction ended early.
pub(super) enum Fault {
    /// The browser's error.
    Browser(Error),
    /// Our own finding.
    Own(StorageError),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Browser(error)
    }
}

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Fault {
        Fault::Own(error)
    }
}

/// The one connection of this page to the database, opened when it is first needed. Clones share the connection.
#[derive(Clone)]
pub struct Connection {
    name: Rc<str>,
    version: u32,
    is_none: bool,
    open: Rc<RefCell<Option<Database>>>,
    /// Requests to open it, one after the other: behind a blocked one the browser would let the next wait for ever,
    /// without a word.
    open_lock: Rc<OpenLock>,
    /// Another page is in the way of a request that is still under way.
    is_blocked: Rc<Cell<bool>>,
}

impl Connection {
    /// To the database of this name. It is opened, made or upgraded with the first piece of work, and again with
    /// the next one when that fails.
    pub fn new(name: &str) -> Connection {
        Connection::with_version(name, schema::VERSION)
    }

    /// To no database at all: on a device that others use too, nothing is stored.
    pub fn none() -> Connection {
        Connection {
            is_none: true,
            ..Connection::with_version("", 0)
        }
    }

    pub(super) fn with_version(name: &str, version: u32) -> Connection {
        Connection {
            name: name.into(),
            version,
            is_none: false,
            open: Rc::default(),
            open_lock: Rc::default(),
            is_blocked: Rc::default(),
        }
    }

    /// Gives the connection up. The next piece of work opens it again.
    pub fn close(&self) {
        if let Some(database) = self.open.borrow_mut().take() {
            database.close();
        }
    }

    /// Does a piece of work. When the browser has lost the connection, as WebKit does after a while in the
    /// background, it is opened anew, once: trying again on the old handle never helps.
    pub(super) async fn run<T>(
        &self,
        work: impl AsyncFn(&Database) -> Result<T, Fault>,
    ) -> Result<T, StorageError> {
        let first = work(&self.handle().await?).await;
        let outcome = match first {
            Err(Fault::Browser(error)) if is_lost(&error) => {
                self.close();
                work(&self.handle().await?).await
            }
            other => other,
        };
        outcome.map_err(|fault| match fault {
            Fault::Own(error) => error,
            Fault::Browser(error) if is_lost(&error) => StorageError::Lost,
            Fault::Browser(error) => storage_error(&error),
        })
    }

    async fn handle(&self) -> Result<Database, StorageError> {
        if self.is_none {
            return Err(StorageError::Unavailable);
        }
        let known = self.open.borrow().clone();
        match known {
            Some(database) => Ok(database),
            None => self.connect().await,
        }
    }

    async fn connect(&self) -> Result<Database, StorageError> {
        let _turn = self.open_lock.take().await;
        let already = self.open.borrow().clone();
        if let Some(already) = already {
            return Ok(already);
        }
        if self.is_blocked.get() {
            return Err(StorageError::Blocked);
        }
        let database = open(&self.name, self.version, &self.is_blocked).await?;
        *self.open.borrow_mut() = Some(database.clone());
        self.close_when_wanted(&database);
        Ok(database)
    }

    /// Gives the handle up when another tab upgrades or deletes the database, or when the browser closed it.
    fn close_when_wanted(&self, database: &Database) {
        let Ok(mut changes) = database.version_changes() else {
            return;
        };
        let open = Rc::downgrade(&self.open);
        wasm_bindgen_futures::spawn_local(async move {
            let _ = changes.recv().await;
            if let Some(open) = open.upgrade() {
                open.borrow_mut().take();
            }
            changes.db().clone().close();
        });
    }
}

/// Opens, and gives up when another tab blocks: the browser would wait for ever.
async fn open(
    name: &str,
    version: u32,
    is_blocked: &Rc<Cell<bool>>,
) -> Result<Database, StorageError> {
    let blocked = Rc::new(RefCell::new((false, None::<std::task::Waker>)));
    let told = Rc::clone(&blocked);
    let mut opening = Box::pin(
        Database::open(name)
            .with_version(version)
            .with_on_blocked(move |_| {
                let mut told = told.borrow_mut();
                told.0 = true;
                if let Some(waker) = told.1.take() {
                    waker.wake();
                }
                Ok(())
            })
            .with_on_upgrade_needed(|event, database| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a version that this app has written, which is small"
                )]
                let from = event.old_version() as u32;
                schema::upgrade(&database, from)
            })
            .into_future(),
    );
    let opened = {
        let mut opening = pin!(&mut opening);
        poll_fn(|context| {
            if let Poll::Ready(opened) = opening.as_mut().poll(context) {
                return Poll::Ready(Some(opened));
            }
            let mut blocked = blocked.borrow_mut();
            if blocked.0 {
                return Poll::Ready(None);
            }
            blocked.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    };
    match opened {
        Some(Ok(database)) => Ok(database),
        Some(Err(error)) => Err(open_error(&error)),
        None => {
            // The request goes on in the browser; a handle that nobody holds must not block others in turn.
            is_blocked.set(true);
            let is_blocked = Rc::clone(is_blocked);
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok(database) = opening.await {
                    database.close();
                }
                is_blocked.set(false);
            });
            Err(StorageError::Blocked)
        }
    }
}

/// Whether the connection itself is gone. `InvalidStateError`: it was closed; `UnknownError`: how WebKit says
/// that its database server went away (WebKit bug 201483).
fn is_lost(error: &Error) -> bool {
    match error {
        Error::DomException(DomException::InvalidStateError(_)) => true,
        other => name(other) == "UnknownError",
    }
}

fn name(error: &Error) -> String {
    match error {
        Error::DomException(exception) => error_name(exception.as_ref()),
        Error::Unknown(error) => {
            let value: &JsValue = error.as_ref();
            error_name(value)
        }
        Error::MissingData(UnexpectedDataError::TransactionAborted) => "AbortError".to_owned(),
        Error::Serialisation(_) | Error::MissingData(_) => "DataError".to_owned(),
    }
}

fn storage_error(error: &Error) -> StorageError {
    StorageError::from_name(&name(error))
}

fn open_error(error: &OpenDbError) -> StorageError {
    match error {
        OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => StorageError::Unavailable,
        // Firefox answers so in private windows where IndexedDB is switched off.
        OpenDbError::Base(error) if is_lost(error) => StorageError::Unavailable,
        OpenDbError::Base(error) => storage_error(error),
        OpenDbError::VersionZero => StorageError::Failed("TypeError".to_owned()),
    }
}

#[cfg(test)]
mod tests;
