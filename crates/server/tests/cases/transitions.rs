//! Who may move a case where: exactly the table of the specification, for customers and the desk.

use madoguchi_contract::cases::{ActivityEvent, CaseState, CustomerAction, Side};
use madoguchi_server::testing::{
    TestApp,
    world::{ADMIN, USER},
};
use serde_json::{Value, json};

use super::{at_desk, bring_to, case_under, comment, entries, open, read};

const ACTIONS: [CustomerAction; 3] =
    [CustomerAction::Close, CustomerAction::Accept, CustomerAction::Reject];

fn act(action: CustomerAction) -> Value {
    match action {
        CustomerAction::Reject => json!({ "action": action, "reason": "まだ直っていません。" }),
        _ => json!({ "action": action }),
    }
}

#[tokio::test]
async fn customers_can_do_what_the_table_allows_and_nothing_else() {
    let app = TestApp::with_customers().await;
    let user = app.signed_in(USER).await;
    for from in CaseState::ALL {
        for action in ACTIONS {
            let case = open(&app, &case_under("A100000001")).await;
            bring_to(&app, &case, from).await;
            let before = entries(&user, &case).await.len();
            let reply = user.post(&format!("{case}/transitions"), &act(action)).await;
            match from.after(action) {
                Some(to) => {
                    reply.accepted(200);
                    assert_eq!(reply.value()["state"], to.id());
                    assert_ne!(reply.header("etag"), "");
                    assert_eq!(entries(&user, &case).await.len(), before + 1);
                }
                None => {
                    reply.refused(409, "transition_refused");
                    assert_eq!(read(&user, &case).await.summary.state, from);
                    assert_eq!(entries(&user, &case).await.len(), before);
                }
            }
        }
    }
}

#[tokio::test]
async fn the_desk_can_do_what_the_table_allows_and_nothing_else() {
    let app = TestApp::with_customers().await;
    let user = app.signed_in(USER).await;
    let desk = app.desk(&["cases"]).await;
    for from in CaseState::ALL {
        for to in CaseState::ALL {
            let case = open(&app, &case_under("A100000001")).await;
            bring_to(&app, &case, from).await;
            let path = format!("{}/transitions", at_desk(&case));
            let reply = desk.post(&path, &json!({ "to": to, "author": "小川" })).await;
            if from.desk_may_move_to(to) {
                reply.accepted(200);
                assert_eq!(read(&user, &case).await.summary.state, to);
            } else {
                reply.refused(409, "transition_refused");
                assert_eq!(read(&user, &case).await.summary.state, from);
            }
        }
    }
}

#[tokio::test]
async fn a_rejection_needs_a_reason_that_stands_in_the_stream() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    bring_to(&app, &case, CaseState::Resolved).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/transitions");
    let reject = |reason: Value| json!({ "action": "reject", "reason": reason });
    for (reason, why) in [
        (json!(null), "required"),
        (json!(" \u{3000} "), "required"),
        (json!("あ".repeat(2_001)), "too_long"),
    ] {
        let reply = user.post(&path, &reject(reason)).await;
        reply.refused(422, "invalid");
        assert_eq!(reply.value()["errors"], json!([{ "field": "reason", "code": why }]));
    }
    let needless = json!({ "action": "accept", "reason": "ありがとう" });
    user.post(&path, &needless).await.refused(422, "invalid");

    user.post(&path, &reject(json!("まだ切れます。"))).await.accepted(200);
    let last = entries(&user, &case).await.pop().unwrap();
    assert_eq!((last.side, last.author.as_deref()), (Side::Customer, Some("見本 一般")));
    let expected = ActivityEvent::State {
        from: Some(CaseState::Resolved),
        to: CaseState::InProgress,
        reason: Some("まだ切れます。".into()),
    };
    assert_eq!(last.event, expected);
    assert_eq!(read(&user, &case).await.closes_at, None);
}

#[tokio::test]
async fn a_retry_of_an_action_is_not_refused_by_its_own_success() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let user = app.signed_in(USER).await;
    let path = format!("{case}/transitions");
    let close = json!({ "action": "close" });
    let first = user.post_with_key(&path, "close", &close).await;
    let again = user.post_with_key(&path, "close", &close).await;
    assert_eq!(first.accepted(200).body, again.accepted(200).body);
    assert_eq!(first.header("etag"), again.header("etag"));
    user.post_with_key(&path, "other", &close).await.refused(409, "transition_refused");
}

#[tokio::test]
async fn only_one_of_two_colleagues_closes_the_case() {
    let app = TestApp::with_customers().await;
    let case = open(&app, &case_under("A100000001")).await;
    let path = format!("{case}/transitions");
    let (user, admin) = (app.signed_in(USER).await, app.signed_in(ADMIN).await);
    let close = json!({ "action": "close" });
    let (first, second) = tokio::join!(user.post(&path, &close), admin.post(&path, &close));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(entries(&user, &case).await.len(), 2);
}

/// Many random sequences: whatever customers and desk try, the state moves only along the table,
/// and the stream tells the whole way.
#[tokio::test]
async fn no_sequence_of_requests_leaves_the_table() {
    let app = TestApp::with_customers().await;
    let user = app.signed_in(USER).await;
    let desk = app.desk(&["cases"]).await;
    let mut seed = 7_u64;
    let mut draw = |bound: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % bound
    };
    for _ in 0..12 {
        let case = open(&app, &case_under("A100000001")).await;
        let mut state = CaseState::New;
        for _ in 0..12 {
            let expected;
            match draw(9) {
                place @ 0..3 => {
                    let action = ACTIONS[place as usize];
                    expected = state.after(action).unwrap_or(state);
                    user.post(&format!("{case}/transitions"), &act(action)).await;
                }
                3 => {
                    expected = state.after_comment().unwrap_or(state);
                    user.post(&format!("{case}/comments"), &comment("追記")).await;
                }
                place => {
                    let to = CaseState::ALL[(place - 4) as usize];
                    expected = if state.desk_may_move_to(to) { to } else { state };
                    let path = format!("{}/transitions", at_desk(&case));
                    desk.post(&path, &json!({ "to": to })).await;
                }
            }
            state = read(&user, &case).await.summary.state;
            assert_eq!(state, expected);
        }
        let told = entries(&user, &case).await;
        let mut at = CaseState::New;
        for entry in told {
            if let ActivityEvent::State { from, to, .. } = entry.event {
                assert_eq!(from, Some(at));
                at = to;
            }
        }
        assert_eq!(at, state);
    }
}
