//! Step 1: which way to show who one is.

use leptos::prelude::*;
use madoguchi_contract::session::Method;

use super::{
    verifying::{HEADING, Verifying},
    words,
};
use crate::{
    i18n::{Text, t},
    ui::icon::Icon,
    util::{
        erased::{attribute, dynamic},
        passkeys,
    },
};

/// A way that can be chosen here.
#[derive(Clone, Copy)]
pub struct Way {
    /// As the server knows it.
    pub method: Method,
    icon: &'static str,
    /// What it takes; the mailed code says where it goes instead.
    hint: Option<Text>,
}

/// The ways this browser can offer, in the server's order.
pub fn offered(methods: &[Method]) -> Vec<Way> {
    among(methods, passkeys::supported())
}

fn among(methods: &[Method], passkeys: bool) -> Vec<Way> {
    methods
        .iter()
        .filter_map(|&method| {
            let (icon, hint): (_, Option<Text>) = match method {
                Method::Passkey if passkeys => ("key", Some(t::verify_passkey_hint)),
                Method::App => ("device", Some(t::verify_app_hint)),
                Method::Mail => ("mail", None),
                Method::RecoveryCode => ("lock", Some(t::verify_recovery_hint)),
                Method::Passkey | Method::Unknown => return None,
            };
            Some(Way { method, icon, hint })
        })
        .collect()
}

/// The list; a press goes on.
#[component]
pub fn Ways(
    /// The form.
    verifying: Verifying,
    /// What can be chosen.
    ways: Vec<Way>,
    /// The masked address.
    mail: String,
) -> impl IntoView {
    let row = move |way: Way| {
        let mail = mail.clone();
        let busy =
            move || (way.method == Method::Mail && verifying.sending.get()).then_some("true");
        view! {
            <li>
                <button class="option" type="button" aria-busy=attribute(busy) on:click=move |_| verifying.choose(way.method)>
                    <Icon name=way.icon class="icon--l"/>
                    <span>
                        {words(way.method).0}
                        <small>{dynamic(move || match way.hint {
                            Some(hint) => hint().to_owned(),
                            None => t::verify_mail_hint(&mail),
                        })}</small>
                    </span>
                    <Icon name="chevron-right"/>
                </button>
            </li>
        }
    };
    view! {
        <div class="stack stack--tight">
            <h2 class="h-small" id=HEADING tabindex="-1">{t::verify_choose}</h2>
            <ul class="option-list">{ways.into_iter().map(row).collect_view()}</ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_cannot_do_is_not_offered() {
        let all =
            [Method::Passkey, Method::App, Method::Unknown, Method::Mail, Method::RecoveryCode];
        let methods = |passkeys| -> Vec<Method> {
            among(&all, passkeys).into_iter().map(|way| way.method).collect()
        };
        assert_eq!(methods(false), [Method::App, Method::Mail, Method::RecoveryCode]);
        assert_eq!(
            methods(true),
            [Method::Passkey, Method::App, Method::Mail, Method::RecoveryCode]
        );
    }
}
