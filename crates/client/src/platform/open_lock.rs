//! One after the other: whoever begins waits until the one before has ended.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    task::{Poll, Waker},
};

/// A lock that one task holds at a time; the others wait in turn.
#[derive(Default)]
pub(super) struct OpenLock {
    is_taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// Holding the lock: over when this is dropped.
pub(super) struct OpenGuard<'a>(&'a OpenLock);

impl OpenLock {
    /// Waits for the lock and takes it.
    pub(super) async fn take(&self) -> OpenGuard<'_> {
        poll_fn(|context| {
            if self.is_taken.replace(true) {
                self.waiting.borrow_mut().push(context.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
        OpenGuard(self)
    }
}

impl Drop for OpenGuard<'_> {
    fn drop(&mut self) {
        self.0.is_taken.set(false);
        for waiting in self.0.waiting.take() {
            waiting.wake();
        }
    }
}
