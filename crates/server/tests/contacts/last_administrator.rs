//! A company is never left without an administrator who can sign in.

use madoguchi_server::testing::{
    TestApp,
    world::{ADMIN, NEW, USER},
};

use super::{change, id, read, switch};

#[tokio::test]
async fn the_last_administrator_can_neither_be_disabled_nor_demoted() {
    let app = TestApp::with_customers().await;
    let (admin, own) = (app.signed_in(ADMIN).await, id(&app, ADMIN).await);
    assert!(read(&admin, &own).await.last_administrator);
    switch(&admin, &own, false).await.refused(409, "last_administrator");
    change(&admin, &own, "administrator", false).await.refused(409, "last_administrator");
    // One who has no password yet cannot sign in, so does not count.
    let new = id(&app, NEW).await;
    change(&admin, &new, "administrator", true).await.accepted(200);
    change(&admin, &own, "administrator", false).await.refused(409, "last_administrator");
    // And such a one is not the last.
    assert!(!read(&admin, &new).await.last_administrator);
    change(&admin, &new, "administrator", false).await.accepted(200);
}

#[tokio::test]
async fn an_administrator_may_step_down_when_another_remains() {
    let app = TestApp::with_customers().await;
    let (admin, own) = (app.signed_in(ADMIN).await, id(&app, ADMIN).await);
    change(&admin, &id(&app, USER).await, "administrator", true).await.accepted(200);
    assert!(!read(&admin, &own).await.last_administrator);
    change(&admin, &own, "administrator", false).await.accepted(200);
    // It counts at the very next request.
    admin.get("/api/v1/contacts").await.refused(403, "forbidden");
    admin.get("/api/v1/sign-ins?scope=company").await.refused(403, "forbidden");
    admin.get("/api/v1/me").await.accepted(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_who_demote_each_other_leave_one() {
    for disable in [true, false] {
        let app = TestApp::with_customers().await;
        let (admin, own) = (app.signed_in(ADMIN).await, id(&app, ADMIN).await);
        let other = id(&app, USER).await;
        change(&admin, &other, "administrator", true).await.accepted(200);
        let user = app.signed_in(USER).await;
        let (one, two) = if disable {
            tokio::join!(switch(&admin, &other, false), switch(&user, &own, false))
        } else {
            tokio::join!(
                change(&admin, &other, "administrator", false),
                change(&user, &own, "administrator", false)
            )
        };
        let mut answers = [one.status.as_u16(), two.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers[0], 200);
        assert!([401, 403].contains(&answers[1]), "{answers:?}");
        let left: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM users WHERE administrator AND enabled AND company_id = \
             (SELECT company_id FROM users WHERE login_key = ?)",
        )
        .bind(ADMIN)
        .fetch_one(app.state.store.read())
        .await
        .unwrap();
        assert_eq!(left, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_step_down_at_the_same_time_leave_one() {
    let app = TestApp::with_customers().await;
    let (admin, own) = (app.signed_in(ADMIN).await, id(&app, ADMIN).await);
    let other = id(&app, USER).await;
    change(&admin, &other, "administrator", true).await.accepted(200);
    let user = app.signed_in(USER).await;
    let (one, two) = tokio::join!(switch(&admin, &own, false), switch(&user, &other, false));
    let refused = if one.status == 200 { two } else { one };
    refused.refused(409, "last_administrator");
}
