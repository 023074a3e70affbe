//! Asking for a link: what the answer says, and when a mail goes out.

use jiff::SignedDuration;
use madoguchi_server::testing::{
    PASSWORD, TestApp,
    world::{ADMIN, DISABLED, NEW, OTHER, USER},
};

use super::{NEW_PASSWORD, ask, complete, link, registered, tokens};

#[tokio::test]
async fn nothing_in_the_answer_tells_whether_id_and_address_belong_together() {
    let app = TestApp::with_customers().await;
    let right = ask(&app.browser(), USER, registered(USER)).await;
    right.accepted(202);
    let names = |reply: &madoguchi_server::testing::Reply| {
        let mut names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
        names.sort();
        names
    };
    for (user_id, mail) in [
        (USER, registered(ADMIN)),
        (DISABLED, registered(DISABLED)),
        ("nobody@sample.example.mg", "nobody@sample.example"),
        (&"x".repeat(10_000), registered(USER)),
    ] {
        let other = ask(&app.browser(), user_id, mail).await;
        assert_eq!((other.status, &other.body), (right.status, &right.body), "{user_id}");
        assert_eq!(names(&other), names(&right), "{user_id}");
    }
    assert_eq!(tokens(&app).await.len(), 1);
}

#[tokio::test]
async fn the_link_goes_to_the_registered_address_only() {
    let app = TestApp::with_customers().await;
    ask(&app.browser(), &USER.to_uppercase(), &registered(USER).to_uppercase()).await.accepted(202);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].to.as_str(), mails[0].event.as_str()), (registered(USER), "reset_link"));
    let public = &app.state.config.server.public_address;
    assert!(mails[0].text.contains(&format!("{public}/password-reset/new#")), "{}", mails[0].text);
}

#[tokio::test]
async fn empty_fields_are_named() {
    let app = TestApp::with_customers().await;
    let reply = ask(&app.browser(), " ", "").await;
    reply.refused(422, "invalid");
    let fields: Vec<_> =
        reply.value()["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
    assert_eq!(fields, ["user_id", "mail"]);
}

#[tokio::test]
async fn after_four_mismatches_the_right_address_still_gets_a_link_and_counting_begins_anew() {
    let app = TestApp::with_customers().await;
    for round in 1..=3 {
        for _ in 0..4 {
            ask(&app.browser(), USER, "wrong@sample.example").await.accepted(202);
        }
        ask(&app.browser(), USER, registered(USER)).await.accepted(202);
        assert_eq!(tokens(&app).await.len(), round);
    }
}

#[tokio::test]
async fn the_fifth_mismatch_blocks_resets_of_the_id_for_exactly_twenty_minutes() {
    let app = TestApp::with_customers().await;
    for _ in 0..5 {
        ask(&app.browser(), USER, "wrong@sample.example").await.accepted(202);
    }
    let app = app.restart().await;
    for seconds in [0, 20 * 60 - 1] {
        app.advance(SignedDuration::from_secs(seconds));
        ask(&app.browser(), USER, registered(USER)).await.accepted(202);
        assert_eq!(tokens(&app).await.len(), 0, "blocked");
    }
    ask(&app.browser(), ADMIN, registered(ADMIN)).await.accepted(202);
    assert_eq!(tokens(&app).await.len(), 1, "other IDs are not");
    app.browser().sign_in(USER, PASSWORD).await.accepted(201);
    app.advance(SignedDuration::from_secs(1));
    ask(&app.browser(), USER, registered(USER)).await.accepted(202);
    assert_eq!(tokens(&app).await.len(), 2, "open again");
}

#[tokio::test]
async fn fifty_guesses_at_once_get_five_looks() {
    let mut config = madoguchi_server::config::Config::default();
    config.lock.address_attempts = 1_000;
    let app = TestApp::start_with(config).await;
    app.add_customers().await;
    let guesses = (0..50).map(|guess| {
        let browser = app.browser();
        async move {
            // The right one is the sixth.
            let mail = if guess == 5 { registered(USER) } else { "wrong@sample.example" };
            ask(&browser, USER, mail).await.accepted(202);
        }
    });
    all_at_once(guesses).await;
    let (failures, locked): (i64, bool) =
        sqlx::query_as("SELECT failures, locked_until IS NOT NULL FROM reset_locks")
            .fetch_one(app.state.store.read())
            .await
            .unwrap();
    assert!(failures <= 5 && locked, "{failures}");
}

/// Runs everything at once.
async fn all_at_once(all: impl Iterator<Item = impl Future<Output = ()> + Send + 'static>) {
    let mut running = tokio::task::JoinSet::new();
    for one in all {
        running.spawn(one);
    }
    while let Some(done) = running.join_next().await {
        done.expect("an answer");
    }
}

#[tokio::test]
async fn after_a_reset_the_next_one_is_possible_24_hours_later() {
    let app = TestApp::with_customers().await;
    complete(&app.browser(), &link(&app, USER).await, NEW_PASSWORD).await.accepted(204);
    app.advance(SignedDuration::from_secs(24 * 3_600 - 1));
    ask(&app.browser(), USER, registered(USER)).await.accepted(202);
    assert_eq!(tokens(&app).await.len(), 1);
    app.advance(SignedDuration::from_secs(1));
    ask(&app.browser(), USER, registered(USER)).await.accepted(202);
    assert_eq!(tokens(&app).await.len(), 2);
}

#[tokio::test]
async fn a_first_password_does_not_begin_the_24_hours() {
    let app = TestApp::with_customers().await;
    complete(&app.browser(), &link(&app, NEW).await, NEW_PASSWORD).await.accepted(204);
    ask(&app.browser(), NEW, registered(NEW)).await.accepted(202);
    assert_eq!(tokens(&app).await.len(), 2);
}

#[tokio::test]
async fn nobody_is_flooded_with_links() {
    let app = TestApp::with_customers().await;
    for _ in 0..8 {
        ask(&app.browser(), USER, registered(USER)).await.accepted(202);
    }
    assert_eq!(tokens(&app).await.len(), 5);
    app.advance(SignedDuration::from_hours(1));
    ask(&app.browser(), USER, registered(USER)).await.accepted(202);
    assert_eq!(tokens(&app).await.len(), 6);
}

#[tokio::test]
async fn one_address_asks_thirty_times_at_most_whatever_came_of_it() {
    let app = TestApp::with_customers().await;
    let browser = app.browser();
    for number in 0..30 {
        // A match every third time: nobody can tell from when the door closes.
        let user_id = if number % 3 == 0 { OTHER } else { "nobody@sample.example.mg" };
        ask(&browser, user_id, registered(OTHER)).await.accepted(202);
    }
    let refused = ask(&browser, USER, registered(USER)).await;
    refused.refused(429, "too_many_requests");
    assert_eq!(refused.header("retry-after"), "600");
    ask(&app.browser().from_address([192, 0, 2, 77]), USER, registered(USER)).await.accepted(202);
}
