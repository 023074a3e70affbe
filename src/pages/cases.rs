//! The case list and a case.

pub mod case;
pub mod list;
