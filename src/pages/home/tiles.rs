//! What one can do here, as tiles, and the portals of the single services.

use crate::util::erased::dynamic;
use leptos::prelude::*;

use crate::{
    api,
    components::{loaded::load, wording},
    i18n::t,
    routes,
    state::counts::use_counts,
    ui::icon::Icon,
};

/// The tiles. Parts of the portal that are not built have none.
#[component]
pub fn Tiles() -> impl IntoView {
    let counts = use_counts();
    let configuration = load(api::site::configuration);
    let links = Memo::new(move |_| {
        configuration.with(|c| c.map(|c| c.service_links.clone()).unwrap_or_default())
    });
    view! {
        <nav aria-label=t::home_tiles>
            <ul class="tiles">
                <li>
                    <a class="tile" href=routes::CASES>
                        <Icon name="cases"/>
                        <span class="tile-title">{t::nav_cases}</span>
                        {dynamic(move || {
                            let action = counts.cases().map_or(0, |counts| counts.action);
                            (action > 0).then(|| view! {
                                <span class="count count--turn">{t::home_action(action)}</span>
                            })
                        })}
                        <span class="tile-text">{t::tile_cases}</span>
                    </a>
                </li>
                <li>
                    <a class="tile" href=routes::KNOWLEDGE>
                        <Icon name="knowledge"/>
                        <span class="tile-title">{t::nav_knowledge}</span>
                        <span class="tile-text">{t::tile_knowledge}</span>
                    </a>
                </li>
                <li>
                    <a class="tile" href=routes::ACCOUNT>
                        <Icon name="account"/>
                        <span class="tile-title">{t::nav_account}</span>
                        <span class="tile-text">{t::tile_account}</span>
                    </a>
                </li>
                {dynamic(move || links.with(|links| !links.is_empty()).then(|| view! {
                    <li class="tile-fill">
                        <div class="tile-more">
                            <h2>{t::home_service_portals}</h2>
                            <ul>
                                {links.get().into_iter().map(|link| view! {
                                    <li>
                                        <a href=link.url rel="noreferrer">
                                            <Icon name="external"/>
                                            {dynamic(move || wording::label(&link.label))}
                                        </a>
                                    </li>
                                }).collect_view()}
                            </ul>
                        </div>
                    </li>
                }))}
            </ul>
        </nav>
    }
}
