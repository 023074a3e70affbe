//! One case that has gone on for weeks: more than a hundred messages in its stream.
//! A long case must open as fast as a short one.

use super::{A2, BASE, MORI, OGAWA};
use crate::sample::{
    customers::{ADMIN, TOTP},
    files,
    story::Story,
};

/// How often the connection was looked at.
const ROUNDS: usize = 40;

/// What the desk reported, in turn.
const FOUND: [&str; 6] = [
    "定時の確認です。本日の切断は **2 回**（10:14、15:40）で、いずれも 1 分以内に自動で復旧しました。",
    "定時の確認です。本日の切断はありませんでした。引き続き監視します。",
    "機器の記録を取得しました。切断の直前に、上位の回線で再接続が起きています。",
    "定時の確認です。本日の切断は **1 回**（13:02）でした。利用者への影響は確認されていません。",
    "通信事業者に調査を依頼しました。回答は 2 営業日後の見込みです。",
    "通信事業者から、収容設備に異常はないとの回答がありました。拠点側の機器をさらに調べます。",
];

/// What the customer reported, in turn.
const ANSWERED: [&str; 5] = [
    "現地でも同じ時刻に切断を確認しました。会議が一度途切れています。",
    "今日は問題なく使えています。",
    "再起動はしていません。時刻の記録を添付します。",
    "利用者から「昼ごろに遅い」との声がありました。切断かどうかは分かりません。",
    "承知しました。現地の担当に伝えます。",
];

pub fn story() -> Story {
    let mut story = Story::asked(
        (A2, BASE, "fault"),
        ADMIN,
        (30, 9, 32),
        "大阪第二拠点で共有フォルダーへの接続が断続的に切れる",
        "大阪第二拠点で、共有フォルダーへの接続が 1 日に数回切れます。数十秒で戻りますが、\
         編集中のファイルが保存できないことがあります。\n\n\
         - 拠点: 大阪第二（62 名）\n- 始まり: 先週の月曜日\n- ほかの拠点: 発生なし",
    )
    .watched_by(&[TOTP])
    .with_file(files::table(
        "切断の記録.csv",
        &[
            &["日", "時刻", "継続（秒）"],
            &["月", "10:12", "34"],
            &["火", "15:41", "52"],
            &["水", "13:03", "28"],
        ],
    ))
    .taken(14, OGAWA)
    .says(
        30,
        OGAWA,
        "確認を始めました。原因が分かるまで、毎日の状況をこのケースでお知らせします。",
    );
    for round in 0..ROUNDS {
        let (desk, customer) = if round % 4 == 3 { (MORI, TOTP) } else { (OGAWA, ADMIN) };
        story = story.says(700, desk, FOUND[round % FOUND.len()]);
        story = story.answers(180, customer, ANSWERED[round % ANSWERED.len()]);
        if round % 5 == 2 {
            story = story.with_file(files::text(
                &format!("時刻の記録_{:02}.txt", round + 1),
                "10:14:02 切断\n10:14:49 再接続\n",
            ));
        }
        if round % 2 == 0 {
            story = story.says(
                150,
                desk,
                format!("記録を確認しました。{} 日目の集計に加えます。", round + 1),
            );
        }
        if round == 20 {
            story = story
                .asks(60, MORI, "拠点の中継機器を予備と入れ替えてもよろしいでしょうか。")
                .answers(400, ADMIN, "問題ありません。土曜日の午前にお願いします。")
                .says(2_000, MORI, "入れ替えを行いました。")
                .with_file(files::picture("切断回数の推移.png", &[40, 52, 36, 48, 44, 8, 4, 2]));
        }
    }
    story.says(
        60,
        OGAWA,
        "入れ替えのあと、切断は大きく減りました。残る 1 日 1 回程度の切断について、\
         無線の干渉の可能性を調べています。",
    )
}
