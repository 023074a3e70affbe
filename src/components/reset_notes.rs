//! What to know about a reset, beside each of its steps, because the answers reveal nothing.

use leptos::prelude::*;

use crate::{i18n::t, state::site::use_site, util::erased::dynamic};

/// The figures, and whom to ask for a forgotten user ID or address.
#[component]
pub fn ResetNotes() -> impl IntoView {
    let site = use_site();
    let figures = move || site.options().map(|options| options.reset).unwrap_or_default();
    view! {
        <aside class="entry-side-pane stack stack--wide" aria-label=t::reset_notes_title>
            <section class="stack stack--tight">
                <h2 class="side-title">{t::reset_notes_title}</h2>
                {dynamic(move || {
                    let figures = figures();
                    view! {
                        <ul class="notes small">
                            <li>{t::reset_note_link(u64::from(figures.link_minutes))}</li>
                            <li>{t::reset_note_block(&figures.attempts, &figures.block_minutes)}</li>
                            <li>{t::reset_note_again(&figures.again_hours)}</li>
                            <li>{t::reset_note_sessions}</li>
                        </ul>
                    }
                })}
            </section>
            <section class="stack stack--tight">
                <h2 class="side-title">{t::reset_ask_title}</h2>
                <p class="small">{t::reset_ask_text}</p>
            </section>
        </aside>
    }
}
