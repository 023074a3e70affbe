//! What the portal is called and when its desk answers; read once at the start, since every page
//! shows it. Until it has arrived the frame stays as the static shell drew it.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::site::{SignInOptions, SupportHours};

use crate::{api::site, i18n, util::browser};

/// Name, links and hours.
#[derive(Clone, Copy)]
pub struct Site {
    options: RwSignal<Option<SignInOptions>>,
    hours: RwSignal<Option<SupportHours>>,
}

/// Name, links and hours; provided by `app.rs`.
pub fn use_site() -> Site {
    expect_context()
}

impl Site {
    /// Asks the server for them.
    pub fn start() -> Self {
        let site = Self { options: RwSignal::new(None), hours: RwSignal::new(None) };
        spawn_local(async move {
            if let Ok(options) = site::sign_in_options().await {
                browser::set_root_property("--brand", options.brand.colour.as_deref());
                site.options.set(Some(options));
            }
        });
        site.refresh_hours();
        // Whether the desk is open changes while a tab stays open.
        set_interval(move || site.refresh_hours(), std::time::Duration::from_secs(300));
        site
    }

    /// Everything known before sign-in; tracked.
    pub fn options(self) -> Option<SignInOptions> {
        self.options.get()
    }

    /// The provider's name in the language on screen; tracked.
    pub fn name(self) -> String {
        let language = i18n::language();
        self.options
            .with(|options| options.as_ref().map(|o| o.brand.name.in_language(language).to_owned()))
            .unwrap_or_default()
    }

    /// Support hours of today; tracked.
    pub fn hours(self) -> Option<SupportHours> {
        self.hours.get()
    }

    fn refresh_hours(self) {
        spawn_local(async move {
            if let Ok(hours) = site::support_hours().await {
                self.hours.set(Some(hours));
            }
        });
    }
}
