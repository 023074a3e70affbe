//! The values of a column with few values, in the order people expect: a case's life, customer
//! numbers as they are, everything else by its name in the reader's language.

use madoguchi_contract::{
    Language,
    cases::{CaseColumn, CaseState, SortKey},
};
use sqlx::{AssertSqlSafe, Row};

use crate::{
    problem::Problem,
    request::{Viewer, cursor::Value},
    store::Tx,
};

/// The column and its values in reading order, for a column with few values.
pub(super) async fn ranks(
    tx: &mut Tx,
    viewer: &Viewer,
    key: SortKey,
) -> Result<(&'static str, Vec<Value>), Problem> {
    let name = if viewer.language == Language::En { "name_en" } else { "name_ja" };
    let (column, mut values) = match key.column {
        CaseColumn::Category => ("category_id", ints(names(tx, "categories", name, None).await?)),
        CaseColumn::Service => ("service_id", ints(names(tx, "services", name, None).await?)),
        CaseColumn::CustomerNumber => {
            ("customer_number_id", ints(linked_numbers(tx, viewer, false).await?))
        }
        _ => ("state", CaseState::ALL.map(|state| Value::Text(state.id().to_owned())).to_vec()),
    };
    if key.descending {
        values.reverse();
    }
    Ok((column, values))
}

fn ints(ids: Vec<i64>) -> Vec<Value> {
    ids.into_iter().map(Value::Int).collect()
}

/// The reader's customer numbers, sorted.
pub(super) async fn linked_numbers(
    tx: &mut Tx,
    viewer: &Viewer,
    descending: bool,
) -> Result<Vec<i64>, Problem> {
    let linked = Some(viewer.scope.linked_json());
    let mut ids = names(tx, "customer_numbers", "number", linked).await?;
    if descending {
        ids.reverse();
    }
    Ok(ids)
}

/// Ids of a table's rows, all or those in the JSON array `only`, in the order of their names.
async fn names(
    tx: &mut Tx,
    table: &'static str,
    name: &'static str,
    only: Option<String>,
) -> Result<Vec<i64>, Problem> {
    let sql = format!(
        "SELECT id, {name} FROM {table} \
         WHERE ?1 IS NULL OR id IN (SELECT value FROM json_each(?1))"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(only).fetch_all(&mut **tx).await?;
    let mut named = Vec::with_capacity(rows.len());
    for row in rows {
        named.push((row.try_get::<String, _>(1)?.to_lowercase(), row.try_get::<i64, _>(0)?));
    }
    named.sort();
    Ok(named.into_iter().map(|(_, id)| id).collect())
}
