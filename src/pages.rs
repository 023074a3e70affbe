//! One file per address: parameters, what is loaded, what is drawn. Pages know no other page.

pub mod account;
pub mod announcements;
pub mod cases;
pub mod entry;
pub mod home;
pub mod knowledge;
pub mod not_found;
pub mod profile;
