//! How to reach the desk: telephone, mail, and whether it answers now.

use leptos::prelude::*;

use crate::{
    components::footer::SupportHoursLine, routes, state::site::use_site, ui::icon::Icon,
    util::erased::dynamic,
};

/// Telephone, mail and hours.
#[component]
pub fn DeskContact() -> impl IntoView {
    let site = use_site();
    view! {
        {dynamic(move || site.options().map(|options| view! {
            <p class="phone-line">
                <Icon name="phone"/>
                <span>
                    <a class="tall-link num bold" href=routes::telephone(&options.support.telephone)>
                        {options.support.telephone.clone()}
                    </a>
                </span>
            </p>
            <p class="phone-line">
                <Icon name="enquiry"/>
                <a class="tall-link small" href=routes::mail(&options.support.mail)>{options.support.mail.clone()}</a>
            </p>
        }))}
        <div class="small">
            {dynamic(move || site.hours().map(|hours| view! { <SupportHoursLine hours=hours/> }))}
        </div>
    }
}
