//! Which mails there are. Their texts are files: `mails/ja/NAME.txt` and `mails/en/NAME.txt`.

/// A mail of the portal, with the facts that its text needs beside the reader's `name`.
/// Addresses of pages are paths; times are milliseconds and told in the reader's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Template {
    /// An account was opened: `user_id`, `page` (`/password-reset`).
    Welcome,
    /// A link to set a password: `user_id`, `page` (with the token in the fragment), `first` (bool),
    /// `until`.
    ResetLink,
    /// A code to sign in with: `code`, `minutes`.
    Code,
    /// The password changed: `user_id`, `at`, `browser`, `address`, `by_link` (bool).
    PasswordChanged,
    /// Confirm a new address (goes there): `user_id`, `mail`, `page`, `until`.
    ConfirmMail,
    /// Another address was asked for (goes to the one until now): `user_id`, `masked`, `at`.
    MailChangeAsked,
    /// The address changed (goes to both): `user_id`, `masked`, `at`, `by_administrator` (bool).
    MailChanged,
    /// The second factor changed: `user_id`, `what` (`app_added`, `app_removed`, `passkey_added`,
    /// `passkey_removed`, `recovery_codes`, `on`, `off`, `reset_by_administrator`,
    /// `on_by_administrator`, `off_by_administrator`), `at`, `browser`, `address`.
    SecondFactorChanged,
    /// A recovery code opened the account: `user_id`, `left`, `at`, `browser`, `address`.
    RecoveryCodeUsed,
    /// A sign-in from a browser that was not seen before: `user_id`, `at`, `browser`, `address`.
    NewBrowser,
    /// An enquiry was received: `number`, `subject`, `page`.
    EnquiryReceived,
    /// The desk commented: `number`, `subject`, `page`.
    DeskComment,
    /// A case has another state: `number`, `subject`, `state`, `page`.
    StateChange,
    /// A resolved case will close by itself: `number`, `subject`, `closes_at`, `page`.
    ClosingSoon,
    /// A new alert: `number`, `subject`, `customer_number`, `page`.
    NewAlert,
    /// A maintenance or an incident: `title`, `kind`, `page`.
    Announcement,
}

impl Template {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Welcome,
        Self::ResetLink,
        Self::Code,
        Self::PasswordChanged,
        Self::ConfirmMail,
        Self::MailChangeAsked,
        Self::MailChanged,
        Self::SecondFactorChanged,
        Self::RecoveryCodeUsed,
        Self::NewBrowser,
        Self::EnquiryReceived,
        Self::DeskComment,
        Self::StateChange,
        Self::ClosingSoon,
        Self::NewAlert,
        Self::Announcement,
    ];

    /// The name in the queue and of the files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::ResetLink => "reset_link",
            Self::Code => "code",
            Self::PasswordChanged => "password_changed",
            Self::ConfirmMail => "confirm_mail",
            Self::MailChangeAsked => "mail_change_asked",
            Self::MailChanged => "mail_changed",
            Self::SecondFactorChanged => "second_factor_changed",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::NewBrowser => "new_browser",
            Self::EnquiryReceived => "enquiry_received",
            Self::DeskComment => "desk_comment",
            Self::StateChange => "state_change",
            Self::ClosingSoon => "closing_soon",
            Self::NewAlert => "new_alert",
            Self::Announcement => "announcement",
        }
    }

    /// The template of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.id() == id)
    }
}
