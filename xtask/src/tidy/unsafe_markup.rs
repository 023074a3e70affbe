//! Rule: nothing sets HTML from text, and nothing carries inline style or script, which the content security policy refuses.
//! What a customer or the desk typed can then never become markup.

use std::path::Path;

use anyhow::{Context, Result};

use super::Finding;
use super::source::Source;
use crate::files;

const HTML_FROM_TEXT: [&str; 4] =
    ["inner_html", "outer_html", "insert_adjacent_html", "document_write"];

/// HTML from text and inline style in the app's code.
pub fn check_code(source: &Source) -> Vec<Finding> {
    if !source.file.starts_with("src/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (line, code) in source.lines() {
        if let Some(name) = HTML_FROM_TEXT.iter().find(|name| code.contains(**name)) {
            findings.push(Finding::new(
                &source.file,
                line,
                format!("build elements instead of {name}"),
            ));
        }
        if has_attribute(code, "style") {
            findings.push(Finding::new(
                &source.file,
                line,
                "give the element a class and put the style into style/",
            ));
        }
    }
    findings
}

/// Inline style and script in the pages that are served as they are.
///
/// # Errors
/// When a page cannot be read.
pub fn check_pages(root: &Path) -> Result<Vec<Finding>> {
    let mut pages = files::with_extension(&root.join("public"), "html");
    pages.extend(Some(root.join("index.html")).filter(|page| page.is_file()));
    let mut findings = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page)
            .with_context(|| format!("{} cannot be read", page.display()))?;
        findings.extend(in_page(&files::shown(&page, root), &text));
    }
    Ok(findings)
}

fn in_page(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if has_attribute(line, "style") || line.contains("<style") {
            findings.push(Finding::new(file, index + 1, "put the style into style/"));
        }
        if line.contains("<script") && !line.contains("src=") {
            findings.push(Finding::new(file, index + 1, "put the script into a file of public/"));
        }
    }
    findings
}

/// Whether an attribute of this very name is set: `style=…`, but not `data-style=…` or `style == …`.
fn has_attribute(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = &text[at + name.len()..];
        let stands_alone = before.is_none_or(|each| each.is_whitespace() || each == '<');
        stands_alone && after.starts_with('=') && !after.starts_with("==")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_from_text_and_inline_style_are_found() {
        let text = "view! { <p inner_html=body></p> }\nelement.set_inner_html(a);\nview! { <p style=\"color: red\"></p> }\n";
        let lines: Vec<_> =
            check_code(&Source::new("src/ui/a.rs", text)).iter().map(|each| each.line).collect();
        assert_eq!(lines, [1, 2, 3]);
    }

    #[test]
    fn words_that_only_look_alike_are_not() {
        let text = "let style = a; if style == b {}\nview! { <p data-style=\"a\" class=\"style\"></p> }\n// inner_html\n";
        assert_eq!(check_code(&Source::new("src/ui/a.rs", text)), []);
    }

    #[test]
    fn a_page_with_inline_style_or_script_is_found() {
        let text =
            "<p style=\"a\">\n<style>\n<script>a</script>\n<script src=\"/boot.js\"></script>\n";
        let lines: Vec<_> = in_page("index.html", text).iter().map(|each| each.line).collect();
        assert_eq!(lines, [1, 2, 3]);
    }
}
