//! Mails about a maintenance or an incident of a service, once, when it appears.
//! Those who are meant are found in one statement, however many they are.

use super::Template;
use crate::{app::AppState, store::Tx};

const DAY: i64 = 86_400_000;

/// Puts mails into the queue about the announcement `?1` for everybody who is linked to a customer
/// number it is aimed at, or to one with a service it is about. `?2` is the event, `?3` the time.
const TELL: &str = "INSERT INTO mails \
    (message_id, event, recipient, language, time_zone, facts, created_at, next_at) \
    SELECT lower(hex(randomblob(16))), ?2, u.mail, u.language, u.time_zone, \
    json_object('name', trim(u.family_name || ' ' || u.given_name), 'kind', a.kind, \
      'page', '/announcements/' || a.number, 'title', coalesce( \
        (SELECT title FROM announcement_texts \
          WHERE announcement_id = a.id AND language = u.language), \
        (SELECT title FROM announcement_texts WHERE announcement_id = a.id LIMIT 1))), ?3, ?3 \
    FROM announcements a JOIN users u ON u.enabled = 1 \
    WHERE a.id = ?1 AND NOT EXISTS (SELECT 1 FROM json_each(u.muted) WHERE value = ?2) \
    AND EXISTS (SELECT 1 FROM customer_numbers cn WHERE cn.company_id = u.company_id \
      AND (u.all_customer_numbers = 1 OR EXISTS (SELECT 1 FROM user_customer_numbers l \
        WHERE l.user_id = u.id AND l.customer_number_id = cn.id)) \
      AND (EXISTS (SELECT 1 FROM announcement_customer_numbers aimed \
          WHERE aimed.announcement_id = a.id AND aimed.customer_number_id = cn.id) \
        OR EXISTS (SELECT 1 FROM contracts k JOIN announcement_services aimed \
          ON aimed.service_id = k.service_id AND aimed.announcement_id = a.id \
          WHERE k.customer_number_id = cn.id) \
        OR a.for_everyone = 1 AND EXISTS (SELECT 1 FROM contracts k \
          JOIN announcement_impacts i ON i.service_id = k.service_id AND i.announcement_id = a.id \
          WHERE k.customer_number_id = cn.id)))";

/// Tells about every maintenance and incident that has appeared and is not over, each in a
/// transaction of its own, so that customers never wait long for it. What appeared more than a day
/// ago is being taken over from elsewhere, and is not told.
pub async fn tell_due(state: &AppState) -> Result<(), sqlx::Error> {
    loop {
        let mut tx = state.store.write().await?;
        let told = tell_next(&mut tx, state.clock.now_millis()).await?;
        tx.commit().await?;
        if !told {
            return Ok(());
        }
    }
}

/// Tells about the next one; false when there is none. `now` in milliseconds.
pub async fn tell_next(tx: &mut Tx, now: i64) -> Result<bool, sqlx::Error> {
    let next: Option<i64> = sqlx::query_scalar(
        "UPDATE announcements SET told_at = ?1 WHERE id IN (SELECT id FROM announcements \
         WHERE told_at IS NULL AND published_at <= ?1 AND published_at > ?2 AND solved = 0 \
         AND kind IN ('maintenance', 'incident') AND (ends_at IS NULL OR ends_at > ?1) LIMIT 1) \
         RETURNING id",
    )
    .bind(now)
    .bind(now - DAY)
    .fetch_optional(&mut **tx)
    .await?;
    let Some(id) = next else { return Ok(false) };
    sqlx::query(TELL)
        .bind(id)
        .bind(Template::Announcement.id())
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}
