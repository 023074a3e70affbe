//! Starts the app in the browser: reports panics to the boot script, then mounts.
//! Everything else lives in the library.

fn main() {
    madoguchi::util::boot::report_panics();
    madoguchi::app::mount();
}
