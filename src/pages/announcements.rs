//! The list of announcements, and one of them.

pub mod acknowledgement;
pub mod announcement;
pub mod list;
