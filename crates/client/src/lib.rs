//! What an app of this project knows and keeps in a browser: the device's keys, sealed records, drafts, files, the queue,
//! sending, the catalogue, and whether the server can be reached.
//!
//! Owned by the app and not by a page: a page may go, what it began goes on. Only [`platform`] names the browser. It knows
//! no words of the interface and shows nothing; what is decided stands in `civil-affairs-domain`.
//!
//! Start reading at [`vault`](platform::vault), [`drafts`] and [`queue`]. Tested beside the code, in a browser by
//! `wasm-bindgen-test`.

pub mod autosave;
pub mod autosaver;
pub mod catalogue_cache;
pub mod connectivity;
pub mod context;
pub mod draft_file_store;
pub mod drafts;
pub mod files;
pub mod installing;
pub mod lock;
pub mod merge;
pub mod platform;
pub mod prechecks;
pub mod queue;
mod record_kind;
pub mod settings;
pub mod sync_driver;
pub mod synced_record;
pub mod tab_message;
pub mod transfer;
pub mod update;
pub mod wipe;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
