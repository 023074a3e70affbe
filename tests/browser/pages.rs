//! Every page of the portal, for the tests that look at all of them: accessibility, width, pictures.

use anyhow::{Context, Result};

use crate::harness::{ADMIN, NOT_THE_APP, PASSWORD, Page};

/// The name of the field for a comment.
pub const COMPOSER: &str = "返信の本文";

/// A page as it is reached.
pub struct Place {
    /// Its name in test output and of its picture.
    pub name: &'static str,
    /// Its address.
    pub path: String,
    /// Whether somebody must be signed in.
    pub inside: bool,
}

/// All pages; numbers that the sample world chooses are asked of the API, for which somebody must be signed in.
///
/// # Errors
/// When the API does not tell them.
pub async fn all(page: &Page) -> Result<Vec<Place>> {
    let inside = |name, path: &str| Place { name, path: path.to_owned(), inside: true };
    let outside = |name, path: &str| Place { name, path: path.to_owned(), inside: false };
    let announcement = first(page, "/api/v1/announcements", "number").await?;
    let article = first(page, "/api/v1/knowledge/articles", "number").await?;
    let contact = first(page, "/api/v1/contacts", "id").await?;
    Ok(vec![
        inside("home", "/"),
        inside("announcements", "/announcements"),
        inside("announcement", &format!("/announcements/{announcement}")),
        inside("cases", "/cases"),
        inside("cases-action", "/cases?view=action"),
        inside("case", "/cases/MD0001014"),
        inside("case-resolved", "/cases/MD0001015"),
        inside("case-attachments", "/cases/MD0001014?tab=attachments"),
        inside("case-not-found", "/cases/MD0001016"),
        inside("knowledge", "/knowledge"),
        inside("knowledge-search", "/knowledge/search"),
        inside("knowledge-found", "/knowledge/search?q=%E8%A8%AD%E5%AE%9A"),
        inside("article", &format!("/knowledge/articles/{article}")),
        inside("profile", "/profile"),
        inside("profile-password", "/profile/password"),
        inside("profile-mfa", "/profile/mfa"),
        inside("profile-sessions", "/profile/sessions"),
        inside("account", "/account"),
        inside("sign-ins", "/account/sign-ins"),
        inside("sign-ins-own", "/account/sign-ins?scope=own"),
        inside("sign-ins-none", "/account/sign-ins?from=2020-01-01&to=2020-01-02"),
        inside("contacts", "/account/contacts"),
        inside("contacts-none", "/account/contacts?q=nobody&state=locked"),
        inside("contact-new", "/account/contacts/new"),
        inside("contact", &format!("/account/contacts/{contact}")),
        inside("not-found", "/no-such-page"),
        outside("sign-in", "/sign-in"),
        outside("password-reset", "/password-reset"),
        outside("password-reset-no-link", "/password-reset/new"),
        outside("access-help", "/access-help"),
        outside("mail-confirmation", "/mail-confirmation#of-no-use"),
    ])
}

async fn first(page: &Page, path: &str, name: &str) -> Result<String> {
    let answer = page.call("GET", path, &serde_json::Value::Null, "").await?;
    let items = answer.get("items").unwrap_or(&answer);
    let number = items.get(0).and_then(|item| item.get(name)).and_then(serde_json::Value::as_str);
    number.map(str::to_owned).with_context(|| format!("{path} lists nothing with its {name}"))
}

/// Chooses language and theme for the person and for this device.
///
/// # Errors
/// When the server refuses.
pub async fn choose_look(page: &Page, language: &str, theme: &str) -> Result<()> {
    let me = page.call("GET", "/api/v1/me", &serde_json::Value::Null, "").await?;
    let etag = me["preferences_etag"].as_str().unwrap_or_default().to_owned();
    let change = serde_json::json!({ "language": language, "theme": theme });
    page.call("PATCH", "/api/v1/me/preferences", &change, &etag).await?;
    remember_look(page, language, theme).await
}

/// Chooses language and theme for this device only.
///
/// # Errors
/// When the page does not let us.
pub async fn remember_look(page: &Page, language: &str, theme: &str) -> Result<()> {
    let look = serde_json::json!({ "language": language, "theme": theme }).to_string();
    let script = "localStorage.setItem('madoguchi.look', arguments[0])";
    page.evaluate(script, vec![look.into()]).await?;
    Ok(())
}

/// Signs in, asks for the pages and chooses a look.
///
/// # Errors
/// When one of that fails.
pub async fn prepare(page: &Page, language: &str, theme: &str) -> Result<Vec<Place>> {
    page.open_as(ADMIN, NOT_THE_APP).await?;
    let places = all(page).await?;
    choose_look(page, language, theme).await?;
    Ok(places)
}

/// Opens a page and waits until everything on it is there; signs out first where nobody is signed in.
///
/// # Errors
/// When it never is.
pub async fn open(page: &Page, place: &Place) -> Result<()> {
    if !place.inside {
        page.call("DELETE", "/api/v1/session", &serde_json::Value::Null, "").await?;
    }
    page.open(&place.path).await?;
    settled(page).await.with_context(|| place.name.to_owned())
}

/// Waits until the page has its heading and nothing on it is on its way.
///
/// # Errors
/// When it never is.
pub async fn settled(page: &Page) -> Result<()> {
    const SETTLED: &str = "return document.readyState === 'complete'
        && [...document.querySelectorAll('#app h1')].some((heading) => heading.innerText.trim() !== '')
        && !document.querySelector('#app [aria-busy=true]')
        && [...document.images].every((image) => image.complete)";
    page.holds("the page come to rest", SETTLED).await
}

/// Signs in by the form.
///
/// # Errors
/// When the form is not there.
pub async fn sign_in(page: &Page, user: &str) -> Result<()> {
    page.fill("ユーザーID", user).await?;
    page.fill("パスワード", PASSWORD).await?;
    page.press("button", "ログイン").await
}
