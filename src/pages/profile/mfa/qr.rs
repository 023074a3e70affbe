//! A QR code as one path of squares, drawn by the app itself: the secret in it leaves for nowhere.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment};

use crate::{i18n::t, util::erased::attribute};

/// Modules of white around the code, as the standard wants them (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The code; nothing for a text that is too long for any.
#[component]
pub fn QrImage(
    /// What it says.
    text: String,
) -> impl IntoView {
    // Bytes say everything; the denser ways of writing digits would gain nothing here. A screen has no
    // scratches: few spare modules make the others larger, and easier for a poor camera.
    let code = QrCode::encode_segments(&[QrSegment::make_bytes(text.as_bytes())], QrCodeEcc::Low);
    code.ok().map(|code| {
        let side = code.size() + 2 * QUIET;
        let box_ = format!("{0} {0} {side} {side}", -QUIET);
        let path = path(code.size(), |x, y| code.get_module(x, y));
        view! {
            <div class="qr">
                <svg viewBox=box_ role="img" shape-rendering="crispEdges" aria-label=attribute(t::mfa_qr)>
                    <path d=path></path>
                </svg>
            </div>
        }
    })
}

/// The dark modules, those beside each other as one rectangle.
fn path(side: i32, dark: impl Fn(i32, i32) -> bool) -> String {
    let mut path = String::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let from = x;
            while x < side && dark(x, y) {
                x += 1;
            }
            let width = x - from;
            if width > 0 {
                path.push_str(&format!("M{from} {y}h{width}v1h-{width}z"));
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn neighbours_become_one_rectangle() {
        let picture = ["##.", "..#", "###"];
        let drawn = path(3, |x, y| picture[y as usize].as_bytes()[x as usize] == b'#');
        assert_eq!(drawn, "M0 0h2v1h-2zM2 1h1v1h-1zM0 2h3v1h-3z");
    }
}
