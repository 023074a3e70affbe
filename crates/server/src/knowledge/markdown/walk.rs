//! Walking through a finished document: every link, wherever it stands.
//! The converter uses it for links within a text, articles for links to one another.

use madoguchi_contract::rich_text::{Block, Inline};

/// Lets `decide` replace the address of every link; a link without one becomes its words.
pub fn replace_links(blocks: &mut [Block], decide: &mut impl FnMut(String) -> Option<String>) {
    for block in blocks {
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => {
                in_line(content, decide);
            }
            Block::Quote { blocks } | Block::Callout { blocks, .. } => {
                replace_links(blocks, decide);
            }
            Block::List { items, .. } => {
                for item in items {
                    replace_links(&mut item.blocks, decide);
                }
            }
            Block::Table { head, rows } => {
                for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                    in_line(&mut cell.content, decide);
                }
            }
            Block::Code { .. } | Block::Rule | Block::Unknown => {}
        }
    }
}

fn in_line(line: &mut Vec<Inline>, decide: &mut impl FnMut(String) -> Option<String>) {
    let mut out = Vec::with_capacity(line.len());
    for inline in line.drain(..) {
        match inline {
            Inline::Link { href, mut content } => {
                in_line(&mut content, decide);
                match decide(href) {
                    Some(href) => out.push(Inline::Link { href, content }),
                    None => out.append(&mut content),
                }
            }
            Inline::Marked { mark, mut content } => {
                in_line(&mut content, decide);
                out.push(Inline::Marked { mark, content });
            }
            other => out.push(other),
        }
    }
    *line = out;
}
