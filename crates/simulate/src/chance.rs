//! The chance of a world: the same seed always draws the same.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// From a seed. Neighbouring seeds have nothing to do with one another.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x2545_F491_4F6C_DD1D))
    }

    /// Any number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One time in so many.
    pub fn one_in(&mut self, of: u64) -> bool {
        self.draw().is_multiple_of(of)
    }

    /// A number below a bound, which is above zero.
    pub fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.draw() % u64::from(bound.max(1))).unwrap_or(0)
    }

    /// A time below a bound.
    pub fn time(&mut self, bound: i64) -> i64 {
        i64::try_from(self.draw() % bound.max(1).unsigned_abs()).unwrap_or(0)
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.draw().to_be_bytes();
            let own = drawn.get(..chunk.len()).unwrap_or_default();
            chunk.copy_from_slice(own);
        }
        bytes
    }

    /// One of some things; nothing where there are none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(u32::try_from(of.len()).ok()?);
        of.get(usize::try_from(at).ok()?)
    }
}
