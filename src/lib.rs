//! The portal's single-page app: pages over the JSON API, drawn by Leptos.
//! `ARCHITECTURE.md` says which module may use which.

pub mod api;
pub mod app;
pub mod components;
pub mod i18n;
pub mod layouts;
pub mod pages;
pub mod routes;
pub mod state;
pub mod ui;
pub mod util;
