//! Three announcements: an open incident on モバイル端末保護, a maintenance for everyone, and a notice
//! that concerns a service nobody in the sample has, so that nobody ever sees it.

use madoguchi_contract::{
    Label, Language,
    announcements::AnnouncementKind,
    desk::{AnnouncementText, Audience, NewAnnouncement, NewImpact},
};

use crate::{
    clock,
    desk::announcements::{convert, upsert_announcement},
    problem::Problem,
    store::Tx,
};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Puts them in. `now` in milliseconds.
pub async fn fill(tx: &mut Tx, now: i64) -> Result<(), Problem> {
    for (key, announcement) in [
        ("sample-notice", notice(now)),
        ("sample-maintenance", maintenance(now)),
        ("sample-incident", incident(now)),
    ] {
        let bodies = convert(key, &announcement).await?;
        upsert_announcement(tx, key, &announcement, &bodies, now).await?;
    }
    Ok(())
}

/// Open since this morning.
fn incident(now: i64) -> NewAnnouncement {
    NewAnnouncement {
        kind: AnnouncementKind::Incident,
        texts: texts(
            (
                "モバイル端末保護：一部の端末で検知の通知が遅れています",
                "一部の端末で、検知の通知が最大 30 分遅れる事象が発生しています。\n\n\
                 ## 影響\n\n- 検知と隔離は端末の中で行われ、**遅れはありません**。\n\
                 - 管理画面とメールへの通知が遅れます。\n\n\
                 ## 状況\n\n通知を送る設備の一部に負荷が集中しています。増設の作業を進めています。\
                 次の更新は 2 時間以内に行います。",
            ),
            (
                "Mobile device protection: notifications are delayed on some devices",
                "On some devices notifications of findings arrive up to 30 minutes late.\n\n\
                 ## Impact\n\n- Detection and isolation happen on the device and are **not delayed**.\n\
                 - Notifications in the console and by mail are late.\n\n\
                 ## State\n\nPart of the notification system is overloaded; we are adding capacity. \
                 The next update follows within two hours.",
            ),
        ),
        author: "障害対策室".to_owned(),
        audience: services(&["mobile-protection"]),
        banner: true,
        acknowledge: false,
        published_at: Some(clock::wire(now - 3 * HOUR)),
        starts_at: Some(clock::wire(now - 4 * HOUR)),
        ends_at: None,
        solved: false,
        impacts: vec![impact(
            "mobile-protection",
            "検知の通知が最大 30 分遅れます。保護は続いています。",
            "Notifications are up to 30 minutes late. Protection is not affected.",
        )],
    }
}

/// A night of planned work, five days from now: 22:00 to 2:00 in Japan.
fn maintenance(now: i64) -> NewAnnouncement {
    let midnight_utc = now - now.rem_euclid(DAY);
    let starts_at = midnight_utc + 5 * DAY + 13 * HOUR;
    NewAnnouncement {
        kind: AnnouncementKind::Maintenance,
        texts: texts(
            (
                "定期メンテナンスのお知らせ（ID管理ほか）",
                "安定してご利用いただくため、定期メンテナンスを行います。\n\n\
                 作業中は、下の影響をご確認ください。ログイン中の画面は、再度のログインが必要になることがあります。\
                 終了の時刻は前後することがあります。",
            ),
            (
                "Planned maintenance (identity management and others)",
                "We carry out planned maintenance to keep the services stable.\n\n\
                 Please see below what to expect meanwhile. You may have to sign in again. \
                 The end of the work may shift a little.",
            ),
        ),
        author: "運用管理課".to_owned(),
        audience: Audience::default(),
        banner: true,
        acknowledge: true,
        published_at: Some(clock::wire(now - 2 * DAY)),
        starts_at: Some(clock::wire(starts_at)),
        ends_at: Some(clock::wire(starts_at + 4 * HOUR)),
        solved: false,
        impacts: vec![
            impact(
                "identity",
                "最大 10 分、ログインできない時間が 2 回あります。",
                "Twice, signing in is not possible for up to 10 minutes.",
            ),
            impact(
                "certificates",
                "証明書の新規の取得ができません。取得済みの証明書は使えます。",
                "New certificates cannot be obtained. Existing ones keep working.",
            ),
            impact(
                "network-monitoring",
                "監視は続きます。管理画面の更新が遅れます。",
                "Monitoring continues. The console is updated late.",
            ),
            impact("mobile-protection", "影響はありません。", "Not affected."),
        ],
    }
}

/// Concerns only a service that is not contracted.
fn notice(now: i64) -> NewAnnouncement {
    NewAnnouncement {
        kind: AnnouncementKind::Notice,
        texts: texts(
            (
                "クラウドバックアップ：保存期間の選択肢が増えます",
                "来月から、保存期間に「3 年」と「7 年」を選べるようになります。",
            ),
            (
                "Cloud backup: more retention periods to choose from",
                "From next month retention periods of three and seven years can be chosen.",
            ),
        ),
        author: "サービス企画課".to_owned(),
        audience: services(&["cloud-backup"]),
        banner: false,
        acknowledge: false,
        published_at: Some(clock::wire(now - 6 * DAY)),
        starts_at: None,
        ends_at: None,
        solved: false,
        impacts: Vec::new(),
    }
}

fn texts(ja: (&str, &str), en: (&str, &str)) -> Vec<AnnouncementText> {
    [(Language::Ja, ja), (Language::En, en)]
        .into_iter()
        .map(|(language, (title, body))| AnnouncementText {
            language,
            title: title.to_owned(),
            body: body.to_owned(),
        })
        .collect()
}

fn services(keys: &[&str]) -> Audience {
    Audience {
        services: keys.iter().map(|key| (*key).to_owned()).collect(),
        customer_numbers: Vec::new(),
    }
}

fn impact(service: &str, ja: &str, en: &str) -> NewImpact {
    let text = Label { ja: ja.to_owned(), en: en.to_owned() };
    NewImpact { service: service.to_owned(), text }
}
