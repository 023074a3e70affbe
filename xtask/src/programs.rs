//! The programs of the app: one document each, the same but for the program it loads. They are built apart
//! and laid beside `index.html`; the server gives each to its addresses (`src/routes/programs.rs`).

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{files, paths, process};

/// The page of the portal, which trunk builds by itself.
pub const PORTAL: &str = "index.html";
/// The page of signing in.
pub const SIGN_IN: &str = "sign-in.html";
/// Every page with the name of its program.
pub const ALL: [(&str, &str); 4] = [
    (PORTAL, "madoguchi"),
    (SIGN_IN, "sign-in"),
    ("access.html", "access"),
    ("account.html", "account"),
];

/// Builds the pages beside the portal's with `trunk`, which is set up but for the page, and lays them
/// into `dist`.
///
/// # Errors
/// When a build fails or a file cannot be written.
pub fn build(trunk: impl Fn() -> Result<Command>, dist: &Path) -> Result<()> {
    for (page, program) in ALL.into_iter().filter(|(page, _)| *page != PORTAL) {
        let apart = paths::target().join("madoguchi").join(program);
        let source = Page::write(&paths::root(), page, program)?;
        process::run(
            trunk()?
                .args(["build", page, "--release", "--cargo-profile", "wasm"])
                .arg("--dist")
                .arg(&apart),
        )?;
        drop(source);
        for path in files::below(&apart) {
            // trunk names every page index.html.
            let name = files::shown(&path, &apart);
            let to = dist.join(if name == PORTAL { page } else { &name });
            // Styles, boot script and icons are the same files under the same names.
            if !to.exists() {
                std::fs::copy(&path, &to)
                    .with_context(|| format!("{} cannot be written", to.display()))?;
            }
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
    let path = dist.join(SIGN_IN);
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

/// A page beside `index.html` while trunk reads it.
struct Page(PathBuf);

impl Page {
    fn write(root: &Path, page: &str, program: &str) -> Result<Self> {
        const WHOLE: &str = "data-bin=\"madoguchi\"";
        let portal = files::read(&root.join(PORTAL))?;
        ensure!(portal.contains(WHOLE), "{PORTAL} does not name its program by {WHOLE}");
        let path = root.join(page);
        std::fs::write(&path, portal.replace(WHOLE, &format!("data-bin=\"{program}\"")))
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
