//! Accessible primitives on native elements. They know nothing of the portal: no request, no
//! session, no address.

pub mod button;
pub mod code_field;
pub mod dialog;
pub mod empty;
pub mod error_summary;
pub mod field;
pub mod icon;
pub mod menu;
pub mod notice;
pub mod password_field;
pub mod segmented;
pub mod select;
pub mod skeleton;
pub mod stepper;
pub mod text_field;
pub mod time;
