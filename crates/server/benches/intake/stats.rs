//! Numbers about numbers.

/// Durations in milliseconds, sorted.
#[derive(Clone, Debug)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    pub(crate) fn new(mut millis: Vec<f64>) -> Samples {
        millis.sort_by(f64::total_cmp);
        Samples(millis)
    }

    /// The value below which so many of a hundred lie.
    pub(crate) fn at(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(place).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How well both can be told apart: the probability that one of the other is larger than one of these, equal ones
    /// counted half (Mann and Whitney 1947). 0.5: not at all; 0 or 1: always. Outliers weigh no more than any other.
    #[expect(clippy::cast_precision_loss, reason = "counts of samples")]
    pub(crate) fn told_apart(&self, other: &Samples) -> f64 {
        let larger: usize = other
            .0
            .iter()
            .map(|value| {
                let below = self.0.partition_point(|own| own < value);
                let equal = self.0.partition_point(|own| own <= value) - below;
                2 * below + equal
            })
            .sum();
        larger as f64 / 2.0 / (self.0.len() * other.0.len()) as f64
    }
}
