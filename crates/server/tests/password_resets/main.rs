//! A forgotten or first password, by a link that goes to the registered address.

mod link;
mod request;

use madoguchi_server::testing::{Client, Reply, TestApp};
use serde_json::json;

/// A password that keeps the rule, and is not the one everybody has.
const NEW_PASSWORD: &str = "Kokoro-wa-7-tabi";

/// The address registered for a user of the test world.
fn registered(user_id: &str) -> &str {
    user_id.strip_suffix(".mg").expect("a user ID with the suffix")
}

/// Asks for a link.
async fn ask(browser: &Client, user_id: &str, mail: &str) -> Reply {
    browser.post("/api/v1/password-resets", &json!({ "user_id": user_id, "mail": mail })).await
}

/// The tokens of all links that were mailed, oldest first.
async fn tokens(app: &TestApp) -> Vec<String> {
    let links = app.mails().await.into_iter().filter(|mail| mail.event == "reset_link");
    links
        .map(|mail| {
            let link = mail.link("/password-reset/new");
            link.split_once('#').expect("a token in the fragment").1.to_owned()
        })
        .collect()
}

/// Asks for a link as its owner does; gives its token.
async fn link(app: &TestApp, user_id: &str) -> String {
    ask(&app.browser(), user_id, registered(user_id)).await.accepted(202);
    tokens(app).await.pop().expect("a link")
}

/// Sets a password by a link.
async fn complete(browser: &Client, token: &str, password: &str) -> Reply {
    let body = json!({ "token": token, "password": password });
    browser.post("/api/v1/password-resets/completion", &body).await
}
