//! `[recovery]`: the days on which the recovery site is open to customers that have not moved to
//! the new accounts yet.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{ConfigError, refuse};

/// The days on which the recovery site is open.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recovery {
    /// First day, `YYYY-MM-DD`, in the desk's time zone; empty when there is no recovery site.
    pub opens: String,
    /// Last day; empty for no end.
    pub closes: String,
}

impl Recovery {
    /// Whether the site is open at `now` for a desk in `zone`.
    pub fn is_open(&self, now: Timestamp, zone: TimeZone) -> bool {
        let today = now.to_zoned(zone).date();
        let began = day(&self.opens).is_some_and(|first| first <= today);
        began && day(&self.closes).is_none_or(|last| today <= last)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        for (setting, text) in [("recovery.opens", &self.opens), ("recovery.closes", &self.closes)]
        {
            if !text.is_empty() && day(text).is_none() {
                return refuse(setting, "be a day as YYYY-MM-DD, or empty");
            }
        }
        if let (Some(first), Some(last)) = (day(&self.opens), day(&self.closes))
            && last < first
        {
            return refuse("recovery.closes", "not be before recovery.opens");
        }
        Ok(())
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_open_from_the_first_to_the_last_day() {
        let tokyo = || TimeZone::get("Asia/Tokyo").unwrap();
        let open = |recovery: &Recovery, at: &str| recovery.is_open(at.parse().unwrap(), tokyo());
        let period = Recovery { opens: "2026-11-20".to_owned(), closes: "2026-11-21".to_owned() };
        assert!(!open(&period, "2026-11-19T14:59:59Z"));
        assert!(open(&period, "2026-11-19T15:00:00Z"));
        assert!(open(&period, "2026-11-21T14:59:59Z"));
        assert!(!open(&period, "2026-11-21T15:00:00Z"));
        let endless = Recovery { closes: String::new(), ..period };
        assert!(open(&endless, "2099-01-01T00:00:00Z"));
        assert!(!open(&Recovery::default(), "2026-11-20T00:00:00Z"));
    }
}
