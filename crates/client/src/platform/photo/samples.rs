//! Files for tests, made on the spot: pictures drawn here, and what a camera writes beside the pixels.

#![expect(clippy::unwrap_used, reason = "a tool of tests")]

use super::{
    Chosen,
    canvas::{Canvas, Picture},
    pixel_size::PixelSize,
};
use js_sys::{Array, Uint8Array};
use web_sys::File;

/// Stands in everything that a camera writes beside the pixels.
pub const CANARY: &[u8] = b"CANARY-CAMERA";

/// A file as a person chooses it.
pub fn file(name: &str, bytes: &[u8]) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, name).unwrap()
}

/// The same, chosen.
pub fn chosen(name: &str, bytes: &[u8]) -> Chosen {
    file(name, bytes).into()
}

/// A JPEG with so many spots, which make it hard to compress. Different seeds give different pictures.
pub fn spotted(width: u32, height: u32, spots: u32, seed: u32) -> Vec<u8> {
    let canvas = Canvas::drawn(PixelSize { width, height }, |context, across, down| {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let mut next = || {
            // Marsaglia's xorshift: enough for spots.
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            f64::from(state) / f64::from(u32::MAX)
        };
        for _ in 0..spots {
            let colour = format!("hsl({}, 80%, {}%)", next() * 360.0, 20.0 + next() * 60.0);
            context.set_fill_style_str(&colour);
            context.fill_rect(next() * across, next() * down, 9.0, 7.0);
        }
        Ok(())
    });
    canvas.unwrap().jpeg(0.95).unwrap()
}

/// A JPEG without anything beside the pixels.
pub fn jpeg(width: u32, height: u32, seed: u32) -> Vec<u8> {
    spotted(width, height, 40, seed)
}

/// Width and height of a picture as a browser shows it.
pub async fn size(bytes: &[u8]) -> (u32, u32) {
    let size = Picture::read(&file("any", bytes)).await.unwrap().size();
    (size.width, size.height)
}

/// The JPEG as a camera would have written it that was held on its side: EXIF with position and orientation, XMP with
/// position, and a comment.
pub fn from_a_camera(jpeg: &[u8]) -> Vec<u8> {
    let xmp = [
        b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='29,18.4N'>",
        CANARY,
    ];
    let (start, pixels) = jpeg.split_at(2);
    [
        start,
        &segment(0xe1, &exif()),
        &segment(0xe1, &xmp.concat()),
        &segment(0xfe, CANARY),
        pixels,
    ]
    .concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// EXIF 2.32: two directories of a TIFF, the second one with the position.
fn exif() -> Vec<u8> {
    const ASCII: u16 = 2;
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    const RATIONAL: u16 = 5;
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    let directory = |entries: &[Vec<u8>]| {
        let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
        [&count[..], &entries.concat(), &[0; 4]].concat()
    };
    let letter = |letter: u8| u32::from(letter);
    // Offsets count from the TIFF header, which is eight bytes long.
    let (first, second) = (2 + 3 * 12 + 4, 2 + 4 * 12 + 4);
    let make = 8 + first + second;
    let latitude = make + u32::try_from(CANARY.len()).unwrap();
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(directory(&[
        entry(0x010f, ASCII, u32::try_from(CANARY.len()).unwrap(), make),
        // Turned to the right by a quarter.
        entry(0x0112, SHORT, 1, 6),
        entry(0x8825, LONG, 1, 8 + first),
    ]));
    tiff.extend(directory(&[
        entry(1, ASCII, 2, letter(b'N')),
        entry(2, RATIONAL, 3, latitude),
        entry(3, ASCII, 2, letter(b'E')),
        entry(4, RATIONAL, 3, latitude + 24),
    ]));
    tiff.extend(CANARY);
    for (value, of) in [(29, 1), (18, 1), (24, 1), (120, 1), (4, 1), (30, 1_u32)] {
        tiff.extend(u32::to_le_bytes(value));
        tiff.extend(of.to_le_bytes());
    }
    [b"Exif\0\0", &tiff[..]].concat()
}
