//! Where the person stands between password and session, and what they can do there.

use leptos::{prelude::*, task::spawn_local};
use madoguchi_contract::{
    limits,
    problem::code,
    session::{MailedCode, Method, SecondFactorStep, Session, Verification},
};

use super::ways;
use crate::{
    api::{self, ApiError},
    i18n::{Text, t},
    state::session::{SessionState, use_session},
    ui::code_field,
    util::{
        browser,
        passkeys::{self, PasskeyError},
    },
};

/// The heading of the step, which takes the focus.
pub const HEADING: &str = "verify-step";
/// The six digits.
pub const CODE: &str = "verify-code";
/// A recovery code.
pub const RECOVERY_CODE: &str = "recovery-code";

/// The step one is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Which way?
    Choose,
    /// This way.
    Proof(Method),
}

/// What came of the last try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    None,
    /// The code was not complete.
    Incomplete,
    /// The server said no.
    Failed(ApiError),
    /// The browser brought no passkey.
    NoPasskey(PasskeyError),
}

/// A code that was mailed, by this browser's clock in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mailed {
    /// From when on another one can be sent.
    pub again_at: f64,
    /// Until when it counts.
    pub valid_until: f64,
}

impl Mailed {
    fn at(now: f64, code: MailedCode) -> Self {
        Self {
            again_at: now + f64::from(code.resend_seconds) * 1000.0,
            valid_until: now + f64::from(code.valid_seconds) * 1000.0,
        }
    }

    /// Whole seconds from `now` until another one can be sent.
    pub fn wait(self, now: f64) -> u64 {
        ((self.again_at - now) / 1000.0).max(0.0).ceil() as u64
    }
}

/// The form's state; copies are the same.
#[derive(Clone, Copy)]
pub struct Verifying {
    /// Step 1 or 2.
    pub stage: RwSignal<Stage>,
    /// What was typed.
    pub code: RwSignal<String>,
    /// Whether this browser is not to be asked for some hours.
    pub trust: RwSignal<bool>,
    /// Whether a proof is on its way.
    pub busy: RwSignal<bool>,
    /// Whether a mail is being asked for.
    pub sending: RwSignal<bool>,
    /// The mailed code that is under way.
    pub mailed: RwSignal<Option<Mailed>>,
    /// What came of the last try.
    pub answer: RwSignal<Answer>,
    /// Changes each time the form was sent incomplete.
    pub attempt: RwSignal<u32>,
    /// For the screen reader only.
    pub said: RwSignal<String>,
    session: SessionState,
    on_signed_in: Callback<Session>,
}

impl Verifying {
    /// Begins where the person was: a reload keeps the code that is under way.
    pub fn start(step: &SecondFactorStep, on_signed_in: Callback<Session>) -> Self {
        let session = use_session();
        let mailed = step.mailed_code.map(|code| Mailed::at(browser::now(), code));
        let only = match ways::offered(&step.methods)[..] {
            // A mail goes out only when it is asked for.
            [way] if way.method != Method::Mail => Some(way.method),
            _ => None,
        };
        let stage = mailed.map(|_| Method::Mail).or(only).map_or(Stage::Choose, Stage::Proof);
        let end = std::time::Duration::from_secs(u64::from(step.seconds));
        if let Ok(timer) = set_timeout_with_handle(move || session.expire_step(), end) {
            on_cleanup(move || timer.clear());
        }
        Self {
            stage: RwSignal::new(stage),
            code: RwSignal::new(String::new()),
            trust: RwSignal::new(false),
            busy: RwSignal::new(false),
            sending: RwSignal::new(false),
            mailed: RwSignal::new(mailed),
            answer: RwSignal::new(Answer::None),
            attempt: RwSignal::new(0),
            said: RwSignal::new(String::new()),
            session,
            on_signed_in,
        }
    }

    /// Step 1 is done.
    pub fn choose(self, method: Method) {
        if method == Method::Mail {
            self.mail_code();
        } else {
            self.go(Stage::Proof(method));
        }
    }

    /// 別の確認方法.
    pub fn choose_again(self) {
        self.go(Stage::Choose);
    }

    /// Has a code mailed, unless one was just now.
    pub fn mail_code(self) {
        if self.sending.get_untracked() {
            return;
        }
        let wait = self.mailed.get_untracked().map_or(0, |mailed| mailed.wait(browser::now()));
        if wait > 0 {
            self.said.set(untrack(|| t::verify_wait(wait)));
            self.go(Stage::Proof(Method::Mail));
            return;
        }
        self.sending.set(true);
        spawn_local(async move {
            let result = api::session::mail_code().await;
            self.sending.try_set(false);
            match result {
                Ok(code) => {
                    self.mailed.try_set(Some(Mailed::at(browser::now(), code)));
                    self.said.try_set(untrack(t::verify_sent).to_owned());
                    self.go(Stage::Proof(Method::Mail));
                }
                Err(error) => self.fail(error, Method::Mail),
            }
        });
    }

