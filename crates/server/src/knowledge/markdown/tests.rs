//! What authors write and what readers get.
//! What holds for any text whatsoever is in [`any_text`].

mod any_text;

use madoguchi_contract::rich_text::{Block, Inline};
use serde_json::{Value, json};

use super::{drop_title, replace_links, to_article, to_document};

fn tree(markdown: &str) -> Value {
    serde_json::to_value(to_document(markdown)).unwrap()
}

fn text(words: &str) -> Value {
    json!({"type": "text", "text": words})
}

fn paragraph(content: &[Value]) -> Value {
    json!({"type": "paragraph", "content": content})
}

fn strong(words: &str) -> Value {
    json!({"type": "marked", "mark": "strong", "content": [text(words)]})
}

fn link(href: &str, words: &str) -> Value {
    json!({"type": "link", "href": href, "content": [text(words)]})
}

/// The single line of a text that is one paragraph.
fn line(markdown: &str) -> Value {
    let tree = tree(markdown);
    assert_eq!(tree.as_array().map(Vec::len), Some(1), "{tree}");
    tree[0]["content"].clone()
}

#[test]
fn bold_beside_japanese_is_bold() {
    for (markdown, expected) in [
        ("**「録音」**を開始", json!([strong("「録音」"), text("を開始")])),
        ("次に**[保存]**を選択", json!([text("次に"), strong("[保存]"), text("を選択")])),
        (
            "**[設定] **から **[共有]** へ",
            json!([strong("[設定] "), text("から "), strong("[共有]"), text(" へ")]),
        ),
        (r"\*\*そのまま\*\*", json!([text("**そのまま**")])),
        ("`**x**` と **y**", json!([{"type": "code", "text": "**x**"}, text(" と "), strong("y")])),
        ("2**3", json!([text("2**3")])),
    ] {
        assert_eq!(line(markdown), expected, "{markdown}");
    }
}

#[test]
fn html_within_a_line_keeps_its_meaning() {
    for (markdown, expected) in [
        ("一行目<br>二行目</br>", json!([text("一行目"), {"type": "break"}, text("二行目")])),
        (
            "m<sup>2</sup>",
            json!([text("m"), {"type": "marked", "mark": "superscript", "content": [text("2")]}]),
        ),
        ("<b>太字</b>", json!([strong("太字")])),
        ("<span style='color:red'>赤</span>い", json!([text("赤い")])),
        ("a<!-- 内緒 -->b", json!([text("ab")])),
        ("A&nbsp;B &amp; C &lt;D&gt;", json!([text("A B & C <D>")])),
        ("<user name> と <mail@ex ample>", json!([text("<user name> と <mail@ex ample>")])),
        ("<code>a &lt; b</code>", json!([{"type": "code", "text": "a < b"}])),
        ("<a href=\"https://a.example/\">開く</a>", json!([link("https://a.example/", "開く")])),
        ("閉じない<b>太字", json!([text("閉じない"), strong("太字")])),
        ("</b>閉じるだけ</a>", json!([text("閉じるだけ")])),
        ("<table の中", json!([text("<table の中")])),
        ("<script>alert(1)</script>", json!(null)),
    ] {
        if expected.is_null() {
            assert_eq!(tree(markdown), json!([]), "{markdown}");
        } else {
            assert_eq!(line(markdown), expected, "{markdown}");
        }
    }
}

#[test]
fn links_are_kept_only_when_they_lead_somewhere_safe() {
    for (markdown, expected) in [
        ("[手引き](https://a.example/x)", json!([link("https://a.example/x", "手引き")])),
        ("[窓口](mailto:a@b.example)", json!([link("mailto:a@b.example", "窓口")])),
        (
            "[記事](/knowledge/articles/KA0000012)",
            json!([link("/knowledge/articles/KA0000012", "記事")]),
        ),
        ("[他所](/other-site/page)", json!([text("他所")])),
        ("[他所](/services/pricing/plans)", json!([text("他所")])),
        ("[隣](next-page.md)", json!([text("隣")])),
        ("[罠](javascript:alert(1))", json!([text("罠")])),
        ("[罠](//evil.example/)", json!([text("罠")])),
        ("[設定](ms-settings:display)", json!([text("設定")])),
        ("[どこにも](#nowhere)", json!([text("どこにも")])),
        (
            "[手引き](https://a.example/x を参照",
            json!([link("https://a.example/x", "手引き"), text(" を参照")]),
        ),
        (
            "[一] > [二]](https://a.example/x)へ",
            json!([text("[一] > "), link("https://a.example/x", "二"), text("へ")]),
        ),
        ("[Next](次へ)", json!([text("Next（次へ）")])),
        (
            "https://a.example/x_y?q=1を開く",
            json!([link("https://a.example/x_y?q=1", "https://a.example/x_y?q=1"), text("を開く")]),
        ),
        (
            "(https://a.example/b). http://localhost https://<tenant>.x",
            json!([
                text("("),
                link("https://a.example/b", "https://a.example/b"),
                text("). http://localhost https://<tenant>.x"),
            ]),
        ),
    ] {
        assert_eq!(line(markdown), expected, "{markdown}");
    }
}

