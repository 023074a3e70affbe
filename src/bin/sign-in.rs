//! Signing in as a program of its own: a fraction of the portal, usable at once.
//! The portal is fetched while the person types.

fn main() {
    madoguchi::util::boot::report_panics();
    madoguchi::app::mount_sign_in();
}
