//! What files a question takes, and what they are called. Pure.

use civil_affairs_client::platform::photo::{self, JPEG, PDF};
use civil_affairs_domain::form::answers::FileRef;

/// Long side of a photo as it is kept, in pixels: a bill in small print can still be read.
const LONG_SIDE: u32 = 2048;
/// While no limit is set, each at most so many kilobytes.
const KILOBYTES: u64 = 2000;
/// Longer names are cut, in characters.
const LONGEST_NAME: usize = 60;

/// What files a question takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRules {
    /// Media types.
    pub accept: Vec<String>,
    /// At most so many; none while that is not set.
    pub most: Option<usize>,
    /// Each at most so many kilobytes; none while that is not set.
    pub kilobytes: Option<u64>,
    /// What a photo has to have at least.
    pub least: FileMinimum,
}

/// What a photo has to have at least, so that it can be printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileMinimum {
    /// So many kilobytes.
    pub kilobytes: u64,
    /// So many pixels on its short side.
    pub short_side: u32,
    /// And on its long side.
    pub long_side: u32,
}

impl FileRules {
    fn takes(&self, media_type: &str) -> bool {
        self.accept.iter().any(|accepted| accepted == media_type)
    }

    /// Each at most so many bytes.
    pub fn bytes(&self) -> u64 {
        self.kilobytes.unwrap_or(KILOBYTES).saturating_mul(1000)
    }

    /// For preparing.
    pub fn limits(&self) -> photo::PhotoLimits {
        photo::PhotoLimits {
            accept: self.accept.clone(),
            bytes: self.bytes(),
            long_side: LONG_SIDE,
            at_least: photo::PhotoMinimum {
                bytes: self.least.kilobytes.saturating_mul(1000),
                short_side: self.least.short_side,
                long_side: self.least.long_side,
            },
        }
    }

    /// What a browser offers to choose from. Photos in every form that becomes a JPEG here; without HEIC in the list
    /// an iPhone makes a JPEG of it by itself.
    pub fn accept(&self) -> String {
        let photos = ["image/jpeg", "image/png", "image/webp"];
        let photos = photos.into_iter().filter(|_| self.takes(JPEG));
        let documents = self.takes(PDF).then_some(PDF);
        photos.chain(documents).collect::<Vec<_>>().join(",")
    }

    /// The same in words.
    pub fn forms(&self) -> Vec<&'static str> {
        let photos = ["JPEG", "PNG", "WebP"];
        let photos = photos.into_iter().filter(|_| self.takes(JPEG));
        photos.chain(self.takes(PDF).then_some("PDF")).collect()
    }

    /// How many more there may be.
    pub fn room(&self, have: usize) -> usize {
        self.most
            .map_or(usize::MAX, |most| most.saturating_sub(have))
    }
}

/// What a file is called: its own name as far as it can be shown, with the ending of what it has become, and a number
/// where there is one of that name already. Some phones call every photo the same.
pub fn name(own: &str, media_type: &str, others: &[FileRef]) -> String {
    let ending = match media_type {
        PDF => "pdf",
        _ => "jpg",
    };
    let stem = own.rsplit_once('.').map_or(own, |(stem, _)| stem);
    let stem: String = stem
        .chars()
        .filter(|character| is_shown(*character))
        .take(LONGEST_NAME)
        .collect();
    let stem = match stem.trim() {
        "" => "1",
        stem => stem,
    };
    let first = format!("{stem}.{ending}");
    let is_free = |name: &String| others.iter().all(|other| other.name != *name);
    if is_free(&first) {
        return first;
    }
    // One of so many is free: there are fewer others.
    (2..=others.len() + 2)
        .map(|number| format!("{stem} ({number}).{ending}"))
        .find(is_free)
        .unwrap_or(first)
}

/// Not a control character, nor one that turns the writing around and so disguises a name.
fn is_shown(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> FileRef {
        FileRef {
            name: name.to_owned(),
            media_type: JPEG.to_owned(),
            bytes: 1,
            sha256: [0; 32].into(),
        }
    }

    #[test]
    fn a_photo_is_called_by_what_it_has_become() {
        assert_eq!(name("IMG_1.PNG", JPEG, &[]), "IMG_1.jpg");
        assert_eq!(name("账单.2026.webp", JPEG, &[]), "账单.2026.jpg");
        assert_eq!(name("证明.PDF", PDF, &[]), "证明.pdf");
        assert_eq!(name("no ending", JPEG, &[]), "no ending.jpg");
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        let others = [named("image.jpg"), named("image (2).jpg")];
        assert_eq!(name("image.jpg", JPEG, &others), "image (3).jpg");
        assert_eq!(name("other.jpg", JPEG, &others), "other.jpg");
    }

    #[test]
    fn a_name_that_cannot_be_shown_is_cut_or_replaced() {
        assert_eq!(name("\u{202e}gpj.exe", JPEG, &[]), "gpj.jpg");
        assert_eq!(name(" \n.jpg", JPEG, &[]), "1.jpg");
        assert_eq!(name(&"长".repeat(500), JPEG, &[]).chars().count(), 64);
    }

    #[test]
    fn photos_are_taken_in_every_form_that_becomes_a_jpeg() {
        let photos = FileRules {
            accept: vec![JPEG.to_owned()],
            most: Some(3),
            kilobytes: None,
            least: FileMinimum::default(),
        };
        assert_eq!(photos.accept(), "image/jpeg,image/png,image/webp");
        assert_eq!(photos.forms(), ["JPEG", "PNG", "WebP"]);
        let documents = FileRules {
            accept: vec![PDF.to_owned()],
            ..photos
        };
        assert_eq!(documents.accept(), "application/pdf");
        assert_eq!(documents.forms(), ["PDF"]);
    }

    #[test]
    fn there_is_room_up_to_the_limit_and_without_one_always() {
        let three = FileRules {
            most: Some(3),
            ..FileRules::default()
        };
        assert_eq!((three.room(1), three.room(3), three.room(4)), (2, 0, 0));
        assert_eq!(FileRules::default().room(100), usize::MAX);
    }
}
