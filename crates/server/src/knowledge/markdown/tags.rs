//! The tags of HTML: which of them mark text, which hide it, and which there are at all.
//! What is none of them is text that looks like a tag.

use madoguchi_contract::rich_text::Mark;

/// The mark that a tag makes.
pub(super) fn mark(name: &str) -> Option<Mark> {
    Some(match name {
        "b" | "strong" => Mark::Strong,
        "i" | "em" | "cite" | "dfn" => Mark::Emphasis,
        "u" | "ins" => Mark::Underline,
        "s" | "del" | "strike" => Mark::Strike,
        "mark" => Mark::Highlight,
        "kbd" => Mark::Keyboard,
        "sub" => Mark::Subscript,
        "sup" => Mark::Superscript,
        _ => return None,
    })
}

/// Whose content no browser shows.
pub(super) fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "head")
}

/// Whether HTML knows that tag.
pub(super) fn is_html(name: &str) -> bool {
    mark(name).is_some() || is_hidden(name) || TAGS.binary_search(&name).is_ok()
}

/// Tags of HTML beside marks and hidden ones, sorted.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "label",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "samp",
    "section",
    "select",
    "small",
    "span",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];
