//! The sign-in page as a program of its own: a fraction of the portal, so that it is usable at once.
//! The portal is fetched while the person types.

fn main() {
    madoguchi::util::boot::report_panics();
    madoguchi::app::mount_sign_in();
}
