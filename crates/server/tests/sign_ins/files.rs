//! The exported files, read back with programs of others.

use std::{collections::HashMap, io::Cursor};

use calamine::{Data, Reader, Xlsx};
use madoguchi_contract::sign_ins::{Event, Outcome};
use madoguchi_server::testing::{
    Reply, TestApp,
    world::{ADMIN, OTHER, USER},
};

use super::{note, rename};

/// A company with a person whose name a spreadsheet could take for a formula.
async fn world() -> TestApp {
    let app = TestApp::with_customers().await;
    rename(&app, USER, "=1+1", "髙橋, \"𠮷\"😀").await;
    note(&app, USER, Event::SignIn, Outcome::Failure, 60).await;
    note(&app, OTHER, Event::SignIn, Outcome::Success, 30).await;
    app
}

async fn export(app: &TestApp, query: &str) -> Reply {
    let admin = app.signed_in(ADMIN).await;
    let path = format!("/api/v1/sign-ins/export?scope=company&{query}");
    let reply = admin.get(&path).await;
    reply.accepted(200);
    reply
}

#[tokio::test]
async fn a_csv_opens_harmlessly_in_a_spreadsheet() {
    let app = world().await;
    let reply = export(&app, "format=csv").await;
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        reply.header("content-disposition"),
        "attachment; filename=\"______2026-11-20.csv\"; \
         filename*=UTF-8''%E3%83%AD%E3%82%B0%E3%82%A4%E3%83%B3%E5%B1%A5%E6%AD%B4_2026-11-20.csv"
            .replace("______2026", "_______2026")
    );
    let text = reply.text();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{FEFF}日時（Asia/Tokyo）,イベント,結果,ユーザーID,氏名,ブラウザー,新しいブラウザー,アドレス"
    );
    assert!(lines[1].starts_with("2026-11-20 10:41:00,ログイン,成功,admin@sample.example.mg,"));
    assert_eq!(
        lines[2],
        "2026-11-20 09:41:00,ログイン,失敗,user@sample.example.mg,\
         \"'=1+1 髙橋, \"\"𠮷\"\"😀\",Firefox (Windows),,192.0.2.7"
    );
    assert_eq!(lines[3..], [""], "nobody else's, and a line end at the end");
}

