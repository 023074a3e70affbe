//! Recompiles the server when a migration is added: they are embedded into the program.
//! Nothing else happens at build time.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
