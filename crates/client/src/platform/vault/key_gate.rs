//! Where whoever needs the keys waits while the PIN is not yet given.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    task::{Poll, Waker},
};

/// Closed at first.
#[derive(Default)]
pub(super) struct KeyGate {
    is_open: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl KeyGate {
    /// Lets everybody in, now and later.
    pub(super) fn open(&self) {
        self.is_open.set(true);
        for waiting in self.waiting.take() {
            waiting.wake();
        }
    }

    /// Waits until it is open.
    pub(super) async fn opened(&self) {
        poll_fn(|context| {
            if self.is_open.get() {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
