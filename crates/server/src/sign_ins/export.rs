//! `GET /sign-ins/export`: the whole result as a file, up to a limit.
//! Words are in the reader's language, times in the reader's time zone.

mod table;
mod words;

use axum::{extract::State, response::Response};
use madoguchi_contract::{
    problem::{Problem as ProblemBody, code},
    sign_ins::ExportFormat,
};

use self::words::Words;
use super::{asked::Filter, rows::Lines};
use crate::{
    app::AppState,
    export::{Cell, Place, respond},
    problem::Problem,
    request::{Parameters, Query, Viewer},
};

/// Lines that are in memory as the database gives them.
const AT_A_TIME: usize = 1_000;

/// The sign-in history as a file: 100,000 lines at most, as Excel 50,000, as PDF 10,000.
#[utoipa::path(
    get, path = "/sign-ins/export", tag = "account", security(("session" = [])),
    params(
        ("format" = String, Query, description = "`csv`, `xlsx` or `pdf`"),
        ("scope" = Option<String>, Query, description = "as of the list, like all that follow"),
        ("user" = Option<String>, Query),
        ("event" = Option<String>, Query),
        ("result" = Option<String>, Query),
        ("from" = Option<String>, Query),
        ("to" = Option<String>, Query),
    ),
    responses(
        (status = 200, description = "the file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator", body = ProblemBody),
        (status = 422, description = "a parameter is wrong, or too_many", body = ProblemBody),
    )
)]
pub(super) async fn export(
    State(state): State<AppState>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::new(pairs);
    let format = parameters
        .take_or("format", None, |text| ExportFormat::from_id(text).map(Some))?
        .ok_or_else(|| Problem::field("format", "required"))?;
    let filter = Filter::take(&mut parameters, &viewer)?;
    parameters.finish()?;

    let place = Place::wait().await?;
    let mut snapshot = state.store.snapshot().await?;
    let lines = Lines::new(&mut snapshot, &viewer, &filter).await?;
    let most = format.most();
    if lines.count(&mut snapshot).await? > most {
        return Err(Problem::invalid(code::TOO_MANY)
            .with_detail(format!("a file of this kind holds {most} lines")));
    }
    let words = Words::of(viewer.language);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut place_in_list = None;
    loop {
        let read = lines.read(&mut snapshot, place_in_list, false, AT_A_TIME).await?;
        let more = read.len() == AT_A_TIME;
        place_in_list = read.last().map(|line| line.place);
        rows.extend(read.into_iter().map(|line| table::cells(line, words)));
        if !more {
            break;
        }
    }
    drop(snapshot);
    let now = state.clock.now();
    let table = table::table(&viewer, &filter, words, rows, now);
    let today = now.to_zoned(table.zone.clone()).date();
    respond(place, table, format, &format!("{}_{today}", words.file)).await
}
