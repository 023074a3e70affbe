//! The one way to load: asks, shows a skeleton, keeps the old answer while a new one comes, says
//! why there is none, and recovers by itself when the line returns.

use std::{any::Any, marker::PhantomData, pin::Pin, sync::Arc, time::Duration};

use crate::util::erased::dynamic;
use leptos::{ev, prelude::*, task::spawn_local};

use super::failure::Failure;
use crate::{
    api::{ApiError, ErrorKind},
    state::session::use_session,
    ui::skeleton::Skeleton,
};

/// Milliseconds between two tries while the server is not reached.
const RETRY: u64 = 5_000;

/// An answer whose type only the page knows: the machinery below is compiled once, not once for
/// every kind of answer.
type Anything = Arc<dyn Any + Send + Sync>;

/// A request on its way to such an answer.
type Request = Pin<Box<dyn Future<Output = Result<Anything, ApiError>>>>;

/// What is known of an answer.
#[derive(Clone, Copy)]
struct Slot {
    value: RwSignal<Option<Anything>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    turn: RwSignal<u32>,
    /// Whether it is what the page is about, so that without it there is no page.
    page: bool,
}

/// Something that is being loaded, has been, or could not be.
pub struct Load<T> {
    slot: Slot,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// The newest answer; tracked.
    pub fn value(self) -> Option<T> {
        self.slot.value.get().and_then(known)
    }

    /// Looks at the newest answer without copying it; tracked.
    pub fn with<R>(self, look: impl FnOnce(Option<&T>) -> R) -> R {
        let value = self.slot.value.get();
        look(value.as_ref().and_then(|value| value.downcast_ref()))
    }

    /// Whether an answer is on its way; tracked.
    pub fn busy(self) -> bool {
        self.slot.busy.get()
    }

    /// Why there is no answer; tracked.
    pub fn error(self) -> Option<ApiError> {
        self.slot.error.get()
    }

    /// Asks again; the old answer stays meanwhile.
    pub fn again(self) {
        self.slot.again();
    }

    /// Takes over an answer that came another way.
    pub fn set(self, value: T) {
        self.slot.value.set(Some(Arc::new(value)));
    }

    /// Changes the answer that is shown.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.slot.value.get_untracked().and_then(known) {
            change(&mut value);
            self.set(value);
        }
    }
}

/// The answer as what it is.
fn known<T: Clone + 'static>(value: Anything) -> Option<T> {
    value.downcast_ref().cloned()
}

/// Starts loading; asks again whenever a signal that `fetch` reads changes, and after signing in
/// again in place. The request of a page that is left, or of an earlier question, is given up.
pub fn load<T, Answer>(fetch: impl Fn() -> Answer + 'static) -> Load<T>
where
    T: Clone + Send + Sync + 'static,
    Answer: Future<Output = Result<T, ApiError>> + 'static,
{
    let request = move || -> Request {
        let answer = fetch();
        Box::pin(async move { answer.await.map(|value| Arc::new(value) as Anything) })
    };
    Load { slot: start(None, Box::new(request)), kind: PhantomData }
}

/// Starts loading the thing a page is about. Another `number` is another thing: the old answer goes
/// at once, so that it is never taken for the new one.
pub fn load_page<T, Answer>(
    number: Memo<String>,
    fetch: impl Fn(&str) -> Answer + 'static,
) -> Load<T>
where
    T: Clone + Send + Sync + 'static,
    Answer: Future<Output = Result<T, ApiError>> + 'static,
{
    let request = move || -> Request {
        let answer = number.with(|number| fetch(number));
        Box::pin(async move { answer.await.map(|value| Arc::new(value) as Anything) })
    };
    Load { slot: start(Some(number), Box::new(request)), kind: PhantomData }
}

fn start(number: Option<Memo<String>>, request: Box<dyn Fn() -> Request>) -> Slot {
    let slot = Slot {
        value: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(true),
        turn: RwSignal::new(0),
        page: number.is_some(),
    };
    let session = use_session();
    let newest = StoredValue::new(0_u32);
    Effect::new(move |before: Option<Option<String>>| {
        slot.turn.track();
        session.follow_return();
        let number = number.map(|number| number.get());
        if before.is_some_and(|before| before != number) {
            slot.value.set(None);
            slot.error.set(None);
        }
        let answer = request();
        let mine = newest.get_value() + 1;
        newest.set_value(mine);
        slot.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            // The page may be gone, or have asked something newer.
            if newest.try_get_value() != Some(mine) {
                return;
            }
            slot.busy.try_set(false);
            match answer {
                Ok(value) => {
                    slot.error.try_set(None);
                    slot.value.try_set(Some(value));
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(error) => {
                    slot.error.try_set(Some(error));
                }
            }
        });
        number
    });
    slot.recover();
    slot
}

impl Slot {
    fn again(self) {
        self.turn.update(|turn| *turn += 1);
    }

    /// Tries again when the line returns, and now and then while the server is not reached or busy.
    fn recover(self) {
        let waiting = move |error: &Option<ApiError>| {
            error.as_ref().is_some_and(|e| matches!(e.kind, ErrorKind::Offline | ErrorKind::Busy))
        };
        let listener = window_event_listener(ev::online, move |_| {
            if self.error.with_untracked(waiting) {
                self.again();
            }
        });
        on_cleanup(move || listener.remove());
        Effect::new(move |_| {
            let wait = self.error.with(|error| {
                waiting(error).then(|| {
                    let asked = error.as_ref().and_then(|e| e.retry_after);
                    asked.map_or(RETRY, |seconds| u64::from(seconds) * 1000)
                })
            });
            let retry = move || {
                if self.error.try_with_untracked(waiting) == Some(true) {
                    self.again();
                }
            };
            if let Some(wait) = wait
                && let Ok(timer) = set_timeout_with_handle(retry, Duration::from_millis(wait))
            {
                on_cleanup(move || timer.clear());
            }
        });
    }

    /// Draws the answer by `draw`, or why there is none.
    fn view(self, draw: Box<dyn Fn(Anything) -> AnyView + Send>) -> AnyView {
        let has_value = Memo::new(move |_| self.value.with(Option::is_some));
        // The dialog that asks to sign in again lies over the page; nothing to say here.
        // The same failure again is not drawn again, so that the focus stays on its button.
        let shown_error = Memo::new(move |_| {
            self.error.get().filter(|error| error.kind != ErrorKind::Unauthenticated)
        });
        let again = Callback::new(move |()| self.again());
        view! {
            {dynamic(move || shown_error.get().map(|error| view! {
                <Failure error=error kept=has_value.get() part=!self.page on_retry=again/>
            }))}
            {dynamic(move || match self.value.get() {
                Some(value) => draw(value),
                None if shown_error.with(Option::is_some) => ().into_any(),
                None => view! { <Skeleton/> }.into_any(),
            })}
        }
        .into_any()
    }
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
    load.slot.view(Box::new(move |value| known(value).map(&children).into_any()))
}
