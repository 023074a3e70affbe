//! Pieces that know the portal's domain and are used by more than one page.

pub mod announcement_list;
pub mod breadcrumb;
pub mod case_columns;
pub mod case_state;
pub mod confirmation;
pub mod desk_contact;
pub mod failure;
pub mod footer;
pub mod knowledge_search_box;
pub mod language_switch;
pub mod loaded;
pub mod lock_line;
pub mod new_password;
pub mod page_title;
pub mod pagination;
pub mod reset_notes;
pub mod reset_steps;
pub mod rich_text;
pub mod sign_in_form;
pub mod sorting;
pub mod time_zone_select;
pub mod toast_list;
pub mod user_id_field;
pub mod verify_form;
pub mod wording;
