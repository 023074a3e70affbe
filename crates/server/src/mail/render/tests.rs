//! Every mail in both languages, with facts as customers' systems really have them: with quotes,
//! markup and line breaks in the subject.

use madoguchi_contract::Language;
use serde_json::json;

use super::*;
use crate::mail::Template;

const NASTY: &str = "<script>alert(1)</script> \"a\" & 'b'\r\nBcc: all@sample.example\u{202E}";

fn facts() -> Json {
    json!({
        "name": "見本 <b>花子</b>", "user_id": "hanako@sample.example.mg", "page": "/cases/MD0001014",
        "first": true, "until": 1_795_218_060_000_i64, "code": "012345", "minutes": 5,
        "at": 1_795_218_060_000_i64, "browser": "Firefox (Windows)", "address": "192.0.2.1",
        "by_link": true, "mail": "new@sample.example", "masked": "ne****@sample.example",
        "by_administrator": true, "what": "app_added", "left": 9, "number": "MD0001014",
        "subject": NASTY, "state": "resolved", "closes_at": 1_795_218_060_000_i64,
        "customer_number": "A100000001", "title": NASTY, "kind": "incident",
    })
}

fn rendered(template: Template, language: Language, facts: &Json) -> Letter {
    let file = format!("{}/{}.txt", language.id(), template.id());
    let reader = Reader { mail: "hanako@sample.example", language, time_zone: "Asia/Tokyo" };
    letter(&Config::default(), &file, reader, facts).unwrap_or_else(|why| panic!("{file}: {why}"))
}

/// Every mail in every language.
fn all() -> impl Iterator<Item = (Template, Language)> {
    Template::ALL
        .into_iter()
        .flat_map(|template| [Language::Ja, Language::En].map(|language| (template, language)))
}

fn with(key: &str, value: Json) -> Json {
    let mut facts = facts();
    facts[key] = value;
    facts
}

#[test]
fn every_mail_says_everything_in_both_languages() {
    for (template, language) in all() {
        let letter = rendered(template, language, &facts());
        for text in [&letter.subject, &letter.text, &letter.html] {
            for left in ["{{", "{%", "undefined", "none"] {
                let text = text.replace("text-decoration:none", "");
                assert!(!text.contains(left), "{template:?} {language:?}: {left}\n{text}");
            }
        }
        assert!(!letter.subject.is_empty() && !letter.subject.contains(char::is_control));
        assert!(letter.text.contains("見本 <b>花子</b>"), "{template:?}");
        assert!(letter.text.contains("support@minato.example"), "{template:?}");
        assert!(letter.text.contains("http://localhost:8080/"), "{template:?}");
        assert!(!letter.text.contains("\n\n\n"), "{template:?} {language:?}\n{}", letter.text);
        let lang = format!("<html lang=\"{}\">", language.id());
        assert!(letter.html.contains(&lang), "{template:?}");
        let japanese = letter.text.contains('。');
        assert_eq!(japanese, language == Language::Ja, "{template:?}");
    }
}

#[test]
fn nothing_of_a_fact_becomes_markup_or_a_header() {
    for (template, language) in all() {
        let letter = rendered(template, language, &facts());
        assert!(!letter.html.contains("<script") && !letter.html.contains("<b>"), "{template:?}");
        for text in [&letter.subject, &letter.text, &letter.html] {
            assert!(!text.contains('\u{202E}'), "{template:?}");
            assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{template:?}");
        }
    }
    let letter = rendered(Template::DeskComment, Language::En, &facts());
    assert!(letter.html.contains("&lt;script&gt;alert(1)"), "{}", letter.html);
    assert!(letter.text.contains("<script>alert(1)</script> \"a\" & 'b'  Bcc"), "{}", letter.text);
}

#[test]
fn no_mail_fetches_anything_or_links_elsewhere() {
    let facts = with("subject", json!("https://evil.example/cases"));
    for (template, language) in all() {
        let html = rendered(template, language, &facts).html;
        for fetched in ["<img", "<link", "src=", "url(", "@import"] {
            assert!(!html.contains(fetched), "{template:?}: {fetched}");
        }
        for link in html.split("href=\"").skip(1) {
            assert!(link.starts_with("http://localhost:8080/"), "{template:?}: {link}");
        }
    }
}

#[test]
fn a_mail_about_a_case_leads_to_it_by_a_button() {
    let letter = rendered(Template::StateChange, Language::Ja, &facts());
    assert!(letter.text.contains("ケースを開く:\nhttp://localhost:8080/cases/MD0001014"));
    assert!(letter.text.contains("状況: 解決済み（クローズ待ち）"), "{}", letter.text);
    assert!(
        letter.html.contains("class=\"button\" href=\"http://localhost:8080/cases/MD0001014\"")
    );
    assert!(letter.html.contains(">ケースを開く</a>"), "{}", letter.html);
    assert!(letter.subject.starts_with("MD0001014 "), "{}", letter.subject);
}

#[test]
fn every_kind_of_a_mail_can_be_said() {
    let whats = [
        "app_added",
        "app_removed",
        "passkey_added",
        "passkey_removed",
        "recovery_codes",
        "on",
        "off",
        "reset_by_administrator",
        "on_by_administrator",
        "off_by_administrator",
    ];
    let states = madoguchi_contract::cases::CaseState::ALL.map(|state| state.id());
    let tables = [
        (Template::SecondFactorChanged, "what", whats.map(Json::from).to_vec()),
        (Template::StateChange, "state", states.map(Json::from).to_vec()),
        (Template::Announcement, "kind", ["maintenance", "incident"].map(Json::from).to_vec()),
        (Template::ResetLink, "first", vec![json!(false)]),
        (Template::PasswordChanged, "by_link", vec![json!(false)]),
        (Template::MailChanged, "by_administrator", vec![json!(false)]),
        (Template::RecoveryCodeUsed, "left", vec![json!(0), json!(1)]),
    ];
    for language in [Language::Ja, Language::En] {
        for (template, key, values) in &tables {
            for value in values {
                rendered(*template, language, &with(key, value.clone()));
            }
        }
    }
}

#[test]
fn a_missing_fact_is_an_error_that_says_nothing_personal() {
    let config = Config::default();
    let reader =
        Reader { mail: "hanako@sample.example", language: Language::Ja, time_zone: "Asia/Tokyo" };
    let why = letter(&config, "ja/code.txt", reader, &json!({ "name": "花子", "code": "012345" }))
        .unwrap_err();
    assert!(!why.contains("012345") && !why.contains("花子"), "{why}");
    assert!(letter(&config, "ja/nothing.txt", reader, &facts()).is_err());
}

#[test]
fn the_code_is_large_and_stands_alone() {
    let letter = rendered(Template::Code, Language::En, &facts());
    assert!(letter.text.contains("\n\n012345\n\n"), "{}", letter.text);
    assert!(letter.html.contains("letter-spacing:4px\">012345</p>"), "{}", letter.html);
    assert!(!letter.subject.contains("012345"), "subjects are shown on locked screens");
}
