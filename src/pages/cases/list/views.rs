//! The views of the case list with their counts: a rail on a wide screen, a select on a phone.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use madoguchi_contract::cases::CaseView;

use crate::{
    api::cases::ListQuery,
    components::wording,
    i18n::{self, t},
    routes,
    state::counts::use_counts,
    ui::select::Select,
    util::{
        erased::{attribute, dynamic},
        intl,
    },
};

/// The views.
#[component]
pub fn Views(
    /// The one that is shown.
    view: Memo<CaseView>,
    /// The whole question, of which another view keeps the sort and the page size.
    asked: Memo<ListQuery>,
) -> impl IntoView {
    let navigate = use_navigate();
    let address = move |view: CaseView| {
        let id = if view == CaseView::All { "" } else { view.id() };
        asked.with(|asked| routes::cases(id, &asked.sort, &asked.limit, ""))
    };
    let counts = use_counts();
    let options = Signal::derive(move || {
        CaseView::ALL
            .map(|view| {
                let text = match counts.cases() {
                    Some(counts) => t::view_with_count(&wording::view(view), &counts.of(view)),
                    None => wording::view(view).to_owned(),
                };
                (view.id().to_owned(), text)
            })
            .to_vec()
    });
    let change = Callback::new(move |id: String| {
        navigate(&address(CaseView::from_id(&id).unwrap_or_default()), Default::default());
    });
    view! {
        <div class="views-box">
            <nav class="views only-wide" aria-label=t::views>
                <ul>
                    {CaseView::ALL.map(|item| view! {
                        <li>
                            <a class="view-link" href=attribute(move || address(item))
                                aria-current=attribute(move || (view.get() == item).then_some("page"))>
                                {dynamic(move || wording::view(item))}
                                " "
                                <Count view=item/>
                            </a>
                        </li>
                    })}
                </ul>
            </nav>
            <div class="field not-wide">
                <label class="label label--small" for="case-view">{t::views}</label>
                <Select id="case-view" options=options
                    value=Signal::derive(move || view.get().id().to_owned()) on_change=change/>
            </div>
        </div>
    }
}

#[component]
fn Count(view: CaseView) -> impl IntoView {
    let counts = use_counts();
    move || {
        counts.cases().map(|counts| {
            let count = counts.of(view);
            let class =
                if view == CaseView::Action && count > 0 { "count count--turn" } else { "count" };
            view! {
                <span class=class>
                    <span aria-hidden="true">{intl::number(count, i18n::language())}</span>
                    <span class="sr-only">{t::cases_count(count)}</span>
                </span>
            }
        })
    }
}
