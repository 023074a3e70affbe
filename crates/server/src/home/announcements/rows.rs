//! Announcements in the database, as one reader may see them.
//! Every query here ends in the condition of [`visible`].

use madoguchi_contract::{
    Language,
    announcements::{Announcement, AnnouncementKind, AnnouncementSummary, Impact},
    rich_text::Document,
};
use sqlx::{
    AssertSqlSafe, Row, Sqlite,
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::{app::AppState, clock, request::Viewer};

/// Announcements in the list at most; older ones are still found by their number.
const LISTED: u32 = 500;

/// Published, and aimed at everyone, at a service the reader has (`?1`), or at a customer number
/// the reader is linked to (`?2`). `?3` is the time.
const VISIBLE: &str = "a.published_at <= ?3 AND (a.for_everyone = 1 \
    OR EXISTS (SELECT 1 FROM announcement_services aimed WHERE aimed.announcement_id = a.id \
       AND aimed.service_id IN (SELECT value FROM json_each(?1))) \
    OR EXISTS (SELECT 1 FROM announcement_customer_numbers aimed \
       WHERE aimed.announcement_id = a.id \
       AND aimed.customer_number_id IN (SELECT value FROM json_each(?2))))";

const COLUMNS: &str = "SELECT a.id, a.number, a.kind, a.author, a.banner, a.acknowledge, a.solved, a.starts_at, \
    a.ends_at, a.published_at, t.title, t.language, r.read_at, r.dismissed_at, \
    r.acknowledged_at, \
    (SELECT json_group_array(name) FROM ( \
      SELECT CASE WHEN ?4 = 'en' THEN s.name_en ELSE s.name_ja END AS name \
      FROM announcement_services aimed JOIN services s ON s.id = aimed.service_id \
      WHERE aimed.announcement_id = a.id ORDER BY aimed.position)) AS services \
    FROM announcements a \
    JOIN announcement_texts t ON t.announcement_id = a.id AND t.language = coalesce( \
      (SELECT language FROM announcement_texts WHERE announcement_id = a.id AND language = ?4), \
      (SELECT min(language) FROM announcement_texts WHERE announcement_id = a.id)) \
    LEFT JOIN announcement_readers r ON r.announcement_id = a.id AND r.user_id = ?5 ";

/// `beginning`, which uses the alias `a` and no parameter below `?4`, and then the condition that
/// the reader may see the announcement.
pub(super) fn visible(
    beginning: &str,
    viewer: &Viewer,
    now: i64,
) -> Query<'static, Sqlite, SqliteArguments> {
    sqlx::query(AssertSqlSafe(format!("{beginning}{VISIBLE}")))
        .bind(viewer.scope.services_json())
        .bind(viewer.scope.linked_json())
        .bind(now)
}

/// The announcements the reader may see, newest first.
pub(super) async fn list(
    state: &AppState,
    viewer: &Viewer,
) -> Result<Vec<AnnouncementSummary>, sqlx::Error> {
    let now = state.clock.now_millis();
    let ordered = format!("{VISIBLE} ORDER BY a.published_at DESC, a.id DESC LIMIT {LISTED}");
    let rows = sqlx::query(AssertSqlSafe(format!("{COLUMNS} WHERE {ordered}")))
        .bind(viewer.scope.services_json())
        .bind(viewer.scope.linked_json())
        .bind(now)
        .bind(viewer.language.id())
        .bind(viewer.user_id)
        .fetch_all(state.store.read())
        .await?;
    rows.iter().map(summary).collect()
}

/// One announcement; `None` when the reader may not see it or it does not exist.
pub(super) async fn one(
    state: &AppState,
    viewer: &Viewer,
    number: &str,
) -> Result<Option<Announcement>, sqlx::Error> {
    let beginning = format!("{COLUMNS} WHERE a.number = ?6 AND ");
    let row = visible(&beginning, viewer, state.clock.now_millis())
        .bind(viewer.language.id())
        .bind(viewer.user_id)
        .bind(number)
        .fetch_optional(state.store.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let id: i64 = row.try_get("id")?;
    let language: &str = row.try_get("language")?;
    let body: String = sqlx::query_scalar(
        "SELECT body FROM announcement_texts WHERE announcement_id = ? AND language = ?",
    )
    .bind(id)
    .bind(language)
    .fetch_one(state.store.read())
    .await?;
    let views: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM announcement_readers \
         WHERE announcement_id = ? AND read_at IS NOT NULL",
    )
    .bind(id)
    .fetch_one(state.store.read())
    .await?;
    Ok(Some(Announcement {
        summary: summary(&row)?,
        language: Language::from_id(language).unwrap_or_default(),
        author: row.try_get("author")?,
        views: u64::try_from(views).unwrap_or_default(),
        starts_at: row.try_get::<Option<i64>, _>("starts_at")?.map(clock::wire),
        ends_at: row.try_get::<Option<i64>, _>("ends_at")?.map(clock::wire),
        solved: row.try_get("solved")?,
        impacts: impacts(state, viewer, id).await?,
        body: serde_json::from_str::<Document>(&body).unwrap_or_default(),
    }))
}

fn summary(row: &SqliteRow) -> Result<AnnouncementSummary, sqlx::Error> {
    let kind = match row.try_get("kind")? {
        "maintenance" => AnnouncementKind::Maintenance,
        "incident" => AnnouncementKind::Incident,
        _ => AnnouncementKind::Notice,
    };
    let services = serde_json::from_str(row.try_get("services")?).unwrap_or_default();
    Ok(AnnouncementSummary {
        number: row.try_get("number")?,
        kind,
        title: row.try_get("title")?,
        services,
        published_at: clock::wire(row.try_get("published_at")?),
        unread: row.try_get::<Option<i64>, _>("read_at")?.is_none(),
        dismissed: row.try_get::<Option<i64>, _>("dismissed_at")?.is_some(),
        banner: row.try_get("banner")?,
        acknowledge: row.try_get("acknowledge")?,
        acknowledged_at: row.try_get::<Option<i64>, _>("acknowledged_at")?.map(clock::wire),
    })
}

/// What it does to each service, the reader's services first.
async fn impacts(state: &AppState, viewer: &Viewer, id: i64) -> Result<Vec<Impact>, sqlx::Error> {
    sqlx::query(
        "SELECT CASE WHEN ?2 = 'en' THEN s.name_en ELSE s.name_ja END AS service, \
         CASE WHEN ?2 = 'en' THEN i.text_en ELSE i.text_ja END AS text, \
         i.service_id IN (SELECT value FROM json_each(?3)) AS yours \
         FROM announcement_impacts i JOIN services s ON s.id = i.service_id \
         WHERE i.announcement_id = ?1 ORDER BY yours DESC, i.position",
    )
    .bind(id)
    .bind(viewer.language.id())
    .bind(viewer.scope.services_json())
    .fetch_all(state.store.read())
    .await?
    .into_iter()
    .map(|row| {
        Ok(Impact {
            service: row.try_get("service")?,
            text: row.try_get("text")?,
            yours: row.try_get("yours")?,
        })
    })
    .collect()
}
