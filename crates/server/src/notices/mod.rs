//! Notices on their way out: as lines, or to a receiver's webhook.

mod delivery;
mod notice_line;
mod webhook;

pub use delivery::{DeliveryBackoff, drain};
pub use notice_line::NoticeLine;
pub use webhook::{NotDelivered, Webhook, WebhookError};
