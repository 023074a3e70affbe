//! Knowledge of the sample world: five bases, twenty subjects, each in Japanese and English.
//! The texts are the Markdown files beside this one; the first line is the title.

use madoguchi_contract::{
    Label, Language,
    desk::{NewArticle, NewBase},
};

use crate::{
    clock,
    desk::{
        articles::{convert, upsert_article},
        bases::upsert_base,
    },
    problem::Problem,
    store::Tx,
};

/// Id, names and descriptions of the bases, in their order.
const BASES: [(&str, [&str; 2], [&str; 2]); 5] = [
    (
        "documents",
        ["お客様向けドキュメント", "Documents for customers"],
        ["仕様書、手順書、設定ガイド", "Specifications, instructions and guides"],
    ),
    ("notices", ["お知らせ", "Notices"], ["受付時間や決まりの変更", "Hours and changed rules"]),
    (
        "faq",
        ["よくあるご質問", "Frequently asked questions"],
        ["お問い合わせの多い質問と回答", "What customers ask most often"],
    ),
    (
        "maintenance",
        ["メンテナンス", "Maintenance"],
        ["定期作業と更新の予定", "Regular work and updates"],
    ),
    (
        "incidents",
        ["障害情報", "Incidents"],
        ["障害の経過、原因、対策", "What happened, why, and what was done"],
    ),
];

/// Categories in both languages.
const SPECIFICATION: [&str; 2] = ["01. サービス仕様書", "01. Service specifications"];
const INSTRUCTIONS: [&str; 2] = ["02. 操作手順書", "02. Instructions"];
const SETTINGS: [&str; 2] = ["03. 設定ガイド", "03. Settings"];
const ACCOUNTS: [&str; 2] = ["01. アカウント", "01. Accounts"];
const CONTRACTS: [&str; 2] = ["02. ご契約", "02. Contracts"];
const USE: [&str; 2] = ["03. ご利用", "03. Use"];
const NONE: [&str; 2] = ["", ""];

/// One subject in both languages.
struct Subject {
    key: &'static str,
    base: &'static str,
    category: [&'static str; 2],
    /// Days since it was published and since it changed last.
    age: [i64; 2],
    /// Who may read it; everybody when empty.
    services: &'static [&'static str],
    texts: [&'static str; 2],
}

macro_rules! subject {
    ($key:literal, $base:literal, $category:expr, $age:expr, $services:expr) => {
        Subject {
            key: $key,
            base: $base,
            category: $category,
            age: $age,
            services: &$services,
            texts: [
                include_str!(concat!("articles/ja/", $key, ".md")),
                include_str!(concat!("articles/en/", $key, ".md")),
            ],
        }
    };
}

const SUBJECTS: [Subject; 20] = [
    subject!("mobile-specification", "documents", SPECIFICATION, [720, 95], ["mobile-protection"]),
    subject!("identity-specification", "documents", SPECIFICATION, [700, 180], ["identity"]),
    subject!("device-certificates", "documents", INSTRUCTIONS, [410, 64], ["certificates"]),
    subject!("portal-guide", "documents", INSTRUCTIONS, [360, 12], []),
    subject!("remote-help-preparation", "documents", INSTRUCTIONS, [300, 40], ["pc-support"]),
    subject!("collecting-logs", "documents", INSTRUCTIONS, [250, 33], []),
    subject!("monitoring-requirements", "documents", SETTINGS, [505, 150], ["network-monitoring"]),
    subject!("year-end-hours", "notices", NONE, [25, 25], []),
    subject!("password-rule", "notices", NONE, [58, 58], []),
    subject!("mail-sender", "notices", NONE, [60, 44], []),
    subject!("faq-sign-in", "faq", ACCOUNTS, [340, 6], []),
    subject!("faq-licence", "faq", CONTRACTS, [330, 71], []),
    subject!("faq-vpn", "faq", USE, [280, 19], []),
    subject!("faq-recording", "faq", USE, [120, 9], []),
    subject!("faq-new-phone", "faq", USE, [210, 28], ["mobile-protection"]),
    subject!("maintenance-identity", "maintenance", NONE, [200, 16], ["identity", "certificates"]),
    subject!("maintenance-portal", "maintenance", NONE, [90, 3], []),
    subject!("incident-sync-delay", "incidents", NONE, [37, 35], ["mobile-protection"]),
    subject!("incident-mail-delay", "incidents", NONE, [82, 81], ["base"]),
    subject!("incident-false-alerts", "incidents", NONE, [14, 13], ["network-monitoring"]),
];

const AUTHORS: [&str; 2] = ["ミナト サービスデスク", "Minato Service Desk"];

/// Puts bases and articles in. The services must be there. `now` in milliseconds.
pub async fn fill(tx: &mut Tx, now: i64) -> Result<(), Problem> {
    for (position, (key, name, description)) in (1..).zip(BASES) {
        let base = NewBase {
            name: label(name),
            description: label(description),
            position,
            services: Vec::new(),
        };
        upsert_base(tx, key, &base).await?;
    }
    for subject in &SUBJECTS {
        for (place, language) in [Language::Ja, Language::En].into_iter().enumerate() {
            let key = format!("{}-{}", subject.key, language.id());
            let article = article(subject, place, language, now);
            let body = convert(&key, &article).await?;
            upsert_article(tx, &key, &article, &body, now).await?;
        }
    }
    Ok(())
}

fn article(subject: &Subject, place: usize, language: Language, now: i64) -> NewArticle {
    let text = subject.texts[place];
    let title = text.lines().next().unwrap_or_default().trim_start_matches("# ");
    let days_ago = |days: i64| Some(clock::wire(now - days * 86_400_000));
    NewArticle {
        base: subject.base.to_owned(),
        title: title.to_owned(),
        language,
        markdown: text.to_owned(),
        category: subject.category[place].to_owned(),
        author: AUTHORS[place].to_owned(),
        services: subject.services.iter().map(|service| (*service).to_owned()).collect(),
        published_at: days_ago(subject.age[0]),
        updated_at: days_ago(subject.age[1]),
    }
}

fn label([ja, en]: [&str; 2]) -> Label {
    Label { ja: ja.to_owned(), en: en.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::markdown;

    #[test]
    fn every_article_reads_well() {
        for subject in &SUBJECTS {
            for (place, language) in [Language::Ja, Language::En].into_iter().enumerate() {
                let article = article(subject, place, language, 0);
                let mut body = markdown::to_document(&article.markdown);
                let whole = body.0.len();
                markdown::drop_title(&mut body, &article.title);
                assert_eq!(body.0.len(), whole - 1, "{}: the title stands above", article.title);
                let text = body.plain_text();
                for left_over in ["**", "](", "[!", "`", "|--"] {
                    assert!(!text.contains(left_over), "{}: {left_over}", article.title);
                }
                assert!(body.links_are_safe() && text.chars().count() > 100, "{}", article.title);
            }
        }
    }
}
