//! How many cases there are: per view, for the reader, and hidden ones of the same company.
//! Everything comes from the counters that triggers keep, so it is exact and costs nothing.

use axum::{Json, extract::State};
use madoguchi_contract::cases::{CaseCounts, CaseState, CaseView};
use sea_query::{Alias, Condition, Expr, ExprTrait, JoinType, Query};
use sqlx::{Row, Sqlite, sqlite::SqliteArguments};

use crate::{
    app::AppState,
    problem::Problem,
    request::{NoQuery, Viewer},
    scope::Scope,
    sql,
    store::Tx,
};

/// A statement that is ready to run.
type Statement = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// The category that the view アラート shows.
const ALERT: &str = "alert";

/// How many cases each view holds, over all the reader may see.
#[utoipa::path(
    get,
    path = "/cases/counts",
    tag = "cases",
    security(("session" = [])),
    responses((status = 200, body = CaseCounts)),
)]
pub async fn counts(
    State(state): State<AppState>,
    viewer: Viewer,
    _: NoQuery,
) -> Result<Json<CaseCounts>, Problem> {
    let mut snapshot = state.store.snapshot().await?;
    let alert = alert_category(&mut snapshot).await?;
    let scope = &viewer.scope;
    Ok(Json(CaseCounts {
        all: of_view(&mut snapshot, scope, CaseView::All, alert).await?,
        action: of_view(&mut snapshot, scope, CaseView::Action, alert).await?,
        alert: of_view(&mut snapshot, scope, CaseView::Alert, alert).await?,
    }))
}

/// The internal id of the category of alerts; none when the provider has removed it.
pub async fn alert_category(tx: &mut Tx) -> Result<Option<i64>, Problem> {
    Ok(sqlx::query_scalar("SELECT id FROM categories WHERE key = ?")
        .bind(ALERT)
        .fetch_optional(&mut **tx)
        .await?)
}

/// Which rows of the table `alias` (of cases or of counters) a view shows; none for all of them.
/// The plus signs keep SQLite from leaving the index that holds the order for these conditions.
pub fn view_condition(view: CaseView, alert: Option<i64>, alias: &str) -> Option<Condition> {
    match view {
        CaseView::All => None,
        CaseView::Action => {
            let states: Vec<&str> = CaseState::ALL
                .into_iter()
                .filter(|state| state.needs_action())
                .map(CaseState::id)
                .collect();
            let list = states.join("', '");
            Some(Condition::all().add(Expr::cust(format!("+{alias}.state IN ('{list}')"))))
        }
        CaseView::Alert => {
            let id = alert.unwrap_or(-1);
            Some(Condition::all().add(Expr::cust(format!("+{alias}.category_id = {id}"))))
        }
    }
}

/// How many cases of a view the reader may see.
pub async fn of_view(
    tx: &mut Tx,
    scope: &Scope,
    view: CaseView,
    alert: Option<i64>,
) -> Result<u64, Problem> {
    sum(tx, query(scope.linked(("k", "customer_number_id")), view, alert)).await
}

/// How many more the company has in that view under customer numbers the reader is not linked to.
pub async fn hidden(
    tx: &mut Tx,
    scope: &Scope,
    view: CaseView,
    alert: Option<i64>,
) -> Result<u64, Problem> {
    let others = scope.hidden(("cn", "company_id"), ("k", "customer_number_id"));
    sum(tx, query(others, view, alert)).await
}

/// The sum of the counters of `rows` that a view shows.
fn query(rows: Condition, view: CaseView, alert: Option<i64>) -> Statement {
    let mut select = Query::select();
    select
        .expr_as(Expr::cust("ifnull(sum(k.cases), 0)"), Alias::new("cases"))
        .from_as("case_counts", "k")
        .join_as(
            JoinType::InnerJoin,
            "customer_numbers",
            "cn",
            Expr::col(("cn", "id")).equals(("k", "customer_number_id")),
        )
        .cond_where(rows);
    if let Some(view) = view_condition(view, alert, "k") {
        select.cond_where(view);
    }
    sql::query(&select)
}

async fn sum(tx: &mut Tx, query: Statement) -> Result<u64, Problem> {
    let row = query.fetch_one(&mut **tx).await?;
    let cases: i64 = row.try_get("cases")?;
    Ok(u64::try_from(cases).unwrap_or(0))
}
