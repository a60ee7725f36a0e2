//! Photos through a real browser.
#![cfg(target_arch = "wasm32")]

use super::{
    samples::{CANARY, chosen, from_a_camera, jpeg, size, spotted},
    *,
};
use wasm_bindgen_test::wasm_bindgen_test;

fn limits(bytes: u64, long_side: u32) -> PhotoLimits {
    PhotoLimits {
        accept: vec![JPEG.to_owned()],
        bytes,
        long_side,
        at_least: PhotoMinimum::default(),
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[wasm_bindgen_test]
async fn position_and_camera_do_not_stay_in_a_photo() {
    let source = from_a_camera(&jpeg(400, 300, 1));
    let prepared = prepare(&chosen("a.jpg", &source), &limits(1_000_000, 2000))
        .await
        .unwrap();
    let thumbnail = prepared.thumbnail.unwrap();
    for word in [
        CANARY,
        b"Exif\0\0",
        b"http://ns.adobe.com/xap/1.0/",
        b"GPS",
        b"II*\0",
    ] {
        assert!(holds(&source, word), "{word:?}");
        assert!(!holds(&prepared.bytes, word), "{word:?}");
        assert!(!holds(&thumbnail, word), "{word:?}");
    }
    assert_eq!(prepared.media_type, JPEG);
}

#[wasm_bindgen_test]
async fn a_photo_taken_on_its_side_stands_upright() {
    let source = from_a_camera(&jpeg(400, 300, 1));
    let prepared = prepare(&chosen("a.jpg", &source), &limits(1_000_000, 2000)).await;
    assert_eq!(size(&prepared.unwrap().bytes).await, (300, 400));
}

#[wasm_bindgen_test]
async fn a_large_photo_is_made_smaller_and_a_small_one_stays() {
    let large = chosen("a.jpg", &jpeg(3000, 2000, 1));
    let prepared = prepare(&large, &limits(5_000_000, 1200)).await.unwrap();
    assert_eq!(size(&prepared.bytes).await, (1200, 800));
    assert_eq!(size(&prepared.thumbnail.unwrap()).await, (192, 128));
    let small = chosen("a.jpg", &jpeg(120, 90, 1));
    let prepared = prepare(&small, &limits(5_000_000, 1200)).await.unwrap();
    assert_eq!(size(&prepared.bytes).await, (120, 90));
}

#[wasm_bindgen_test]
async fn a_photo_above_the_limit_first_loses_quality_then_pixels() {
    let source = spotted(1200, 900, 12_000, 1);
    let best = prepare(&chosen("a.jpg", &source), &limits(10_000_000, 1200))
        .await
        .unwrap();
    let most = best.bytes.len() as u64 - 1;
    let coarser = prepare(&chosen("a.jpg", &source), &limits(most, 1200))
        .await
        .unwrap();
    assert!(coarser.bytes.len() as u64 <= most);
    assert_eq!(size(&coarser.bytes).await, (1200, 900));
    let smaller = prepare(&chosen("a.jpg", &source), &limits(most / 10, 1200))
        .await
        .unwrap();
    assert!(smaller.bytes.len() as u64 <= most / 10);
    assert!(size(&smaller.bytes).await.0 < 1200);
}

#[wasm_bindgen_test]
async fn a_photo_that_is_too_small_to_be_printed_is_refused() {
    let at_least = PhotoMinimum {
        bytes: 0,
        short_side: 295,
        long_side: 413,
    };
    let wanting = |at_least| PhotoLimits {
        at_least,
        ..limits(1_000_000, 2000)
    };
    for (width, height, fits) in [
        (295, 413, true),
        (413, 295, true),
        (294, 500, false),
        (300, 412, false),
    ] {
        let photo = chosen("a.jpg", &jpeg(width, height, 1));
        let prepared = prepare(&photo, &wanting(at_least)).await;
        let refused = prepared == Err(PhotoError::TooSmall);
        assert_ne!(refused, fits, "{width} × {height}");
    }
    let heavy = PhotoMinimum {
        bytes: 900_000,
        ..at_least
    };
    let photo = chosen("a.jpg", &jpeg(300, 500, 1));
    let refused = prepare(&photo, &wanting(heavy)).await;
    assert_eq!(refused, Err(PhotoError::TooSmall));
}

#[wasm_bindgen_test]
async fn every_form_that_the_browser_reads_becomes_a_jpeg() {
    let png = [
        0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0,
        0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A',
        b'T', 0x78, 0xda, 0x63, 0xfc, 0xcf, 0xf0, 0xbf, 0x1e, 0, 6, 0x83, 2, 0x7f, 0x94, 0xad,
        0xd0, 0xeb, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
    ];
    let prepared = prepare(&chosen("a.png", &png), &limits(1_000_000, 2000))
        .await
        .unwrap();
    assert!(prepared.bytes.starts_with(&[0xff, 0xd8, 0xff]));
    assert_eq!(prepared.media_type, JPEG);
}

#[wasm_bindgen_test]
async fn what_is_not_a_photo_is_refused_whatever_its_name() {
    for other in [
        &b"GIF89a"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"plain text",
        b"",
        b"%PDF-1.7",
    ] {
        let refused = prepare(&chosen("a.jpg", other), &limits(1_000_000, 2000)).await;
        assert_eq!(refused, Err(PhotoError::Type), "{other:?}");
    }
    let nothing = PhotoLimits {
        accept: vec![PDF.to_owned()],
        ..limits(1_000_000, 2000)
    };
    let photo = prepare(&chosen("a.jpg", &jpeg(10, 10, 1)), &nothing).await;
    assert_eq!(photo, Err(PhotoError::Type));
}

#[wasm_bindgen_test]
async fn a_photo_that_this_browser_cannot_read_says_so_by_its_own_name() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0";
    let refused = prepare(&chosen("a.heic", heic), &limits(1_000_000, 2000)).await;
    assert_eq!(refused, Err(PhotoError::Heic));
}

#[wasm_bindgen_test]
async fn a_broken_photo_is_refused() {
    let whole = jpeg(400, 300, 1);
    let headers: Vec<u8> = whole.iter().take(100).copied().collect();
    let rubbish = [&whole[..4], &[0x55; 2000]].concat();
    for broken in [headers, rubbish, b"\x89PNG\r\n\x1a\n rubbish".to_vec()] {
        let refused = prepare(&chosen("a.jpg", &broken), &limits(1_000_000, 2000)).await;
        assert_eq!(refused, Err(PhotoError::Broken));
    }
}

#[wasm_bindgen_test]
async fn what_is_too_large_or_cannot_be_made_small_enough_is_refused() {
    let mut huge = jpeg(10, 10, 1);
    huge.resize(50_000_001, 0);
    let refused = prepare(&chosen("a.jpg", &huge), &limits(1_000_000, 2000)).await;
    assert_eq!(refused, Err(PhotoError::TooLarge));
    let refused = prepare(&chosen("a.jpg", &jpeg(400, 300, 1)), &limits(100, 2000)).await;
    assert_eq!(refused, Err(PhotoError::TooLarge));
}

#[wasm_bindgen_test]
async fn a_document_passes_as_it_is_where_it_is_accepted() {
    let accepting = PhotoLimits {
        accept: vec![JPEG.to_owned(), PDF.to_owned()],
        ..limits(20, 2000)
    };
    let prepared = prepare(&chosen("a.pdf", b"%PDF-1.7 sample"), &accepting).await;
    assert_eq!(
        prepared,
        Ok(PreparedFile {
            bytes: b"%PDF-1.7 sample".to_vec(),
            media_type: PDF,
            sha256: "b5d4c2daa152f53c02621a70601b11dc5b4aecbda1cc3f5962bc5f7f491bad40"
                .parse()
                .unwrap(),
            thumbnail: None,
        })
    );
    let larger = chosen("a.pdf", b"%PDF-1.7 larger than the limit");
    assert_eq!(
        prepare(&larger, &accepting).await,
        Err(PhotoError::TooLarge)
    );
}

#[wasm_bindgen_test]
async fn the_digest_is_that_of_the_stored_bytes_and_the_same_each_time() {
    let source = jpeg(200, 100, 1);
    let first = prepare(&chosen("a.jpg", &source), &limits(1_000_000, 2000)).await;
    let again = prepare(&chosen("b.jpg", &source), &limits(1_000_000, 2000)).await;
    assert_eq!(first, again);
    let prepared = first.unwrap();
    assert_eq!(crypto::sha256(&prepared.bytes).await, Ok(prepared.sha256));
}