#[tokio::test]
async fn a_workbook_holds_texts_and_real_times() {
    let app = world().await;
    let reply = export(&app, "format=xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.body.to_vec())).unwrap();
    let name = book.sheet_names()[0].clone();
    assert_eq!(name, "ログイン履歴");
    let cells = book.worksheet_range(&name).unwrap();
    assert_eq!((cells.height(), cells.width()), (3, 8));
    assert_eq!(cells[(2, 4)], Data::String("=1+1 髙橋, \"𠮷\"😀".to_owned()));
    assert_eq!(cells[(2, 1)], Data::String("ログイン".to_owned()));
    let Data::DateTime(at) = &cells[(2, 0)] else { panic!("{:?}", cells[(2, 0)]) };
    assert!(at.is_datetime());
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    assert_eq!((year, month, day, hour, minute), (2026, 11, 20, 9, 41));
    assert!(book.worksheet_formula(&name).unwrap().is_empty(), "no formula anywhere");
}

#[tokio::test]
async fn a_pdf_holds_japanese_text_that_can_be_searched() {
    let app = world().await;
    for _ in 0..90 {
        note(&app, USER, Event::PasswordChange, Outcome::Success, 50).await;
    }
    let reply = export(&app, "format=pdf&from=2026-11-01").await;
    assert_eq!(reply.header("content-type"), "application/pdf");
    let document = lopdf::Document::load_mem(&reply.body).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    assert!(pages.len() >= 3, "{} pages", pages.len());
    let text: String = pages.iter().map(|page| text_of(&document, *page)).collect();
    for words in [
        "ログイン履歴",
        "ご契約者名：株式会社サンプル商事",
        "2026-11-01 〜",
        "パスワードの変更",
        "=1+1 髙橋",
        "〓(𠮷)",
        "〓(😀)",
        "2026-11-20 09:41:00",
        "user@sample.example.mg",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("admin@other.example.mg"));
    for page in pages.iter().copied() {
        let text = text_of(&document, page);
        assert!(text.contains("ユーザーID"), "page {page} has headings");
        assert!(text.contains(&format!("{page} / {}", pages.len())), "page {page} is numbered");
    }
}

/// The text of a page as a reader finds it: by the map that says which text the letters are.
fn text_of(document: &lopdf::Document, page: u32) -> String {
    let page = document.get_pages()[&page];
    let fonts = document.get_page_fonts(page).unwrap();
    let maps: HashMap<&[u8], Option<HashMap<String, String>>> = fonts
        .iter()
        .map(|(name, font)| (name.as_slice(), font.get_deref(b"ToUnicode", document).ok()))
        .map(|(name, map)| (name, map.map(|map| pairs(map.as_stream().unwrap()))))
        .collect();
    let content = lopdf::content::Content::decode(&document.get_page_content(page));
    let (mut text, mut actual) = (String::new(), String::new());
    let mut font: &[u8] = b"";
    for operation in &content.unwrap().operations {
        match operation.operator.as_str() {
            "Tf" => {
                font = maps
                    .keys()
                    .find(|name| operation.operands[0].as_name().unwrap() == **name)
                    .unwrap()
            }
            "Tj" => {
                let bytes = operation.operands[0].as_str().unwrap();
                if font == b"L" {
                    text.extend(bytes.iter().map(|byte| char::from(*byte)));
                } else {
                    let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
                    let units = hex.as_bytes().chunks(4).map(|unit| String::from_utf8_lossy(unit));
                    let units =
                        units.map(|unit| maps[font].as_ref().unwrap()[unit.as_ref()].clone());
                    let units: Vec<u16> =
                        units.map(|unit| u16::from_str_radix(&unit, 16).unwrap()).collect();
                    text.push_str(&String::from_utf16(&units).unwrap());
                }
            }
            // The sign for a letter that not every reader can draw says which one it is.
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let letter = properties.get(b"ActualText").unwrap();
                actual = format!("({})", lopdf::decode_text_string(letter).unwrap());
            }
            "EMC" => text.push_str(&actual),
            "ET" => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// What stands in a map: code and text, both in hexadecimal.
fn pairs(map: &lopdf::Stream) -> HashMap<String, String> {
    let map = String::from_utf8(map.get_plain_content().unwrap()).unwrap();
    let pairs =
        map.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    pairs.map(|(code, text)| (code.to_owned(), text.to_owned())).collect()
}

#[tokio::test]
async fn files_speak_the_language_of_the_reader() {
    let app = world().await;
    let admin = app.signed_in(ADMIN).await;
    let etag =
        admin.get("/api/v1/me").await.value()["preferences_etag"].as_str().unwrap().to_owned();
    let english = serde_json::json!({ "language": "en", "time_zone": "UTC" });
    admin.patch("/api/v1/me/preferences", &etag, &english).await.accepted(200);
    let reply = admin.get("/api/v1/sign-ins/export?format=csv").await;
    assert!(reply.header("content-disposition").contains("sign-in-history_2026-11-20.csv"));
    let text = reply.text();
    assert!(text.starts_with("\u{FEFF}Time (UTC),Event,Result,User ID,"), "{text}");
    assert!(text.contains("2026-11-20 01:41:00,Sign-in,Success,"), "{text}");
}

#[tokio::test]
async fn a_file_that_would_be_endless_is_refused() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
         INSERT INTO sign_in_events (user_id, company_id, at, event, result, browser, address) \
         SELECT u.id, u.company_id, i, 'sign_in', 'failure', '', '' FROM n, users u \
         WHERE u.login_key = ?",
    )
    .bind(ADMIN)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let path = "/api/v1/sign-ins/export?format";
    admin.get(&format!("{path}=pdf")).await.refused(422, "too_many");
    admin.get(&format!("{path}=pdf&result=failure")).await.accepted(200);
    admin.get(&format!("{path}=csv")).await.accepted(200);
    for wrong in
        ["/api/v1/sign-ins/export", &format!("{path}=html"), &format!("{path}=csv&limit=20")]
    {
        admin.get(wrong).await.refused(422, "invalid");
    }
}
