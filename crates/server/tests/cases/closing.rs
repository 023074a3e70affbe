//! Resolved cases close by themselves after the configured days; the clock is moved by hand.

use jiff::SignedDuration;
use madoguchi_contract::cases::{ActivityEvent, CaseState, Side};
use madoguchi_server::{
    config::Config,
    housekeeping,
    testing::{TestApp, world::USER},
};
use serde_json::json;

use super::{at_desk, bring_to, case_under, entries, open, read};

#[tokio::test]
async fn a_resolved_case_closes_after_fourteen_days() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    bring_to(&app, &case, CaseState::Resolved).await;
    let untouched = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let closes_at: jiff::Timestamp =
        read(&user, &case).await.closes_at.expect("a time").parse().unwrap();
    assert_eq!(closes_at.duration_since(app.state.clock.now()), SignedDuration::from_hours(336));

    app.advance(SignedDuration::from_hours(336) - SignedDuration::from_millis(1));
    housekeeping::once(&app.state).await.unwrap();
    let user = app.signed_in(USER).await;
    assert_eq!(read(&user, &case).await.summary.state, CaseState::Resolved);

    app.advance(SignedDuration::from_millis(1));
    housekeeping::once(&app.state).await.unwrap();
    let closed = read(&user, &case).await;
    assert_eq!((closed.summary.state, closed.closes_at), (CaseState::Closed, None));
    let last = entries(&user, &case).await.pop().unwrap();
    assert_eq!((last.side, last.author), (Side::System, None));
    let to = CaseState::Closed;
    let expected = ActivityEvent::State { from: Some(CaseState::Resolved), to, reason: None };
    assert_eq!(last.event, expected);
    assert_eq!(read(&user, &untouched).await.summary.state, CaseState::New);

    let before = entries(&user, &case).await.len();
    housekeeping::once(&app.state).await.unwrap();
    assert_eq!(entries(&user, &case).await.len(), before);
}

#[tokio::test]
async fn a_rejected_solution_starts_the_days_anew() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    bring_to(&app, &case, CaseState::Resolved).await;
    app.advance(SignedDuration::from_hours(10 * 24));
    let user = app.signed_in(USER).await;
    let reject = json!({ "action": "reject", "reason": "まだです" });
    user.post(&format!("{case}/transitions"), &reject).await.accepted(200);
    let path = format!("{}/transitions", at_desk(&case));
    app.desk(&["cases"]).await.post(&path, &json!({ "to": "resolved" })).await.accepted(200);
    app.advance(SignedDuration::from_hours(10 * 24));
    housekeeping::once(&app.state).await.unwrap();
    let user = app.signed_in(USER).await;
    assert_eq!(read(&user, &case).await.summary.state, CaseState::Resolved);
}

#[tokio::test]
async fn with_zero_days_it_never_closes_and_nothing_is_shown() {
    let mut config = Config::default();
    config.cases.auto_close_days = 0;
    let app = TestApp::start_with(config).await;
    app.add_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    bring_to(&app, &case, CaseState::Resolved).await;
    app.advance(SignedDuration::from_hours(24 * 400));
    housekeeping::once(&app.state).await.unwrap();
    let user = app.signed_in(USER).await;
    let read = read(&user, &case).await;
    assert_eq!((read.summary.state, read.closes_at), (CaseState::Resolved, None));
}
