//! Who is signed in and how long still. Counts down to the idle and the absolute end, reports use
//! at most once a minute, and notices when the session has ended (specification, sign-in).

use leptos::{ev, prelude::*, task::spawn_local};
use madoguchi_contract::{
    me::Me,
    session::{ActiveSession, SecondFactorStep, Session},
};

use crate::{
    api::{self, ApiError, client},
    util::{browser, storage},
};

/// Seconds before the idle end at which the person is asked.
const IDLE_WARNING: f64 = 120.0;
/// Seconds before the absolute end at which the person is told.
const ABSOLUTE_NOTICE: f64 = 300.0;
/// Seconds between two reports of use.
const REPORT_INTERVAL: f64 = 60.0;

/// Where the app stands with the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The server has not answered yet.
    Starting,
    /// Nobody is signed in; perhaps the second factor is still to come.
    Anonymous,
    /// Somebody is.
    Active,
    /// It ended while the person was here; they can sign in again in place.
    Ended,
    /// The server could not be asked.
    Unreachable(ApiError),
}

/// What is coming, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Nothing soon.
    None,
    /// The idle end, unless the person stays.
    Idle(u32),
    /// The absolute end.
    Absolute(u32),
}

/// When the session ends, by this browser's clock in seconds.
#[derive(Clone, Copy)]
struct Ends {
    idle: f64,
    absolute: f64,
    reported: f64,
    used: bool,
}

impl Ends {
    /// What is coming, seen at `now`.
    fn warning(self, now: f64) -> Warning {
        let (idle, absolute) = (self.idle - now, self.absolute - now);
        if idle <= IDLE_WARNING && idle < absolute {
            Warning::Idle(idle.max(0.0).ceil() as u32)
        } else if absolute <= ABSOLUTE_NOTICE {
            Warning::Absolute(absolute.max(0.0).ceil() as u32)
        } else {
            Warning::None
        }
    }
}

/// The session; copies are the same session.
#[derive(Clone, Copy)]
pub struct SessionState {
    status: RwSignal<Status>,
    me: RwSignal<Option<Me>>,
    step: RwSignal<Option<SecondFactorStep>>,
    /// Whether the step ended before the second factor came.
    step_expired: RwSignal<bool>,
    warning: RwSignal<Warning>,
    epoch: RwSignal<u32>,
    ends: StoredValue<Option<Ends>>,
    asking: StoredValue<bool>,
    /// Whether the server was asked about the idle end that is near.
    checked: StoredValue<bool>,
}

/// The session; provided by `app.rs`.
pub fn use_session() -> SessionState {
    expect_context()
}

impl SessionState {
    /// Asks the server who is signed in and starts watching the clock.
    pub fn start() -> Self {
        let session = Self {
            status: RwSignal::new(Status::Starting),
            me: RwSignal::new(None),
            step: RwSignal::new(None),
            step_expired: RwSignal::new(false),
            warning: RwSignal::new(Warning::None),
            epoch: RwSignal::new(0),
            ends: StoredValue::new(None),
            asking: StoredValue::new(false),
            checked: StoredValue::new(false),
        };
        client::on_session_end(move || session.ended());
        session.ask();
        set_interval(move || session.tick(), std::time::Duration::from_secs(1));
        for name in ["keydown", "pointerdown", "touchstart"] {
            window_event_listener_untyped(name, move |_| session.note_use());
        }
        let listener = window_event_listener(ev::online, move |_| {
            if matches!(session.status.get_untracked(), Status::Unreachable(_)) {
                session.ask();
            }
        });
        on_cleanup(move || listener.remove());
        // Another tab may have signed out, or in as somebody else, while this one was in the background.
        window_event_listener_untyped("focus", move |_| {
            if session.status.get_untracked() == Status::Active {
                session.ask();
            }
        });
        session
    }

    /// Where the app stands; tracked.
    pub fn status(self) -> Status {
        self.status.get()
    }

    /// The person, also while they have to sign in again; tracked.
    pub fn me(self) -> Option<Me> {
        self.me.get()
    }

    /// The person, without following changes.
    pub fn me_now(self) -> Option<Me> {
        self.me.get_untracked()
    }

    /// The step between password and session, while it lasts; tracked.
    pub fn step(self) -> Option<SecondFactorStep> {
        self.step.get()
    }

    /// Whether the password has to be typed again because that step took too long; tracked.
    pub fn step_expired(self) -> bool {
        self.step_expired.get()
    }

    /// The step has taken too long.
    pub fn expire_step(self) {
        self.take(Session::Anonymous);
        self.step_expired.set(true);
    }

    /// What is coming; tracked.
    pub fn warning(self) -> Warning {
        self.warning.get()
    }

    /// Follows signing in again in place; whatever failed because of it is asked for once more.
    pub fn follow_return(self) {
        self.epoch.track();
    }

    /// Takes over fresh data of the same person.
    pub fn update_me(self, me: Me) {
        self.me.set(Some(me));
    }

