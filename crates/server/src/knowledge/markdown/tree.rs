//! A tolerant tree: Markdown opens and closes in order, HTML in whatever order its author liked.
//! An HTML end tag never closes what Markdown opened.

use madoguchi_contract::rich_text::Mark;
use pulldown_cmark::Alignment;

/// Elements open at once; what is nested deeper is taken as if its tags were not there.
const MAX_OPEN: usize = 100;

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    /// A part without a form of its own.
    Group,
    Heading(u8),
    Quote,
    List(Option<u32>),
    Item {
        checked: Option<bool>,
    },
    /// With the info string.
    CodeBlock(String),
    Table(Vec<Alignment>),
    Row,
    Cell,
    /// The visible line of `<details>`.
    Summary,
    Rule,
    Mark(Mark),
    Link(String),
    /// A picture; inside stands what it shows.
    Image {
        source: String,
    },
    /// Inline code whose text stands inside.
    CodeGroup,
    /// Inline code.
    Code(String),
    Text(String),
    /// A target of links inside the document.
    Anchor(String),
    Break,
}

impl Kind {
    /// Whether it stands on lines of its own.
    pub fn is_block(&self) -> bool {
        match self {
            Self::Mark(_) | Self::Link(_) | Self::Image { .. } | Self::CodeGroup => false,
            Self::Code(_) | Self::Text(_) | Self::Anchor(_) | Self::Break => false,
            Self::Group | Self::Heading(_) | Self::Quote | Self::List(_) | Self::Item { .. } => {
                true
            }
            Self::CodeBlock(_) | Self::Table(_) | Self::Row | Self::Cell => true,
            Self::Summary | Self::Rule => true,
        }
    }
}

/// A node with what stands in it.
#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    pub children: Vec<Node>,
    /// Whether it is a block or holds one, at any depth.
    pub holds_block: bool,
}

impl Node {
    pub fn new(kind: Kind) -> Self {
        let holds_block = kind.is_block();
        Self { kind, children: Vec::new(), holds_block }
    }
}

struct Open {
    node: Node,
    /// The tag that closes it; `None` for what Markdown opened.
    tag: Option<String>,
}

/// A tree while it grows.
pub struct Tree {
    root: Vec<Node>,
    open: Vec<Open>,
    /// What Markdown has open: its place in `open`, or `None` when it was too deep.
    markdown: Vec<Option<usize>>,
}

impl Tree {
    pub fn new() -> Self {
        Self { root: Vec::new(), open: Vec::new(), markdown: Vec::new() }
    }

    /// Closes everything and hands the nodes over.
    pub fn finish(mut self) -> Vec<Node> {
        self.fold_to(0);
        self.root
    }

    pub fn open_markdown(&mut self, kind: Kind) {
        if self.open.len() >= MAX_OPEN {
            return self.open_nothing();
        }
        if kind.is_block() {
            self.close_html_lines();
        }
        self.markdown.push(Some(self.open.len()));
        self.open.push(Open { node: Node::new(kind), tag: None });
    }

    /// Markdown opened something that is not wanted; its end will come nevertheless.
    pub fn open_nothing(&mut self) {
        self.markdown.push(None);
    }

    pub fn close_markdown(&mut self) {
        if let Some(Some(place)) = self.markdown.pop() {
            self.fold_to(place);
        }
    }

    pub fn open_html(&mut self, tag: &str, kind: Kind) {
        if self.open.len() < MAX_OPEN {
            self.open.push(Open { node: Node::new(kind), tag: Some(tag.to_owned()) });
        }
    }

    /// Closes the innermost element that `tag` opened, with all inside it.
    pub fn close_html(&mut self, tag: &str) {
        if let Some(place) = self.find_html(tag) {
            self.fold_to(place);
        }
    }

    /// Closes the innermost of several tags, unless a barrier stands before it: a new `<td>` ends
    /// the cell before, but not the cell around its own table.
    pub fn close_html_until(&mut self, tags: &[&str], barriers: &[&str]) {
        let floor = self.html_floor();
        let found = (floor..self.open.len()).rev().find_map(|place| {
            let tag = self.open[place].tag.as_deref()?;
            let bars = barriers.contains(&tag);
            (bars || tags.contains(&tag)).then_some((place, bars))
        });
        if let Some((place, false)) = found {
            self.fold_to(place);
        }
    }

    /// Closes what HTML left open within a line: a stray `<b>` must not swallow what follows.
    pub fn close_html_lines(&mut self) {
        let floor = self.html_floor();
        while self.open.len() > floor
            && self
                .open
                .last()
                .is_some_and(|open| !open.node.kind.is_block() || open.tag.as_deref() == Some("p"))
        {
            self.fold_to(self.open.len() - 1);
        }
    }

    /// Whether HTML has `tag` open here.
    pub fn has_html(&self, tag: &str) -> bool {
        self.find_html(tag).is_some()
    }

    /// Whether white space counts here.
    pub fn is_verbatim(&self) -> bool {
        self.open.iter().any(|open| matches!(open.node.kind, Kind::CodeBlock(_)))
    }

    pub fn add(&mut self, kind: Kind) {
        self.push(Node::new(kind));
    }

    /// Adds text, to the text before it where there is one.
    pub fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let children = match self.open.last_mut() {
            Some(open) => &mut open.node.children,
            None => &mut self.root,
        };
        if let Some(Node { kind: Kind::Text(before), .. }) = children.last_mut() {
            before.push_str(text);
        } else {
            children.push(Node::new(Kind::Text(text.to_owned())));
        }
    }

    /// Says of the innermost entry of a list whether it is done.
    pub fn mark_task(&mut self, done: bool) {
        for open in self.open.iter_mut().rev() {
            if let Kind::Item { checked } = &mut open.node.kind {
                *checked = Some(done);
                return;
            }
        }
    }

    fn find_html(&self, tag: &str) -> Option<usize> {
        (self.html_floor()..self.open.len())
            .rev()
            .find(|&place| self.open[place].tag.as_deref() == Some(tag))
    }

    /// Where the elements begin that HTML opened inside the innermost one of Markdown.
    fn html_floor(&self) -> usize {
        self.markdown.iter().rev().find_map(|place| *place).map_or(0, |place| place + 1)
    }

    fn fold_to(&mut self, place: usize) {
        while self.open.len() > place {
            if let Some(open) = self.open.pop() {
                self.push(open.node);
            }
        }
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(open) => {
                open.node.holds_block |= node.holds_block;
                open.node.children.push(node);
            }
            None => self.root.push(node),
        }
    }
}
