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
}
