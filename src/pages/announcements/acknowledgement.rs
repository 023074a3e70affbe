//! What an announcement asks of its reader: to say that they have taken note of it.
//! Said once; afterwards it shows when.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::announcements::Announcement;

use crate::{
    api,
    components::{loaded::Load, wording},
    i18n::t,
    state::toasts::use_toasts,
    ui::{
        button::{Button, ButtonKind},
        time::Time,
    },
};

/// The request and its button, or when it was followed.
#[component]
pub fn Acknowledgement(
    /// The announcement's number.
    number: String,
    /// When the reader acknowledged it.
    at: Option<String>,
    /// The announcement, read again after the button was pressed.
    announcement: Load<Announcement>,
) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let acknowledge = move |()| {
        let number = number.clone();
        busy.set(true);
        spawn_local(async move {
            match api::announcements::acknowledge(&number).await {
                Ok(()) => announcement.again(),
                Err(error) => toasts.failed(wording::failure(&error)),
            }
            busy.try_set(false);
        });
    };
    let view = match at {
        Some(at) => view! {
            <p class="result-meta">
                <span class="tag tag--done">{t::announcement_acknowledged}</span>
                <Time at=at/>
            </p>
        }
        .into_any(),
        None => view! {
            <p>{t::announcement_acknowledge_please}</p>
            <div class="button-row">
                <Button kind=ButtonKind::Primary busy=busy on_press=Callback::new(acknowledge)>
                    {t::announcement_acknowledge}
                </Button>
            </div>
        }
        .into_any(),
    };
    view! { <section class="panel"><div class="panel-body stack stack--tight">{view}</div></section> }
}
