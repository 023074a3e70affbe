//! The portal as people meet it: the real server, the built app, Chromium and Firefox, over HTTP only.
//! Run by `cargo xtask test browser`, which builds what is tested and brings the browsers.

#[cfg(not(target_arch = "wasm32"))]
mod access_help;
#[cfg(not(target_arch = "wasm32"))]
mod axe;
#[cfg(not(target_arch = "wasm32"))]
mod case_list;
#[cfg(not(target_arch = "wasm32"))]
mod case_page;
#[cfg(not(target_arch = "wasm32"))]
mod contacts;
#[cfg(not(target_arch = "wasm32"))]
mod everywhere;
#[cfg(not(target_arch = "wasm32"))]
mod failures;
#[cfg(not(target_arch = "wasm32"))]
mod harness;
#[cfg(not(target_arch = "wasm32"))]
mod home;
#[cfg(not(target_arch = "wasm32"))]
mod keyboard;
#[cfg(not(target_arch = "wasm32"))]
mod knowledge;
#[cfg(not(target_arch = "wasm32"))]
mod mfa_setup;
#[cfg(not(target_arch = "wasm32"))]
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod password_reset;
#[cfg(not(target_arch = "wasm32"))]
mod people;
#[cfg(not(target_arch = "wasm32"))]
mod profile;
#[cfg(not(target_arch = "wasm32"))]
mod screenshots;
#[cfg(not(target_arch = "wasm32"))]
mod second_factor;
#[cfg(not(target_arch = "wasm32"))]
mod session;
#[cfg(not(target_arch = "wasm32"))]
mod sign_in;
#[cfg(not(target_arch = "wasm32"))]
mod sign_in_history;
#[cfg(not(target_arch = "wasm32"))]
mod states;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    harness::run(&[
        ("sign_in", sign_in::TESTS),
        ("second_factor", second_factor::TESTS),
        ("session", session::TESTS),
        ("password_reset", password_reset::TESTS),
        ("access_help", access_help::TESTS),
        ("profile", profile::TESTS),
        ("mfa_setup", mfa_setup::TESTS),
        ("contacts", contacts::TESTS),
        ("sign_in_history", sign_in_history::TESTS),
        ("home", home::TESTS),
        ("cases", case_list::TESTS),
        ("cases", case_page::TESTS),
        ("knowledge", knowledge::TESTS),
        ("everywhere", everywhere::TESTS),
        ("failures", failures::TESTS),
        ("keyboard", keyboard::TESTS),
        ("axe", axe::TESTS),
        ("screenshots", screenshots::TESTS),
    ]);
}

#[cfg(target_arch = "wasm32")]
fn main() {}
