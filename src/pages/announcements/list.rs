//! `/announcements`: everything the desk has told this reader.

use leptos::prelude::*;

use crate::{
    api,
    components::{
        announcement_list::AnnouncementList,
        breadcrumb::Breadcrumb,
        loaded::{Loaded, load},
        page_title::PageTitle,
    },
    i18n::t,
    ui::empty::Empty,
};

/// The list of announcements.
#[component]
pub fn AnnouncementsPage() -> impl IntoView {
    let announcements = load(api::announcements::list);
    view! {
        <div class="wrap page">
            <div class="stack stack--tight">
                <Breadcrumb><li aria-current="page">{t::announcements}</li></Breadcrumb>
                <PageTitle text=Signal::derive(|| t::announcements().to_owned())/>
            </div>
            <div class="panel">
                <Loaded load=announcements children=|list| if list.items.is_empty() {
                    view! {
                        <Empty icon="notice"
                            title=Signal::derive(|| t::announcements_none().to_owned())
                            text=Signal::derive(|| t::announcements_none_text().to_owned())/>
                    }
                    .into_any()
                } else {
                    view! { <AnnouncementList items=list.items/> }.into_any()
                }/>
            </div>
        </div>
    }
}
