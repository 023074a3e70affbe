//! Which links are kept: safe ones to elsewhere, those to pages of the portal, and those within
//! the document. Addresses that stand bare in the text become links.

use madoguchi_contract::rich_text::is_safe_link;

/// Where a link may lead.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// Stored as it is.
    Keep(String),
    /// A target within the document, without the `#`; good when there is one.
    Within(String),
    /// Another article, by the provider's identifier.
    Article(String),
    /// Nowhere we know; its words stay.
    Nowhere,
}

/// Stands before the identifier of an article that a stored text links to.
pub const ARTICLE: &str = "article:";

/// Pages of the portal that a text may link to, by the first part of their path.
const PAGES: &[&str] =
    &["announcements", "cases", "enquiries", "knowledge", "reports", "services", "work-requests"];

/// Judges an address as the author wrote it.
pub fn target(address: &str) -> Target {
    let address = address.trim().replace(' ', "%20");
    if let Some(fragment) = address.strip_prefix('#') {
        return Target::Within(fragment.to_owned());
    }
    if !is_safe_link(&address) {
        return article(&address).map_or(Target::Nowhere, Target::Article);
    }
    match address.strip_prefix('/') {
        Some(path) if !is_page(path) => Target::Nowhere,
        _ => Target::Keep(address),
    }
}

/// `other-article.md`, in this folder or one above.
fn article(address: &str) -> Option<String> {
    let path = address.split('#').next().unwrap_or_default();
    let name = path.trim_start_matches("../").trim_start_matches("./").strip_suffix(".md")?;
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    is_name.then(|| name.to_owned())
}

/// Paths of other sites look alike (`/services/pricing/…`), so the shape is checked as well.
fn is_page(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [page] => PAGES.contains(page),
        ["knowledge", "search"] | ["enquiries", "new"] => true,
        ["knowledge", "articles", number] | ["cases" | "announcements" | "services", number] => {
            number.len() >= 4
                && number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// A stretch of text: words, or an address that stands in it.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    Address(&'a str),
}

/// Finds addresses of web pages in a text. They end where their characters end, so Japanese may
/// follow without a space, and closing punctuation is not part of them. Every character is looked
/// at a bounded number of times: what turns out to be no address is not read again.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut words, mut from) = (0, 0);
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        if continues_a_word(text, start) {
            from = start + 4;
            continue;
        }
        let length = match address_length(&text[start..]) {
            Ok(length) => length,
            Err(read) => {
                from = start + read.max(4);
                continue;
            }
        };
        if words < start {
            pieces.push(Piece::Words(&text[words..start]));
        }
        pieces.push(Piece::Address(&text[start..start + length]));
        (words, from) = (start + length, start + length);
    }
    if words < text.len() {
        pieces.push(Piece::Words(&text[words..]));
    }
    pieces
}

fn continues_a_word(text: &str, start: usize) -> bool {
    text[..start].chars().next_back().is_some_and(|before| before.is_ascii_alphanumeric())
}

/// Length of the address that `text` begins with; when it does not, how far it was read.
fn address_length(text: &str) -> Result<usize, usize> {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return Err(0);
    };
    let scheme = text.len() - rest.len();
    // The host alone decides in nearly every case, and what follows may be very long.
    let host = rest.find(|c: char| !is_host_character(c)).unwrap_or(rest.len());
    if !rest[..host].contains('.') || rest.starts_with('.') {
        return Err(scheme);
    }
    let end = rest.find(|c: char| !is_address_character(c)).unwrap_or(rest.len());
    let mut address = rest[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_']);
    let mut surplus = address.matches(')').count().saturating_sub(address.matches('(').count());
    while surplus > 0 && address.ends_with(')') {
        address = address[..address.len() - 1].trim_end_matches(['.', ',']);
        surplus -= 1;
    }
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && host.chars().all(is_host_character);
    if is_host { Ok(scheme + address.len()) } else { Err(scheme + end) }
}

fn is_host_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || ".-:".contains(character)
}

fn is_address_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(character)
}

/// Whether a text is Japanese, so that words of our own fit in.
pub fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'))
}
