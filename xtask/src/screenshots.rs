//! `cargo xtask screenshots`: a picture of every page at three widths, in both themes and both languages,
//! for a person to look at before a page is called done.

use anyhow::Result;
use clap::Args;

use crate::{browsers, paths, process};

/// Which pictures.
#[derive(Args)]
pub struct Options {
    /// Only the picture of the README, docs/images/home.png
    #[arg(long)]
    readme: bool,
}

/// Takes the pictures into `screenshots/`.
///
/// # Errors
/// When a browser is missing, or a page does not come up.
pub fn run(options: &Options) -> Result<()> {
    let (choice, folder) = if options.readme {
        ("screenshots::the_picture_of_the_readme", paths::root().join("docs/images"))
    } else {
        ("screenshots::every_page", paths::root().join("screenshots"))
    };
    let mut command = browsers::command()?;
    process::run(command.args(["--ignored", choice]).env("MADOGUCHI_SCREENSHOTS", &folder))?;
    println!("The pictures are in {}.", folder.display());
    Ok(())
}
