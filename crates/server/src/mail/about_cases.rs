//! Mails about cases: that something happened, never what was said.
//! Each is one statement, however many people get it. A mail goes to those only who may open the case
//! at that moment and want to know.

use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::Template;
use crate::{clock, store::Tx};

const DAY: i64 = 86_400_000;

/// Puts mails into the queue for everybody (alias `u`) who may see the case `?1` and has not switched
/// the event `?2` off. `?3` are further facts, `?4` is the time. A condition is to follow.
const TELL: &str = "INSERT INTO mails \
    (message_id, event, recipient, language, time_zone, facts, created_at, next_at) \
    SELECT lower(hex(randomblob(16))), ?2, u.mail, u.language, u.time_zone, \
    json_patch(?3, json_object('name', trim(u.family_name || ' ' || u.given_name), \
      'number', c.number, 'subject', c.subject, 'state', c.state, \
      'customer_number', cn.number, 'page', '/cases/' || c.number)), ?4, ?4 \
    FROM cases c JOIN customer_numbers cn ON cn.id = c.customer_number_id \
    JOIN users u WHERE c.number = ?1 AND u.enabled = 1 AND (u.all_customer_numbers = 1 OR EXISTS ( \
      SELECT 1 FROM user_customer_numbers l \
      WHERE l.user_id = u.id AND l.customer_number_id = cn.id)) \
    AND NOT EXISTS (SELECT 1 FROM json_each(u.muted) WHERE value = ?2) AND ";

/// Everybody of the company, as far as they may see it.
const EVERYBODY: &str = "u.company_id = cn.company_id";

/// The contact and the watchers. The sign before the company keeps SQLite from going through all of
/// its people to find these few.
const INVOLVED: &str = "+u.company_id = cn.company_id AND u.id IN (SELECT contact_id FROM cases WHERE number = ?1 UNION \
    SELECT w.user_id FROM case_watchers w JOIN cases watched ON watched.id = w.case_id \
    WHERE watched.number = ?1)";

/// The newest entry of the stream is a change of state, and somebody else made it.
const STATE_CHANGED: &str = "EXISTS (SELECT 1 FROM case_activity e WHERE e.case_id = c.id \
    AND e.position = c.activity_count AND e.kind = 'state' AND e.author_id IS NOT u.id)";

/// Whether something that happened at `at` is news: what is older is being taken over from elsewhere,
/// and people know it. Nothing means now, which is `now` in milliseconds.
pub fn is_news(at: Option<&str>, now: i64) -> bool {
    at.and_then(clock::from_wire).is_none_or(|at| at > now - DAY)
}

/// The enquiry of a customer has been opened.
pub async fn enquiry_received(tx: &mut Tx, number: &str, now: i64) -> Result<(), sqlx::Error> {
    tell(tx, number, Template::EnquiryReceived, &json!({}), INVOLVED, now).await
}

/// The desk raised an alert: for everybody who is linked to the customer number.
pub async fn alert_raised(tx: &mut Tx, number: &str, now: i64) -> Result<(), sqlx::Error> {
    tell(tx, number, Template::NewAlert, &json!({}), EVERYBODY, now).await
}

/// The desk commented.
pub async fn desk_commented(tx: &mut Tx, number: &str, now: i64) -> Result<(), sqlx::Error> {
    tell(tx, number, Template::DeskComment, &json!({}), INVOLVED, now).await
}

/// Something was written that may have changed the state: tells so if it did, but not the one who
/// did it.
pub async fn state_may_have_changed(
    tx: &mut Tx,
    number: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    let whom = format!("{INVOLVED} AND {STATE_CHANGED}");
    tell(tx, number, Template::StateChange, &json!({}), &whom, now).await
}

/// A resolved case will close by itself.
pub async fn closes_soon(
    tx: &mut Tx,
    number: &str,
    closes_at: i64,
    now: i64,
) -> Result<(), sqlx::Error> {
    let facts = json!({ "closes_at": closes_at });
    tell(tx, number, Template::ClosingSoon, &facts, INVOLVED, now).await
}

async fn tell(
    tx: &mut Tx,
    number: &str,
    event: Template,
    facts: &Value,
    whom: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(format!("{TELL}{whom}")))
        .bind(number)
        .bind(event.id())
        .bind(facts.to_string())
        .bind(now)
        .execute(&mut **tx)
        .await
        .map(drop)
}
