//! Drives the real app, on the real server, in a real Chromium.
//!
//! Outages are real: the server is stopped, the browser is killed. Nothing waits for a time, everything for a
//! condition. Each world has its own home folder, its own server and its own driver, and takes them with it.
//!
//! `cargo xtask test` builds what is needed and says where it is, by the variables of [`settings`].

pub mod axe;
pub mod browser;
pub mod canary;
pub mod data;
pub mod draft;
pub mod driver;
pub mod faults;
pub mod home;
pub mod keys;
pub mod other;
pub mod page;
pub mod picture;
pub mod process;
pub mod proxy;
pub mod server;
pub mod settings;
pub mod touch;
pub mod watch;
pub mod world;

pub use page::Page;
pub use world::World;
