//! What a question offers beyond its own options, in words: slots, regions, files; and what becomes of a wish. Pure.

mod event;
mod files;
mod regions;
mod slots;
#[cfg(test)]
mod tests;

pub use event::{CalendarFile, booked_file, wish_file};
pub use files::files;
pub use regions::regions;
pub use slots::{slots, wish};

use civil_affairs_domain::{form::policy::ListItem, value::text::Lang};

fn name(item: &ListItem, lang: Lang) -> String {
    match lang {
        Lang::Zh => item.zh.clone(),
        Lang::En => item.en.clone(),
    }
}
