//! A window of the browser, used as a person uses it: by the role and the name of things, with mouse and keys.
//! Everything that looks waits until it sees, or fails with what it looked for.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::bidi::BiDi;
use thirtyfour::bidi::modules::browsing_context::Viewport;
use thirtyfour::prelude::*;

use super::browser::Driver;
use super::console::Console;
use super::waiting::until;

const LOCATE: &str = include_str!("locate.js");

/// A window of the browser.
pub struct Page {
    pub(super) web: WebDriver,
    bidi: BiDi,
    console: Console,
    address: String,
    pub(super) downloads: TempDir,
    // Dropped last: the driver outlives what it drives.
    _driver: Driver,
}

impl Page {
    pub(super) fn new(
        driver: Driver,
        web: WebDriver,
        bidi: BiDi,
        console: Console,
        address: &str,
        downloads: TempDir,
    ) -> Self {
        Self { web, bidi, console, address: address.to_owned(), downloads, _driver: driver }
    }

    /// Goes to a path of the portal, as if typed into the address bar.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.web
            .goto(format!("{}{path}", self.address))
            .await
            .with_context(|| format!("{path} does not load"))
    }

    /// Goes to the address of a link that came by mail; it must lead to the portal.
    ///
    /// # Errors
    /// When it leads elsewhere or the page does not load.
    pub async fn follow(&self, link: &str) -> Result<()> {
        let path = link.strip_prefix(&self.address);
        let path = path.with_context(|| format!("{link} does not lead to {}", self.address))?;
        // Away first: another fragment alone would not load the page.
        self.web.goto("about:blank").await?;
        self.open(path).await
    }

    /// Signs in without the form and goes to a path; for tests of what comes after.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn open_as(&self, user: &str, path: &str) -> Result<()> {
        self.open(super::NOT_THE_APP).await?;
        let body = json!({ "user_id": user, "password": super::PASSWORD });
        self.call("POST", "/api/v1/session", &body, "").await?;
        self.open(path).await
    }

    /// Makes a request to the API from within the page and returns the answer's body.
    ///
    /// # Errors
    /// When it is not answered with success.
    pub async fn call(&self, method: &str, path: &str, body: &Value, etag: &str) -> Result<Value> {
        const CALL: &str = r"
            const [method, path, body, etag, done] = arguments;
            const headers = { 'Content-Type': 'application/json' };
            if (etag) headers['If-Match'] = etag;
            const options = { method, headers, credentials: 'same-origin' };
            if (method !== 'GET') options.body = JSON.stringify(body);
            fetch(path, options)
              .then(async (answer) => done({ status: answer.status, text: await answer.text() }))
              .catch((error) => done({ status: 0, text: String(error) }));
        ";
        let arguments = vec![json!(method), json!(path), body.clone(), json!(etag)];
        let answer = self.web.execute_async(CALL, arguments).await?;
        let status = answer.json()["status"].as_u64().unwrap_or_default();
        let text = answer.json()["text"].as_str().unwrap_or_default();
        if !(200..300).contains(&status) {
            bail!("{method} {path} was answered with {status}: {text}");
        }
        Ok(serde_json::from_str(text).unwrap_or(Value::Null))
    }

    /// The element of a role with a name, once it is there.
    ///
    /// # Errors
    /// When it never is.
    pub async fn find(&self, role: &str, name: &str) -> Result<WebElement> {
        until(&format!("{role} {name:?}"), || async { self.look(role, name, None).await }).await
    }

    /// The same within an element.
    ///
    /// # Errors
    /// When it never is there.
    pub async fn find_in(&self, place: &WebElement, role: &str, name: &str) -> Result<WebElement> {
        until(&format!("{role} {name:?}"), || async { self.look(role, name, Some(place)).await })
            .await
    }

    /// Waits until no element of the role has the name.
    ///
    /// # Errors
    /// When one stays.
    pub async fn gone(&self, role: &str, name: &str) -> Result<()> {
        until(&format!("{role} {name:?} gone"), || async {
            Ok(self.look(role, name, None).await?.is_none().then_some(()))
        })
        .await
    }

    /// Whether it is there now. Only after something else has been seen that comes with it.
    ///
    /// # Errors
    /// When the page cannot be looked at.
    pub async fn has(&self, role: &str, name: &str) -> Result<bool> {
        Ok(self.look(role, name, None).await?.is_some())
    }

    /// Waits until the words are on screen.
    ///
    /// # Errors
    /// When they never are.
    pub async fn sees(&self, words: &str) -> Result<()> {
        until(&format!("the words {words:?}"), || async {
            Ok(self.shows(words).await?.then_some(()))
        })
        .await
    }

    /// Whether the words are on screen now.
    ///
    /// # Errors
    /// When the page cannot be looked at.
    pub async fn shows(&self, words: &str) -> Result<bool> {
        let shown = self.evaluate(
            "return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])",
            vec![json!(words)],
        );
        Ok(shown.await?.as_bool().unwrap_or_default())
    }

    /// Waits until the address is this path, with its query when one is given.
    ///
    /// # Errors
    /// When it never is.
    pub async fn is_at(&self, path: &str) -> Result<()> {
        until(&format!("the address {path}"), || async {
            let now = self.path().await?;
            let short = now.split(['?', '#']).next().unwrap_or_default();
            Ok((now == path || short == path).then_some(()))
        })
        .await
    }

    /// The path and query of the address.
    ///
    /// # Errors
    /// When the page cannot be looked at.
    pub async fn path(&self) -> Result<String> {
        let now = self.evaluate("return location.pathname + location.search", vec![]).await?;
        Ok(now.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the window's title holds the words.
    ///
    /// # Errors
    /// When it never does.
    pub async fn is_titled(&self, words: &str) -> Result<()> {
        until(&format!("the title {words:?}"), || async {
            Ok(self.web.title().await?.contains(words).then_some(()))
        })
        .await
    }

    /// Waits until a script of the page says true.
    ///
    /// # Errors
    /// When it never does.
    pub async fn holds(&self, what: &str, script: &str) -> Result<()> {
        until(what, || async {
            Ok((self.evaluate(script, vec![]).await? == json!(true)).then_some(()))
        })
        .await
    }

    /// What a script of the page returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.web.execute(script, arguments).await?.json().clone())
    }

    /// What a script of the page hands to the function that is its last argument.
    ///
    /// # Errors
    /// When it throws or never does.
    pub async fn evaluate_later(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.web.execute_async(script, arguments).await?.json().clone())
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.web.refresh().await?)
    }

    /// One step back in the history.
    ///
    /// # Errors
    /// When there is none.
    pub async fn back(&self) -> Result<()> {
        Ok(self.web.back().await?)
    }

    /// Makes the window so many CSS pixels large.
    ///
    /// # Errors
    /// When the browser does not let us.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let context = self.bidi.browsing_context().top_level().await?;
        self.bidi
            .browsing_context()
            .set_viewport(context, Some(Viewport { width, height }))
            .await?;
        Ok(())
    }

    /// How many CSS pixels the page is wider than the window.
    ///
    /// # Errors
    /// When the page cannot be looked at.
    pub async fn overflow(&self) -> Result<i64> {
        let script =
            "const page = document.scrollingElement; return page.scrollWidth - page.clientWidth";
        Ok(self.evaluate(script, vec![]).await?.as_i64().unwrap_or_default())
    }

    /// A picture of the window.
    ///
    /// # Errors
    /// When the browser does not give one.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.web.screenshot_as_png().await?)
    }

    /// Lines of the console with these words are part of the test.
    pub fn expect_in_console(&self, words: &'static str) {
        self.console.expect(words);
    }

    /// What the console said and nobody expected.
    pub fn complaints(&self) -> Vec<String> {
        self.console.complaints()
    }

    /// Fails when the app has broken down; a test of just that closes the window's page itself.
    ///
    /// # Errors
    /// When the recovery panel is on screen.
    pub async fn ensure_no_recovery_panel(&self) -> Result<()> {
        const SHOWN: &str = "return !!document.querySelector('.recovery')";
        if self.evaluate(SHOWN, vec![]).await? == json!(true) {
            bail!("the recovery panel is on screen");
        }
        Ok(())
    }

    /// Leaves the portal, so that nothing of it is looked at afterwards.
    ///
    /// # Errors
    /// When the browser does not let us.
    pub async fn leave(&self) -> Result<()> {
        Ok(self.web.goto("about:blank").await?)
    }

    /// Keeps what a failed test saw, under `target/browser-failures/`.
    pub(super) async fn keep_a_picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/browser-failures");
        let Ok(picture) = self.picture().await else { return };
        // A picture that cannot be kept must not hide why the test failed.
        let _ = std::fs::create_dir_all(&folder);
        let _ = std::fs::write(folder.join(format!("{}.png", name.replace("::", "-"))), picture);
    }

    pub(super) async fn close(self) {
        // The driver is ended in any case.
        let _ = self.web.quit().await;
    }

    pub(super) async fn look(
        &self,
        role: &str,
        name: &str,
        place: Option<&WebElement>,
    ) -> Result<Option<WebElement>> {
        let mut arguments = vec![json!(role), json!(name)];
        if let Some(place) = place {
            arguments.push(place.to_json()?);
        }
        let found = self.web.execute(LOCATE, arguments).await?;
        if found.json().is_null() {
            return Ok(None);
        }
        Ok(Some(found.element()?))
    }
}
