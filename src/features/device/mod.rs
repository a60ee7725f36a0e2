//! What is kept on this device and how: settings, stored data, the PIN, installing, taking drafts along.

mod data;
mod install;
mod install_hint;
mod pin;
mod settings;
mod transfer;
mod unlock;

pub use data::Data;
pub use install::Install;
pub use install_hint::InstallHint;
pub use settings::SettingsPage;
pub use transfer::Transfer;
pub use unlock::Unlock;
