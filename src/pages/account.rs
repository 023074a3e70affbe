//! Account management: who signed in, and for administrators the people of the company.

mod contact;
mod contact_state;
mod contacts;
mod filters;
mod frame;
mod landing;
mod sign_ins;

pub use contact::{ContactPage, NewContactPage};
pub use contacts::ContactsPage;
pub use landing::AccountPage;
pub use sign_ins::SignInsPage;
