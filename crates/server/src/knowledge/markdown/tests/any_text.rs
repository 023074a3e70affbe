//! Promises that hold for any text whatsoever, hostile ones included: bounded, well formed, and
//! nothing to read is lost.

use madoguchi_contract::rich_text::{Block, Document, MAX_DEPTH};
use proptest::prelude::*;

use super::super::to_document;

#[test]
fn hostile_text_is_read_in_bounded_time_depth_and_size() {
    for (hostile, times) in [
        ("> ", 20_000),
        ("- ", 20_000),
        ("<b>", 20_000),
        ("<div>", 20_000),
        ("<table><tr><td>", 10_000),
        ("<tr><td>", 10_000),
        ("<li>", 10_000),
        ("**a ", 20_000),
        ("[", 20_000),
        ("![](", 10_000),
        ("<br>", 20_000),
        ("# a\n\n", 20_000),
        ("https://a.b/)", 10_000),
        ("http://", 50_000),
        ("ahttp://a.b/", 30_000),
        ("http://a.b$/", 30_000),
        ("http://a.b,?x", 30_000),
        (")", 100_000),
        ("<!-- ", 20_000),
        ("`", 50_000),
        ("&nbsp;", 20_000),
        ("<details><summary>", 10_000),
        ("|a", 20_000),
        ("1. a\n   ", 10_000),
    ] {
        let input = hostile.repeat(times);
        let document = to_document(&input);
        check(&document);
        let size = serde_json::to_string(&document).unwrap().len();
        assert!(size <= 40 * input.len(), "{hostile}: {size}");
    }
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|b|\n".repeat(500));
    let document = to_document(&wide);
    check(&document);
    let ragged = format!("<table><tr>{}{}</table>", "<td>a".repeat(500), "<tr><td>b".repeat(5_000));
    let size = serde_json::to_string(&to_document(&ragged)).unwrap().len();
    assert!(size < 20 * ragged.len(), "{size}");
}

/// What the contract promises of every document.
fn check(document: &Document) {
    assert!(document.depth() <= MAX_DEPTH);
    assert!(document.links_are_safe());
    let wire = serde_json::to_string(document).unwrap();
    assert_eq!(&serde_json::from_str::<Document>(&wire).unwrap(), document);
    let mut ids = std::collections::HashSet::new();
    check_blocks(&document.0, &mut ids);
}

fn check_blocks(blocks: &[Block], ids: &mut std::collections::HashSet<String>) {
    for block in blocks {
        match block {
            Block::Heading { level, id, content } => {
                assert!((2..=6).contains(level) && !content.is_empty());
                assert!(ids.insert(id.clone()), "{id}");
            }
            Block::Paragraph { content } => assert!(!content.is_empty()),
            Block::Table { head, rows } => {
                assert!(!head.is_empty() && rows.iter().all(|row| row.len() == head.len()));
            }
            Block::List { items, .. } => {
                assert!(!items.is_empty());
                items.iter().for_each(|item| check_blocks(&item.blocks, ids));
            }
            Block::Quote { blocks } | Block::Callout { blocks, .. } => check_blocks(blocks, ids),
            _ => {}
        }
    }
}

/// Japanese letters only: what must be there whatever form it takes. Tags have none.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).collect()
}

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("**".to_owned()),
        Just("*".to_owned()),
        Just("\n\n".to_owned()),
        Just("\n".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n> ".to_owned()),
        Just("\n## ".to_owned()),
        Just("\n1. ".to_owned()),
        Just("\n    ".to_owned()),
        Just("\n|録|音|\n|-|-|\n|一|".to_owned()),
        Just("` ".to_owned()),
        Just("<b>".to_owned()),
        Just("</b>".to_owned()),
        Just("<p>".to_owned()),
        Just("\n<div>\n".to_owned()),
        Just("</div>".to_owned()),
        Just("<ul><li>".to_owned()),
        Just("</li></ul>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("</td></tr></table>".to_owned()),
        Just("\n<details>\n\n".to_owned()),
        Just("<br/>".to_owned()),
        Just("<a name='x'></a>".to_owned()),
        Just(" ".to_owned()),
        Just("「".to_owned()),
        Just("」".to_owned()),
        "[ぁ-ん一-龠ァ-ヶ]{1,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn every_visible_letter_arrives_once_and_in_order(
        fragments in prop::collection::vec(fragment(), 0..40),
    ) {
        let markdown = fragments.concat();
        let document = to_document(&markdown);
        check(&document);
        prop_assert_eq!(letters(&document.plain_text()), letters(&markdown), "{}", markdown);
    }

    #[test]
    fn any_text_becomes_a_good_document(markdown in "\\PC{0,200}|[ -~\n]{0,300}") {
        check(&to_document(&markdown));
    }
}
