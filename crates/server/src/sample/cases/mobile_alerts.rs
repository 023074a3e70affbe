//! モバイル端末保護 (`A100000001`): alerts that the desk raised, some of them open, and the other
//! kinds of cases that only the desk opens.

use super::{A1, MOBILE, OGAWA, REPORT, WATCH};
use crate::sample::{
    customers::{ADMIN, TOTP, USER},
    files,
    story::Story,
};

pub fn stories() -> Vec<Story> {
    let mut stories = open_alerts();
    stories.extend(closed_alerts());
    stories.extend(other_kinds());
    stories
}

fn alert(days: i64, hour: i8, minute: i8, subject: &str, body: &str) -> Story {
    Story::raised((A1, MOBILE, "alert"), WATCH, (days, hour, minute), subject, body)
}

fn open_alerts() -> Vec<Story> {
    vec![
        alert(
            0,
            7,
            48,
            "不審なアプリの検知（SP-0107）",
            "SP-0107 で、配布元を確認できないアプリを検知しました。アプリは自動で隔離済みです。\n\n\
             - 検知名: 配布元不明のアプリ\n- 利用者: 営業二課\n- 状態: 隔離済み",
        ),
        alert(
            1,
            14,
            20,
            "長期未接続の端末（3 台）",
            "14 日以上接続のない端末が 3 台あります。利用状況を確認しています。",
        )
        .with_file(files::table(
            "長期未接続端末.csv",
            &[
                &["管理番号", "最終接続からの日数"],
                &["SP-0033", "15"],
                &["SP-0058", "17"],
                &["SP-0102", "21"],
            ],
        ))
        .taken(30, WATCH),
        alert(
            2,
            9,
            5,
            "OS の改造の疑い（SP-0144）",
            "SP-0144 で OS の改造（root 化）の疑いを検知しました。社内システムへの接続を止めています。",
        )
        .taken(12, WATCH)
        .asks(
            25,
            WATCH,
            "次の 2 点を利用者に確認のうえ、お知らせください。\n\n\
             1. 端末を修理や下取りに出したことがあるか\n2. 心当たりのある操作があるか\n\n\
             確認が取れるまで、社内システムへの接続は止めたままにします。",
        ),
        alert(
            4,
            22,
            31,
            "不正な Wi-Fi への接続（SP-0021）",
            "SP-0021 が、通信を盗み見る疑いのある Wi-Fi に接続しました。接続は自動で切断しています。",
        )
        .taken(8, WATCH)
        .asks(600, OGAWA, "利用者が接続した場所（駅、店舗など）を確認できますか。")
        .answers(900, USER, "出張先のホテルのロビーとのことです。パスワードは入力していません。")
        .solved(
            150,
            OGAWA,
            "ありがとうございます。情報の入力がないことを記録でも確認しました。\
             当該の Wi-Fi を接続禁止の一覧に加えました。",
        ),
        alert(
            9,
            3,
            14,
            "パターン更新の遅れ（11 台）",
            "3 日以上パターンが更新されていない端末が 11 台あります。",
        )
        .taken(20, WATCH)
        .says(400, WATCH, "8 台は更新されました。残り 3 台を引き続き確認しています。"),
    ]
}

fn closed_alerts() -> Vec<Story> {
    let solved = "対象の端末で対処が完了し、再発がないことを 24 時間確認しました。";
    let written: [(i64, i8, i8, &str, &str); 8] = [
        (17, 10, 2, "不審なアプリの検知（SP-0072）", "SP-0072 で検知したアプリを隔離しました。"),
        (33, 19, 45, "長期未接続の端末（1 台）", "SP-0090 が 14 日以上接続されていません。"),
        (49, 8, 11, "フィッシングサイトへの接続（SP-0015）", "SP-0015 の接続を遮断しました。"),
        (66, 23, 2, "画面ロックの無効化（SP-0131）", "SP-0131 の画面ロックが無効になっています。"),
        (88, 11, 56, "不正な Wi-Fi への接続（SP-0066）", "SP-0066 の接続を切断しました。"),
        (104, 6, 40, "パターン更新の遅れ（4 台）", "3 日以上更新のない端末が 4 台あります。"),
        (
            142,
            15,
            27,
            "不審なプロファイルの導入（SP-0009）",
            "SP-0009 のプロファイルを無効にしました。",
        ),
        (201, 12, 19, "OS の改造の疑い（SP-0048）", "SP-0048 の社内システムへの接続を止めました。"),
    ];
    written
        .into_iter()
        .enumerate()
        .map(|(place, (days, hour, minute, subject, body))| {
            let story = alert(days, hour, minute, subject, body)
                .taken(15, WATCH)
                .solved(1_440, WATCH, solved);
            match place % 3 {
                0 => story.closed_by(600, ADMIN),
                1 => story.closed_by(2_000, USER),
                _ => story.closes_itself(),
            }
        })
        .collect()
}

fn other_kinds() -> Vec<Story> {
    vec![
        Story::raised(
            (A1, MOBILE, "security_alert"),
            WATCH,
            (52, 4, 26),
            "【注意】業務用アプリを装った偽アプリの流通",
            "宅配業者を装う SMS から偽アプリに誘導する手口が増えています。\
             御社の端末での導入は確認されていません。",
        )
        .says(300, WATCH, "追加の対策として、該当する配布元への接続を全端末で遮断しました。")
        .closed_by(500, ADMIN),
        Story::asked(
            (A1, MOBILE, "alert_question"),
            TOTP,
            (64, 9, 58),
            "画面ロックの無効化のアラートについて",
            "SP-0131 のアラートは、修理の代替機に入れ替えたときのものと思います。対処は必要ですか。",
        )
        .taken(20, OGAWA)
        .solved(45, OGAWA, "代替機であれば対処は不要です。返却後に登録を外してください。")
        .closed_by(30, TOTP),
        Story::raised(
            (A1, MOBILE, "incident"),
            OGAWA,
            (58, 13, 30),
            "管理画面に端末一覧が表示されない障害",
            "13 時 2 分から、管理画面に端末一覧が表示されない障害が発生しています。端末の保護は続いています。",
        )
        .taken(1, OGAWA)
        .solved(80, OGAWA, "14 時 40 分に復旧しました。原因と再発防止策は報告書でお知らせします。")
        .closed_by(300, ADMIN),
        Story::raised(
            (A1, MOBILE, "incident_report"),
            REPORT,
            (50, 17, 0),
            "端末一覧の障害についてのご報告",
            "先日の障害について報告書をお送りします。\n\n\
             - 影響: 管理画面の表示のみ（98 分）\n- 原因: データベースの索引の再構築中の不整合\n\
             - 再発防止: 再構築の手順に事前確認を追加",
        )
        .with_file(files::text(
            "障害報告書_端末一覧.txt",
            "障害報告書\n\n1. 概要\n管理画面の端末一覧が表示されなかった。\n\n\
             2. 影響\n表示のみ。端末の保護に影響はない。\n\n3. 再発防止\n事前確認を手順に加えた。\n",
        ))
        .closed_by(1_200, ADMIN),
        Story::raised(
            (A1, MOBILE, "excess_use"),
            REPORT,
            (29, 9, 0),
            "契約台数の超過（契約 240 台、利用 246 台）",
            "今月の利用台数が契約台数を超えました。台数の追加、または不要な登録の削除をお願いします。",
        )
        .answers(700, ADMIN, "旧端末 8 台の登録を外しました。")
        .solved(200, REPORT, "238 台となり、超過が解消したことを確認しました。")
        .closed_by(60, ADMIN),
    ]
}
