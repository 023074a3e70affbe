//! The other company's cases (`B200000001`): nobody of the first company ever sees them.
//! `MD0001016` is the one that acceptance tests ask for in vain.

use super::{B1, IDENTITY, MORI, OGAWA, WATCH};
use crate::sample::{customers::OTHER, files, story::Story};

pub fn stories() -> Vec<Story> {
    vec![
        Story::asked(
            (B1, IDENTITY, "service"),
            OTHER,
            (5, 9, 30),
            "退職者の ID を一括で止める方法",
            "月末の退職者 12 名の ID を一括で止める方法を教えてください。",
        )
        .numbered("MD0001016")
        .taken(22, MORI)
        .says(
            60,
            MORI,
            "一覧のファイルを取り込むと、指定の日時に一括で停止できます。ひな形をお送りします。",
        )
        .with_file(files::table("停止一覧_ひな形.csv", &[&["ユーザーID", "停止日時"]]))
        .answers(1_300, OTHER, "ありがとうございます。試してみます。"),
        Story::raised(
            (B1, IDENTITY, "alert"),
            WATCH,
            (3, 21, 8),
            "ログインの失敗の急増（1 ID）",
            "1 つの ID で、10 分間に 40 回のログインの失敗がありました。",
        )
        .taken(5, WATCH)
        .asks(10, WATCH, "利用者ご本人の操作かどうかをご確認ください。"),
        Story::asked(
            (B1, IDENTITY, "fault"),
            OTHER,
            (1, 13, 44),
            "認証アプリの登録の画面が開かない",
            "新入社員 1 名で、認証アプリの登録の画面が開きません。",
        ),
        Story::asked(
            (B1, IDENTITY, "product"),
            OTHER,
            (48, 10, 0),
            "シングルサインオンに対応するシステムの一覧",
            "対応しているシステムの一覧をいただけますか。",
        )
        .taken(30, OGAWA)
        .solved(120, OGAWA, "一覧をお送りします。記載のないシステムもご相談ください。")
        .with_file(files::table(
            "対応システム一覧.csv",
            &[&["システム", "方式"], &["会計", "SAML"]],
        ))
        .closed_by(400, OTHER),
        Story::raised(
            (B1, IDENTITY, "monthly_report"),
            "レポート担当",
            (32, 9, 30),
            "ID管理 月次レポート（2 か月前の分）",
            "ID管理の月次レポートをお送りします。",
        )
        .with_file(files::report("月次レポート_ID管理.csv", 86))
        .closed_by(2_400, OTHER),
    ]
}
