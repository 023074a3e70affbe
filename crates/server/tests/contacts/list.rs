//! The list: whom it holds, search, order, states.

use madoguchi_contract::{
    contacts::{ContactState, ContactSummary},
    list::Page,
};
use madoguchi_server::testing::{
    TestApp,
    world::{ADMIN, DISABLED, NEW, SECOND_FACTOR, USER},
};

use super::{id, user_ids};

#[tokio::test]
async fn the_list_holds_everybody_of_the_company_and_nobody_else() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    let page: Page<ContactSummary> = admin.get("/api/v1/contacts").await.accepted(200).json();
    assert_eq!((page.total, page.items.len()), (5, 5));
    let find = |user_id: &str| page.items.iter().find(|one| one.user_id == user_id).unwrap();
    let me = find(ADMIN);
    assert!(me.own && me.administrator && !me.second_factor);
    assert_eq!((me.name.as_str(), me.mail.as_str()), ("見本 管理", "admin@sample.example"));
    assert_eq!(me.last_sign_in_at.as_deref(), Some("2026-11-20T01:41:00Z"));
    assert_eq!(me.state, ContactState::Enabled);
    assert_eq!(find(NEW).state, ContactState::Invited);
    assert_eq!(find(DISABLED).state, ContactState::Disabled);
    assert!(find(SECOND_FACTOR).second_factor);
    assert_eq!(find(USER).last_sign_in_at, None);
}

#[tokio::test]
async fn people_are_found_in_any_width_and_case() {
    let app = TestApp::with_customers().await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query(
        "UPDATE users SET family_name = 'ｻﾄｳ', mail = 'Sato@Branch.example' WHERE login_key = ?",
    )
    .bind(USER)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let admin = app.signed_in(ADMIN).await;
    for query in [
        "q=%E3%82%B5%E3%83%88%E3%82%A6",                   // サトウ
        "q=%E3%82%B5%E3%83%88%E3%82%A6%E4%B8%80%E8%88%AC", // サトウ一般
        "q=branch.EXAMPLE",
        "q=%EF%BD%95ser%40sample", // ｕser@sample
    ] {
        assert_eq!(user_ids(&admin, query).await, [USER], "{query}");
    }
    assert_eq!(user_ids(&admin, "q=").await.len(), 5);
    assert!(user_ids(&admin, "q=other.example").await.is_empty());
}

#[tokio::test]
async fn the_list_is_ordered_and_paged() {
    let app = TestApp::with_customers().await;
    let mut tx = app.state.store.write().await.unwrap();
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) \
         INSERT INTO users (login, login_key, company_id, family_name, given_name, mail, \
         created_at, updated_at) SELECT 'p' || i, 'p' || i, u.company_id, '同姓', '同名', 'm', 0, 0 \
         FROM n, users u WHERE u.login_key = ?",
    )
    .bind(ADMIN)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let admin = app.signed_in(ADMIN).await;
    for sort in
        ["name", "user_id", "mail", "administrator", "second_factor", "state", "last_sign_in"]
    {
        let mut orders = Vec::new();
        for sort in [sort.to_owned(), format!("-{sort}")] {
            let mut all = Vec::new();
            let mut path = format!("/api/v1/contacts?sort={sort}");
            let mut before: Option<Page<ContactSummary>> = None;
            loop {
                let page: Page<ContactSummary> = admin.get(&path).await.accepted(200).json();
                assert_eq!((page.total, page.first), (45, all.len() as u64 + 1));
                if let Some(before) = before {
                    let back = page.previous.clone().unwrap();
                    let back = format!("/api/v1/contacts?sort={sort}&cursor={back}");
                    assert_eq!(admin.get(&back).await.json::<Page<ContactSummary>>(), before);
                }
                all.extend(page.items.iter().map(|contact| contact.user_id.clone()));
                let Some(next) = page.next.clone() else { break };
                path = format!("/api/v1/contacts?sort={sort}&cursor={next}");
                before = Some(page);
            }
            assert_eq!(all.len(), 45, "{sort}");
            orders.push(all);
        }
        orders[1].reverse();
        assert_eq!(orders[0], orders[1], "{sort} and back");
    }
    assert_eq!(user_ids(&admin, "sort=administrator").await[0], ADMIN);
    assert_eq!(user_ids(&admin, "sort=-last_sign_in").await[0], ADMIN);
}

#[tokio::test]
async fn who_is_locked_shows_until_the_lock_opens() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    for _ in 0..5 {
        app.browser().sign_in(USER, "wrong").await.refused(401, "sign_in_failed");
    }
    assert_eq!(user_ids(&admin, "state=locked").await, [USER]);
    let user = id(&app, USER).await;
    assert_eq!(
        super::read(&admin, &user).await.summary.state,
        ContactState::Locked { seconds: 20 * 60 }
    );
    app.advance(jiff::SignedDuration::from_mins(20));
    assert!(user_ids(&admin, "state=locked").await.is_empty());
    assert_eq!(user_ids(&admin, "state=invited").await, [NEW]);
    assert_eq!(user_ids(&admin, "state=disabled").await, [DISABLED]);
    assert_eq!(user_ids(&admin, "role=administrator").await, [ADMIN]);
    assert_eq!(user_ids(&admin, "role=general_user&state=enabled").await, [USER, SECOND_FACTOR]);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let app = TestApp::with_customers().await;
    let admin = app.signed_in(ADMIN).await;
    for query in
        ["sort=colour", "sort=--name", "state=happy", "role=boss", "limit=1", "cursor=AAAA", "x=1"]
    {
        admin.get(&format!("/api/v1/contacts?{query}")).await.refused(422, "invalid");
    }
    let long = format!("/api/v1/contacts?q={}", "a".repeat(201));
    admin.get(&long).await.refused(422, "invalid");
}
