//! The files of a case; a name is the download.

use crate::util::erased::attribute;
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
        <section class="panel" aria-label=t::tab_attachments aria-busy=attribute(move || files.busy().then_some("true"))>
            <Loaded load=files children=move |page| if page.items.is_empty() {
                view! {
                    <Empty icon="file" title=Signal::derive(|| t::attachments_none_title().to_owned())
                        text=Signal::derive(|| t::attachments_none_text().to_owned())/>
                }
                .into_any()
            } else {
                view! {
                    <ul class="uploads">
                        {page.items.into_iter().map(|file| view! {
                            <li class="upload">
                                <Icon name="file"/>
                                <div>
                                    <p class="upload-name">{name_link(context.number, &file)}</p>
                                    <p class="upload-status">
                                        {intl::size(file.size)} " · "
                                        {file.author.map(|author| view! { {author} " · " })}
                                        <Time at=file.at/>
                                    </p>
                                </div>
                            </li>
                        }).collect_view()}
                    </ul>
                }
                .into_any()
            }/>
        </section>
    }
}

/// A file in the stream: icon, name, size.
pub fn file_line(number: Signal<String>, file: &Attachment) -> impl IntoView + use<> {
    let size = intl::size(file.size);
    view! { <Icon name="file"/>{name_link(number, file)}<span class="soft xsmall num">{size}</span> }
}

/// The name of a file, which downloads it.
fn name_link(number: Signal<String>, file: &Attachment) -> impl IntoView + use<> {
    let (id, name) = (file.id, file.name.clone());
    let address = move || api::cases::attachment_address(&number.get(), id);
    view! { <a href=address download=name.clone() rel="external">{name.clone()}</a> }
}
