//! Cases as customers see them (`/api/v1/cases`; specification, case list and case).
//! The rules of who may move a case where live in [`CaseState`].

use serde::{Deserialize, Serialize};

use crate::{Label, Timestamp, rich_text::Document};

/// 状況 of a case (specification, table of case states).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// 新規.
    New,
    /// 作業中.
    InProgress,
    /// お客様確認待ち.
    AwaitingCustomer,
    /// 解決済み（クローズ待ち）.
    Resolved,
    /// クローズ.
    Closed,
    /// A state this version does not know.
    #[serde(other)]
    Unknown,
}

impl CaseState {
    /// Every state that is stored, in the order of a case's life.
    pub const ALL: [CaseState; 5] =
        [Self::New, Self::InProgress, Self::AwaitingCustomer, Self::Resolved, Self::Closed];

    /// The name on the wire and in the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::AwaitingCustomer => "awaiting_customer",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }

    /// The state of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Whether the customer is to do something (view アクションが必要).
    pub fn needs_action(self) -> bool {
        matches!(self, Self::AwaitingCustomer | Self::Resolved)
    }

    /// Where a customer's action leads from here; `None` when the table refuses it.
    pub fn after(self, action: CustomerAction) -> Option<Self> {
        match (self, action) {
            (Self::New | Self::InProgress | Self::AwaitingCustomer, CustomerAction::Close)
            | (Self::Resolved, CustomerAction::Accept) => Some(Self::Closed),
            (Self::Resolved, CustomerAction::Reject) => Some(Self::InProgress),
            _ => None,
        }
    }

    /// Where a customer's comment leads from here; `None` when comments are refused.
    pub fn after_comment(self) -> Option<Self> {
        match self {
            Self::Closed | Self::Unknown => None,
            Self::AwaitingCustomer => Some(Self::InProgress),
            other => Some(other),
        }
    }

    /// Whether the desk may move a case from here to `to`.
    pub fn desk_may_move_to(self, to: Self) -> bool {
        matches!(
            (self, to),
            (Self::New, Self::InProgress)
                | (Self::New | Self::InProgress, Self::AwaitingCustomer)
                | (Self::AwaitingCustomer, Self::InProgress)
                | (Self::New | Self::InProgress | Self::AwaitingCustomer, Self::Resolved)
        )
    }
}

/// What a customer can do with a case besides commenting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CustomerAction {
    /// ケースをクローズ.
    Close,
    /// ソリューションを承認.
    Accept,
    /// ソリューションを却下; needs a reason.
    Reject,
}

/// The fixed views of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseView {
    /// すべてのケース.
    #[default]
    All,
    /// アクションが必要.
    Action,
    /// アラート.
    Alert,
}

impl CaseView {
    /// The views in the order they are shown.
    pub const ALL: [CaseView; 3] = [Self::All, Self::Action, Self::Alert];

    /// The name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Action => "action",
            Self::Alert => "alert",
        }
    }

    /// The view of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.id() == id)
    }
}

/// A column of the list, as it is named in `sort`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseColumn {
    /// ケース番号.
    Number,
    /// 状況, in the order of a case's life.
    State,
    /// カテゴリ.
    Category,
    /// 件名.
    Subject,
    /// お客様番号.
    CustomerNumber,
    /// ご契約者名.
    Company,
    /// サービス名.
    Service,
    /// お客様担当者名.
    Contact,
    /// 更新日時.
    Updated,
}

impl CaseColumn {
    /// The columns in the order they are shown.
    pub const ALL: [CaseColumn; 9] = [
        Self::Number,
        Self::State,
        Self::Category,
        Self::Subject,
        Self::CustomerNumber,
        Self::Company,
        Self::Service,
        Self::Contact,
        Self::Updated,
    ];

    /// The name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::State => "state",
            Self::Category => "category",
            Self::Subject => "subject",
            Self::CustomerNumber => "customer_number",
            Self::Company => "company",
            Self::Service => "service",
            Self::Contact => "contact",
            Self::Updated => "updated",
        }
    }

    /// The column of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.id() == id)
    }
}

/// One sort key; on the wire and in addresses `updated` or, descending, `-updated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// What is compared.
    pub column: CaseColumn,
    /// Largest first.
    pub descending: bool,
}

impl SortKey {
    /// 更新日時, newest first.
    pub const DEFAULT: SortKey = SortKey { column: CaseColumn::Updated, descending: true };

    /// Reads `updated` or `-updated`.
    pub fn parse(text: &str) -> Option<Self> {
        let (descending, id) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        CaseColumn::from_id(id).map(|column| Self { column, descending })
    }
}

impl std::fmt::Display for SortKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}{}", if self.descending { "-" } else { "" }, self.column.id())
    }
}

/// A category; data of the provider, not of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Category {
    /// Stable identifier, such as `service`.
    pub id: String,
    /// Its name.
    pub name: Label,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseSummary {
    /// Such as `MD0001014`.
    pub number: String,
    /// 状況.
    pub state: CaseState,
    /// カテゴリ.
    pub category: Category,
    /// 件名.
    pub subject: String,
    /// お客様番号.
    pub customer_number: String,
    /// ご契約者名.
    pub company: String,
    /// サービス名; none where the desk named none.
    pub service: Option<String>,
    /// お客様担当者名; none for cases that the desk made.
    pub contact: Option<String>,
    /// 更新日時.
    pub updated_at: Timestamp,
}

