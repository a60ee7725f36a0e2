//! Words of the interface in Chinese and English. Texts of services come from the catalogue.

mod day;
pub mod device;
pub mod files;
pub mod follow;
mod id_type;
mod lock;
mod msg;
pub mod own_copy;
mod partner;
pub mod phrase;
pub mod send;
pub mod transfer;

pub use day::{day, short_day, weekday};
pub use device::DeviceMsg;
pub use files::FileMsg;
pub use follow::FollowMsg;
pub use id_type::id_type;
pub use lock::LockMsg;
pub use msg::Msg;
pub use own_copy::CopyMsg;
pub use partner::PartnerMsg;
pub use send::SendMsg;
pub use transfer::TransferMsg;

use civil_affairs_domain::value::text::Lang;

/// One of two: Chinese first, then English.
fn pick<T>((zh, en): (T, T), lang: Lang) -> T {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
