//! Pages before sign-in.

pub mod access_help;
pub mod mail_confirmation;
pub mod new_password;
pub mod password_reset;
pub mod sign_in;
pub mod verify;
