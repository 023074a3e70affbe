//! The desk's side of announcements: `PUT /announcements/{id}`.
//! Texts come as Markdown and are kept as the tree of nodes that readers get.

mod aims;

use axum::extract::State;
use madoguchi_contract::{
    announcements::AnnouncementKind,
    desk::{NewAnnouncement, Outcome, Written},
    problem::Problem as ProblemBody,
    rich_text::Document,
};
use sha2::{Digest, Sha256};
use sqlx::Row;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    check::{self, Checks},
    written,
};
use crate::{
    app::AppState,
    knowledge::markdown,
    mail::about_announcements,
    problem::Problem,
    request::{Answer, DeskToken, JsonBody, Path, scopes},
    store::{self, Tx},
};

/// The routes of announcements.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(put_announcement))
}

/// Creates or replaces an announcement.
#[utoipa::path(
    put, path = "/announcements/{id}", tag = "desk", security(("desk_token" = [])),
    params(("id" = String, Path, description = "The provider's own identifier")),
    request_body = NewAnnouncement,
    responses(
        (status = 200, body = Written),
        (status = 201, body = Written),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
async fn put_announcement(
    State(state): State<AppState>,
    _: DeskToken<scopes::Announcements>,
    Path(key): Path<String>,
    JsonBody(announcement): JsonBody<NewAnnouncement>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let bodies = convert(&key, &announcement).await?;
    let mut tx = state.store.write().await?;
    let (outcome, number) = upsert_announcement(&mut tx, &key, &announcement, &bodies, now).await?;
    about_announcements::tell_next(&mut tx, now).await?;
    tx.commit().await?;
    Ok(written(outcome, Some(number)))
}

/// Checks an announcement and reads the Markdown of its texts, in their order: before the database
/// is locked, and where it keeps nobody waiting.
pub async fn convert(key: &str, announcement: &NewAnnouncement) -> Result<Vec<Document>, Problem> {
    check(key, announcement)?;
    let texts: Vec<String> = announcement.texts.iter().map(|text| text.body.clone()).collect();
    tokio::task::spawn_blocking(move || {
        texts.iter().map(|text| markdown::to_document(text)).collect()
    })
    .await
    .map_err(|_| Problem::internal())
}

/// Creates or replaces the announcement `key`, whose texts [`convert`] has read, and gives its number. `now` in milliseconds.
pub async fn upsert_announcement(
    tx: &mut Tx,
    key: &str,
    announcement: &NewAnnouncement,
    bodies: &[Document],
    now: i64,
) -> Result<(Outcome, String), Problem> {
    let times = check(key, announcement)?;
    let aims = aims::resolve(tx, announcement).await?;
    let fingerprint = Sha256::digest(serde_json::to_vec(announcement).unwrap_or_default()).to_vec();
    let stored = sqlx::query(
        "SELECT id, number, published_at, fingerprint FROM announcements WHERE key = ?",
    )
    .bind(key)
    .fetch_optional(&mut **tx)
    .await?;
    let (id, number, outcome) = match stored {
        None => {
            let number = format!("KA{:07}", store::next_number(tx, "article").await?);
            let published_at = times.published_at.unwrap_or(now);
            let id = insert(tx, key, &number, published_at).await?;
            (id, number, Outcome::Created)
        }
        Some(row) => {
            let number: String = row.try_get("number")?;
            if row.try_get::<Vec<u8>, _>("fingerprint")? == fingerprint {
                return Ok((Outcome::Unchanged, number));
            }
            (row.try_get("id")?, number, Outcome::Changed)
        }
    };
    sqlx::query(
        "UPDATE announcements SET kind = ?, for_everyone = ?, author = ?, banner = ?, \
         acknowledge = ?, solved = ?, \
         starts_at = ?, ends_at = ?, published_at = coalesce(?, published_at), fingerprint = ? \
         WHERE id = ?",
    )
    .bind(kind_id(announcement.kind))
    .bind(aims.for_everyone())
    .bind(&announcement.author)
    .bind(announcement.banner)
    .bind(announcement.acknowledge)
    .bind(announcement.solved)
    .bind(times.starts_at)
    .bind(times.ends_at)
    .bind(times.published_at)
    .bind(fingerprint)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    aims::replace(tx, id, &aims).await?;
    replace_texts(tx, id, announcement, bodies).await?;
    Ok((outcome, number))
}

struct Times {
    published_at: Option<i64>,
    starts_at: Option<i64>,
    ends_at: Option<i64>,
}

fn check(key: &str, announcement: &NewAnnouncement) -> Result<Times, Problem> {
    let mut checks = Checks::new();
    checks.line("id", key, check::KEY);
    checks.line("author", &announcement.author, check::NAME);
    if announcement.texts.is_empty() {
        checks.wrong("texts", "required");
    }
    let languages: Vec<&str> = announcement.texts.iter().map(|text| text.language.id()).collect();
    checks.distinct("texts", &languages);
    for (index, text) in announcement.texts.iter().enumerate() {
        checks.line(format!("texts[{index}].title"), &text.title, check::TITLE);
        checks.text(format!("texts[{index}].body"), &text.body, check::TEXT);
    }
    checks.distinct("audience.services", &announcement.audience.services);
    checks.distinct("audience.customer_numbers", &announcement.audience.customer_numbers);
    let impacted: Vec<&str> = announcement.impacts.iter().map(|i| i.service.as_str()).collect();
    checks.distinct("impacts", &impacted);
    for (index, impact) in announcement.impacts.iter().enumerate() {
        checks.label(&format!("impacts[{index}].text"), &impact.text, 1_000);
    }
    let times = Times {
        published_at: checks.moment("published_at", announcement.published_at.as_deref()),
        starts_at: checks.moment("starts_at", announcement.starts_at.as_deref()),
        ends_at: checks.moment("ends_at", announcement.ends_at.as_deref()),
    };
    if let (Some(start), Some(end)) = (times.starts_at, times.ends_at)
        && end < start
    {
        checks.wrong("ends_at", "before_start");
    }
    checks.finish()?;
    Ok(times)
}

async fn insert(
    tx: &mut Tx,
    key: &str,
    number: &str,
    published_at: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO announcements (key, number, kind, for_everyone, author, banner, solved, \
         published_at, fingerprint) VALUES (?, ?, 'notice', 0, '', 0, 0, ?, x'') RETURNING id",
    )
    .bind(key)
    .bind(number)
    .bind(published_at)
    .fetch_one(&mut **tx)
    .await
}

async fn replace_texts(
    tx: &mut Tx,
    id: i64,
    announcement: &NewAnnouncement,
    bodies: &[Document],
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM announcement_texts WHERE announcement_id = ?")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    for (text, document) in announcement.texts.iter().zip(bodies) {
        sqlx::query(
            "INSERT INTO announcement_texts (announcement_id, language, title, body) \
             VALUES (?, ?, ?, ?)",
        )
        .bind(id)
        .bind(text.language.id())
        .bind(&text.title)
        .bind(serde_json::to_string(document).unwrap_or_default())
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

fn kind_id(kind: AnnouncementKind) -> &'static str {
    match kind {
        AnnouncementKind::Maintenance => "maintenance",
        AnnouncementKind::Incident => "incident",
        AnnouncementKind::Notice => "notice",
    }
}
