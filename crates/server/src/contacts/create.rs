//! `POST /contacts`: 連絡先作成. The new person gets a welcome mail, unless nothing was created.

use axum::extract::State;
use madoguchi_contract::{
    contacts::{Contact, ContactFields},
    problem::Problem as ProblemBody,
};

use super::{begin, fields, rows, welcome};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, Begun, Idempotency, JsonBody, NoQuery, Viewer},
    store::Tx,
};

/// Creates a contact, of the administrator's own account kind.
#[utoipa::path(
    post, path = "/contacts", tag = "account", security(("session" = [])),
    params(("Idempotency-Key" = String, Header, description = "Made by the client")),
    request_body = ContactFields,
    responses(
        (status = 201, body = Contact),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator; cross_site", body = ProblemBody),
        (status = 422, description = "invalid; `user_id`: taken", body = ProblemBody),
    )
)]
pub(super) async fn create(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
    idempotency: Idempotency,
    JsonBody(given): JsonBody<ContactFields>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = begin(&state, &viewer).await?;
    let pending = match idempotency.begin(&mut tx, viewer.owner(), &given).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    let checked = fields::check(&mut tx, &viewer, given, None).await?;
    let id = insert(&mut tx, &viewer, &checked, now).await?;
    checked.link(&mut tx, id).await?;
    welcome::send(&mut tx, id, now).await?;
    let contact = rows::load(&mut tx, &viewer, id, now).await?;
    let answer = Answer::created(format!("/api/v1/contacts/{id}"), &contact);
    let answer = pending.finish(&mut tx, answer.with_etag(contact.etag), now).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn insert(
    tx: &mut Tx,
    viewer: &Viewer,
    checked: &fields::Checked,
    now: i64,
) -> Result<i64, sqlx::Error> {
    let fields = &checked.fields;
    sqlx::query_scalar(
        "INSERT INTO users (login, login_key, company_id, kind, family_name, given_name, title, \
         mail, work_telephone, mobile_telephone, language, time_zone, administrator, \
         second_factor, second_factor_required, created_at, updated_at) \
         VALUES (?1, ?2, ?3, (SELECT kind FROM users WHERE id = ?4), ?5, ?6, ?7, ?8, ?9, ?10, \
         ?11, ?12, ?13, ?14, ?14, ?15, ?15) RETURNING id",
    )
    .bind(&fields.user_id)
    .bind(&checked.login_key)
    .bind(viewer.scope.company_id)
    .bind(viewer.user_id)
    .bind(&fields.family_name)
    .bind(&fields.given_name)
    .bind(&fields.title)
    .bind(&fields.mail)
    .bind(&fields.work_telephone)
    .bind(&fields.mobile_telephone)
    .bind(fields.language.id())
    .bind(&fields.time_zone)
    .bind(fields.administrator)
    .bind(fields.second_factor)
    .bind(now)
    .fetch_one(&mut **tx)
    .await
}
