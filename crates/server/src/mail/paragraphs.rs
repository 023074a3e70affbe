//! The plain text of a mail as HTML: one layout around its paragraphs.
//! Nothing is written twice, so the two parts of a mail cannot say different things.

use minijinja::{Value, context};

use super::files;

/// What the layout says around and inside the paragraphs.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Of the text: `ja`, `en`.
    pub language: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// The provider's name.
    pub provider: &'a str,
    /// The provider's colour.
    pub colour: &'a str,
    /// Where the portal is, without a slash at the end: lines with an address in it become links.
    pub portal: &'a str,
    /// The page concerned: the paragraph that ends in it becomes a button.
    pub page: Option<&'a str>,
    /// A code to be typed: the paragraph with it is shown large.
    pub code: Option<&'a str>,
}

impl Sheet<'_> {
    /// The HTML of `text` with `footer` below it; the reason when it cannot be made.
    pub fn html(&self, text: &str, footer: &str) -> Result<String, String> {
        let html = files::fill(
            "layout.html",
            context! {
                language => self.language,
                subject => self.subject,
                provider => self.provider,
                colour => self.colour,
                blocks => self.blocks(text),
                footer => self.blocks(footer),
            },
        )?;
        // Slashes are escaped for scripts, of which there are none; filters like plain addresses better.
        Ok(html.replace("&#x2f;", "/"))
    }

    fn blocks(&self, text: &str) -> Value {
        paragraphs(text).map(|paragraph| self.block(paragraph)).collect::<Vec<_>>().into()
    }

    fn block(&self, paragraph: &str) -> Value {
        if let Some((label, link)) = self.button(paragraph) {
            return context! { kind => "button", label, link };
        }
        let kind = if self.code == Some(paragraph) { "code" } else { "text" };
        let lines: Vec<Value> = paragraph
            .lines()
            .map(|line| context! { text => line, link => self.is_address(line) })
            .collect();
        context! { kind, lines }
    }

    /// What a button says and where it leads, if the paragraph is one: its label, and the page.
    fn button<'p>(&self, paragraph: &'p str) -> Option<(&'p str, &'p str)> {
        let (label, link) = paragraph.rsplit_once('\n')?;
        (Some(link) == self.page).then(|| (label.trim_end_matches([':', '：']), link))
    }

    /// Only the portal's own addresses become links, whatever a subject looks like.
    fn is_address(&self, line: &str) -> bool {
        line.strip_prefix(self.portal).is_some_and(|rest| rest.starts_with('/'))
            && !line.contains(char::is_whitespace)
    }
}

/// What stands between empty lines.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}
