//! Starts Chromium or Firefox by its driver: headless, with a profile of its own, in Japanese, silent on the network.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::prelude::*;

use super::console::Console;
use super::page::Page;

/// The browsers that are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Stands for Edge and Chrome.
    Chromium,
    /// The extended-support release.
    Firefox,
}

/// A driver process; ends with its test.
pub struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    /// Its name in test names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// Opens a window that looks at the portal.
    ///
    /// # Errors
    /// When the driver or the browser does not start.
    pub async fn open(self, address: &str) -> Result<Page> {
        // A driver that is given a port which somebody else takes at the same moment ends at once.
        let started = self.start_driver().or_else(|_| self.start_driver());
        let (driver, port) = started.or_else(|_| self.start_driver())?;
        let url = format!("http://127.0.0.1:{port}");
        let downloads = tempfile::tempdir()?;
        let web = match self {
            Self::Chromium => WebDriver::new(url, chromium(downloads.path())?).await?,
            Self::Firefox => WebDriver::new(url, firefox(downloads.path())?).await?,
        };
        let bidi = web.bidi().await?;
        let console = Console::listen(&bidi).await?;
        let page = Page::new(driver, web, bidi, console, address, downloads);
        page.resize(1280, 900).await?;
        Ok(page)
    }

    /// The driver chooses its port and says which.
    fn start_driver(self) -> Result<(Driver, u16)> {
        let mut command = match self {
            Self::Chromium => {
                let mut command = Command::new("chromedriver");
                command.arg("--port=0");
                command
            }
            Self::Firefox => {
                let path = std::env::var_os("MADOGUCHI_GECKODRIVER")
                    .unwrap_or_else(|| "geckodriver".into());
                let mut command = Command::new(path);
                command.args(["--port=0", "--websocket-port=0", "--binary=/usr/bin/firefox-esr"]);
                command
            }
        };
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("the driver of {} cannot be started", self.name()))?;
        let output = child.stdout.take().context("the driver has no output")?;
        let mut lines = BufReader::new(output).lines();
        let port =
            lines.by_ref().map_while(std::result::Result::ok).find_map(|line| port_of(&line));
        let port =
            port.with_context(|| format!("the driver of {} does not say its port", self.name()))?;
        // The rest is read and dropped, or the driver would stop once the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Ok((Driver(child), port))
    }
}

/// `ChromeDriver was started successfully on port 12345.` or `Listening on 127.0.0.1:12345`.
fn port_of(line: &str) -> Option<u16> {
    let after = line
        .split_once("successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?
        .1;
    after.trim_end().trim_end_matches('.').parse().ok()
}

fn chromium(downloads: &Path) -> Result<Capabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--hide-scrollbars",
        "--lang=ja",
        "--accept-lang=ja",
        "--window-size=1280,900",
    ] {
        capabilities.add_arg(argument)?;
    }
    let preferences = json!({
        "intl.accept_languages": "ja",
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
    });
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.enable_bidi()?;
    Ok(capabilities.into())
}

fn firefox(downloads: &Path) -> Result<Capabilities> {
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.add_arg("-headless")?;
    capabilities.add_arg("--width=1280")?;
    capabilities.add_arg("--height=900")?;
    let mut preferences = thirtyfour::common::capabilities::firefox::FirefoxPreferences::new();
    preferences.set("intl.accept_languages", "ja")?;
    preferences.set("browser.safebrowsing.malware.enabled", false)?;
    preferences.set("network.captive-portal-service.enabled", false)?;
    preferences.set("network.connectivity-service.enabled", false)?;
    // Into the given folder, also what the browser could show itself.
    preferences.set("browser.download.folderList", 2)?;
    preferences.set("browser.download.dir", downloads.to_string_lossy())?;
    preferences.set("pdfjs.disabled", true)?;
    capabilities.set_preferences(preferences)?;
    capabilities.enable_bidi()?;
    Ok(capabilities.into())
}
