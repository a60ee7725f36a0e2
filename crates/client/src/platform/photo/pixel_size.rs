//! How large a picture is drawn. Pure.

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PixelSize {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl PixelSize {
    /// The same shape with a long side of at most so many pixels. Never larger than before, never empty.
    pub(super) fn within(self, long_side: u32) -> PixelSize {
        let longest = self.width.max(self.height).max(1);
        let most = u64::from(long_side.clamp(1, longest));
        let scaled = |side: u32| {
            let rounded = (u64::from(side) * most + u64::from(longest) / 2) / u64::from(longest);
            u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
        };
        PixelSize {
            width: scaled(self.width),
            height: scaled(self.height),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(width: u32, height: u32, long_side: u32) -> (u32, u32) {
        let size = PixelSize { width, height }.within(long_side);
        (size.width, size.height)
    }

    #[test]
    fn the_long_side_fits_and_the_shape_stays() {
        assert_eq!(within(4000, 3000, 2000), (2000, 1500));
        assert_eq!(within(3000, 4000, 2000), (1500, 2000));
    }

    #[test]
    fn a_small_picture_is_not_made_larger() {
        assert_eq!(within(640, 480, 2000), (640, 480));
    }

    #[test]
    fn a_strip_keeps_a_pixel() {
        assert_eq!(within(10_000, 1, 100), (100, 1));
        assert_eq!(within(u32::MAX, u32::MAX, 2000), (2000, 2000));
    }
}
