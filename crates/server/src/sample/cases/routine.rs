//! What comes every month: reports with their file, and now and then a question about one.
//! Reports are delivered as cases (specification, a case); the newest waits to be accepted.

use super::{A1, A2, A3, BASE, MOBILE, NETWORK, REPORT};
use crate::sample::{
    customers::{ADMIN, TOTP},
    files,
    story::{About, Story},
};

pub fn stories() -> Vec<Story> {
    let mut stories = Vec::new();
    for month in 1..=5_i64 {
        stories.push(report((A1, MOBILE, "monthly_report"), "モバイル端末保護", month, 240, false));
    }
    for month in 0..=3_i64 {
        let waits = month == 0;
        stories.push(report((A2, BASE, "monthly_report"), "基本サービス", month, 180, waits));
    }
    for month in 1..=3_i64 {
        stories.push(report((A3, NETWORK, "monthly_report"), "ネットワーク監視", month, 64, false));
    }
    stories.push(
        Story::asked(
            (A2, BASE, "monthly_report_question"),
            TOTP,
            (38, 10, 8),
            "月次レポートの「未更新」の数え方について",
            "先月のレポートの「未更新」が、管理画面の数と 3 台違います。数え方を教えてください。",
        )
        .taken(30, REPORT)
        .solved(
            180,
            REPORT,
            "レポートは月末の 24 時点、管理画面は現在の数です。月末のあとに更新された 3 台が差になっています。",
        )
        .closed_by(60, TOTP),
    );
    stories.push(
        Story::asked(
            (A1, MOBILE, "monthly_report_question"),
            ADMIN,
            (95, 16, 40),
            "レポートの送付先を追加したい",
            "月次レポートを、部長にも送ることはできますか。",
        )
        .taken(20, REPORT)
        .solved(60, REPORT, "このケースのウォッチに追加していただくと、部長にも通知が届きます。")
        .closed_by(300, ADMIN),
    );
    stories
}

/// The report of a month: `month` months ago, as a case with the file.
fn report(about: About, service: &str, month: i64, devices: u32, waits: bool) -> Story {
    let begins = (2 + month * 30, 9, 30);
    let subject = format!("{service} 月次レポート（{}）", month_name(month));
    let body = format!(
        "{service}の月次レポートをお送りします。ご確認のうえ、承認をお願いします。\n\n\
         内容についてのご質問は、このケースにご記入ください。"
    );
    let story = Story::raised(about, REPORT, begins, &subject, body)
        .with_file(files::report(&format!("月次レポート_{service}.csv"), devices))
        .taken(0, REPORT)
        .solved(0, REPORT, "レポートを添付しました。");
    if waits {
        story
    } else if month % 2 == 0 {
        story.closed_by(1_700, ADMIN)
    } else {
        story.closes_itself()
    }
}

/// How a report names its month without knowing today's date.
fn month_name(month: i64) -> &'static str {
    match month {
        0 => "先月分",
        1 => "2 か月前の分",
        2 => "3 か月前の分",
        3 => "4 か月前の分",
        4 => "5 か月前の分",
        _ => "6 か月前の分",
    }
}
