//! Reading one page: the parts of the order one after the other, each by walking an index from
//! where the cursor stands, per customer number, until the page is full.

use madoguchi_contract::cases::{CaseSummary, CaseView};
use sea_query::{
    Alias, Expr, ExprTrait, Func, IntoCondition, IntoTableRef, JoinType, Order as Direction, Query,
    SelectStatement,
};
use sqlx::Row;

use super::{
    Asked,
    order::{Key, Order, Segment, bound},
    row,
};
use crate::{
    cases::counts::view_condition,
    problem::Problem,
    request::{
        Viewer,
        cursor::{Cursor, Value, Way},
    },
    sql,
    store::Tx,
};

/// A row of the page.
#[derive(Clone, Debug)]
pub struct Found {
    /// What the list shows.
    pub summary: CaseSummary,
    /// The part of the order it lies in.
    pub segment: usize,
    /// Its sort values in that part.
    pub keys: Vec<Value>,
}

/// The rows of a page, in reading order.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Found>,
    /// Position of the first one, from 1.
    pub first: u64,
    /// Whether rows follow.
    pub more_after: bool,
    /// Whether rows lie before.
    pub more_before: bool,
}

/// Reads the page that was asked for.
pub async fn read(
    tx: &mut Tx,
    viewer: &Viewer,
    order: &Order,
    asked: &Asked,
    alert: Option<i64>,
) -> Result<Rows, Problem> {
    let limit = asked.limit as usize;
    let back = asked.cursor.as_ref().is_some_and(|cursor| cursor.way == Way::Previous);
    let start = start(order, asked.cursor.as_ref(), back)?;
    let mut rows = Vec::new();
    for (place, segment) in parts(order, start, back) {
        let from = asked.cursor.as_ref().filter(|cursor| cursor.segment == place);
        let wanted = limit + 1 - rows.len();
        let part = Part { segment, from, back, wanted };
        let query = sql::query(&part.statement(viewer, asked.view, alert));
        for found in query.fetch_all(&mut **tx).await? {
            let keys = part.keys(&found)?;
            let summary = row::summary(&found, viewer.language)?;
            rows.push(Found { summary, segment: place, keys });
        }
        if rows.len() > limit {
            break;
        }
    }
    let more = rows.len() > limit;
    rows.truncate(limit);
    let position = asked.cursor.as_ref().map_or(1, |cursor| cursor.position);
    if !back {
        let more_before = asked.cursor.is_some() && !rows.is_empty();
        return Ok(Rows { rows, first: position, more_after: more, more_before });
    }
    rows.reverse();
    // Rows may have come or gone since the cursor was made; the start of the list is known.
    let reached = (position + 1).saturating_sub(rows.len() as u64);
    let first = if more { std::cmp::max(reached, 2) } else { 1 };
    let more_after = !rows.is_empty();
    Ok(Rows { rows, first, more_after, more_before: more })
}

/// The part to begin with; 422 when the cursor does not fit into the order.
fn start(order: &Order, cursor: Option<&Cursor>, back: bool) -> Result<usize, Problem> {
    let Some(cursor) = cursor else {
        return Ok(if back { order.segments.len() } else { 0 });
    };
    let segment = order.segments.get(cursor.segment).ok_or_else(Cursor::refusal)?;
    let fits = segment.keys.len() == cursor.keys.len()
        && segment
            .keys
            .iter()
            .zip(&cursor.keys)
            .all(|(key, value)| key.text == matches!(value, Value::Text(_)));
    if fits { Ok(cursor.segment) } else { Err(Cursor::refusal()) }
}

/// The parts from `start` on, in the direction of reading.
fn parts(order: &Order, start: usize, back: bool) -> Vec<(usize, &Segment)> {
    let parts = order.segments.iter().enumerate();
    if back { parts.take(start + 1).rev().collect() } else { parts.skip(start).collect() }
}

/// A part of the list to read from.
struct Part<'a> {
    segment: &'a Segment,
    from: Option<&'a Cursor>,
    back: bool,
    wanted: usize,
}

