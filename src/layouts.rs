//! The shells around pages: frame, skip link, who may enter, and what lies over a page.

pub mod entry;
pub mod header;
pub mod main_area;
pub mod main_menu;
pub mod portal;
pub mod session_dialogs;
