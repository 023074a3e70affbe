//! Headings as an outline: levels from 2 without gaps, ids unique in the document, and the links
//! that lead to them.

use std::collections::{HashMap, HashSet};

use madoguchi_contract::rich_text::{Block, Document};
use unicode_normalization::UnicodeNormalization;

use super::walk;

/// Longest id of a heading, in characters.
const ID: usize = 60;

/// Ids given so far, and what leads to them.
#[derive(Debug, Default)]
pub struct Outline {
    ids: HashSet<String>,
    /// How often a heading was called the same.
    repeated: HashMap<String, usize>,
    /// Name of a target, as authors write it, to the id of the heading it stands at.
    targets: HashMap<String, String>,
    /// Targets before the first heading.
    waiting: Vec<String>,
    last: Option<String>,
}

impl Outline {
    /// Gives the next heading its id; `names` are the targets that stand in it.
    pub fn heading(&mut self, text: &str, names: Vec<String>) -> String {
        let slug = slug(text);
        let base = if slug.is_empty() { "section".to_owned() } else { format!("section-{slug}") };
        let mut id = base.clone();
        while !self.ids.insert(id.clone()) {
            let count = self.repeated.entry(base.clone()).or_insert(1);
            *count += 1;
            id = format!("{base}-{count}");
        }
        let waiting = std::mem::take(&mut self.waiting);
        for name in names.into_iter().chain(waiting).chain([slug]) {
            self.targets.entry(name.to_lowercase()).or_insert_with(|| id.clone());
        }
        self.last = Some(id.clone());
        id
    }

    /// A target in running text: links to it lead to the heading above, or else the one below.
    pub fn target(&mut self, name: String) {
        match &self.last {
            Some(id) => {
                self.targets.entry(name.to_lowercase()).or_insert_with(|| id.clone());
            }
            None => self.waiting.push(name),
        }
    }

    fn resolve(&self, fragment: &str) -> Option<String> {
        let id = self.targets.get(&fragment.to_lowercase())?;
        Some(format!("#{id}"))
    }

    /// Points links within the document at headings; those that lead nowhere become words.
    pub fn resolve_links(&self, blocks: &mut [Block]) {
        walk::replace_links(blocks, &mut |href| match href.strip_prefix('#') {
            Some(fragment) => self.resolve(fragment),
            None => Some(href),
        });
    }
}

/// Letters and digits in lower case, everything else a hyphen.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.nfkc().flat_map(char::to_lowercase).take(ID) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// Lets levels begin at 2 and go down one at a time, keeping which heading is below which.
pub fn level(blocks: &mut [Block]) {
    let mut above: Vec<u8> = Vec::new();
    for_each_heading(blocks, &mut |level| {
        above.retain(|higher| *higher < *level);
        above.push(*level);
        *level = u8::try_from(above.len() + 1).unwrap_or(6).min(6);
    });
}

/// Leaves out a first heading that only repeats `title`, which the page shows itself.
pub fn drop_title(document: &mut Document, title: &str) {
    let same = |text: &str| -> String {
        text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    if let Some(Block::Heading { content, .. }) = document.0.first() {
        let heading = Document(vec![Block::Paragraph { content: content.clone() }]).plain_text();
        if same(&heading) == same(title) {
            document.0.remove(0);
            level(&mut document.0);
        }
    }
}

fn for_each_heading(blocks: &mut [Block], act: &mut impl FnMut(&mut u8)) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => act(level),
            Block::Quote { blocks } | Block::Callout { blocks, .. } => {
                for_each_heading(blocks, act)
            }
            Block::List { items, .. } => {
                for item in items {
                    for_each_heading(&mut item.blocks, act);
                }
            }
            _ => {}
        }
    }
}
