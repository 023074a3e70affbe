//! `GET /contacts/{id}`, and what the form of a contact offers.

use axum::extract::State;
use madoguchi_contract::{
    contacts::{Contact, ContactOptions},
    problem::Problem as ProblemBody,
};

use super::{administrators_only, rows};
use crate::{
    app::AppState,
    problem::Problem,
    request::{Answer, NoQuery, Path, Viewer},
    session,
};

/// A contact as an answer, with its entity tag.
pub(super) fn answer(contact: &Contact) -> Answer {
    Answer::ok(contact).with_etag(contact.etag.clone())
}

/// A contact.
#[utoipa::path(
    get, path = "/contacts/{id}", tag = "account", security(("session" = [])),
    params(("id" = String, Path, description = "`id` of the list")),
    responses(
        (status = 200, body = Contact),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator", body = ProblemBody),
        (status = 404, description = "no such person in the company", body = ProblemBody),
    )
)]
pub(super) async fn read(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
    _: NoQuery,
) -> Result<Answer, Problem> {
    administrators_only(&viewer)?;
    let mut snapshot = state.store.snapshot().await?;
    let id = rows::find(&mut snapshot, &viewer, &id).await?;
    let contact = rows::load(&mut snapshot, &viewer, id, state.clock.now_millis()).await?;
    Ok(answer(&contact))
}

/// What the form of a contact offers.
#[utoipa::path(
    get, path = "/contact-options", tag = "account", security(("session" = [])),
    responses(
        (status = 200, body = ContactOptions),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator", body = ProblemBody),
    )
)]
pub(super) async fn options(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Answer, Problem> {
    administrators_only(&viewer)?;
    let ids: String = sqlx::query_scalar(
        "SELECT json_group_array(id) FROM customer_numbers WHERE company_id = ?",
    )
    .bind(viewer.scope.company_id)
    .fetch_one(state.store.read())
    .await?;
    let customer_numbers = session::customer_numbers(&state, &ids, viewer.language).await?;
    Ok(Answer::ok(&ContactOptions {
        companies: vec![viewer.company],
        customer_numbers,
        user_id_suffix: state.config.accounts.user_id_suffix.clone(),
    }))
}
