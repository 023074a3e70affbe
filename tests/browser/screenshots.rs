//! Pictures of every page, for a person to look at; taken by `cargo xtask screenshots`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::harness::{Browser, Page, Stage, Test, test};
use crate::pages;

const CHROMIUM: &[Browser] = &[Browser::Chromium];

pub const TESTS: &[Test] = &[
    Test { on_request: true, ..test!(every_page_in_japanese, CHROMIUM) },
    Test { on_request: true, ..test!(every_page_in_english, CHROMIUM) },
    Test { on_request: true, ..test!(the_picture_of_the_readme, CHROMIUM) },
];

async fn every_page_in_japanese(stage: &mut Stage) -> Result<()> {
    every_page(&stage.page, "ja").await
}

async fn every_page_in_english(stage: &mut Stage) -> Result<()> {
    every_page(&stage.page, "en").await
}

async fn every_page(page: &Page, language: &str) -> Result<()> {
    page.expect_in_console("404");
    for theme in ["light", "dark"] {
        for place in pages::prepare(page, language, theme).await? {
            pages::open(page, &place).await?;
            for width in [360, 768, 1280] {
                let name = format!("{}-{width}-{theme}-{language}.png", place.name);
                page.resize(width, 900).await?;
                // As tall as the page, so that all of it is in the picture.
                let height =
                    page.evaluate("return document.scrollingElement.scrollHeight", vec![]).await?;
                let height =
                    height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(900);
                page.resize(width, height.clamp(900, 6000)).await?;
                keep(page, &name).await?;
            }
        }
    }
    Ok(())
}

async fn the_picture_of_the_readme(stage: &mut Stage) -> Result<()> {
    let page = &stage.page;
    pages::prepare(page, "ja", "light").await?;
    page.open("/").await?;
    pages::settled(page).await?;
    keep(page, "home.png").await
}

async fn keep(page: &Page, name: &str) -> Result<()> {
    let folder = PathBuf::from(
        std::env::var_os("MADOGUCHI_SCREENSHOTS").context("MADOGUCHI_SCREENSHOTS is not set")?,
    );
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(name), page.picture().await?)
        .with_context(|| format!("{name} cannot be written"))
}
