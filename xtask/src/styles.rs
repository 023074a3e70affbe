//! `cargo xtask styles`: joins the style sheets into the one file that trunk takes.
//! trunk copies CSS without resolving `@import`, and one file is one request.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{files, paths};

/// The sheet that names the others; the order of its lines is the order of the cascade layers.
const INDEX: &str = "style/index.css";

/// Writes `target/style/madoguchi.css`, where `index.html` expects it.
///
/// # Errors
/// When a sheet that the index names cannot be read.
pub fn run() -> Result<()> {
    let root = paths::root();
    let joined = join(&root.join(INDEX))?;
    // In the checkout even when cargo builds elsewhere: index.html names this very path.
    files::write_if_changed(&root.join("target/style/madoguchi.css"), joined.as_bytes())
}

/// The index with each of its `@import` lines replaced by the sheet it names, sheets within sheets included.
fn join(sheet: &Path) -> Result<String> {
    let text = std::fs::read_to_string(sheet)
        .with_context(|| format!("{} cannot be read", sheet.display()))?;
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        match import(line) {
            Some(import) => {
                let folder = sheet.parent().unwrap_or_else(|| Path::new(""));
                let body = join(&folder.join(import.sheet))?;
                joined.push_str(&import.around(&body));
            }
            None => {
                joined.push_str(line);
                joined.push('\n');
            }
        }
    }
    Ok(joined)
}

/// One `@import "sheet" layer(name);` line; the layer may be absent.
struct Import<'a> {
    sheet: &'a str,
    layer: Option<&'a str>,
}

impl Import<'_> {
    fn around(&self, body: &str) -> String {
        match self.layer {
            Some(layer) => format!("@layer {layer} {{\n{body}}}\n"),
            None => body.to_owned(),
        }
    }
}

fn import(line: &str) -> Option<Import<'_>> {
    let rest = line.trim().strip_prefix("@import")?.trim().strip_suffix(';')?;
    let rest = rest.strip_prefix("url(").map_or(rest, |inner| inner.trim_start());
    let (sheet, rest) = rest.strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_start_matches(')').trim();
    let layer = rest.strip_prefix("layer(").and_then(|name| name.strip_suffix(')'));
    Some(Import { sheet, layer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_joined_in_the_order_of_the_index_within_their_layers() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write(
            "index.css",
            "@layer base, parts;\n@import \"./base.css\" layer(base);\n@import url(\"parts.css\");\n",
        );
        write("base.css", "body { margin: 0; }\n");
        write("parts.css", "@layer parts { .a { color: red; } }\n");
        assert_eq!(
            join(&folder.path().join("index.css")).unwrap(),
            "@layer base, parts;\n@layer base {\nbody { margin: 0; }\n}\n@layer parts { .a { color: red; } }\n"
        );
    }

    #[test]
    fn a_sheet_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index.css"), "@import \"gone.css\";\n").unwrap();
        let error = join(&folder.path().join("index.css")).unwrap_err().to_string();
        assert!(error.contains("gone.css"), "{error}");
    }
}
