//! Rule: every module opens by saying what lives there, and a module with parts is `name.rs` beside `name/`.
//! A reader who opens any file knows at once whether it is the right one.

use super::Finding;
use super::source::Source;

/// What is wrong with the file as a module.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !source.text.starts_with("//!") {
        findings.push(Finding::new(
            &source.file,
            1,
            "begin the module with `//!` lines that say what lives here",
        ));
    }
    if source.file.ends_with("/mod.rs") {
        let folder = source.file.trim_end_matches("/mod.rs");
        findings.push(Finding::new(&source.file, 1, format!("move this file to {folder}.rs")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_an_opening_is_found() {
        assert_eq!(check(&Source::new("src/a.rs", "// A\nfn a() {}\n")).len(), 1);
        assert_eq!(check(&Source::new("src/a.rs", "//! A.\nfn a() {}\n")), []);
    }

    #[test]
    fn a_mod_rs_is_found() {
        let findings = check(&Source::new("src/a/mod.rs", "//! A.\n"));
        assert_eq!(findings, [Finding::new("src/a/mod.rs", 1, "move this file to src/a.rs")]);
    }
}