/// `GET /cases/counts`: how many cases each view holds, over all the reader may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseCounts {
    /// すべてのケース.
    pub all: u64,
    /// アクションが必要.
    pub action: u64,
    /// アラート.
    pub alert: u64,
}

impl CaseCounts {
    /// The count of `view`.
    pub fn of(&self, view: CaseView) -> u64 {
        match view {
            CaseView::All => self.all,
            CaseView::Action => self.action,
            CaseView::Alert => self.alert,
        }
    }
}

/// `GET /cases/{number}`; its `ETag` changes with every change of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Case {
    /// What the list shows of it.
    #[serde(flatten)]
    pub summary: CaseSummary,
    /// 作成日時.
    pub created_at: Timestamp,
    /// When a resolved case closes by itself; none in other states or when it never does.
    pub closes_at: Option<Timestamp>,
    /// Names of the people who watch it.
    pub watchers: Vec<String>,
    /// Entries of the activity stream.
    pub activity_count: u64,
    /// Files of the case.
    pub attachment_count: u64,
}

/// Which side somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// お客様.
    Customer,
    /// 受付窓口.
    Desk,
    /// Nobody: the portal itself, such as closing after 14 days; and sides not known yet.
    #[serde(other)]
    System,
}

/// One entry of the activity stream (`GET /cases/{number}/activity`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Unique in the case, growing with time.
    pub id: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Which side did it.
    pub side: Side,
    /// Who did it; none for the portal itself.
    pub author: Option<String>,
    /// What it was.
    pub event: ActivityEvent,
}

/// What can stand in the activity stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ActivityEvent {
    /// Somebody wrote; the first one is the description of the case.
    Comment {
        /// The text.
        body: Document,
        /// Files sent with it.
        attachments: Vec<Attachment>,
    },
    /// The state changed.
    State {
        /// From which; none at creation.
        from: Option<CaseState>,
        /// To which.
        to: CaseState,
        /// Why, where a solution was rejected.
        reason: Option<String>,
    },
    /// An entry this version does not know; left out.
    #[serde(other)]
    Unknown,
}

/// A file of a case (`GET /cases/{number}/attachments`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Unique in the case; `GET /cases/{number}/attachments/{id}` downloads it.
    pub id: u64,
    /// As the sender named it.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Who sent it.
    pub author: Option<String>,
    /// When it arrived.
    pub at: Timestamp,
}

/// `POST /cases/{number}/comments` (with `Idempotency-Key`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// At most [`crate::limits::BODY`] characters of text, not empty.
    pub body: Document,
}

/// `POST /cases/{number}/transitions` (with `Idempotency-Key`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTransition {
    /// What the customer does.
    pub action: CustomerAction,
    /// Why; required for [`CustomerAction::Reject`], at most [`crate::limits::REASON`] characters.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Whether `text` has the form of a case number: `MD` and seven digits, in any width and case.
/// Gives the canonical form.
pub fn case_number(text: &str) -> Option<String> {
    let folded: String = text
        .trim()
        .chars()
        .map(|character| match character {
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
            }
            other => other,
        })
        .collect::<String>()
        .to_ascii_uppercase();
    let digits = folded.strip_prefix("MD")?;
    (digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use CustomerAction::{Accept, Close, Reject};

    #[test]
    fn customers_move_cases_only_as_the_table_says() {
        let allowed: Vec<_> = CaseState::ALL
            .into_iter()
            .flat_map(|from| [Close, Accept, Reject].map(|action| (from, action)))
            .filter_map(|(from, action)| from.after(action).map(|to| (from.id(), action, to.id())))
            .collect();
        assert_eq!(
            allowed,
            [
                ("new", Close, "closed"),
                ("in_progress", Close, "closed"),
                ("awaiting_customer", Close, "closed"),
                ("resolved", Accept, "closed"),
                ("resolved", Reject, "in_progress"),
            ]
        );
    }

    #[test]
    fn the_desk_never_closes_or_reopens_a_case() {
        for state in CaseState::ALL {
            assert!(!state.desk_may_move_to(CaseState::Closed));
            assert!(!CaseState::Closed.desk_may_move_to(state));
            assert!(!CaseState::Resolved.desk_may_move_to(state));
        }
    }

    #[test]
    fn a_comment_answers_a_question_and_never_reopens() {
        assert_eq!(CaseState::AwaitingCustomer.after_comment(), Some(CaseState::InProgress));
        assert_eq!(CaseState::Resolved.after_comment(), Some(CaseState::Resolved));
        assert_eq!(CaseState::Closed.after_comment(), None);
    }

    #[test]
    fn case_numbers_are_read_in_any_width() {
        for typed in ["MD0001014", "md0001014", " ＭＤ０００１０１４ "] {
            assert_eq!(case_number(typed).as_deref(), Some("MD0001014"), "{typed}");
        }
        for other in ["", "MD", "MD123", "MD00010145", "KA0001014", "MD000101x"] {
            assert_eq!(case_number(other), None, "{other}");
        }
    }

    #[test]
    fn sort_keys_survive_the_address() {
        for text in ["-updated", "number", "-customer_number"] {
            assert_eq!(SortKey::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(SortKey::parse("--updated"), None);
        assert_eq!(SortKey::parse("colour"), None);
    }

    #[test]
    fn an_unknown_state_does_not_break_the_app() {
        assert_eq!(serde_json::from_str::<CaseState>("\"parked\"").unwrap(), CaseState::Unknown);
    }
}
