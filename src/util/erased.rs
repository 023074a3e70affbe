//! Closures of one type. A view is compiled once for every type of closure in it, and every closure
//! has a type of its own; behind a box they all look alike, which halves the program.

use leptos::prelude::*;

/// A part of a view that follows its signals.
pub type Dynamic = Box<dyn FnMut() -> AnyView + Send>;

/// Draws what `draw` gives, again whenever a signal it reads changes.
pub fn dynamic<V: IntoAny>(draw: impl Fn() -> V + Send + 'static) -> Dynamic {
    Box::new(move || draw().into_any())
}

/// The value of an attribute that follows its signals; without a value there is no attribute.
pub type DynamicAttribute = Box<dyn FnMut() -> Option<String> + Send>;

/// Sets an attribute to what `value` gives, again whenever a signal it reads changes.
pub fn attribute<V: AttributeText>(value: impl Fn() -> V + Send + 'static) -> DynamicAttribute {
    Box::new(move || value().text())
}

/// What an attribute can be set to.
pub trait AttributeText {
    /// The value; none = no attribute.
    fn text(self) -> Option<String>;
}

impl AttributeText for String {
    fn text(self) -> Option<String> {
        Some(self)
    }
}

impl AttributeText for &'static str {
    fn text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl<T: AttributeText> AttributeText for Option<T> {
    fn text(self) -> Option<String> {
        self.and_then(AttributeText::text)
    }
}

/// Runs `action` now, and again whenever a signal it reads changes.
pub fn effect(action: impl FnMut() + 'static) {
    let mut action: Box<dyn FnMut()> = Box::new(action);
    Effect::new(move |_: Option<()>| action());
}
