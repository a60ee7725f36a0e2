//! The browser: the only place that names web_sys, js_sys, IndexedDB, WebCrypto or the service worker.
//!
//! Everything else sees plain values, typed errors and futures. One concern per file.

pub mod clock;
pub mod crash;
pub mod crypto;
pub mod download;
pub mod install;
pub mod lifecycle;
pub mod locks;
pub mod navigation;
pub mod network;
mod open_lock;
pub mod page;
pub mod photo;
pub mod post;
pub mod preferences;
#[cfg(all(any(test, feature = "testing"), target_arch = "wasm32"))]
pub mod stage;
pub mod storage;
pub mod store;
pub mod tabs;
pub mod timer;
pub mod vault;
pub mod worker;

mod base64;
mod js;
