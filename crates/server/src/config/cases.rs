//! `[cases]`: rules of cases that the provider may choose.
//! The table of states itself is part of the contract and cannot be configured.

use serde::{Deserialize, Serialize};

/// Rules of cases.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cases {
    /// Days after which a resolved case closes by itself; 0 for never.
    pub auto_close_days: u32,
}

impl Default for Cases {
    fn default() -> Self {
        Self { auto_close_days: 14 }
    }
}
