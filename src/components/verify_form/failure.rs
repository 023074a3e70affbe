//! Why the second factor was not taken, and what to do.

use leptos::prelude::*;
use madoguchi_contract::problem::code;

use super::verifying::{Answer, Verifying};
use crate::{
    api::ApiError,
    components::wording,
    i18n::t,
    ui::notice::{Notice, NoticeTone},
    util::{erased::dynamic, passkeys::PasskeyError},
};

/// A notice while the last try has failed.
#[component]
pub fn Refused(
    /// The form.
    verifying: Verifying,
) -> impl IntoView {
    let words = move || match verifying.answer.get() {
        Answer::None | Answer::Incomplete => None,
        Answer::Failed(error) => Some(refusal(&error)),
        Answer::NoPasskey(PasskeyError::Cancelled) => {
            Some((t::verify_passkey_cancelled().to_owned(), Some(t::verify_passkey_help())))
        }
        Answer::NoPasskey(_) => {
            Some((t::verify_passkey_failed().to_owned(), Some(t::verify_passkey_help())))
        }
    };
    dynamic(move || {
        words().map(|(title, text)| {
            view! {
                <Notice tone=NoticeTone::Danger icon="error" title=title alert=true>
                    {text.map(|text| view! { <p>{text}</p> })}
                </Notice>
            }
        })
    })
}

fn refusal(error: &ApiError) -> (String, Option<&'static str>) {
    if error.is(code::VERIFICATION_FAILED) {
        (t::verify_failed().to_owned(), Some(t::verify_failed_help()))
    } else {
        (wording::refusal(error), None)
    }
}
