//! Pieces that know the portal's domain and are used by more than one page.

pub mod announcement_list;
pub mod breadcrumb;
pub mod case_state;
pub mod failure;
pub mod footer;
pub mod knowledge_search_box;
pub mod language_switch;
pub mod loaded;
pub mod new_password;
pub mod page_title;
pub mod pagination;
pub mod rich_text;
pub mod sign_in_form;
pub mod toast_list;
pub mod wording;
