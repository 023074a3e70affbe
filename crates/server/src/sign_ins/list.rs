//! `GET /sign-ins`: one page of the history, newest first.
//! Rows and total come from one index, whatever the filter.

use axum::{Json, extract::State};
use madoguchi_contract::{
    limits::PAGE_SIZES, list::Page, problem::Problem as ProblemBody, sign_ins::SignInEvent,
};

use super::{asked::Filter, rows::Lines};
use crate::{
    app::AppState,
    problem::Problem,
    request::{
        Keyset, Parameters, Query, Viewer,
        cursor::{Cursor, Value},
    },
};

/// The sign-in history.
#[utoipa::path(
    get, path = "/sign-ins", tag = "account", security(("session" = [])),
    params(
        ("scope" = Option<String>, Query, description = "`own` (default), or for administrators \
            `company`"),
        ("user" = Option<String>, Query, description = "part of a user ID or a name; with \
            `scope=company` only"),
        ("event" = Option<String>, Query, description = "events, comma-separated; default all"),
        ("result" = Option<String>, Query, description = "outcomes, comma-separated; default all"),
        ("from" = Option<String>, Query, description = "the first day, in the reader's time zone"),
        ("to" = Option<String>, Query, description = "the last day"),
        ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"),
        ("limit" = Option<u32>, Query, description = "20 (default), 50 or 100"),
    ),
    responses(
        (status = 200, body = Page<SignInEvent>),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator", body = ProblemBody),
        (status = 422, description = "a parameter is wrong", body = ProblemBody),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<Page<SignInEvent>>, Problem> {
    let mut parameters = Parameters::new(pairs);
    let filter = Filter::take(&mut parameters, &viewer)?;
    let limit = parameters.take_limit(PAGE_SIZES[0])?;
    let cursor = parameters.take("cursor")?;
    parameters.finish()?;
    let list = filter.binding();
    let cursor = cursor.map(|text| Cursor::decode(&text, &list)).transpose()?;
    let place = cursor.as_ref().map(place).transpose()?;
    let keyset = Keyset { list, limit, cursor };

    let mut snapshot = state.store.snapshot().await?;
    let lines = Lines::new(&mut snapshot, &viewer, &filter).await?;
    let total = lines.count(&mut snapshot).await?;
    let rows = lines.read(&mut snapshot, place, keyset.is_back(), keyset.wanted()).await?;
    let rows = rows.into_iter().map(|line| {
        let (at, id) = line.place;
        (vec![Value::Int(at), Value::Int(id)], line.event)
    });
    Ok(Json(keyset.page(rows.collect(), total)))
}

fn place(cursor: &Cursor) -> Result<(i64, i64), Problem> {
    match cursor.keys.as_slice() {
        [Value::Int(at), Value::Int(id)] => Ok((*at, *id)),
        _ => Err(Cursor::refusal()),
    }
}
