//! The one way to load: asks, shows a skeleton, keeps the old answer while a new one comes, says
//! why there is none, and recovers by itself when the line returns.

use leptos::{ev, prelude::*, task::spawn_local};

use super::failure::Failure;
use crate::{
    api::{ApiError, ErrorKind},
    state::session::use_session,
    ui::skeleton::Skeleton,
};

/// Milliseconds between two tries while the server is not reached.
const RETRY: u64 = 5_000;

/// Something that is being loaded, has been, or could not be.
pub struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    turn: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// The newest answer; tracked.
    pub fn value(self) -> Option<T> {
        self.value.get()
    }

    /// Looks at the newest answer without copying it; tracked.
    pub fn with<R>(self, look: impl FnOnce(Option<&T>) -> R) -> R {
        self.value.with(|value| look(value.as_ref()))
    }

    /// Whether an answer is on its way; tracked.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Why there is no answer; tracked.
    pub fn error(self) -> Option<ApiError> {
        self.error.get()
    }

    /// Asks again; the old answer stays meanwhile.
    pub fn again(self) {
        self.turn.update(|turn| *turn += 1);
    }

    /// Takes over an answer that came another way.
    pub fn set(self, value: T) {
        self.value.set(Some(value));
    }

    /// Changes the answer that is shown.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(value) = value {
                change(value);
            }
        });
    }
}

/// Starts loading; asks again whenever a signal that `fetch` reads changes, and after signing in
/// again in place. The request of a page that is left, or of an earlier question, is given up.
pub fn load<T, Answer>(fetch: impl Fn() -> Answer + 'static) -> Load<T>
where
    T: Clone + Send + Sync + 'static,
    Answer: Future<Output = Result<T, ApiError>> + 'static,
{
    let load = Load {
        value: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(true),
        turn: RwSignal::new(0),
    };
    let session = use_session();
    let newest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        load.turn.track();
        session.follow_return();
        let answer = fetch();
        let mine = newest.get_value() + 1;
        newest.set_value(mine);
        load.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            // The page may be gone, or have asked something newer.
            if newest.try_get_value() != Some(mine) {
                return;
            }
            load.busy.try_set(false);
            match answer {
                Ok(value) => {
                    load.error.try_set(None);
                    load.value.try_set(Some(value));
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => {
                    load.error.try_set(Some(error));
                }
            }
        });
    });
    recover(load);
    load
}

/// Tries again when the line returns, and now and then while the server is not reached or busy.
fn recover<T: Clone + Send + Sync + 'static>(load: Load<T>) {
    let waiting = move |error: &Option<ApiError>| {
        error.as_ref().is_some_and(|e| matches!(e.kind, ErrorKind::Offline | ErrorKind::Busy))
    };
    let listener = window_event_listener(ev::online, move |_| {
        if load.error.with_untracked(waiting) {
            load.again();
        }
    });
    on_cleanup(move || listener.remove());
    Effect::new(move |_| {
        let wait = load.error.with(|error| {
            waiting(error).then(|| {
                let asked = error.as_ref().and_then(|e| e.retry_after);
                asked.map_or(RETRY, |seconds| u64::from(seconds) * 1000)
            })
        });
        if let Some(wait) = wait
            && let Ok(timer) = set_timeout_with_handle(
                move || {
                    if load.error.try_with_untracked(waiting) == Some(true) {
                        load.again();
                    }
                },
                std::time::Duration::from_millis(wait),
            )
        {
            on_cleanup(move || timer.clear());
        }
    });
}

/// Draws what has been loaded, or why it is not there.
#[component]
pub fn Loaded<T, V>(
    /// What is being loaded.
    load: Load<T>,
    /// Draws the answer.
    children: V,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: Fn(T) -> AnyView + Send + 'static,
{
    let has_value = Memo::new(move |_| load.with(|value| value.is_some()));
    view! {
        {move || {
            let error = load.error()?;
            // The dialog that asks to sign in again lies over the page; nothing to say here.
            let silent = error.kind == ErrorKind::Unauthenticated;
            (!silent).then(|| view! {
                <Failure error=error kept=has_value.get() on_retry=Callback::new(move |()| load.again())/>
            })
        }}
        {move || match load.value() {
            Some(value) => children(value),
            None if load.error().is_some_and(|e| e.kind != ErrorKind::Unauthenticated) => ().into_any(),
            None => view! { <Skeleton/> }.into_any(),
        }}
    }
}
