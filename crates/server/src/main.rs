//! The program `madoguchi-server`: everything is in the library.
//! See `cli` for what it can be asked to do.

use std::process::ExitCode;

fn main() -> ExitCode {
    madoguchi_server::cli::main()
}
