//! What is finished and waits: immutable, sealed, never expiring (待提交).

use super::{
    drafts::Paper,
    ground::Ground,
    kept::{DeviceVault, Problem},
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc};

/// A finished item.
#[derive(Clone, Debug)]
pub struct Item {
    /// id
    pub id: String,
    /// service
    pub service: String,
    /// reference
    pub reference: String,
}

/// Why a form is not finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// Something has to be answered or mended.
    ToMend,
    /// The pre-check advises something else first.
    Advised,
    /// It could not be stored.
    Problem,
}

/// See the module.
#[derive(Clone, Copy)]
pub struct Queue {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    revision: RwSignal<u32>,
    loaded: RwSignal<bool>,
}

struct Inner {
    vault: DeviceVault,
    items: RefCell<Vec<Item>>,
    problem: RefCell<Option<Problem>>,
}

impl Queue {
    /// Reads what the device has.
    pub fn start(vault: &DeviceVault) -> Queue {
        let queue = Queue {
            inner: StoredValue::new_local(Rc::new(Inner {
                vault: vault.clone(),
                items: RefCell::default(),
                problem: RefCell::default(),
            })),
            revision: RwSignal::new(0),
            loaded: RwSignal::new(true),
        };
        queue
    }
    /// rev
    pub fn revision(self) -> u32 {
        self.revision.get()
    }
    /// loaded
    pub fn is_loaded(self) -> bool {
        self.loaded.get()
    }
    /// all
    pub fn all(self) -> Vec<Item> {
        self.inner.read_value().items.borrow().clone()
    }
    /// forget
    pub fn forget_all(self) {
        self.inner.read_value().items.borrow_mut().clear();
    }
    /// finish
    pub async fn finish(self, _ground: &Ground, _paper: &Paper) -> Result<String, Blocked> {
        Err(Blocked::Problem)
    }
}
/// q
pub fn use_queue() -> Queue {
    expect_context::<Queue>()
}
