//! Profile and account management as a program of their own: most visits do not need them.

fn main() {
    madoguchi::util::boot::report_panics();
    madoguchi::app::mount_account();
}
