//! 基本サービス and its options (`A100000002`): faults, of which several are open, and ordinary
//! enquiries, all of them closed.

use super::{A2, BASE, CERTIFICATES, IDENTITY, MORI, OGAWA, PC};
use crate::sample::{
    customers::{ADMIN, MAIL, TOTP},
    files,
    story::Story,
};

/// Identifier of a service, where a case concerns one.
type Service = Option<&'static str>;

pub fn stories() -> Vec<Story> {
    let mut stories = vec![resolved_fault()];
    stories.extend(open_faults());
    stories.extend(closed_faults());
    stories.extend(enquiries());
    stories
}

/// `MD0001015`: a fault whose solution waits for the customer.
fn resolved_fault() -> Story {
    Story::asked(
        (A2, CERTIFICATES, "fault"),
        ADMIN,
        (5, 9, 4),
        "証明書の更新後、一部の拠点から社内システムに接続できない",
        "昨夜の証明書更新のあと、一部の拠点から社内システムに接続できません。\
         画面には「証明書の検証に失敗しました」と出ます。\n\n\
         業務に影響が出ているため、急ぎの確認をお願いします。",
    )
    .numbered("MD0001015")
    .watched_by(&[TOTP, MAIL])
    .taken(17, OGAWA)
    .says(20, OGAWA, "確認を始めました。影響のある拠点と台数が分かりましたらお知らせください。")
    .answers(
        34,
        ADMIN,
        "影響は大阪第二と名古屋の 2 拠点、計 46 台です。ほかの拠点は 9 時 30 分に接続を確認しました。",
    )
    .with_file(files::table(
        "接続ログ.csv",
        &[
            &["時刻", "拠点", "結果"],
            &["09:02:11", "大阪第二", "証明書の検証に失敗"],
            &["09:04:37", "名古屋", "証明書の検証に失敗"],
            &["09:30:02", "東京本社", "成功"],
        ],
    ))
    .asks(
        42,
        OGAWA,
        "接続できない 2 拠点では、**古い中間証明書**が端末に残っている可能性があります。\
         拠点の端末で次のコマンドを実行した結果をお知らせください。\n\n\
         ```\ncertutil -store CA | findstr /i \"Minato NotAfter\"\n```",
    )
    .answers(
        75,
        ADMIN,
        "実行結果を添付します。大阪第二だけ、中間証明書の有効期限が古いままでした。",
    )
    .with_file(files::text(
        "実行結果_大阪第二.txt",
        "================ Certificate 0 ================\nSubject: CN=Minato Intermediate CA 2\n\
         NotAfter: (更新前の期限のまま)\n",
    ))
    .with_file(files::picture("エラー画面_名古屋.png", &[60, 52, 44, 36, 28, 20, 12, 8, 4, 2]))
    .solved(
        160,
        OGAWA,
        "原因が分かりました。2 拠点の配布グループが更新の対象から漏れていたため、\
         中間証明書が入れ替わっていませんでした。\n\n\
         1. 配布グループに 2 拠点を加えました。\n\
         2. 46 台すべてで、新しい中間証明書を確認しました。\n\n\
         接続できることをご確認のうえ、よろしければ**ソリューションを承認**してください。",
    )
}

fn open_faults() -> Vec<Story> {
    vec![
        Story::asked(
            (A2, PC, "fault"),
            MAIL,
            (2, 16, 41),
            "会議室の PC で遠隔支援の画面が真っ黒になる",
            "第 3 会議室の PC だけ、遠隔支援を始めると画面が真っ黒になります。ほかの PC は問題ありません。",
        )
        .taken(25, MORI)
        .asks(
            1_020,
            MORI,
            "画面の省電力設定と、接続しているディスプレイの台数をお知らせください。\
             可能であれば、設定画面の写真もお願いします。",
        ),
        Story::asked(
            (A2, IDENTITY, "fault"),
            TOTP,
            (0, 8, 36),
            "人事システムからの社員情報の連携が止まっている",
            "昨夜の定時連携が失敗し、本日入社の 4 名の ID が作られていません。",
        ),
        Story::asked(
            (A2, BASE, "fault"),
            ADMIN,
            (3, 11, 27),
            "共有フォルダーの検索結果に新しいファイルが出ない",
            "3 日前から、新しく保存したファイルが検索結果に出ません。開くことはできます。",
        )
        .taken(18, MORI)
        .says(120, MORI, "索引の更新が止まっていることを確認しました。再作成を始めます。")
        .answers(1_500, ADMIN, "今朝の時点では、まだ出ないファイルがあります。")
        .says(45, MORI, "再作成は 62% まで進んでいます。明日の朝に完了する見込みです。"),
    ]
}

