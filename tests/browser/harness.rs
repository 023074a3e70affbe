//! What every browser test stands on: a portal of its own, a browser of its own, and a watch over the console.
//! A test is a function of a [`Stage`]; it runs once in each browser it names.

mod authenticator;
mod browser;
mod console;
mod hands;
mod mailbox;
mod page;
mod portal;
mod waiting;

use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use libtest_mimic::{Arguments, Failed, Trial};

pub use authenticator::App;
pub use browser::Browser;
pub use page::Page;
pub use portal::Portal;

/// The password of every sample account.
pub const PASSWORD: &str = "Madoguchi-2026!";
/// Administrator of the first company, linked to all its customer numbers.
pub const ADMIN: &str = "admin@sample.example.mg";
/// General user of the first company, linked to one customer number.
pub const USER: &str = "user@sample.example.mg";
/// Administrator of the other company.
pub const OTHER: &str = "admin@other.example.mg";

/// Their registered addresses are their user IDs without this.
pub const SUFFIX: &str = ".mg";
/// General user of the first company who has an authenticator app.
pub const TOTP: &str = "totp@sample.example.mg";
/// The secret of that app.
pub const TOTP_SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
/// General user of the first company who gets codes by mail.
pub const MAIL: &str = "mail@sample.example.mg";
/// General user of the first company without a password yet.
pub const NEW: &str = "new@sample.example.mg";

/// The registered address of a sample account.
pub fn mail_of(user: &str) -> &str {
    user.strip_suffix(SUFFIX).unwrap_or(user)
}

/// Something of the portal's origin that is not the app; requests can be made from there without it.
pub const NOT_THE_APP: &str = "/icon-192.png";

type Body = for<'a> fn(&'a mut Stage) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// One test and the browsers it runs in.
#[derive(Clone, Copy)]
pub struct Test {
    /// What a person would notice.
    pub name: &'static str,
    /// Where it runs.
    pub browsers: &'static [Browser],
    /// Only when asked for.
    pub on_request: bool,
    /// What it does.
    pub body: Body,
}

/// A test of the name of its function, in the browsers given or in both.
macro_rules! test {
    ($name:ident) => {
        test!($name, &[$crate::harness::Browser::Chromium, $crate::harness::Browser::Firefox])
    };
    ($name:ident, $browsers:expr) => {
        $crate::harness::Test {
            name: stringify!($name),
            browsers: $browsers,
            on_request: false,
            body: |stage| Box::pin($name(stage)),
        }
    };
}
pub(crate) use test;

/// What a test plays on.
pub struct Stage {
    /// The portal, with the sample world as it was made.
    pub portal: Portal,
    /// A window of the browser.
    pub page: Page,
    browser: Browser,
    other: Option<Page>,
}

impl Stage {
    /// Opens a second browser, with cookies of its own.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn other_browser(&mut self) -> Result<()> {
        self.other = Some(self.browser.open(self.portal.address()).await?);
        Ok(())
    }

    /// The window of the second browser.
    ///
    /// # Errors
    /// When none was opened.
    pub fn other(&self) -> Result<&Page> {
        self.other.as_ref().context("there is no second browser")
    }
}

/// Runs the tests that the command line asks for.
pub fn run(groups: &[(&'static str, &[Test])]) {
    let arguments = Arguments::from_args();
    if std::env::var_os("MADOGUCHI_SERVER").is_none() {
        println!("The browser tests need a built portal and browsers: cargo xtask test browser");
        return;
    }
    let mut trials = Vec::new();
    for (group, tests) in groups {
        for test in *tests {
            for browser in test.browsers {
                let (test, browser) = (*test, *browser);
                let name = format!("{group}::{}::{}", test.name, browser.name());
                let body = move |name: String| {
                    play(&name, test, browser).map_err(|error| Failed::from(format!("{error:#}")))
                };
                trials.push(
                    Trial::test(name.clone(), move || body(name))
                        .with_ignored_flag(test.on_request),
                );
            }
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    portal::sweep();
    if conclusion.exit_code() != ExitCode::SUCCESS {
        std::process::exit(1);
    }
}

/// Sets the stage, plays the test and looks at what the console and the page say afterwards.
fn play(name: &str, test: Test, browser: Browser) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let portal = Portal::start()?;
        let page = browser.open(portal.address()).await.context("the browser does not start")?;
        let mut stage = Stage { portal, page, browser, other: None };
        let played = (test.body)(&mut stage).await;
        let looked = match &stage.other {
            Some(other) => look(&stage.page).await.and(look(other).await),
            None => look(&stage.page).await,
        };
        let outcome = match (played, looked) {
            (Err(error), Err(looked)) => Err(error.context(format!("{looked:#}"))),
            (Err(error), Ok(())) => Err(error),
            (Ok(()), looked) => looked,
        };
        if outcome.is_err() {
            stage.page.keep_a_picture(name).await;
        }
        stage.page.close().await;
        if let Some(other) = stage.other {
            other.close().await;
        }
        outcome
    })
}

/// A test that passed still fails when the browser complained or the app broke down.
async fn look(page: &Page) -> Result<()> {
    let complaints = page.complaints();
    if !complaints.is_empty() {
        bail!("the console says: {}", complaints.join(" | "));
    }
    page.ensure_no_recovery_panel().await
}
