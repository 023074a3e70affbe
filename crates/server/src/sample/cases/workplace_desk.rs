//! 基本サービス and its options (`A100000002`): cases that the desk made, open ones and old ones.
//! None of them counts for the rule of one enquiry at a time.

use super::{A2, BASE, CERTIFICATES, IDENTITY, MORI, OGAWA, PC, REPORT, WATCH};
use crate::sample::{
    customers::{ADMIN, MAIL, TOTP},
    files,
    story::Story,
};

pub fn stories() -> Vec<Story> {
    let mut stories = open();
    stories.extend(closed());
    stories
}

fn open() -> Vec<Story> {
    vec![
        Story::raised(
            (A2, IDENTITY, "security_alert"),
            WATCH,
            (1, 2, 37),
            "国外からの連続したログインの失敗（5 ID）",
            "2 時ごろから、国外のネットワークより 5 つの ID に対して計 214 回のログインの失敗がありました。\
             いずれも成功していません。",
        )
        .with_file(files::picture("失敗回数の推移.png", &[2, 6, 18, 40, 62, 58, 30, 12, 4]))
        .taken(6, WATCH)
        .asks(
            40,
            WATCH,
            "該当の 5 名に、心当たりがないことをご確認ください。確認が取れましたら、\
             パスワードの変更と多要素認証の設定をお勧めします。",
        ),
        Story::raised(
            (A2, BASE, "incident"),
            OGAWA,
            (3, 10, 55),
            "ファイル検索の索引の更新が止まる障害",
            "一部のお客様で、ファイル検索の索引が更新されない障害が発生しています。",
        )
        .taken(2, OGAWA)
        .says(300, OGAWA, "原因を特定し、索引の再作成を順に行っています。"),
        Story::raised(
            (A2, IDENTITY, "monitoring_alert"),
            WATCH,
            (0, 5, 12),
            "ID 連携の処理時間がしきい値を超過",
            "夜間の連携の処理時間が 60 分（しきい値 45 分）でした。推移を監視しています。",
        ),
        Story::raised(
            (A2, CERTIFICATES, "start_of_use"),
            MORI,
            (8, 13, 0),
            "デバイス証明書の利用開始のご確認",
            "デバイス証明書の準備が整いました。管理画面に入れることをご確認ください。",
        )
        .taken(1, MORI)
        .asks(1, MORI, "ご確認が済みましたら、その旨をこのケースにご記入ください。"),
        Story::raised(
            (A2, BASE, "excess_use"),
            REPORT,
            (11, 9, 0),
            "保存容量の超過（契約 5.0 TB、利用 5.3 TB）",
            "保存容量が契約を超えました。30 日以内の整理、または容量の追加をお願いします。",
        )
        .taken(5, REPORT)
        .answers(1_900, TOTP, "古い動画を移動しました。4.7 TB になったはずです。")
        .solved(600, REPORT, "4.7 TB となったことを確認しました。"),
        Story::raised(
            (A2, PC, "work_request"),
            MORI,
            (4, 15, 30),
            "作業依頼：PC の設定代行（12 台）",
            "作業依頼を承りました。来週の水曜日に実施します。\n\n\
             - 対象: 12 台\n- 内容: 初期設定、証明書の導入、プリンターの登録",
        )
        .with_file(files::table(
            "設定対象一覧.csv",
            &[&["管理番号", "利用者"], &["PC-1201", "総務部"], &["PC-1202", "総務部"]],
        ))
        .taken(60, MORI),
        Story::raised(
            (A2, IDENTITY, "alarm"),
            WATCH,
            (0, 6, 3),
            "認証サーバーの応答の遅れ（予備系）",
            "予備系の認証サーバーの応答が 1.8 秒でした。主系は正常です。",
        )
        .taken(4, WATCH),
    ]
}

fn closed() -> Vec<Story> {
    vec![
        Story::raised(
            (A2, PC, "work_request"),
            MORI,
            (39, 11, 0),
            "作業依頼：PC の入れ替え（6 台）",
            "作業依頼を承りました。実施日は追ってお知らせします。",
        )
        .taken(30, MORI)
        .answers(200, MAIL, "金曜日の午後を希望します。")
        .solved(4_300, MORI, "6 台の入れ替えが完了しました。")
        .closed_by(1_000, MAIL),
        Story::raised(
            (A2, IDENTITY, "incident_response"),
            WATCH,
            (77, 1, 50),
            "不正なログインの疑いへの対応（1 ID）",
            "普段と異なる国からログインの成功がありました。ID を一時的に止めています。",
        )
        .taken(3, WATCH)
        .asks(20, WATCH, "利用者ご本人の操作かどうか、至急ご確認ください。")
        .answers(420, ADMIN, "本人に確認しました。心当たりはないとのことです。")
        .says(
            35,
            WATCH,
            "承知しました。次の対応を行いました。\n\n\
             1. すべてのログイン状態を解除\n2. パスワードを無効化\n3. 過去 90 日の記録を保全",
        )
        .with_file(files::table(
            "ログイン記録_抜粋.csv",
            &[
                &["時刻", "国", "結果"],
                &["01:32:08", "国外", "成功"],
                &["01:33:40", "国外", "メールの閲覧"],
            ],
        ))
        .answers(90, ADMIN, "対応ありがとうございます。多要素認証を全員に必須とします。")
        .solved(1_600, WATCH, "情報の持ち出しがないことを確認しました。対応を終えます。")
        .closed_by(600, ADMIN),
        Story::raised(
            (A2, IDENTITY, "incident_report"),
            REPORT,
            (70, 16, 0),
            "不正なログインの疑いについてのご報告",
            "先日の対応について、経緯と調査の結果をまとめた報告書をお送りします。",
        )
        .with_file(files::text(
            "インシデント報告書.txt",
            "インシデント報告書\n\n1. 経緯\n2. 調査の範囲\n3. 結果\n情報の持ち出しは確認されなかった。\n",
        ))
        .solved(0, REPORT, "ご不明な点がありましたら、このケースにご記入ください。")
        .closes_itself(),
        Story::raised(
            (A2, BASE, "start_of_use"),
            MORI,
            (230, 10, 0),
            "基本サービスの利用開始のご確認",
            "基本サービスの利用を開始しました。設定の一覧をお送りします。",
        )
        .with_file(files::table("設定一覧.csv", &[&["項目", "値"], &["保存容量", "5 TB"]]))
        .closed_by(3_000, ADMIN),
        Story::raised(
            (A2, IDENTITY, "security_alert"),
            WATCH,
            (61, 20, 15),
            "漏えいした ID とパスワードの一覧との一致（2 件）",
            "公開された漏えい情報に、御社のアドレスが 2 件含まれていました。パスワードの変更をお勧めします。",
        )
        .taken(10, WATCH)
        .answers(800, TOTP, "2 名とも変更を済ませました。")
        .solved(60, WATCH, "変更を確認しました。")
        .closed_by(20, TOTP),
    ]
}
