//! Runs a command with its output on the terminal while counting the tests it reports.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

/// How many passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    passed: usize,
    failed: usize,
}

impl Count {
    /// A check without tests of its own that held.
    pub const SUCCESS: Self = Self { passed: 1, failed: 0 };
    /// A check that did not hold, or could not be made.
    pub const FAILURE: Self = Self { passed: 0, failed: 1 };

    /// A check counts as one test.
    pub fn of(outcome: Result<()>) -> Self {
        match outcome {
            Ok(()) => Self::SUCCESS,
            Err(error) => {
                println!("{error:#}");
                Self::FAILURE
            }
        }
    }

    /// Nothing failed, and something was checked at all.
    pub fn is_success(self) -> bool {
        self.failed == 0 && self.passed > 0
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs test programs and adds up the `test result:` lines they print.
///
/// A command that fails without a failed test (it did not compile, or crashed) counts as one failure.
///
/// # Errors
/// When it cannot be started.
pub fn tests(command: &mut Command) -> Result<Count> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().context("the tests cannot be started")?;
    let mut count = Count::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            if let Some(reported) = reported(&line) {
                count += reported;
            }
        }
    }
    let status = child.wait()?;
    if !status.success() && count.failed == 0 {
        println!("The tests ended without a result ({status}).");
        count += Count::FAILURE;
    }
    Ok(count)
}

/// `test result: ok. 12 passed; 1 failed; …`
fn reported(line: &str) -> Option<Count> {
    let result = line.trim().strip_prefix("test result: ")?;
    let number_before = |word: &str| -> Option<usize> {
        let (before, _) = result.split_once(word)?;
        before.trim_end().rsplit([' ', ';']).next()?.parse().ok()
    };
    Some(Count { passed: number_before("passed")?, failed: number_before("failed;")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_from_the_line_that_test_programs_print() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.1s";
        assert_eq!(reported(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(reported("test a_case_can_be_closed ... ok"), None);
    }

    #[test]
    fn a_program_that_fails_without_a_result_is_a_failure() {
        assert_eq!(tests(Command::new("rustc").arg("--no-such-option")).unwrap(), Count::FAILURE);
    }

    #[test]
    fn checking_nothing_is_no_success() {
        assert!(!Count::default().is_success());
        assert!(Count::SUCCESS.is_success());
        assert_eq!(Count { passed: 2, failed: 0 }.to_string(), "2 passed, 0 failed");
    }
}
