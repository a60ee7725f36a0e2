//! What a file is, by its first bytes: names and media types are what somebody says about it. Pure.

/// So many bytes tell.
pub(super) const TELLING: i32 = 16;

/// Forms that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileFormat {
    Jpeg,
    Png,
    WebP,
    /// Photos of many iPhones, in a container that only Safari reads.
    Heic,
    Pdf,
}

/// The form that begins like this.
pub(super) fn sniff(first: &[u8]) -> Option<FileFormat> {
    match first {
        [0xff, 0xd8, 0xff, ..] => Some(FileFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(FileFormat::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(FileFormat::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] => match &[*a, *b, *c, *d] {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Some(FileFormat::Heic)
            }
            _ => None,
        },
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(FileFormat::Pdf),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_known_by_its_first_bytes() {
        assert_eq!(sniff(b"\xff\xd8\xff\xe1\0\0Exif"), Some(FileFormat::Jpeg));
        assert_eq!(
            sniff(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            Some(FileFormat::Png)
        );
        assert_eq!(sniff(b"RIFF\x10\0\0\0WEBPVP8 "), Some(FileFormat::WebP));
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0\0\0"), Some(FileFormat::Heic));
        assert_eq!(sniff(b"%PDF-1.7\n"), Some(FileFormat::Pdf));
    }

    #[test]
    fn others_and_cut_ones_are_not() {
        for other in [
            &b""[..],
            b"\xff\xd8",
            b"GIF89a",
            b"RIFF\x10\0\0\0WAVE",
            b"\0\0\0\x18ftypmp42",
            b"<svg xmlns=",
            b"MZ\x90\0",
        ] {
            assert_eq!(sniff(other), None, "{other:?}");
        }
    }
}
