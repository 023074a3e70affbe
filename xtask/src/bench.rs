//! `cargo xtask bench`: how fast the server answers with many cases, and with `--sameness` whether its refusals take
//! equally long whatever the reason. Measured on a server of its own, against the figures of docs/testing.md.

mod portal;
mod sameness;
mod speed;
mod statistics;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

/// What is measured.
#[derive(Args)]
pub struct Options {
    /// How many cases the first company has
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    cases: u32,
    /// Feed these articles first, one JSON object a line
    #[arg(long, value_name = "FILE")]
    articles: Option<PathBuf>,
    /// How often each request is made: 300 times, 2,000 times with --sameness
    #[arg(long, value_name = "N")]
    requests: Option<usize>,
    /// Compare refusals that nobody may tell apart, instead of measuring speed
    #[arg(long, conflicts_with_all = ["cases", "articles"])]
    sameness: bool,
}

/// Measures and prints a table.
///
/// # Errors
/// When the server cannot be built or started, or a figure is not kept.
pub fn run(options: &Options) -> Result<()> {
    if options.sameness {
        return sameness::run(options.requests.unwrap_or(2_000));
    }
    speed::run(options.cases, options.articles.as_deref(), options.requests.unwrap_or(300))
}
