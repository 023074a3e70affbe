//! ネットワーク監視 (`A100000003`): alerts and alarms of the monitoring, all of them closed.
//! Nothing is open under this customer number.

use super::{A3, NETWORK, OGAWA, WATCH};
use crate::sample::{
    customers::{ADMIN, MAIL, TOTP},
    files,
    story::Story,
};

pub fn stories() -> Vec<Story> {
    let mut stories = raised();
    stories.push(
        Story::asked(
            (A3, NETWORK, "service"),
            TOTP,
            (92, 11, 11),
            "監視対象の機器を追加する手順",
            "名古屋拠点のスイッチ 2 台を監視に加えたいです。必要な情報を教えてください。",
        )
        .taken(25, OGAWA)
        .says(
            40,
            OGAWA,
            "機器名、アドレス、設置場所、通知先をご記入のうえ、作業依頼からお申し込みください。",
        )
        .answers(900, TOTP, "記入しました。これで足りますか。")
        .with_file(files::table(
            "追加機器.csv",
            &[
                &["機器名", "アドレス", "設置場所"],
                &["NGY-SW-03", "192.0.2.31", "名古屋 3 階"],
                &["NGY-SW-04", "192.0.2.32", "名古屋 4 階"],
            ],
        ))
        .solved(120, OGAWA, "十分です。明日から監視を始めます。")
        .closed_by(60, TOTP),
    );
    stories
}

fn raised() -> Vec<Story> {
    let written: [(&str, i64, i8, &str, &str, &str); 9] = [
        (
            "monitoring_alert",
            7,
            4,
            "大阪第二ルーターの応答なし（3 分間）",
            "4 時 12 分から 4 時 15 分まで応答がありませんでした。",
            "通信事業者の工事による瞬断でした。事前の告知と一致しています。",
        ),
        (
            "alarm",
            13,
            18,
            "東京本社 L3 スイッチの CPU 使用率 92%",
            "CPU 使用率が 5 分続けて 90% を超えました。",
            "夕方のバックアップと重なったためです。開始時刻を 22 時に移していただきました。",
        ),
        (
            "monitoring_alert",
            28,
            13,
            "名古屋拠点の回線の遅延（平均 180 ms）",
            "往復の遅延が平常時の 6 倍になっています。",
            "事業者側の経路の変更によるもので、2 時間後に平常に戻りました。",
        ),
        (
            "alarm",
            45,
            2,
            "無停電電源装置の電池の劣化（札幌）",
            "電池の劣化の通知を受け取りました。停電時の保持時間が短くなっています。",
            "電池を交換し、自己診断で正常を確認しました。",
        ),
        (
            "monitoring_alert",
            69,
            23,
            "福岡拠点の回線断（主回線）",
            "主回線が切れ、予備の回線に自動で切り替わりました。業務への影響はありません。",
            "翌朝に主回線が復旧し、切り戻しを行いました。",
        ),
        (
            "monitoring_alert",
            101,
            7,
            "無線アクセスポイントの応答なし（2 台）",
            "本社 5 階の 2 台が応答しません。",
            "給電装置の再起動で復旧しました。",
        ),
        (
            "incident",
            130,
            15,
            "拠点間の通信が不安定になる障害",
            "15 時ごろから、拠点間の通信で断続的に欠落が発生しています。",
            "通信事業者の設備の故障でした。設備の交換後、24 時間の安定を確認しました。",
        ),
        (
            "alarm",
            163,
            9,
            "東京本社ファイアウォールのセッション数 85%",
            "同時のセッション数が上限の 85% に達しました。",
            "古い端末の異常な通信を止め、40% に下がりました。",
        ),
        (
            "monitoring_alert",
            219,
            16,
            "仙台拠点のルーターの再起動",
            "16 時 2 分に再起動を検知しました。",
            "計画停電に伴うものでした。",
        ),
    ];
    written
        .into_iter()
        .enumerate()
        .map(|(place, (category, days, hour, subject, body, solution))| {
            let begins = (days, hour, (place as i8 * 7) % 60);
            let story = Story::raised((A3, NETWORK, category), WATCH, begins, subject, body)
                .taken(3, WATCH)
                .solved(400 + place as i64 * 90, WATCH, solution);
            match place % 3 {
                0 => story.closed_by(800, ADMIN),
                1 => story.closed_by(1_500, MAIL),
                _ if days > 30 => story.closes_itself(),
                _ => story.closed_by(300, TOTP),
            }
        })
        .collect()
}
