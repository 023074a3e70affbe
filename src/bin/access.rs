//! Getting and repairing access as a program of its own: reset, help, confirmation of an address.

fn main() {
    madoguchi::util::boot::report_panics();
    madoguchi::app::mount_access();
}