#[test]
fn an_article_can_link_to_another_by_its_file() {
    let links = |markdown: &str| {
        let mut found = Vec::new();
        let mut document = to_article(markdown);
        replace_links(&mut document.0, &mut |href| {
            found.push(href);
            None
        });
        assert!(document.links_are_safe());
        assert_eq!(document.plain_text(), "続き");
        found
    };
    assert_eq!(links("[続き](other-article.md)"), ["article:other-article"]);
    assert_eq!(links("[続き](../x/../other.md#part)"), [""; 0]);
    assert_eq!(links("[続き](./other.md#part)"), ["article:other"]);
    assert_eq!(links("[続き](article:other)"), [""; 0], "nobody writes our own form");
}

#[test]
fn pictures_elsewhere_become_links_or_words() {
    let icon = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABEAAAAOCAYAAADJ7fe0";
    for (markdown, expected) in [
        ("![図](https://a.example/x.png)", json!([link("https://a.example/x.png", "図")])),
        (
            "あ![](https://a.example/x.png)",
            json!([text("あ"), link("https://a.example/x.png", "画像")]),
        ),
        ("![設定画面](media/x.png)", json!([text("（画像: 設定画面）")])),
        ("see ![](media/x.png)", json!([text("see (image)")])),
        (
            "[![図](https://a.example/x.png)](https://b.example/)",
            json!([link("https://b.example/", "（画像: 図）")]),
        ),
        (
            "<img src='https://a.example/x.png' alt='図' onerror='x()'>",
            json!([link("https://a.example/x.png", "図")]),
        ),
        ("![悪](data:image/svg+xml;base64,PHN2Zz4=)", json!([text("（画像: 悪）")])),
    ] {
        assert_eq!(line(markdown), expected, "{markdown}");
    }
    let shown = line(&format!("押す <img src='{icon}'/>"));
    assert_eq!(
        shown[1],
        json!({"type": "image", "src": icon, "alt": "アイコン", "width": 17, "height": 14})
    );
}

#[test]
fn headings_go_from_two_without_gaps_and_have_ids_of_their_own() {
    let tree = tree(
        "# <a name=\"top\"></a>題\n\n#### 深い\n\n## 設定\n\n## 設定\n\n[上へ](#top)と[設定](#設定)",
    );
    let headings: Vec<(u64, &str)> = tree
        .as_array()
        .unwrap()
        .iter()
        .filter(|block| block["type"] == "heading")
        .map(|block| (block["level"].as_u64().unwrap(), block["id"].as_str().unwrap()))
        .collect();
    assert_eq!(
        headings,
        [(2, "section-題"), (3, "section-深い"), (3, "section-設定"), (3, "section-設定-2")]
    );
    assert_eq!(
        tree[4]["content"],
        json!([link("#section-題", "上へ"), text("と"), link("#section-設定", "設定")])
    );
}

#[test]
fn a_first_heading_that_repeats_the_title_is_left_out() {
    let mut document = to_document("# ＶＰＮ の 設定\n\n## 準備\n\n本文");
    drop_title(&mut document, "VPNの設定");
    assert!(matches!(&document.0[0], Block::Heading { level: 2, id, .. } if id == "section-準備"));
    let mut other = to_document("# 別の題\n\n本文");
    drop_title(&mut other, "VPNの設定");
    assert_eq!(other.0.len(), 2);
}

#[test]
fn alerts_become_callouts() {
    for (marker, tone) in [
        ("NOTE", "note"),
        ("Tip", "tip"),
        ("IMPORTANT", "warning"),
        ("CAUTION", "danger"),
        ("ヒント", "tip"),
    ] {
        for quote in [format!("> [!{marker}]\n> 本文"), format!("> [!{marker}] 本文")] {
            let expected =
                json!([{"type": "callout", "tone": tone, "blocks": [paragraph(&[text("本文")])]}]);
            assert_eq!(tree(&quote), expected, "{quote}");
        }
    }
    assert_eq!(tree("> 引用"), json!([{"type": "quote", "blocks": [paragraph(&[text("引用")])]}]));
    assert_eq!(
        tree("> [!VIDEO https://v.example/1]"),
        json!([paragraph(&[text("▶ "), link("https://v.example/1", "https://v.example/1")])])
    );
}

