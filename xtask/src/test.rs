//! `cargo xtask test`: everything that is checked, or one part of it. Each part runs whatever became of the others;
//! the last line says how it went.

pub mod counted;
mod parts;

use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};

use counted::Count;
use parts::Part;

/// What to check.
#[derive(Args)]
pub struct Options {
    /// Only this part
    #[arg(value_enum)]
    part: Option<Part>,
    /// Only tests whose names hold one of these words
    #[arg(requires = "part")]
    filters: Vec<String>,
}

/// Runs the parts and ends with one line, `N passed, N failed`.
pub fn run(options: &Options) -> ExitCode {
    let parts = options.part.map_or_else(|| Part::value_variants().to_vec(), |part| vec![part]);
    let mut total = Count::default();
    let mut summary = Vec::new();
    for part in parts {
        println!("\n== {}: {}", part.name(), part.says());
        let began = Instant::now();
        let count = part.run(&options.filters).unwrap_or_else(|error| {
            println!("{error:#}");
            Count::FAILURE
        });
        summary.push(format!("{:<12} {count} in {} s", part.name(), began.elapsed().as_secs()));
        total += count;
    }
    println!("\n{}\n", summary.join("\n"));
    println!("{total}");
    if total.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
