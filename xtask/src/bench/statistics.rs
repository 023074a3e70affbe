//! What is said of many measured times.

use std::time::Duration;

/// Times of the same thing, done again and again.
#[derive(Default)]
pub struct Sample(Vec<Duration>);

impl Sample {
    /// One more time.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time that `percent` of 100 did not exceed (nearest rank); zero for no times at all.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100);
        sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// By how many milliseconds these took longer than those they were taken in pairs with: the middle one of the
    /// differences. What disturbs both of a pair falls out of it.
    pub fn longer_than(&self, other: &Self) -> f64 {
        let mut differences: Vec<f64> = self
            .0
            .iter()
            .zip(&other.0)
            .map(|(own, other)| milliseconds(*own) - milliseconds(*other))
            .collect();
        differences.sort_unstable_by(f64::total_cmp);
        differences.get(differences.len() / 2).copied().unwrap_or_default()
    }
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_by_nearest_rank() {
        let mut sample = Sample::default();
        for milliseconds in (1..=100).rev() {
            sample.add(Duration::from_millis(milliseconds));
        }
        assert_eq!(sample.percentile(50), Duration::from_millis(50));
        assert_eq!(sample.percentile(95), Duration::from_millis(95));
        assert_eq!(Sample::default().percentile(95), Duration::ZERO);
    }

    #[test]
    fn pairs_are_compared_with_each_other() {
        let (mut quick, mut slow) = (Sample::default(), Sample::default());
        for disturbance in [0, 500, 10] {
            quick.add(Duration::from_millis(20 + disturbance));
            slow.add(Duration::from_millis(23 + disturbance));
        }
        assert!((slow.longer_than(&quick) - 3.0).abs() < 1e-6);
        assert!((quick.longer_than(&slow) + 3.0).abs() < 1e-6);
    }
}
