//! Every address of the app: builders for links, and the table that says which page draws which.
//! No other file holds a path.

pub mod entrance;
pub mod programs;

use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Route, Routes},
    path,
};

use self::programs::Program;
use crate::{
    layouts::portal::PortalLayout,
    pages::{
        account::{AccountPage, ContactPage, ContactsPage, NewContactPage, SignInsPage},
        announcements::{announcement::AnnouncementPage, list::AnnouncementsPage},
        cases::{case::CasePage, list::CasesPage},
        home::HomePage,
        knowledge::{article::ArticlePage, landing::KnowledgePage, search::KnowledgeSearchPage},
        not_found::NotFoundPage,
        profile::{
            mfa::MfaPage, overview::ProfilePage, password::PasswordPage, sessions::SessionsPage,
        },
    },
    util::{
        browser,
        url::{encode, safe_return_path, with_query},
    },
};

/// Home.
pub const HOME: &str = "/";
/// Sign-in.
pub const SIGN_IN: &str = "/sign-in";
/// The second factor.
pub const VERIFY: &str = "/sign-in/verify";
/// Asking for a link to set a password.
pub const PASSWORD_RESET: &str = "/password-reset";
/// Setting a password by a link.
pub const NEW_PASSWORD: &str = "/password-reset/new";
/// Getting and repairing access.
pub const ACCESS_HELP: &str = "/access-help";
/// Confirming a new mail address by a link.
pub const MAIL_CONFIRMATION: &str = "/mail-confirmation";
/// Account management.
pub const ACCOUNT: &str = "/account";
/// Sign-in history.
pub const SIGN_INS: &str = "/account/sign-ins";
/// An administrator's people.
pub const CONTACTS: &str = "/account/contacts";
/// A new contact.
pub const NEW_CONTACT: &str = "/account/contacts/new";
/// Profile.
pub const PROFILE: &str = "/profile";
/// Change of password.
pub const PASSWORD: &str = "/profile/password";
/// Set-up of the second factor.
pub const MFA: &str = "/profile/mfa";
/// The person's own sessions.
pub const SESSIONS: &str = "/profile/sessions";
/// Announcements.
pub const ANNOUNCEMENTS: &str = "/announcements";
/// Case list.
pub const CASES: &str = "/cases";
/// Knowledge landing.
pub const KNOWLEDGE: &str = "/knowledge";
/// Knowledge search.
pub const KNOWLEDGE_SEARCH: &str = "/knowledge/search";
/// Where the main part of a page begins.
pub const MAIN: &str = "#main";

/// Sign-in, with the page to go to afterwards.
pub fn sign_in(return_to: &str) -> String {
    let wanted = (return_to != HOME).then_some(return_to);
    with_query(SIGN_IN, &[("return", wanted)])
}

/// The second factor, with the page to go to afterwards.
pub fn verify(return_to: &str) -> String {
    let wanted = (return_to != HOME).then_some(return_to);
    with_query(VERIFY, &[("return", wanted)])
}

/// The page that was first asked for, when it is one of this portal; else home.
pub fn wanted() -> String {
    let wanted = browser::query_value("return").unwrap_or_default();
    safe_return_path(&wanted).unwrap_or(HOME).to_owned()
}

/// A notice.
pub fn announcement(number: &str) -> String {
    format!("{ANNOUNCEMENTS}/{}", encode(number))
}

/// A part of the case list; empty values stand for their defaults and leave the address.
pub fn cases(view: &str, sort: &str, limit: &str, cursor: &str) -> String {
    with_query(
        CASES,
        &[
            ("view", Some(view)),
            ("sort", Some(sort)),
            ("limit", Some(limit)),
            ("cursor", Some(cursor)),
        ],
    )
}

/// A case.
pub fn case(number: &str) -> String {
    format!("{CASES}/{}", encode(number))
}

/// A tab of a case, in an order of the stream; empty values stand for their defaults.
pub fn case_tab(number: &str, tab: &str, order: &str) -> String {
    with_query(&case(number), &[("tab", Some(tab)), ("order", Some(order))])
}

/// A search in the knowledge; empty values leave the address.
pub fn knowledge_search(words: &str, base: &str, cursor: &str) -> String {
    with_query(
        KNOWLEDGE_SEARCH,
        &[("q", Some(words)), ("base", Some(base)), ("cursor", Some(cursor))],
    )
}

/// An article.
pub fn article(number: &str) -> String {
    format!("{KNOWLEDGE}/articles/{}", encode(number))
}

