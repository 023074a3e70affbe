//! Searching and leafing: what is found, in which order, and how it is shown.
//! Bad input is refused with the parameter that is wrong.

use jiff::SignedDuration;
use madoguchi_server::testing::world::ADMIN;

use super::{ARTICLES, article, escaped, page, put, search, shown, with_bases};

#[tokio::test]
async fn two_japanese_characters_are_found_exactly_where_they_stand_together() {
    let (app, desk) = with_bases().await;
    put(&desk, "a", &article("通話の記録", "会議の録音を開始します。")).await;
    put(&desk, "b", &article("記録と音声", "録画した音を聞きます。")).await;
    let reader = app.signed_in(ADMIN).await;
    assert_eq!(search(&reader, "録音").await, ["通話の記録"]);
    assert_eq!(search(&reader, "音声").await, ["記録と音声"]);
    assert_eq!(search(&reader, "音を").await.len(), 2);
    assert_eq!(search(&reader, "存在しない").await, [""; 0]);
}

#[tokio::test]
async fn width_case_and_kana_give_the_same_result() {
    let (app, desk) = with_bases().await;
    put(&desk, "a", &article("ライセンスの更新", "VPNクライアントのライセンスです。")).await;
    put(&desk, "b", &article("別の話", "本文です。")).await;
    let reader = app.signed_in(ADMIN).await;
    for words in ["ライセンス", "らいせんす", "ﾗｲｾﾝｽ", "VPN", "vpn", "ＶＰＮ", "　ＶＰＮ　ﾗｲｾﾝｽ "]
    {
        assert_eq!(search(&reader, words).await, ["ライセンスの更新"], "{words}");
    }
}

#[tokio::test]
async fn all_words_must_match_and_those_in_the_title_count_most() {
    let (app, desk) = with_bases().await;
    put(&desk, "body", &article("よくあるお話", &"証明書の発行。".repeat(40))).await;
    put(&desk, "title", &article("証明書について", "発行の手順は別の記事にあります。")).await;
    put(&desk, "half", &article("証明書の一覧", "一覧です。")).await;
    let reader = app.signed_in(ADMIN).await;
    let found = search(&reader, "証明書").await;
    assert_eq!(found.last().map(String::as_str), Some("よくあるお話"), "{found:?}");
    assert_eq!(found.len(), 3);
    let mut both = search(&reader, "発行 証明書").await;
    both.sort();
    assert_eq!(both, ["よくあるお話", "証明書について"]);
}

#[tokio::test]
async fn a_result_shows_the_match_in_the_words_of_the_article() {
    let (app, desk) = with_bases().await;
    let number =
        put(&desk, "a", &article("ｶﾞｲﾄﾞ一覧", "はじめに。\n\n**ガイド**の使い方です。")).await;
    let reader = app.signed_in(ADMIN).await;
    let item = page(&reader, &format!("q={}", escaped("がいど"))).await.items.remove(0);
    assert_eq!(item.number, number);
    assert_eq!(shown(&item.title), "[ｶﾞｲﾄﾞ]一覧");
    assert_eq!(shown(&item.snippet), "[ガイド]の使い方です。");
    let plain = page(&reader, "").await.items.remove(0);
    assert_eq!(shown(&plain.snippet), "はじめに。 ガイドの使い方です。");
    let by_number = page(&reader, &format!("q={number}")).await;
    assert_eq!(by_number.items.len(), 1, "the number is searched as well");
}

#[tokio::test]
async fn pages_lead_on_and_back_through_every_article_once() {
    let (app, desk) = with_bases().await;
    for index in 0..47 {
        put(&desk, &format!("a{index}"), &article(&format!("記事 {index}"), "共通の本文")).await;
        if index % 3 == 0 {
            app.advance(SignedDuration::from_mins(1));
        }
    }
    let reader = app.signed_in(ADMIN).await;
    for query in ["", "&base=documents", "&q=%E5%85%B1%E9%80%9A"] {
        let mut cursor = String::new();
        let (mut forth, mut firsts, mut back) = (Vec::new(), Vec::new(), Vec::new());
        let last = loop {
            let page = page(&reader, &format!("limit=20{query}{cursor}")).await;
            assert_eq!(page.total, 47);
            firsts.push(page.first);
            forth.extend(page.items.iter().map(|item| item.number.clone()));
            match &page.next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break page,
            }
        };
        assert_eq!(firsts, [1, 21, 41], "{query}");
        let mut all = forth.clone();
        all.sort();
        all.dedup();
        assert_eq!((all.len(), forth.len()), (47, 47));
        let mut previous = last.previous;
        while let Some(cursor) = previous {
            let page = page(&reader, &format!("limit=20{query}&cursor={cursor}")).await;
            let numbers: Vec<String> = page.items.iter().map(|item| item.number.clone()).collect();
            assert_eq!(page.first as usize, 41 - 20 * (1 + back.len() / 20), "{query}");
            back.splice(0..0, numbers);
            previous = page.previous;
        }
        assert_eq!(back, forth[..40], "{query}");
    }
    assert_eq!(page(&reader, "").await.items[0].title.text(), "記事 46", "newest first");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_the_parameter() {
    let (app, desk) = with_bases().await;
    put(&desk, "a", &article("題名です", "本文です")).await;
    let reader = app.signed_in(ADMIN).await;
    for short in ["%E9%9F%B3", "vp", "%EF%BC%B6%EF%BC%B0", "%22%2A%22", "---"] {
        reader.get(&format!("{ARTICLES}?q={short}")).await.refused(422, "query_too_short");
    }
    let newest = page(&reader, "q=%20%20").await;
    assert_eq!(newest.items.len(), 1, "nothing but spaces is no query");
    let other_list = {
        for index in 0..21 {
            put(&desk, &format!("b{index}"), &article("題名です", "本文です")).await;
        }
        page(&reader, "").await.next.unwrap()
    };
    for (query, field) in [
        (format!("q={}", "a".repeat(201)), "q"),
        ("base=nowhere".to_owned(), "base"),
        ("limit=7".to_owned(), "limit"),
        ("cursor=nonsense".to_owned(), "cursor"),
        (format!("q=vpn&cursor={other_list}"), "cursor"),
        ("colour=red".to_owned(), "colour"),
        ("limit=20&limit=50".to_owned(), "limit"),
    ] {
        let reply = reader.get(&format!("{ARTICLES}?{query}")).await;
        assert_eq!(reply.refused(422, "invalid").value()["errors"][0]["field"], field, "{query}");
    }
    for odd in ["q=%22%20OR%20title%3A*%20%22%28%29", "q=%FF%FE", "q=a%00bc", "q=NEAR(abc%20def)"] {
        let status = reader.get(&format!("{ARTICLES}?{odd}")).await.status.as_u16();
        assert!(matches!(status, 200 | 400 | 422), "{odd}: {status}");
    }
    reader.get(&format!("{ARTICLES}/KA9999999")).await.refused(404, "not_found");
    reader.get(&format!("{ARTICLES}/%FF")).await.refused(404, "not_found");
    app.browser().get(ARTICLES).await.refused(401, "session_required");
}
