//! The server's only source of time, so that every rule about time can be tested.
//! Nothing else in this crate asks the operating system what time it is.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp};

/// Tells the time: the system's, or one that a test moves by hand.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The operating system's clock.
    System,
    /// Milliseconds since 1970, moved by [`Clock::advance`].
    Manual(Arc<AtomicI64>),
    /// The operating system's clock plus the seconds that stand in a file: how a test that runs
    /// the program from outside lets half an hour pass.
    Shifted(Arc<Path>),
}

impl Clock {
    /// A clock that stands still at `start` until it is moved.
    pub fn manual(start: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(start.as_millisecond())))
    }

    /// The time, to the millisecond: what is stored is what was used.
    pub fn now(&self) -> Timestamp {
        timestamp(self.now_millis())
    }

    /// The time in milliseconds since 1970, as the database holds it.
    pub fn now_millis(&self) -> i64 {
        match self {
            Self::System => Timestamp::now().as_millisecond(),
            Self::Manual(millis) => millis.load(Ordering::SeqCst),
            Self::Shifted(file) => Timestamp::now().as_millisecond() + shift(file),
        }
    }

    /// Moves a manual clock forward (or, with a negative duration, back). The others stay.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Manual(millis) = self {
            let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            millis.fetch_add(by, Ordering::SeqCst);
        }
    }
}

/// What stands in the file, in milliseconds; nothing where it cannot be read.
fn shift(file: &Path) -> i64 {
    let seconds =
        std::fs::read_to_string(file).ok().and_then(|text| text.trim().parse::<i64>().ok());
    seconds.unwrap_or_default().saturating_mul(1_000)
}

/// The moment that the database holds as `millis`. Values outside the calendar become 1970.
pub fn timestamp(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The moment that the database holds as `millis`, as it stands on the wire.
pub fn wire(millis: i64) -> String {
    timestamp(millis).to_string()
}

/// A moment read from the wire, in milliseconds; `None` when it is not RFC 3339.
pub fn from_wire(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_by_hand() {
        let clock = Clock::manual(timestamp(1_000));
        assert_eq!(clock.now_millis(), 1_000);
        clock.advance(SignedDuration::from_mins(20));
        assert_eq!(clock.now_millis(), 1_201_000);
    }

    #[test]
    fn a_shifted_clock_is_ahead_by_what_the_file_says() {
        let file = std::env::temp_dir().join(format!("madoguchi-clock-{}", std::process::id()));
        let clock = Clock::Shifted(file.as_path().into());
        let system = Clock::System.now_millis();
        assert!(clock.now_millis() - system < 60_000);
        std::fs::write(&file, "3600\n").expect("a temporary file");
        assert!(clock.now_millis() - system >= 3_600_000);
        std::fs::remove_file(&file).expect("the temporary file");
    }

    #[test]
    fn times_go_over_the_wire_as_rfc_3339_in_utc() {
        assert_eq!(wire(1_795_218_060_000), "2026-11-20T23:41:00Z");
        assert_eq!(from_wire("2026-11-21T08:41:00+09:00"), Some(1_795_218_060_000));
        assert_eq!(from_wire("yesterday"), None);
    }
}
