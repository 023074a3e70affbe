//! Codes of authenticator apps, with a TOTP library of others as the peer.

use jiff::SignedDuration;

use super::*;

#[tokio::test]
async fn a_code_counts_one_step_before_and_after_its_own() {
    for (steps, fits) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let app = with_an_app().await;
        let mut browser = at_the_step(&app).await;
        let reply = browser.verify("app", &shown_by(&app, SECRET, steps)).await;
        assert_eq!(reply.status == 200, fits, "{steps}");
    }
}

#[tokio::test]
async fn a_code_may_be_typed_with_spaces_hyphens_and_in_full_width() {
    let app = with_an_app().await;
    let spaced = |code: &str| format!(" {} {}", &code[..3], &code[3..]);
    let hyphened = |code: &str| format!("{}-{}", &code[..3], &code[3..]);
    let wide = |code: &str| {
        code.chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap()).collect()
    };
    for type_it in [&spaced as &dyn Fn(&str) -> String, &hyphened, &wide] {
        app.advance(SignedDuration::from_secs(90));
        let mut browser = at_the_step(&app).await;
        browser.verify("app", &type_it(&shown(&app))).await.accepted(200);
    }
}

#[tokio::test]
async fn a_code_is_used_once() {
    let app = with_an_app().await;
    let code = shown(&app);
    at_the_step(&app).await.verify("app", &code).await.accepted(200);
    let mut again = at_the_step(&app).await;
    again.verify("app", &code).await.refused(401, "verification_failed");
    app.advance(SignedDuration::from_secs(30));
    again.verify("app", &code).await.refused(401, "verification_failed");
    again.verify("app", &shown(&app)).await.accepted(200);
    // One of a step before the last used one is no better.
    let before = shown_by(&app, SECRET, -1);
    let mut browser = at_the_step(&app).await;
    browser.verify("app", &before).await.refused(401, "verification_failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_parallel_uses_of_a_code_one_wins() {
    let app = with_an_app().await;
    let code = shown(&app);
    let mut uses = tokio::task::JoinSet::new();
    for number in 0..4 {
        let mut browser = at_the_step(&app).await.from_address([203, 0, 113, number]);
        let code = code.clone();
        uses.spawn(async move { browser.verify("app", &code).await.status });
    }
    let opened = uses.join_all().await.into_iter().filter(|status| *status == 200).count();
    assert_eq!(opened, 1);
}

#[tokio::test]
async fn the_code_of_somebody_elses_app_opens_nothing() {
    let app = with_an_app().await;
    let admin = confirmed(&app, ADMIN).await;
    let (secret, _) = pair(&app, &admin).await;
    app.advance(SignedDuration::from_secs(60));
    let mut browser = at_the_step(&app).await;
    browser.verify("app", &shown_by(&app, &secret, 0)).await.refused(401, "verification_failed");
}

#[tokio::test]
async fn nonsense_is_a_wrong_code() {
    let app = with_an_app().await;
    let long = "1".repeat(100_000);
    for (method, proof) in
        [("app", ""), ("app", "１２３４５"), ("recovery_code", &long), ("passkey", "{}")]
    {
        let mut browser = at_the_step(&app).await;
        browser.verify(method, proof).await.refused(401, "verification_failed");
    }
}
