//! The sign-in page: the same document as the portal's, with the small program instead of the whole one.
//! It is built apart and laid beside `index.html`; the server gives it to `/sign-in`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{files, paths, process};

/// The page of the portal.
pub const PORTAL: &str = "index.html";
/// The page of sign-in.
pub const ENTRANCE: &str = "sign-in.html";

/// Builds the sign-in page with `trunk`, which is set up but for the page, and lays it into `dist`.
///
/// # Errors
/// When the build fails or a file cannot be written.
pub fn build(trunk: &mut Command, dist: &Path) -> Result<()> {
    let apart = paths::target().join("madoguchi/sign-in");
    let page = Page::write(&paths::root())?;
    process::run(
        trunk
            .args(["build", ENTRANCE, "--release", "--cargo-profile", "wasm"])
            .arg("--dist")
            .arg(&apart),
    )?;
    drop(page);
    for path in files::below(&apart) {
        // trunk names every page index.html.
        let name = files::shown(&path, &apart);
        let to = dist.join(if name == PORTAL { ENTRANCE } else { &name });
        // Styles, boot script and icons are the same files under the same names.
        if !to.exists() {
            std::fs::copy(&path, &to)
                .with_context(|| format!("{} cannot be written", to.display()))?;
        }
    }
    Ok(())
}

/// Writes into the sign-in page what the portal will load, so that it can be fetched meanwhile.
///
/// # Errors
/// When a page cannot be read or written.
pub fn announce_portal(dist: &Path) -> Result<()> {
    let portal = files::read(&dist.join(PORTAL))?;
    let path = dist.join(ENTRANCE);
    let html = files::read(&path)?.replace("</head>", &format!("{}</head>", next(&portal)));
    files::write_if_changed(&path, html.as_bytes())
}

/// The addresses of script and program in the portal's page; attributes may stand without quotes.
fn next(portal: &str) -> String {
    let addresses: Vec<&str> = portal
        .split("<link")
        .skip(1)
        .filter_map(|link| link.split_once('>').map(|(attributes, _)| attributes))
        .filter(|link| link.contains("modulepreload") || link.contains(".wasm"))
        .filter_map(|link| {
            let value = link.split_once("href=")?.1;
            value.trim_start_matches('"').split(['"', ' ']).next()
        })
        .collect();
    format!("<meta name=\"madoguchi-next\" content=\"{}\">", addresses.join(" "))
}

/// The page beside `index.html` while trunk reads it.
struct Page(PathBuf);

impl Page {
    fn write(root: &Path) -> Result<Self> {
        const WHOLE: &str = "data-bin=\"madoguchi\"";
        let portal = files::read(&root.join(PORTAL))?;
        ensure!(portal.contains(WHOLE), "{PORTAL} does not name its program by {WHOLE}");
        let path = root.join(ENTRANCE);
        std::fs::write(&path, portal.replace(WHOLE, "data-bin=\"sign-in\""))
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // What stays behind is ignored by git and written anew next time.
        let _ = std::fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn the_sign_in_page_knows_what_the_portal_loads() {
        let portal = r#"<link rel="stylesheet" href="/a.css"><link rel="modulepreload" href="/m.js" crossorigin="anonymous">
            <link rel=preload href=/m_bg.wasm integrity=x as=fetch></head><p>"#;
        let announced = r#"<meta name="madoguchi-next" content="/m.js /m_bg.wasm">"#;
        assert_eq!(next(portal), announced);
        let minified =
            "<link href=/m.js rel=modulepreload><link as=fetch href=/m_bg.wasm rel=preload>";
        assert_eq!(next(minified), announced);
    }
}
