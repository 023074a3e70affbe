//! モバイル端末保護 (`A100000001`): what people of the first company asked. One enquiry is open.
//! The rest is history, in the variety that a year with a service brings.

use super::{A1, MOBILE, MORI, OGAWA};
use crate::sample::{
    customers::{ADMIN, MAIL, TOTP, USER},
    files,
    story::Story,
};

pub fn stories() -> Vec<Story> {
    let mut stories = vec![open_enquiry()];
    stories.extend(about_the_service());
    stories.extend(about_the_product());
    stories.extend(faults());
    stories
}

/// `MD0001014`: the one ordinary enquiry that is open.
fn open_enquiry() -> Story {
    Story::asked(
        (A1, MOBILE, "service"),
        USER,
        (6, 10, 12),
        "新しく配る端末への保護アプリの導入手順について",
        "お世話になっております。サンプル商事の高橋です。\n\n\
         来月、営業部に新しい端末を 24 台配ります。保護アプリの導入について、次の点を教えてください。\n\n\
         1. 端末管理の仕組みから一括で配布できますか。\n\
         2. 利用者が自分で行う設定は何が残りますか。\n\
         3. 旧端末の登録はいつ外せばよいですか。\n\n\
         端末の一覧を添付します。",
    )
    .numbered("MD0001014")
    .watched_by(&[ADMIN, TOTP])
    .with_file(files::table(
        "配布予定端末一覧.csv",
        &[
            &["管理番号", "機種", "OS", "利用者"],
            &["SP-0241", "スマートフォン A", "16", "営業一課"],
            &["SP-0242", "スマートフォン A", "16", "営業一課"],
            &["SP-0243", "タブレット B", "18", "営業二課"],
        ],
    ))
    .taken(35, OGAWA)
    .says(
        55,
        OGAWA,
        "高橋様\n\nお問い合わせありがとうございます。担当の小川です。\n\n\
         一括での配布は可能です。端末管理の仕組みをお使いの場合は、配布用の設定ファイルを登録すると、\
         利用者の操作は**初回起動時の許可**だけになります。\n\n\
         設定ファイルは本日中に御社向けに用意します。",
    )
    .answers(140, USER, "ありがとうございます。設定ファイルをお待ちしています。\n\nタブレットも同じ手順でよいでしょうか。")
    .says(
        1_260,
        OGAWA,
        "設定ファイルと手順書をお送りします。タブレットも同じ手順です。\n\n\
         | 作業 | 行う人 | 目安 |\n| --- | --- | --- |\n\
         | 設定ファイルの登録 | 管理者 | 10 分 |\n\
         | 端末への配布 | 自動 | 最大 4 時間 |\n\
         | 初回起動時の許可 | 利用者 | 2 分 |\n\n\
         旧端末の登録は、新端末で「保護中」と表示されたあとに外してください。",
    )
    .with_file(files::text(
        "導入手順書_サンプル商事様.txt",
        "モバイル端末保護 導入手順書\n\n1. 管理画面に設定ファイルを登録する\n\
         2. 対象の端末グループを選ぶ\n3. 配布の完了を一覧で確認する\n",
    ))
    .answers(
        2_900,
        USER,
        "先行して 3 台に配布しました。SP-0243 だけ「許可待ち」のままです。画面を添付します。",
    )
    .with_file(files::picture("SP-0243_許可待ち.png", &[12, 30, 48, 20, 60, 36, 24, 52]))
    .says(
        95,
        OGAWA,
        "画面を確認しました。タブレットでは通知の許可が別の画面で求められることがあります。\
         開発元に確認していますので、少しお時間をください。",
    )
}

fn about_the_service() -> Vec<Story> {
    vec![
        Story::asked(
            (A1, MOBILE, "service"),
            ADMIN,
            (212, 9, 40),
            "契約台数の追加方法と課金の開始日について",
            "端末を 10 台追加したいと考えています。手続きと、課金がいつから始まるかを教えてください。",
        )
        .taken(20, MORI)
        .says(60, MORI, "台数の追加は作業依頼から承ります。課金は**追加が完了した月の翌月**から始まります。")
        .answers(180, ADMIN, "承知しました。今月中に依頼します。")
        .solved(30, MORI, "よろしくお願いいたします。ほかにご不明な点がなければ、承認をお願いします。")
        .closed_by(1_500, ADMIN),
        Story::asked(
            (A1, MOBILE, "service"),
            USER,
            (168, 15, 5),
            "退職者の端末を別の社員に引き継ぐ場合の手順",
            "退職者が使っていた端末を、来週から別の社員が使います。登録はそのままでよいでしょうか。",
        )
        .taken(45, OGAWA)
        .asks(30, OGAWA, "端末は初期化してからお渡しになりますか。初期化の有無で手順が変わります。")
        .answers(1_100, USER, "はい、初期化してから渡します。")
        .solved(
            50,
            OGAWA,
            "それでは次の順でお願いします。\n\n1. 管理画面で旧利用者の登録を外す\n\
             2. 端末を初期化する\n3. 新しい利用者で登録し直す",
        )
        .closed_by(300, USER),
        Story::asked(
            (A1, MOBILE, "other"),
            MAIL,
            (133, 11, 18),
            "管理画面の操作説明会の開催について",
            "情報システム部の 5 名に向けて、管理画面の説明会をお願いできますか。オンラインを希望します。",
        )
        .taken(120, MORI)
        .says(1_400, MORI, "60 分のオンライン説明会を承ります。候補日を 3 つお知らせください。")
        .answers(600, MAIL, "来週の火曜、水曜、木曜の 14 時以降でお願いします。")
        .solved(400, MORI, "水曜日の 14 時で確定しました。招待をメールでお送りしました。")
        .closes_itself(),
        Story::asked(
            (A1, MOBILE, "service"),
            TOTP,
            (97, 13, 50),
            "海外出張中の端末が「長期未接続」と表示される",
            "出張中の 2 台が長期未接続と表示されています。接続できない国があるのでしょうか。",
        )
        .taken(30, OGAWA)
        .asks(80, OGAWA, "滞在先の国と、最後に管理画面で「接続中」と表示された日を教えてください。")
        .answers(
            2_000,
            TOTP,
            "シンガポールとベトナムです。いずれも出国した日が最後です。",
        )
        .solved(
            240,
            OGAWA,
            "いずれも接続に制限のない国です。出国時に国際データ通信が切れており、\
             **Wi-Fi のみ**でお使いの場合は 1 日 1 回の接続になります。帰国後に自動で戻ります。",
        )
        .rejected_by(
            900,
            TOTP,
            "ホテルの Wi-Fi に毎日つながっていますが、5 日たっても表示が変わりません。",
        )
        .says(70, OGAWA, "失礼しました。端末の識別番号を調べます。")
        .solved(
            700,
            OGAWA,
            "ホテルの Wi-Fi が認証画面を挟むため、裏側の通信が止められていました。\
             ブラウザーで一度認証していただくと、30 分以内に「接続中」に変わります。",
        )
        .closed_by(1_300, TOTP),
        Story::asked(
            (A1, MOBILE, "service"),
            ADMIN,
            (41, 10, 30),
            "請求書の宛名の変更について",
            "部署名が「情報システム部」から「デジタル推進部」に変わりました。請求書の宛名を変更してください。",
        )
        .taken(15, MORI)
        .solved(90, MORI, "来月発行分から「デジタル推進部」に変更しました。")
        .closed_by(60, ADMIN),
    ]
}

