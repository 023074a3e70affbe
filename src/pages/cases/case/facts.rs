//! The facts of a case, beside the stream.

use crate::util::erased::dynamic;
use leptos::prelude::*;

use super::Context;
use crate::{components::wording, i18n::t, ui::time::AbsoluteTime};

/// Category, service, customer number, people, creation.
#[component]
pub fn Facts() -> impl IntoView {
    let context = expect_context::<Context>();
    view! {
        <aside class="sticky stack" aria-label=t::case_facts>
            <section class="panel">
                <div class="panel-head"><h2>{t::case_facts}</h2></div>
                <div class="panel-body">
                    {dynamic(move || context.case.value().map(|case| {
                        let summary = case.summary;
                        let category = summary.category.name;
                        let watchers = case.watchers.join(t::list_comma());
                        view! {
                            <dl class="facts facts--2">
                                {fact(t::case_category, view! { {dynamic(move || wording::label(&category))} }.into_any())}
                                {summary.service.map(|service| fact(t::case_service, service.into_any()))}
                                {fact(t::case_customer_number, view! { <span class="num">{summary.customer_number}</span> }.into_any())}
                                {fact(t::case_company, summary.company.into_any())}
                                {summary.contact.map(|contact| fact(t::case_contact, contact.into_any()))}
                                {(!watchers.is_empty()).then(|| fact(t::case_watchers, watchers.into_any()))}
                                {fact(t::case_created, view! { <AbsoluteTime at=case.created_at/> }.into_any())}
                            </dl>
                        }
                    }))}
                </div>
            </section>
        </aside>
    }
}

fn fact(name: fn() -> &'static str, value: AnyView) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}
