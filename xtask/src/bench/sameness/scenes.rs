//! The people of the comparison and what they send: everybody is refused, each for another reason.
//! Locks are made with the limits as they are; then the limits are lifted, so that nothing changes while it is measured.

use std::io::Write;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::bench::portal::Portal;

/// The limits while locks are made: those of the specification, only that locks last.
pub const STRICT: &str = "
[lock]
minutes = 100000
address_attempts = 100000
[second_factor]
step_minutes = 60
code_minutes = 60
";

/// The limits while it is measured.
const LIFTED: &str = "
[lock]
attempts = 100000
minutes = 100000
address_attempts = 100000
[second_factor]
step_minutes = 60
code_minutes = 60
[reset]
attempts = 10000
links_an_hour = 10000
";

/// A password that keeps the rule, and one that is nobody's.
const RIGHT: &str = "Kakurega-2026!";
const WRONG: &str = "Machigai-2026!";

/// Requests that must not be told apart.
pub struct Scene {
    /// What is tried.
    pub says: &'static str,
    /// Where it is sent.
    pub path: &'static str,
    /// The status of every answer.
    pub status: u16,
    /// Why it is refused; the others are compared with the first.
    pub ways: Vec<Way>,
}

/// One reason.
pub struct Way {
    /// In a few words.
    pub says: &'static str,
    /// What is sent.
    pub body: Value,
    /// With which cookie; empty for none.
    pub cookie: String,
}

/// Opens the accounts, makes the locks, and lifts the limits.
///
/// # Errors
/// When the server does not take one of it.
pub fn prepare(portal: &mut Portal) -> Result<Vec<Scene>> {
    let token = portal.token("users")?;
    for (user, second_factor) in [
        ("known@bench.example", false),
        ("locked@bench.example", false),
        ("disabled@bench.example", false),
        ("invited@bench.example", false),
        ("code@bench.example", true),
        ("code-locked@bench.example", true),
    ] {
        let body = account(user, second_factor, user.starts_with("disabled"));
        portal.put_as_desk(&format!("/users/{user}"), &body, &token)?;
        if !user.starts_with("invited") {
            set_password(portal, user)?;
        }
    }
    // A step is reached before the lock; a code is under way for both.
    let step = step(portal, "code@bench.example")?;
    let locked_step = step_then_lock(portal, "code-locked@bench.example")?;
    lock(portal, "locked@bench.example")?;
    portal.start_again(LIFTED)?;
    Ok(vec![sign_in(), verification(step, locked_step), reset()])
}

fn sign_in() -> Scene {
    let way = |says, user_id, password| Way {
        says,
        body: json!({ "user_id": user_id, "password": password }),
        cookie: String::new(),
    };
    Scene {
        says: "signing in",
        path: "/api/v1/session",
        status: 401,
        ways: vec![
            way("wrong password", "known@bench.example", WRONG),
            way("unknown user ID", "nobody@bench.example", WRONG),
            way("locked, wrong password", "locked@bench.example", WRONG),
            way("locked, right password", "locked@bench.example", RIGHT),
            way("disabled, wrong password", "disabled@bench.example", WRONG),
            way("disabled, right password", "disabled@bench.example", RIGHT),
            way("no password yet", "invited@bench.example", WRONG),
        ],
    }
}

fn verification(step: String, locked_step: String) -> Scene {
    let body = json!({ "method": "mail", "proof": "000000" });
    Scene {
        says: "verifying",
        path: "/api/v1/session/verification",
        status: 401,
        ways: vec![
            Way { says: "wrong code", body: body.clone(), cookie: step },
            Way { says: "locked", body, cookie: locked_step },
        ],
    }
}

fn reset() -> Scene {
    let way = |says, user_id, mail| Way {
        says,
        body: json!({ "user_id": user_id, "mail": mail }),
        cookie: String::new(),
    };
    Scene {
        says: "asking for a new password",
        path: "/api/v1/password-resets",
        status: 202,
        ways: vec![
            way("ID and address match", "known@bench.example", "known@bench.example"),
            way("another address", "locked@bench.example", "somebody@bench.example"),
            way("unknown user ID", "nobody@bench.example", "nobody@bench.example"),
            way("disabled", "disabled@bench.example", "disabled@bench.example"),
        ],
    }
}

fn account(user: &str, second_factor: bool, disabled: bool) -> Value {
    json!({
        "company": "sample",
        "family_name": "計測",
        "given_name": "太郎",
        "mail": user,
        "second_factor": second_factor,
        "disabled": disabled,
    })
}

fn set_password(portal: &Portal, user: &str) -> Result<()> {
    let mut tool = portal.tool();
    tool.args(["user", "set-password", user]).stdin(Stdio::piped());
    let mut tool = tool.spawn().context("the server's program cannot be started")?;
    let mut input = tool.stdin.take().context("it has no input")?;
    writeln!(input, "{RIGHT}")?;
    drop(input);
    if !tool.wait()?.success() {
        bail!("The password of {user} was not set.");
    }
    Ok(())
}

/// Signs in as far as the second factor and has a code mailed; gives the cookie of the step.
fn step(portal: &Portal, user: &str) -> Result<String> {
    let typed = json!({ "user_id": user, "password": RIGHT });
    let answer = portal.post("/api/v1/session", &typed, "")?;
    if answer.body["state"] != "second_factor" {
        bail!("{user} was not asked for a second factor: {} {}", answer.status, answer.body);
    }
    let cookie = answer.cookies.into_iter().next().context("no step was given")?;
    let mailed = portal.post("/api/v1/session/mailed-code", &json!({}), &cookie)?;
    if mailed.status != 201 {
        bail!("No code was mailed: {} {}", mailed.status, mailed.body);
    }
    Ok(cookie)
}

fn step_then_lock(portal: &Portal, user: &str) -> Result<String> {
    let cookie = step(portal, user)?;
    lock(portal, user)?;
    Ok(cookie)
}

fn lock(portal: &Portal, user: &str) -> Result<()> {
    for _ in 0..5 {
        let typed = json!({ "user_id": user, "password": WRONG });
        let answer = portal.post("/api/v1/session", &typed, "")?;
        if answer.status != 401 {
            bail!("A wrong password was answered with {}.", answer.status);
        }
    }
    Ok(())
}
