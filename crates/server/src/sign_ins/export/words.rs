//! The words of an exported history, the same as on screen.

use madoguchi_contract::{
    Language,
    sign_ins::{Event, Outcome},
};

/// Words in one language.
#[derive(Debug)]
pub(super) struct Words {
    pub title: &'static str,
    pub file: &'static str,
    pub time: &'static str,
    pub event: &'static str,
    pub result: &'static str,
    pub user_id: &'static str,
    pub name: &'static str,
    pub browser: &'static str,
    pub new_browser: &'static str,
    pub yes: &'static str,
    pub address: &'static str,
    pub company: &'static str,
    pub of: &'static str,
    pub everybody: &'static str,
    pub period: &'static str,
    pub filter: &'static str,
    pub always: &'static str,
    pub made: &'static str,
    pub lines: &'static str,
    /// Between a name and its value.
    pub colon: &'static str,
    /// Between two days.
    pub until: &'static str,
    /// Around the time zone.
    pub brackets: (&'static str, &'static str),
    /// Those of [`Event::ALL`].
    events: [&'static str; 10],
    /// Those of [`Outcome::ALL`].
    outcomes: [&'static str; 3],
}

const JAPANESE: Words = Words {
    title: "ログイン履歴",
    file: "ログイン履歴",
    time: "日時",
    event: "イベント",
    result: "結果",
    user_id: "ユーザーID",
    name: "氏名",
    browser: "ブラウザー",
    new_browser: "新しいブラウザー",
    yes: "はい",
    address: "アドレス",
    company: "ご契約者名",
    of: "対象",
    everybody: "すべてのユーザー",
    period: "期間",
    filter: "フィルター",
    always: "すべて",
    made: "作成日時",
    lines: "件数",
    colon: "：",
    until: " 〜 ",
    brackets: ("（", "）"),
    events: [
        "ログイン",
        "本人確認",
        "ログアウト",
        "セッションの終了",
        "パスワードの変更",
        "パスワードのリセット",
        "メールアドレスの変更",
        "多要素認証の変更",
        "ログインの無効化",
        "ログインの有効化",
    ],
    outcomes: ["成功", "失敗", "ロック"],
};

const ENGLISH: Words = Words {
    title: "Sign-in history",
    file: "sign-in-history",
    time: "Time",
    event: "Event",
    result: "Result",
    user_id: "User ID",
    name: "Name",
    browser: "Browser",
    new_browser: "New browser",
    yes: "Yes",
    address: "Address",
    company: "Company",
    of: "Of",
    everybody: "All users",
    period: "Period",
    filter: "Filter",
    always: "All",
    made: "Made",
    lines: "Lines",
    colon: ": ",
    until: " – ",
    brackets: (" (", ")"),
    events: [
        "Sign-in",
        "Verification",
        "Sign-out",
        "Sessions ended",
        "Password changed",
        "Password reset",
        "Mail address changed",
        "Multi-factor authentication changed",
        "Sign-in disabled",
        "Sign-in enabled",
    ],
    outcomes: ["Success", "Failure", "Locked"],
};

impl Words {
    /// The words of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &JAPANESE,
            Language::En => &ENGLISH,
        }
    }

    /// An event in words; one of a later version by its own name.
    pub fn event(&self, event: Event) -> &'static str {
        let place = Event::ALL.iter().position(|other| *other == event);
        place.map_or(event.id(), |place| self.events[place])
    }

    /// An outcome in words.
    pub fn outcome(&self, outcome: Outcome) -> &'static str {
        let place = Outcome::ALL.iter().position(|other| *other == outcome);
        place.map_or(outcome.id(), |place| self.outcomes[place])
    }
}