    /// Shows the proof to the server; a second one does not start before the first is answered.
    pub fn submit(self, method: Method) {
        if self.busy.get_untracked() {
            return;
        }
        let Some(typed) = self.code.with_untracked(|code| proof(method, code)) else {
            self.answer.set(Answer::Incomplete);
            self.attempt.update(|attempt| *attempt += 1);
            return;
        };
        self.busy.set(true);
        self.answer.set(Answer::None);
        let trust_browser = self.trust.get_untracked();
        spawn_local(async move {
            let result = prove(method, typed, trust_browser).await;
            self.busy.try_set(false);
            match result {
                Ok(session) => self.on_signed_in.run(session),
                Err(Answer::Failed(error)) => self.fail(error, method),
                Err(answer) => {
                    self.answer.try_set(answer);
                }
            }
        });
    }

    /// What is wrong with the field, and its id; tracked.
    pub fn fault(self) -> Option<(&'static str, String)> {
        let Stage::Proof(method) = self.stage.get() else { return None };
        let incomplete = self.answer.get() == Answer::Incomplete;
        let (id, text) = field(method)?;
        let empty = self.code.with(|code| proof(method, code)).is_none();
        (incomplete && empty).then(|| (id, text().to_owned()))
    }

    /// Whether something is wrong; tracked.
    pub fn is_faulty(self) -> bool {
        match self.answer.get() {
            Answer::None => false,
            Answer::Incomplete => self.fault().is_some(),
            Answer::Failed(_) | Answer::NoPasskey(_) => true,
        }
    }

    fn fail(self, error: ApiError, method: Method) {
        if error.is(code::VERIFICATION_EXPIRED) || error.is(code::SESSION_REQUIRED) {
            self.session.expire_step();
            return;
        }
        if error.is(code::VERIFICATION_FAILED) {
            self.code.try_set(String::new());
        }
        self.answer.try_set(Answer::Failed(error));
        if let Some((id, _)) = field(method) {
            browser::focus_soon(id);
        }
    }

    fn go(self, stage: Stage) {
        self.answer.try_set(Answer::None);
        self.code.try_set(String::new());
        self.stage.try_set(stage);
        browser::focus_soon(match stage {
            Stage::Proof(method) => field(method).map_or(HEADING, |(id, _)| id),
            Stage::Choose => HEADING,
        });
    }
}

/// The id of the field a way is typed into, and what is said when it is not filled in; none for a
/// passkey.
fn field(method: Method) -> Option<(&'static str, Text)> {
    match method {
        Method::Passkey => None,
        Method::RecoveryCode => Some((RECOVERY_CODE, t::verify_recovery_missing)),
        Method::App | Method::Mail | Method::Unknown => Some((CODE, t::verify_code_missing)),
    }
}

/// What is sent of what was typed; none while it is not complete. A passkey is not typed.
fn proof(method: Method, typed: &str) -> Option<String> {
    match method {
        Method::Passkey => Some(String::new()),
        Method::RecoveryCode => Some(typed.trim().to_owned()).filter(|code| !code.is_empty()),
        Method::App | Method::Mail | Method::Unknown => {
            Some(code_field::digits(typed)).filter(|code| code.len() == limits::CODE_DIGITS)
        }
    }
}

async fn prove(method: Method, typed: String, trust_browser: bool) -> Result<Session, Answer> {
    let proof = if method == Method::Passkey {
        let challenge = api::session::passkey_challenge().await.map_err(Answer::Failed)?;
        passkeys::show(&challenge.options).await.map_err(Answer::NoPasskey)?
    } else {
        typed
    };
    let verification = Verification { method, proof, trust_browser };
    api::session::verify(&verification).await.map_err(Answer::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_complete_code_is_sent() {
        assert_eq!(proof(Method::Mail, "483 105").as_deref(), Some("483105"));
        assert_eq!(proof(Method::App, "48310"), None);
        assert_eq!(proof(Method::RecoveryCode, " ab12-cd34 ").as_deref(), Some("ab12-cd34"));
        assert_eq!(proof(Method::RecoveryCode, " "), None);
    }

    #[test]
    fn the_wait_is_counted_in_whole_seconds() {
        let mailed = Mailed::at(1000.0, MailedCode { valid_seconds: 300, resend_seconds: 30 });
        assert_eq!(mailed.wait(1000.0), 30);
        assert_eq!(mailed.wait(30_999.0), 1);
        assert_eq!(mailed.wait(31_000.0), 0);
        assert_eq!(mailed.wait(99_000.0), 0);
    }
}
