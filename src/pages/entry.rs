//! Pages before sign-in.

pub mod sign_in;
