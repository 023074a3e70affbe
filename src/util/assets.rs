//! What the app points at in the page that carries it.

/// The address of an icon: `index.html` holds the sprite `public/icons.svg`, outside of the app.
pub fn icon(name: &str) -> String {
    format!("#icon-{name}")
}
