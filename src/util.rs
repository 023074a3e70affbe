//! Small helpers without any knowledge of the portal: browser, dates, keys.
//! What is pure is tested natively.

pub mod assets;
pub mod boot;
pub mod browser;
pub mod erased;
pub mod intl;
pub mod key;
pub mod leaving;
pub mod passkeys;
pub mod question;
pub mod random;
pub mod storage;
pub mod strength;
pub mod url;