fn about_the_product() -> Vec<Story> {
    vec![
        Story::asked(
            (A1, MOBILE, "product"),
            USER,
            (190, 16, 22),
            "紛失時の遠隔消去は圏外の端末にも届きますか",
            "紛失した端末が圏外の場合、遠隔消去はどうなりますか。電源が切れているときも知りたいです。",
        )
        .taken(40, OGAWA)
        .solved(
            120,
            OGAWA,
            "指示は**最長 30 日**保持され、端末が通信できるようになった時点で実行されます。\
             電源が切れている間は実行されません。",
        )
        .closed_by(200, USER),
        Story::asked(
            (A1, MOBILE, "product"),
            TOTP,
            (118, 9, 15),
            "対応 OS のバージョンと終了時期の一覧がほしい",
            "来年度の端末更改の計画のため、対応 OS と、対応が終わる時期の一覧をください。",
        )
        .taken(30, MORI)
        .says(500, MORI, "最新の一覧を添付します。次の改定は 3 か月後の予定です。")
        .with_file(files::table(
            "対応OS一覧.csv",
            &[
                &["OS", "対応バージョン", "対応終了の予定"],
                &["スマートフォン", "14 以降", "メーカーの更新終了から 1 年"],
                &["タブレット", "16 以降", "メーカーの更新終了から 1 年"],
            ],
        ))
        .answers(1_000, TOTP, "十分な内容です。ありがとうございました。")
        .closed_by(5, TOTP),
        Story::asked(
            (A1, MOBILE, "product"),
            MAIL,
            (74, 14, 33),
            "Does the app scan files that arrive over AirDrop?",
            "Our overseas staff asked whether files received from a nearby device are scanned as well, \
             or only downloads and mail attachments.",
        )
        .taken(25, OGAWA)
        .solved(
            180,
            OGAWA,
            "Yes. Every file is scanned when it is first opened, wherever it came from.",
        )
        .closed_by(800, MAIL),
        Story::asked(
            (A1, MOBILE, "other"),
            ADMIN,
            (26, 17, 2),
            "社内向け案内文のひな形をいただけますか",
            "利用者に保護アプリを案内する文面のひな形があれば、いただきたいです。",
        )
        .taken(50, MORI)
        .solved(900, MORI, "ひな形をお送りします。会社名と問い合わせ先を書き換えてお使いください。")
        .with_file(files::text(
            "利用者向け案内文_ひな形.txt",
            "【ご案内】業務用端末に保護アプリを導入します\n\n導入日：〇月〇日\n\
             利用者の操作：初回起動時に「許可」を押してください。\n",
        ))
        .closed_by(120, ADMIN),
    ]
}

fn faults() -> Vec<Story> {
    vec![
        Story::asked(
            (A1, MOBILE, "fault"),
            USER,
            (151, 8, 55),
            "保護アプリが起動直後に終了する（2 台）",
            "今朝から 2 台で保護アプリが起動直後に終了します。再起動しても変わりません。",
        )
        .taken(10, OGAWA)
        .asks(25, OGAWA, "機種と OS のバージョン、最後に更新した日をお知らせください。")
        .answers(40, USER, "どちらもスマートフォン A、OS は昨夜更新しました。")
        .solved(
            300,
            OGAWA,
            "OS の更新と同時にアプリの更新が中断していました。ストアから更新し直すと起動します。",
        )
        .closed_by(90, USER),
        Story::asked(
            (A1, MOBILE, "fault"),
            ADMIN,
            (58, 13, 8),
            "管理画面の端末一覧が 0 件と表示される",
            "13 時ごろから、管理画面の端末一覧が 0 件と表示されます。保護は続いているようです。",
        )
        .taken(5, MORI)
        .says(
            20,
            MORI,
            "当方でも確認しました。表示だけの問題で、保護には影響ありません。復旧を進めています。",
        )
        .solved(75, MORI, "14 時 40 分に復旧しました。一覧が表示されることをご確認ください。")
        .closed_by(30, ADMIN),
    ]
}
