//! The person who is signed in, and how they like the portal.
//! Preferences change by `PATCH` with `If-Match`, so that two windows cannot undo each other.

use axum::{extract::State, http::HeaderMap};
use madoguchi_contract::{
    Language,
    me::{CustomerNumberOption, Me, Preferences, PreferencesChange, Theme},
    problem::Problem as ProblemBody,
};
use sqlx::Row;

use super::preferences;
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, JsonBody, Viewer, etag, if_match},
};

/// The person who is signed in.
#[utoipa::path(
    get, path = "/me", tag = "me", security(("session" = [])),
    responses(
        (status = 200, body = Me),
        (status = 401, description = "session_required", body = ProblemBody),
    )
)]
pub(super) async fn read_me(
    State(state): State<AppState>,
    viewer: Viewer,
) -> Result<Answer, Problem> {
    Ok(Answer::ok(&load(&state, &viewer).await?))
}

/// Changes preferences; only what is given changes.
#[utoipa::path(
    patch, path = "/me/preferences", tag = "me", security(("session" = [])),
    request_body = PreferencesChange,
    params(("If-Match" = String, Header, description = "`preferences_etag` of `me`")),
    responses(
        (status = 200, body = Me),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 412, description = "stale", body = ProblemBody),
        (status = 422, description = "invalid", body = ProblemBody),
        (status = 428, description = "if_match_required", body = ProblemBody),
    )
)]
pub(super) async fn change_preferences(
    State(state): State<AppState>,
    viewer: Viewer,
    headers: HeaderMap,
    JsonBody(change): JsonBody<PreferencesChange>,
) -> Result<Answer, Problem> {
    preferences::check(&change)?;
    let mut tx = state.store.write().await?;
    let version: i64 = sqlx::query_scalar("SELECT preferences_version FROM users WHERE id = ?")
        .bind(viewer.user_id)
        .fetch_one(&mut *tx)
        .await?;
    if_match(&headers, &preferences_etag(viewer.user_id, version))?;
    sqlx::query(
        "UPDATE users SET language = coalesce(?1, language), theme = coalesce(?2, theme), \
         time_zone = coalesce(?3, time_zone), large_text = coalesce(?4, large_text), \
         reduced_motion = coalesce(?5, reduced_motion), \
         high_contrast = coalesce(?6, high_contrast), muted = coalesce(?7, muted), \
         case_columns = coalesce(?8, case_columns), case_sort = coalesce(?9, case_sort), \
         preferences_version = preferences_version + 1, updated_at = ?10 WHERE id = ?11",
    )
    .bind(change.language.map(Language::id))
    .bind(change.theme.map(theme_id))
    .bind(change.time_zone)
    .bind(change.large_text)
    .bind(change.reduced_motion)
    .bind(change.high_contrast)
    .bind(change.muted.as_deref().map(preferences::muted_text))
    .bind(change.case_columns.as_deref().map(preferences::columns_text))
    .bind(change.case_sort)
    .bind(state.clock.now_millis())
    .bind(viewer.user_id)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    let me = load(&state, &viewer).await?;
    let tag = me.preferences_etag.clone();
    Ok(Answer::ok(&me).with_etag(tag))
}

/// Everything the app needs to know of a person.
pub(super) async fn load(state: &AppState, viewer: &Viewer) -> Result<Me, sqlx::Error> {
    let row = sqlx::query(
        "SELECT language, theme, time_zone, large_text, reduced_motion, high_contrast, muted, \
         case_columns, case_sort, preferences_version FROM users WHERE id = ?",
    )
    .bind(viewer.user_id)
    .fetch_one(state.store.read())
    .await?;
    let preferences = Preferences {
        language: Language::from_id(row.try_get("language")?).unwrap_or_default(),
        theme: theme(row.try_get("theme")?),
        time_zone: row.try_get("time_zone")?,
        large_text: row.try_get("large_text")?,
        reduced_motion: row.try_get("reduced_motion")?,
        high_contrast: row.try_get("high_contrast")?,
        muted: preferences::muted(row.try_get("muted")?),
        case_columns: preferences::columns(row.try_get("case_columns")?),
        case_sort: row.try_get("case_sort")?,
    };
    Ok(Me {
        user_id: viewer.login.clone(),
        name: viewer.name.clone(),
        company: viewer.company.clone(),
        role: viewer.role,
        customer_numbers: customer_numbers(
            state,
            &viewer.scope.linked_json(),
            preferences.language,
        )
        .await?,
        preferences,
        preferences_etag: preferences_etag(viewer.user_id, row.try_get("preferences_version")?),
    })
}

/// The customer numbers `ids`, a JSON array of internal ids, with their services in the order of the
/// contract.
pub async fn customer_numbers(
    state: &AppState,
    ids: &str,
    language: Language,
) -> Result<Vec<CustomerNumberOption>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT n.number, CASE WHEN ?2 = 'en' THEN s.name_en ELSE s.name_ja END AS service \
         FROM customer_numbers n LEFT JOIN contracts c ON c.customer_number_id = n.id \
         LEFT JOIN services s ON s.id = c.service_id \
         WHERE n.id IN (SELECT value FROM json_each(?1)) ORDER BY n.number, c.position",
    )
    .bind(ids)
    .bind(language.id())
    .fetch_all(state.store.read())
    .await?;
    let mut options: Vec<CustomerNumberOption> = Vec::new();
    for row in rows {
        let number: String = row.try_get("number")?;
        if options.last().is_none_or(|last| last.number != number) {
            options.push(CustomerNumberOption { number, services: Vec::new() });
        }
        if let (Some(option), Some(service)) = (options.last_mut(), row.try_get("service")?) {
            option.services.push(service);
        }
    }
    Ok(options)
}

fn preferences_etag(user_id: i64, version: i64) -> String {
    etag(&format!("preferences {user_id} {version}"))
}

fn theme_id(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn theme(id: &str) -> Theme {
    match id {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::System,
    }
}
