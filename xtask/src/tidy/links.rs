//! Rule: every local link of the README and the documents leads to a file that is there.
//! A document that points into nothing is not read a second time.

use std::path::Path;

use anyhow::{Context, Result};

use super::Finding;
use crate::files;

/// Links that lead nowhere.
///
/// # Errors
/// When a document cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut documents = files::with_extension(&root.join("docs"), "md");
    let top = std::fs::read_dir(root)?.filter_map(Result::ok).map(|entry| entry.path());
    documents
        .extend(top.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    let mut findings = Vec::new();
    for document in documents {
        let text = std::fs::read_to_string(&document)
            .with_context(|| format!("{} cannot be read", document.display()))?;
        let folder = document.parent().unwrap_or(root);
        findings.extend(in_document(&files::shown(&document, root), &text, folder));
    }
    Ok(findings)
}

fn in_document(file: &str, text: &str, folder: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        for target in targets(line).filter(|_| !in_code) {
            if !folder.join(target).exists() {
                let says = format!("the link to {target} leads nowhere: mend or remove it");
                findings.push(Finding::new(file, index + 1, says));
            }
        }
    }
    findings
}

/// The files that the links of a line name, without their fragments.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ', '#']).next()?;
        let local = !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:");
        local.then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_into_nothing_is_found_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), "").unwrap();
        let text = "[a](a.md#part) [b](gone.md)\n```\n[c](code.md)\n```\n[d](https://example.com) [e](#here)\n![f](gone.png)\n";
        let lines: Vec<_> =
            in_document("README.md", text, folder.path()).iter().map(|each| each.line).collect();
        assert_eq!(lines, [1, 6]);
    }
}