fn closed_faults() -> Vec<Story> {
    let written: [(i64, Service, &str, &str, &str, &str); 5] = [
        (
            22,
            IDENTITY,
            "パスワードの変更後、メールに同期されない",
            "パスワードを変更した 3 名が、メールに古いパスワードでしか入れません。",
            "同期の待ち行列に 1 件の誤りがあり、後続が止まっていました。",
            "待ち行列を修復し、3 名とも新しいパスワードで入れることを確認しました。",
        ),
        (
            47,
            CERTIFICATES,
            "新しい PC で証明書の取得に失敗する",
            "今週配布した PC のうち 2 台で、証明書の取得が「要求が拒否されました」になります。",
            "2 台の管理番号が、失効した端末と重複していました。",
            "失効した端末の登録を整理しました。証明書が取得できることをご確認ください。",
        ),
        (
            83,
            PC,
            "遠隔支援の接続が 5 分で切れる",
            "遠隔支援が 5 分ほどで切れます。有線でも無線でも同じです。",
            "御社の通信機器の更新後から始まっていることが分かりました。",
            "無通信のときの切断時間を 5 分から 60 分に変更していただき、解消しました。",
        ),
        (
            125,
            BASE,
            "ファイルの同期で「容量不足」と表示される",
            "空き容量があるのに「容量不足」と表示され、同期が止まります。",
            "ごみ箱に残ったファイルが容量に含まれていました。",
            "ごみ箱の保存期間を 30 日に設定しました。",
        ),
        (
            176,
            IDENTITY,
            "組織変更後、一部の社員の権限が外れた",
            "4 月の組織変更のあと、経理部の 6 名が共有の会計システムに入れません。",
            "新しい部署の権限の割り当てが一つ漏れていました。",
            "割り当てを追加しました。6 名とも入れることを確認しています。",
        ),
    ];
    written
        .into_iter()
        .zip([ADMIN, TOTP, MAIL, ADMIN, TOTP])
        .map(|((days, service, subject, body, found, solution), contact)| {
            Story::asked((A2, service, "fault"), contact, (days, 10, 20), subject, body)
                .taken(12, OGAWA)
                .says(90, OGAWA, found)
                .answers(50, contact, "ありがとうございます。対処をお願いします。")
                .solved(240, OGAWA, solution)
                .closed_by(1_300, contact)
        })
        .collect()
}

fn enquiries() -> Vec<Story> {
    vec![
        Story::asked(
            (A2, IDENTITY, "service"),
            ADMIN,
            (155, 13, 12),
            "グループ会社の社員を追加する場合の料金",
            "グループ会社の 30 名を追加した場合の月額と、必要な手続きを教えてください。",
        )
        .taken(60, MORI)
        .solved(1_440, MORI, "お見積もりを添付します。手続きは作業依頼の「利用者の追加」からお願いします。")
        .with_file(files::table(
            "お見積もり_30名追加.csv",
            &[&["項目", "数量", "単価（円）"], &["ID管理 利用者追加", "30", "300"]],
        ))
        .closed_by(2_880, ADMIN),
        Story::asked(
            (A2, PC, "product"),
            MAIL,
            (109, 10, 45),
            "遠隔支援の録画は保存されますか",
            "支援中の画面は録画されるのでしょうか。保存期間と、閲覧できる人を教えてください。",
        )
        .taken(15, OGAWA)
        .solved(
            60,
            OGAWA,
            "録画は初期設定では**行いません**。お客様のご依頼があるときだけ録画し、90 日で削除します。",
        )
        .closed_by(25, MAIL),
        Story::asked(
            (A2, CERTIFICATES, "product"),
            TOTP,
            (70, 15, 50),
            "証明書の有効期間を 1 年から 2 年にできますか",
            "更新の手間を減らしたいので、有効期間を 2 年にできるか知りたいです。",
        )
        .taken(40, MORI)
        .solved(200, MORI, "安全のため最長 1 年としています。自動更新を使うと、利用者の操作は不要になります。")
        .rejected_by(500, TOTP, "自動更新の設定方法も教えてください。こちらの環境で使えるか判断できません。")
        .solved(
            180,
            MORI,
            "設定手順をお送りします。Windows 10 以降と macOS 13 以降でお使いいただけます。",
        )
        .with_file(files::text(
            "自動更新の設定手順.txt",
            "1. 管理画面の「証明書」を開く\n2. 「自動更新」を有効にする\n3. 対象の端末を選ぶ\n",
        ))
        .closed_by(900, TOTP),
        Story::asked(
            (A2, BASE, "other"),
            ADMIN,
            (36, 9, 25),
            "年末年始の受付時間について",
            "年末年始の受付時間と、緊急時の連絡先を教えてください。",
        )
        .taken(10, OGAWA)
        .solved(20, OGAWA, "お知らせに掲載しました。障害は年末年始も電話で承ります。")
        .closes_itself(),
        Story::asked(
            (A2, BASE, "service"),
            MAIL,
            (19, 14, 14),
            "初期パスワードのメールが届かない",
            "新入社員の小林に、案内のメールが届いていません。再送をお願いします。",
        )
        .taken(10, MORI)
        .solved(30, MORI, "再送しました。受信の制限がある場合は、差出人のアドレスを許可してください。")
        .closed_by(2_000, ADMIN),
    ]
}
