//! Draws the typed tree of a text, node by node: no HTML ever comes from the wire.
//! Nodes this version does not know are left out.

use leptos::prelude::*;
use madoguchi_contract::rich_text::{
    Align, Block, Cell, Document, Inline, ListItem, Mark, Tone, is_safe_link, is_safe_picture,
};

use crate::{i18n::t, ui::icon::Icon};

/// A text in the reading column; `class` adds to `prose`.
#[component]
pub fn RichText(
    /// The text.
    document: Document,
    /// Further classes, such as `prose--entry`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! { <div class=format!("prose {class}")>{blocks(document.0)}</div> }
}

fn blocks(blocks: Vec<Block>) -> Vec<AnyView> {
    blocks.into_iter().map(block).collect()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph { content } => view! { <p>{inlines(content)}</p> }.into_any(),
        Block::Heading { level, id, content } => heading(level, id, inlines(content)),
        Block::List { start: Some(start), items } => {
            view! { <ol start=start.to_string()>{list_items(items)}</ol> }.into_any()
        }
        Block::List { start: None, items } => view! { <ul>{list_items(items)}</ul> }.into_any(),
        Block::Code { text, .. } => view! {
            // Long lines scroll inside; the keyboard must reach them.
            <pre tabindex="0" role="region" aria-label=t::text_code><code>{text}</code></pre>
        }
        .into_any(),
        Block::Quote { blocks: inner } => {
            view! { <blockquote>{blocks(inner)}</blockquote> }.into_any()
        }
        Block::Callout { tone, blocks: inner } => callout(tone, inner),
        Block::Table { head, rows } => table(head, rows),
        Block::Rule => view! { <hr/> }.into_any(),
        Block::Unknown => ().into_any(),
    }
}

fn heading(level: u8, id: String, text: Vec<AnyView>) -> AnyView {
    let id = (!id.is_empty()).then_some(id);
    match level {
        0..=2 => view! { <h2 id=id>{text}</h2> }.into_any(),
        3 => view! { <h3 id=id>{text}</h3> }.into_any(),
        4 => view! { <h4 id=id>{text}</h4> }.into_any(),
        5 => view! { <h5 id=id>{text}</h5> }.into_any(),
        _ => view! { <h6 id=id>{text}</h6> }.into_any(),
    }
}

fn list_items(items: Vec<ListItem>) -> Vec<AnyView> {
    items
        .into_iter()
        .map(|item| {
            let mark = item.checked.map(|checked| {
                let text = move || if checked { t::text_done() } else { t::text_open() };
                let icon = if checked { "success" } else { "state-new" };
                view! { <Icon name=icon class="icon--line"/><span class="sr-only">{text}</span> }
            });
            // A lone paragraph is the entry itself, not a text inside it.
            let content = match <[Block; 1]>::try_from(item.blocks) {
                Ok([Block::Paragraph { content }]) => inlines(content),
                Ok([other]) => vec![block(other)],
                Err(several) => blocks(several),
            };
            view! { <li>{mark}{content}</li> }.into_any()
        })
        .collect()
}

fn callout(tone: Tone, inner: Vec<Block>) -> AnyView {
    let (class, icon, title): (_, _, fn() -> &'static str) = match tone {
        Tone::Note => ("notice notice--info", "info", t::text_note),
        Tone::Tip => ("notice notice--done", "success", t::text_tip),
        Tone::Warning => ("notice notice--turn", "warning", t::text_warning),
        Tone::Danger => ("notice notice--danger", "error", t::text_danger),
    };
    view! {
        <div class=class role="note">
            <Icon name=icon/>
            <div class="notice-body"><p class="notice-title">{title}</p>{blocks(inner)}</div>
        </div>
    }
    .into_any()
}

fn table(head: Vec<Cell>, rows: Vec<Vec<Cell>>) -> AnyView {
    // An empty head is what writers leave over a table of facts.
    let headless = head.iter().all(|cell| cell.content.is_empty());
    let head = (!headless).then(|| {
        let cells = head
            .into_iter()
            .map(|cell| view! { <th scope="col" class=align(cell.align)>{inlines(cell.content)}</th> })
            .collect_view();
        view! { <thead><tr>{cells}</tr></thead> }
    });
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .map(|cell| view! { <td class=align(cell.align)>{inlines(cell.content)}</td> })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::text_table>
            <table>{head}<tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn align(align: Align) -> Option<&'static str> {
    match align {
        Align::Start => None,
        Align::Center => Some("align-center"),
        Align::End => Some("align-end"),
    }
}

fn inlines(content: Vec<Inline>) -> Vec<AnyView> {
    content.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text { text } => text.into_any(),
        Inline::Code { text } => view! { <code>{text}</code> }.into_any(),
        Inline::Break => view! { <br/> }.into_any(),
        Inline::Marked { mark, content } => marked(mark, inlines(content)),
        // The server stores safe links only; a newer or foreign backend is not trusted with it.
        Inline::Link { href, content } if is_safe_link(&href) => {
            view! { <a href=href rel="noreferrer">{inlines(content)}</a> }.into_any()
        }
        Inline::Link { content, .. } => inlines(content).into_any(),
        Inline::Image { src, alt, width, height } if is_safe_picture(&src) => view! {
            <img src=src alt=alt loading="lazy" decoding="async"
                width=width.map(|w| w.to_string()) height=height.map(|h| h.to_string())/>
        }
        .into_any(),
        Inline::Image { alt, .. } => alt.into_any(),
        Inline::Unknown => ().into_any(),
    }
}

fn marked(mark: Mark, text: Vec<AnyView>) -> AnyView {
    match mark {
        Mark::Strong => view! { <strong>{text}</strong> }.into_any(),
        Mark::Emphasis => view! { <em>{text}</em> }.into_any(),
        Mark::Underline => view! { <u>{text}</u> }.into_any(),
        Mark::Strike => view! { <s>{text}</s> }.into_any(),
        Mark::Highlight => view! { <mark>{text}</mark> }.into_any(),
        Mark::Keyboard => view! { <kbd>{text}</kbd> }.into_any(),
        Mark::Subscript => view! { <sub>{text}</sub> }.into_any(),
        Mark::Superscript => view! { <sup>{text}</sup> }.into_any(),
        Mark::Unknown => text.into_any(),
    }
}
