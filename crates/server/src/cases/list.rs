//! `GET /cases`: one page of the list, in any order, of any view.
//! The total comes from counters, the rows from one index walk; neither depends on how many there are.

mod order;
mod page;
pub(super) mod row;

use axum::{Json, extract::State};
use madoguchi_contract::{
    cases::{CaseColumn, CaseSummary, CaseView, SortKey},
    limits::PAGE_SIZES,
    list::Page,
};

use super::counts;
use crate::{
    app::AppState,
    problem::Problem,
    request::{
        Parameters, Query, Viewer,
        cursor::{Cursor, Way},
    },
};

/// What a list was asked for.
#[derive(Clone, Debug)]
struct Asked {
    view: CaseView,
    sort: Vec<SortKey>,
    limit: u32,
    cursor: Option<Cursor>,
}

/// The cases the reader may see.
#[utoipa::path(
    get,
    path = "/cases",
    tag = "cases",
    security(("session" = [])),
    params(
        ("view" = Option<CaseView>, Query, description = "which cases; default all"),
        ("sort" = Option<String>, Query, description = "columns, comma-separated, each with `-` \
            for largest first; default `-updated`; ties are newest first"),
        ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"),
        ("limit" = Option<u32>, Query, description = "20 (default), 50 or 100"),
    ),
    responses(
        (status = 200, body = Page<CaseSummary>),
        (status = 422, description = "a parameter is wrong", body = madoguchi_contract::problem::Problem),
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<Page<CaseSummary>>, Problem> {
    let asked = Asked::read(Parameters::new(pairs))?;
    let mut snapshot = state.store.snapshot().await?;
    let order = order::Order::new(&mut snapshot, &viewer, &asked.sort).await?;
    let alert = counts::alert_category(&mut snapshot).await?;
    let total = counts::of_view(&mut snapshot, &viewer.scope, asked.view, alert).await?;
    let hidden = counts::hidden(&mut snapshot, &viewer.scope, asked.view, alert).await?;
    let rows = page::read(&mut snapshot, &viewer, &order, &asked, alert).await?;

    let items: Vec<CaseSummary> = rows.rows.iter().map(|row| row.summary.clone()).collect();
    let cursor = |way, place: Option<&page::Found>, position| {
        place.map(|found| {
            let list = asked.binding();
            let (segment, keys) = (found.segment, found.keys.clone());
            Cursor { list, way, segment, keys, position }.encode()
        })
    };
    let after = rows.first + items.len() as u64;
    let next = cursor(Way::Next, rows.rows.last().filter(|_| rows.more_after), after);
    let previous = cursor(
        Way::Previous,
        rows.rows.first().filter(|_| rows.more_before),
        (rows.first - 1).max(1),
    );
    let first = if items.is_empty() { 0 } else { rows.first };
    Ok(Json(Page { items, total, hidden, first, next, previous }))
}

impl Asked {
    fn read(mut parameters: Parameters) -> Result<Self, Problem> {
        let view = parameters.take_or("view", CaseView::All, CaseView::from_id)?;
        let sort = parameters.take_or("sort", vec![SortKey::DEFAULT], parse_sort)?;
        let limit = parameters.take_limit(PAGE_SIZES[0])?;
        let mut asked = Self { view, sort, limit, cursor: None };
        let cursor = parameters.take("cursor")?;
        parameters.finish()?;
        asked.cursor = cursor.map(|text| Cursor::decode(&text, &asked.binding())).transpose()?;
        Ok(asked)
    }

    /// What a cursor of this list is bound to.
    fn binding(&self) -> String {
        let sort: Vec<String> = self.sort.iter().map(SortKey::to_string).collect();
        format!("cases {} {}", self.view.id(), sort.join(","))
    }
}

/// Reads `state,-updated`: every column at most once.
pub fn parse_sort(text: &str) -> Option<Vec<SortKey>> {
    let keys = text.split(',').map(SortKey::parse).collect::<Option<Vec<_>>>()?;
    let mut seen: Vec<CaseColumn> = Vec::new();
    for key in &keys {
        if seen.contains(&key.column) {
            return None;
        }
        seen.push(key.column);
    }
    Some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_can_be_sorted_by_once() {
        assert_eq!(parse_sort("state,-updated").unwrap().len(), 2);
        for wrong in ["", ",", "updated,", "updated,-updated", "colour", "--updated", "updated;x"] {
            assert_eq!(parse_sort(wrong), None, "{wrong}");
        }
    }
}