/// One's own sign-in history; administrators see the company's otherwise.
pub fn own_sign_ins() -> String {
    with_query(SIGN_INS, &[("scope", Some("own"))])
}

/// A contact.
pub fn contact(id: &str) -> String {
    format!("{CONTACTS}/{}", encode(id))
}

/// A heading of the page one is on.
pub fn heading(id: &str) -> String {
    format!("#{}", encode(id))
}

/// A mail to `address`.
pub fn mail(address: &str) -> String {
    format!("mailto:{address}")
}

/// A file with `text` in it, made by the browser itself.
pub fn text_file(text: &str) -> String {
    format!("data:text/plain;charset=utf-8,{}", encode(text))
}

/// A mail to `address` that is begun already.
pub fn begun_mail(address: &str, subject: &str, body: &str) -> String {
    // Lines end as in mails (RFC 6068, section 5).
    let body = body.replace('\n', "\r\n");
    format!("mailto:{address}?subject={}&body={}", encode(subject), encode(&body))
}

/// A call to `number` as it is shown.
pub fn telephone(number: &str) -> String {
    let digits: String = number
        .chars()
        .filter(|character| character.is_ascii_digit() || *character == '+')
        .collect();
    format!("tel:{digits}")
}

/// Which page draws which address of the portal.
#[component]
pub fn PortalRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            <ParentRoute path=path!("") view=PortalLayout>
                <Route path=path!("") view=HomePage/>
                <Route path=path!("announcements") view=AnnouncementsPage/>
                <Route path=path!("announcements/:number") view=AnnouncementPage/>
                <Route path=path!("cases") view=CasesPage/>
                <Route path=path!("cases/:number") view=CasePage/>
                <Route path=path!("knowledge") view=KnowledgePage/>
                <Route path=path!("knowledge/search") view=KnowledgeSearchPage/>
                <Route path=path!("knowledge/articles/:number") view=ArticlePage/>
                <Route path=path!("*any") view=ElsewherePage/>
            </ParentRoute>
        </Routes>
    }
}

/// Which page draws which address of profile and account management.
#[component]
pub fn AccountRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            <ParentRoute path=path!("") view=PortalLayout>
                <Route path=path!("account") view=AccountPage/>
                <Route path=path!("account/sign-ins") view=SignInsPage/>
                <Route path=path!("account/contacts") view=ContactsPage/>
                <Route path=path!("account/contacts/new") view=NewContactPage/>
                <Route path=path!("account/contacts/:id") view=ContactPage/>
                <Route path=path!("profile") view=ProfilePage/>
                <Route path=path!("profile/password") view=PasswordPage/>
                <Route path=path!("profile/mfa") view=MfaPage/>
                <Route path=path!("profile/sessions") view=SessionsPage/>
                <Route path=path!("*any") view=ElsewherePage/>
            </ParentRoute>
        </Routes>
    }
}

/// An address that this program does not draw: going back may lead into another one, which is loaded.
/// Loaded for an address of its own, a program has nothing at it.
#[component]
fn ElsewherePage() -> impl IntoView {
    if programs::program(&browser::path()) != use_context().unwrap_or(Program::Portal) {
        browser::reload();
    }
    view! { <NotFoundPage/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_leave_out_what_is_the_default() {
        assert_eq!(sign_in(HOME), "/sign-in");
        assert_eq!(sign_in("/cases?view=action"), "/sign-in?return=%2Fcases%3Fview%3Daction");
        assert_eq!(cases("", "", "", ""), "/cases");
        assert_eq!(
            cases("action", "-updated,number", "50", ""),
            "/cases?view=action&sort=-updated%2Cnumber&limit=50"
        );
        assert_eq!(knowledge_search("録音", "", ""), "/knowledge/search?q=%E9%8C%B2%E9%9F%B3");
    }

    #[test]
    fn a_number_from_elsewhere_stays_one_segment() {
        assert_eq!(case("../me"), "/cases/..%2Fme");
    }

    #[test]
    fn a_begun_mail_keeps_its_lines() {
        assert_eq!(
            begun_mail("a@example.com", "申込", "x: \ny"),
            "mailto:a@example.com?subject=%E7%94%B3%E8%BE%BC&body=x%3A%20%0D%0Ay"
        );
    }

    #[test]
    fn telephone_links_hold_digits_only() {
        assert_eq!(telephone("0120-000-000"), "tel:0120000000");
    }
}
