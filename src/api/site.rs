//! `sign-in-options`, `configuration` and `support-hours`: what the portal is called and offers.

use madoguchi_contract::site::{Configuration, SignInOptions, SupportHours};

use super::{ApiError, client};

/// Name, links and how to reach the desk; needs no session.
pub fn sign_in_options() -> impl Future<Output = Result<SignInOptions, ApiError>> {
    client::get("/sign-in-options".to_owned())
}

/// Links to the portals of single services and the like.
pub fn configuration() -> impl Future<Output = Result<Configuration, ApiError>> {
    client::get("/configuration".to_owned())
}

/// Whether the desk answers now; needs no session.
pub fn support_hours() -> impl Future<Output = Result<SupportHours, ApiError>> {
    client::get("/support-hours".to_owned())
}