impl Part<'_> {
    /// For each customer number the first rows in the index, then the first of them all.
    fn statement(&self, viewer: &Viewer, view: CaseView, alert: Option<i64>) -> SelectStatement {
        let mut inner = Query::select();
        inner
            .expr(Expr::col(("x", "id")))
            .from_as("cases", "x")
            .and_where(Expr::col(("x", "customer_number_id")).eq(Expr::col(("n", "value"))))
            .cond_where(viewer.scope.linked(("x", "customer_number_id")));
        let common = self.segment.condition.as_ref().map(|common| common.on("x"));
        for condition in common.into_iter().chain(view_condition(view, alert, "x")) {
            inner.cond_where(condition);
        }
        if let Some(cursor) = self.from {
            inner.cond_where(self.beyond(&self.segment.keys, &cursor.keys).into_condition());
        }
        let mut outer = Query::select();
        outer.expr(Expr::cust(row::COLUMNS));
        for (place, key) in self.segment.keys.iter().enumerate() {
            outer.expr_as(key.on("c"), Alias::new(format!("k{place}")));
            let direction = self.direction(key);
            inner.order_by_expr(key.on("x"), direction.clone());
            outer.order_by_expr(key.on("c"), direction);
        }
        inner.limit(self.wanted as u64);
        outer
            .from_function(Func::cust("json_each").arg(self.numbers(viewer)), "n")
            // A cross join fixes the order of the loops: numbers first. It has no `ON`.
            .cross_join("cases".into_table_ref().alias("c"))
            .and_where(Expr::col(("c", "id")).in_subquery(inner))
            .join_as(
                JoinType::InnerJoin,
                "customer_numbers",
                "cn",
                Expr::col(("cn", "id")).equals(("c", "customer_number_id")),
            )
            .join_as(
                JoinType::InnerJoin,
                "companies",
                "co",
                Expr::col(("co", "id")).equals(("cn", "company_id")),
            )
            .join_as(
                JoinType::InnerJoin,
                "categories",
                "ca",
                Expr::col(("ca", "id")).equals(("c", "category_id")),
            )
            .join_as(
                JoinType::LeftJoin,
                "services",
                "s",
                Expr::col(("s", "id")).equals(("c", "service_id")),
            )
            .limit(self.wanted as u64);
        outer
    }

    /// The customer numbers to read from, as a JSON array; never more than the reader's.
    fn numbers(&self, viewer: &Viewer) -> String {
        match self.segment.customer_number_id.filter(|id| viewer.scope.is_linked(*id)) {
            Some(id) => format!("[{id}]"),
            None => viewer.scope.linked_json(),
        }
    }

    fn direction(&self, key: &Key) -> Direction {
        if key.descending == self.back { Direction::Asc } else { Direction::Desc }
    }

    /// Rows beyond the cursor: `a >= ? AND (a > ? OR (b >= ? AND …))`, so that the first key
    /// alone says where in the index to begin.
    fn beyond(&self, keys: &[Key], values: &[Value]) -> Expr {
        let Some(((key, keys), (value, values))) = keys.split_first().zip(values.split_first())
        else {
            return Expr::val(false);
        };
        let ascending = matches!(self.direction(key), Direction::Asc);
        let strictly = |expression: Expr| {
            if ascending { expression.gt(bound(value)) } else { expression.lt(bound(value)) }
        };
        if keys.is_empty() {
            return strictly(key.on("x"));
        }
        let at_least =
            if ascending { key.on("x").gte(bound(value)) } else { key.on("x").lte(bound(value)) };
        at_least.and(strictly(key.on("x")).or(self.beyond(keys, values)))
    }

    /// The sort values of a row.
    fn keys(&self, row: &sqlx::sqlite::SqliteRow) -> Result<Vec<Value>, Problem> {
        let mut values = Vec::with_capacity(self.segment.keys.len());
        for (place, key) in self.segment.keys.iter().enumerate() {
            let column = format!("k{place}");
            values.push(if key.text {
                Value::Text(row.try_get(column.as_str())?)
            } else {
                Value::Int(row.try_get(column.as_str())?)
            });
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests;
