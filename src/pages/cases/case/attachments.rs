//! The files of a case; a name is the download.

use leptos::prelude::*;
use madoguchi_contract::cases::Attachment;

use super::Context;
use crate::{
    api,
    components::loaded::{Loaded, load},
    i18n::t,
    ui::{empty::Empty, icon::Icon, time::Time},
    util::intl,
};

/// The tab with all files.
#[component]
pub fn Attachments() -> impl IntoView {
    let context = expect_context::<Context>();
    let files = load(move || {
        context.changes.track();
        api::cases::attachments(&context.number.get())
    });
    view! {
        <section class="panel" aria-label=t::tab_attachments aria-busy=move || files.busy().then_some("true")>
            <Loaded load=files children=move |page| if page.items.is_empty() {
                view! {
                    <Empty icon="file" title=Signal::derive(|| t::attachments_none_title().to_owned())
                        text=Signal::derive(|| t::attachments_none_text().to_owned())/>
                }
                .into_any()
            } else {
                view! {
                    <ul class="file-list">
                        {page.items.into_iter().map(|file| view! {
                            <li>
                                {file_link(context.number, &file)}
                                <span class="soft small">
                                    {file.author.clone().map(|author| view! { <span>{author}</span>" " })}
                                    <Time at=file.at.clone()/>
                                </span>
                            </li>
                        }).collect_view()}
                    </ul>
                }
                .into_any()
            }/>
        </section>
    }
}

/// A link that downloads the file, with its size.
pub fn file_link(number: Memo<String>, file: &Attachment) -> impl IntoView + use<> {
    let id = file.id;
    let address = move || api::cases::attachment_address(&number.get(), id);
    view! {
        <a href=address download=file.name.clone() rel="external"><Icon name="file"/>{file.name.clone()}</a>
        " "
        <span class="soft xsmall num">{intl::size(file.size)}</span>
    }
}