#[test]
fn lists_nest_and_tasks_are_ticked() {
    assert_eq!(
        tree("3. 三\n4. 四\n   - [x] 済み\n   - [ ] まだ"),
        json!([{"type": "list", "start": 3, "items": [
            {"blocks": [paragraph(&[text("三")])]},
            {"blocks": [paragraph(&[text("四")]), {"type": "list", "start": null, "items": [
                {"checked": true, "blocks": [paragraph(&[text("済み")])]},
                {"checked": false, "blocks": [paragraph(&[text("まだ")])]},
            ]}]},
        ]}])
    );
}

fn cells(words: &[&str]) -> Value {
    words
        .iter()
        .map(|word| {
            let content = if word.is_empty() { json!([]) } else { json!([text(word)]) };
            json!({"content": content})
        })
        .collect()
}

#[test]
fn every_row_of_a_table_is_as_wide_as_its_head() {
    let expected =
        json!([{"type": "table", "head": cells(&["項目", "値"]), "rows": [cells(&["名前", ""])]}]);
    assert_eq!(tree("|項目|値|\n|---|---|\n|名前|"), expected);
    assert_eq!(tree("<table>\n<tr><th>項目<th>値\n<tr><td>名前</td></tr>\n</table>"), expected);
    assert_eq!(
        tree("|a|\n|--:|\n|1<br/>2|")[0]["rows"][0][0],
        json!({"align": "end", "content": [text("1"), {"type": "break"}, text("2")]})
    );
    assert_eq!(
        tree("<table><tr><td>枠だけ</td></tr></table>"),
        json!([paragraph(&[text("枠だけ")])]),
        "a table for its looks"
    );
}

#[test]
fn html_blocks_and_markdown_mix() {
    assert_eq!(
        tree("<details>\n<summary>詳しく</summary>\n\n- **一**\n\n</details>\n\n後"),
        json!([
            paragraph(&[strong("詳しく")]),
            {"type": "list", "start": null, "items": [{"blocks": [paragraph(&[strong("一")])]}]},
            paragraph(&[text("後")]),
        ])
    );
    assert_eq!(
        tree("<div align=center><p>一<p>二</div>"),
        json!([paragraph(&[text("一")]), paragraph(&[text("二")])])
    );
    assert_eq!(
        tree("<ul>\n<li>一\n<li>二<ol><li>内</ol>\n</ul>"),
        json!([{"type": "list", "start": null, "items": [
            {"blocks": [paragraph(&[text("一")])]},
            {"blocks": [paragraph(&[text("二")]), {"type": "list", "start": 1, "items": [
                {"blocks": [paragraph(&[text("内")])]}]}]},
        ]}])
    );
    assert_eq!(
        tree("<pre>\na\n  b &amp; c\n</pre>"),
        json!([{"type": "code", "language": null, "text": "a\n  b & c"}])
    );
    assert_eq!(
        tree("<style>\np { color: red }\n</style>\n\n本文"),
        json!([paragraph(&[text("本文")])])
    );
    assert_eq!(
        tree("<Add Path=\"x\">\n  <Product />\n</Add>"),
        json!([{"type": "code", "language": "xml", "text": "<Add Path=\"x\">\n  <Product />\n</Add>"}]),
        "a sample that nobody fenced"
    );
}

#[test]
fn code_is_code_and_indented_prose_is_not() {
    assert_eq!(
        tree("```PowerShell title=x\nGet-Item **\n```"),
        json!([{"type": "code", "language": "powershell", "text": "Get-Item **"}])
    );
    assert_eq!(
        tree("    ipconfig /all"),
        json!([{"type": "code", "language": null, "text": "ipconfig /all"}])
    );
    assert_eq!(tree("-\n        **[参照]** を選びます。"), tree("- **[参照]** を選びます。"));
}

#[test]
fn broken_lines_of_japanese_join_without_a_space() {
    assert_eq!(line("日本語の\n文と English\nwords"), json!([text("日本語の文と English words")]));
}

#[test]
fn a_link_without_words_shows_its_address() {
    assert_eq!(
        line("[](https://a.example/)"),
        json!([link("https://a.example/", "https://a.example/")])
    );
    assert!(
        matches!(&to_document("a").0[..], [Block::Paragraph { content }] if matches!(content[..], [Inline::Text { .. }]))
    );
}
