//! HTML fragments inside Markdown: tags with a meaning for readers become nodes, tags without one
//! vanish, and what is no tag of HTML at all (`<user name>`) stays as it is typed.

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::{
    tags::{is_hidden, is_html, mark},
    tree::{Kind, Tree},
};

/// One tag, comment or the like within a line.
pub fn inline(tree: &mut Tree, fragment: &str) {
    read(tree, fragment);
}

/// Lines of HTML between blank lines. A sample of XML without a fence is shown as code.
pub fn block(tree: &mut Tree, lines: &str) {
    let first = tokens(lines).find_map(|token| match token {
        Token::StartTag(tag) => Some(name(&tag.name)),
        Token::EndTag(tag) => Some(name(&tag.name)),
        _ => None,
    });
    tree.close_html_lines();
    if first.is_some_and(|name| !is_html(&name)) {
        tree.open_html("xml", Kind::CodeBlock("xml".to_owned()));
        tree.text(lines);
        return tree.close_html("xml");
    }
    read(tree, lines);
    tree.close_html_lines();
}

fn tokens(source: &str) -> impl Iterator<Item = Token<usize>> {
    Tokenizer::new_with_emitter(source, DefaultEmitter::<usize>::new_with_span())
        .filter_map(Result::ok)
}

fn read(tree: &mut Tree, source: &str) {
    let mut done = 0;
    let mut hidden: Option<String> = None;
    for token in tokens(source) {
        match token {
            Token::StartTag(tag) => {
                done = tag.span.end;
                let name = name(&tag.name);
                if hidden.is_some() {
                    continue;
                }
                if is_hidden(&name) && source[done.min(source.len())..].contains("</") {
                    hidden = Some(name);
                } else if is_html(&name) && !is_hidden(&name) {
                    start(tree, &name, &tag);
                } else {
                    tree.text(raw(source, tag.span.start, tag.span.end));
                }
            }
            Token::EndTag(tag) => {
                done = tag.span.end;
                if hidden.is_none() {
                    end(tree, &tag, source);
                } else if hidden.as_deref() == Some(&*name(&tag.name)) {
                    hidden = None;
                }
            }
            Token::String(text) => {
                done = text.span.end;
                if hidden.is_none() {
                    tree.text(&String::from_utf8_lossy(&text));
                }
            }
            Token::Comment(comment) => done = comment.span.end.max(done),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    // `<table の中` never became a tag: it is text that begins like one.
    let rest = source.get(done..).unwrap_or_default();
    if hidden.is_none()
        && rest.starts_with('<')
        && !rest.starts_with("<!")
        && !rest.starts_with("<?")
    {
        tree.text(rest);
    }
}

fn raw(source: &str, start: usize, end: usize) -> &str {
    source.get(start..end.min(source.len())).unwrap_or_default()
}

fn name(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).trim().to_owned())
}

fn start(tree: &mut Tree, name: &str, tag: &StartTag<usize>) {
    if let Some(id) =
        attribute(tag, "id").or_else(|| attribute(tag, "name").filter(|_| name == "a"))
    {
        tree.add(Kind::Anchor(id));
    }
    if let Some(mark) = mark(name) {
        return tree.open_html(name, Kind::Mark(mark));
    }
    match name {
        "a" => {
            if let Some(href) = attribute(tag, "href") {
                tree.open_html(name, Kind::Link(href));
            }
        }
        "br" => tree.add(Kind::Break),
        "wbr" => {}
        "hr" => tree.add(Kind::Rule),
        "img" => image(tree, tag),
        "iframe" | "video" | "audio" | "embed" => {
            if let Some(source) = attribute(tag, "src") {
                tree.open_html(name, Kind::Link(source.clone()));
                tree.text(&source);
                tree.close_html(name);
            }
        }
        "code" | "tt" | "samp" | "var" if !tree.is_verbatim() => {
            tree.open_html(name, Kind::CodeGroup);
        }
        "code" | "tt" | "samp" | "var" => {}
        _ => start_block(tree, name, tag),
    }
}

fn start_block(tree: &mut Tree, name: &str, tag: &StartTag<usize>) {
    let kind = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            Kind::Heading(name.as_bytes().get(1).map_or(2, |digit| digit - b'0'))
        }
        "blockquote" => Kind::Quote,
        "ul" | "menu" | "dir" => Kind::List(None),
        "ol" => Kind::List(Some(
            attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
        )),
        "li" => Kind::Item { checked: None },
        "pre" | "xmp" | "listing" => Kind::CodeBlock(String::new()),
        "table" => Kind::Table(Vec::new()),
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "summary" | "dt" => Kind::Summary,
        "p" | "div" | "details" | "section" | "article" | "aside" | "center" | "dd" | "dl"
        | "figure" | "figcaption" | "caption" | "header" | "footer" | "main" | "nav" | "form"
        | "fieldset" | "address" => Kind::Group,
        _ => return,
    };
    // End tags that HTML lets its authors leave out.
    match name {
        "li" => tree.close_html_until(&["li"], &["ul", "ol"]),
        "tr" => tree.close_html_until(&["tr"], &["table"]),
        "td" | "th" => tree.close_html_until(&["td", "th"], &["tr", "table"]),
        "dt" | "dd" => tree.close_html_until(&["dt", "dd"], &["dl"]),
        "p" => tree.close_html_until(&["p"], &["td", "th", "li", "div", "blockquote"]),
        _ => {}
    }
    tree.open_html(name, kind);
}

fn end(tree: &mut Tree, tag: &EndTag<usize>, source: &str) {
    let name = name(&tag.name);
    match &*name {
        "br" => tree.add(Kind::Break),
        _ if !is_html(&name) || (is_hidden(&name) && !tree.has_html(&name)) => {
            tree.text(raw(source, tag.span.start, tag.span.end));
        }
        _ => tree.close_html(&name),
    }
}

fn image(tree: &mut Tree, tag: &StartTag<usize>) {
    let alt = attribute(tag, "alt").filter(|alt| !alt.is_empty());
    let words = alt.or_else(|| attribute(tag, "title")).unwrap_or_default();
    tree.open_html("img", Kind::Image { source: attribute(tag, "src").unwrap_or_default() });
    tree.text(&words);
    tree.close_html("img");
}
