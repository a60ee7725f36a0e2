//! What commands beside the server begin with: the intake of its data folder, and the time.

use super::outcome::said;
use crate::clock;
use civil_affairs_cases::{Intake, Moment};
use civil_affairs_store::Store;
use std::path::Path;

/// The intake of a data folder that a server has made, and now.
pub(super) async fn open(data: &Path) -> Result<(Intake, Moment), String> {
    if !data.is_dir() {
        return Err(format!("{}: no such folder", data.display()));
    }
    let store = Store::open(data).await.map_err(said)?;
    let seed = clock::seed().map_err(said)?;
    let at = clock::moment().map_err(said)?;
    let intake = Intake::kept(store, &at, seed).await.map_err(said)?;
    Ok((intake, at))
}
