//! What tests do again and again for a person: proving who one is, and reading the mail that came.

use anyhow::Result;

use crate::harness::{App, Page, Portal, Stage, TOTP, TOTP_SECRET, mail_of};
use crate::pages::sign_in;

/// The way of an authenticator app.
pub const BY_APP: &str = "認証アプリから検証コードを取得";
/// The way of a mailed code.
pub const BY_MAIL: &str = "メールで検証コードを取得";
/// The field of both.
pub const CODE: &str = "6桁の検証コード";

/// A code of the app that was not used yet: time moves on to the next one.
///
/// # Errors
/// When the clock cannot be moved.
pub fn next_code(portal: &Portal, app: &App) -> Result<String> {
    portal.advance(30)?;
    app.code(portal)
}

/// A code that is surely wrong, at any time near now.
///
/// # Errors
/// When the clock cannot be moved.
pub fn wrong_code(portal: &Portal, app: &App) -> Result<String> {
    let mut around = Vec::new();
    for _ in 0..4 {
        around.push(app.code(portal)?);
        portal.advance(30)?;
    }
    let mut candidates = (0..10).map(|digit: u32| digit.to_string().repeat(6));
    Ok(candidates.find(|code| !around.contains(code)).unwrap_or_default())
}

/// Signs the person with the sample's app in, by the pages.
///
/// # Errors
/// When a page is not as it should be.
pub async fn sign_in_with_app(stage: &Stage, page: &Page) -> Result<()> {
    page.open("/sign-in").await?;
    sign_in(page, TOTP).await?;
    page.press("button", BY_APP).await?;
    let code = next_code(&stage.portal, &App::told(TOTP_SECRET)?)?;
    page.fill(CODE, &code).await?;
    page.find("link", "ケース一覧").await?;
    Ok(())
}

/// The code that was mailed to a person last.
///
/// # Errors
/// When none comes.
pub async fn mailed_code(stage: &Stage, user: &str) -> Result<String> {
    stage.portal.mail_to(mail_of(user), "検証コード").await?.code()
}

/// Forgets the session of this browser, as nobody's click.
///
/// # Errors
/// When the server refuses.
pub async fn sign_out(page: &Page) -> Result<()> {
    page.call("DELETE", "/api/v1/session", &serde_json::Value::Null, "").await?;
    Ok(())
}
