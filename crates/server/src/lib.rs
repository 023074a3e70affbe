//! The reference API of the portal: axum on SQLite, one module per resource.
//! A request goes handler → store and comes back as JSON of the contract or as a problem.

pub mod app;
pub mod cases;
pub mod cli;
pub mod clock;
pub mod compression;
pub mod config;
pub mod contacts;
pub mod desk;
pub mod export;
pub mod feed;
pub mod folded;
pub mod home;
pub mod housekeeping;
pub mod knowledge;
pub mod mail;
pub mod mail_address;
pub mod masked;
pub mod openapi;
pub mod password_resets;
pub mod people;
pub mod problem;
pub mod profile;
pub mod request;
pub mod sample;
pub mod scope;
pub mod second_factor;
pub mod security;
pub mod serve;
pub mod session;
pub mod sign_ins;
pub mod sql;
pub mod static_files;
pub mod store;
pub mod testing;