    /// Asks the server who is signed in; this does not count as use.
    pub fn ask(self) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            let answer = api::session::current().await;
            self.asking.set_value(false);
            match answer {
                Ok(session) => self.take(session),
                // While somebody is at work a lost line is the pages' matter, not the session's.
                Err(_) if self.status.get_untracked() == Status::Active => {}
                Err(error) => self.status.set(Status::Unreachable(error)),
            }
        });
    }

    /// Takes over what the server says of the session.
    pub fn take(self, session: Session) {
        self.step_expired.set(false);
        let step = match &session {
            Session::SecondFactor(step) => Some(step.clone()),
            _ => None,
        };
        if step != self.step.get_untracked() {
            self.step.set(step);
        }
        match session {
            Session::Active(active) => self.begin(*active),
            Session::SecondFactor(_) | Session::Anonymous | Session::Unknown => {
                match self.status.get_untracked() {
                    Status::Active | Status::Ended => self.ended(),
                    _ => self.status.set(Status::Anonymous),
                }
            }
        }
    }

    /// The person stays: the idle end moves.
    pub fn stay(self) {
        self.report();
    }

    /// Ends the session on the server and forgets everything this tab kept.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        api::session::sign_out().await?;
        storage::clear_tab();
        Ok(())
    }

    fn begin(self, active: ActiveSession) {
        let other = self
            .me
            .with_untracked(|me| me.as_ref().is_some_and(|me| me.user_id != active.me.user_id));
        if other {
            // Somebody else signed in in another tab: nothing of this page may be sent or seen as theirs.
            browser::reload();
            return;
        }
        let now = browser::now() / 1000.0;
        // Asking is not reporting: use that was not told yet is still to be told.
        let (reported, used) =
            self.ends.get_value().map_or((now, false), |ends| (ends.reported, ends.used));
        let ends = Ends {
            idle: now + f64::from(active.idle_seconds),
            absolute: now + f64::from(active.absolute_seconds),
            reported,
            used,
        };
        self.ends.set_value(Some(ends));
        let returned = self.status.get_untracked() == Status::Ended;
        self.me.set(Some(active.me));
        self.warn(ends.warning(now));
        if self.status.get_untracked() != Status::Active {
            self.status.set(Status::Active);
        }
        if returned {
            self.epoch.update(|epoch| *epoch += 1);
        }
    }

    fn ended(self) {
        self.ends.set_value(None);
        self.warning.set(Warning::None);
        if self.status.get_untracked() == Status::Active {
            self.status.set(Status::Ended);
        }
    }

    fn note_use(self) {
        // While the dialog asks, only its button counts.
        if matches!(self.warning.get_untracked(), Warning::Idle(_)) {
            return;
        }
        self.ends.update_value(|ends| {
            if let Some(ends) = ends {
                ends.used = true;
            }
        });
    }

    fn report(self) {
        self.ends.update_value(|ends| {
            if let Some(ends) = ends {
                ends.reported = browser::now() / 1000.0;
                ends.used = false;
            }
        });
        spawn_local(async move {
            if let Ok(session) = api::session::extend().await {
                self.take(session);
            }
        });
    }

    fn tick(self) {
        let Some(ends) = self.ends.get_value() else { return };
        let now = browser::now() / 1000.0;
        let (idle, absolute) = (ends.idle - now, ends.absolute - now);
        if idle <= 0.0 || absolute <= 0.0 {
            // Another tab may have kept it alive: the server decides.
            self.ask();
            return;
        }
        if ends.used && now - ends.reported >= REPORT_INTERVAL {
            self.report();
            return;
        }
        let warning = ends.warning(now);
        if matches!(warning, Warning::Idle(_)) && !self.checked.get_value() {
            // Another tab may have moved the end: the dialog waits for the server's word.
            self.checked.set_value(true);
            self.ask();
            return;
        }
        self.warn(warning);
    }

    fn warn(self, warning: Warning) {
        if !matches!(warning, Warning::Idle(_)) {
            self.checked.set_value(false);
        }
        if warning != self.warning.get_untracked() {
            self.warning.set(warning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ends, Warning};

    fn warning(idle: f64, absolute: f64) -> Warning {
        Ends { idle: 1000.0 + idle, absolute: 1000.0 + absolute, reported: 0.0, used: false }
            .warning(1000.0)
    }

    #[test]
    fn two_minutes_before_the_idle_end_it_is_counted_down() {
        assert_eq!(warning(121.0, 9000.0), Warning::None);
        assert_eq!(warning(120.0, 9000.0), Warning::Idle(120));
        assert_eq!(warning(0.2, 9000.0), Warning::Idle(1));
    }

    #[test]
    fn five_minutes_before_the_absolute_end_it_is_told() {
        assert_eq!(warning(1800.0, 300.0), Warning::Absolute(300));
        assert_eq!(warning(1800.0, 301.0), Warning::None);
    }

    #[test]
    fn staying_is_offered_only_where_it_helps() {
        assert_eq!(warning(100.0, 90.0), Warning::Absolute(90));
        assert_eq!(warning(90.0, 100.0), Warning::Idle(90));
    }
}
