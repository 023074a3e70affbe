//! The promise behind the speed of the list, read from the plans of the database.
//! Timed tests would only be true on one machine.

use super::*;
use crate::{scope::Scope, store::Store};
use madoguchi_contract::{
    Language,
    cases::{CaseColumn, SortKey},
    me::Role,
};
use sea_query::SqliteQueryBuilder;
use sqlx::AssertSqlSafe;

fn viewer() -> Viewer {
    Viewer {
        session_id: 1,
        user_id: 1,
        login: String::new(),
        name: String::new(),
        company: String::new(),
        role: Role::GeneralUser,
        language: Language::Ja,
        time_zone: String::new(),
        scope: Scope { company_id: 1, customer_number_ids: vec![1, 2], service_ids: vec![] },
    }
}

async fn plan(tx: &mut Tx, part: &Part<'_>, view: CaseView) -> Vec<String> {
    let sql = part.statement(&viewer(), view, Some(5)).to_string(SqliteQueryBuilder);
    let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
        .fetch_all(&mut **tx)
        .await
        .unwrap();
    rows.iter().map(|row| row.get("detail")).collect()
}

/// The promise behind the speed of the list: whatever the order and the view, rows are read
/// from an index in that order and without looking into rows that are left out.
#[tokio::test]
async fn every_order_walks_an_index_that_holds_all_it_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let mut tx = store.snapshot().await.unwrap();
    for column in CaseColumn::ALL {
        for descending in [false, true] {
            let sort = [SortKey { column, descending }];
            let order = Order::new(&mut tx, &viewer(), &sort).await.unwrap();
            for (place, segment) in order.segments.iter().enumerate() {
                let keys = segment
                    .keys
                    .iter()
                    .map(|key| if key.text { Value::Text("a".into()) } else { Value::Int(1) });
                let cursor = Cursor {
                    list: String::new(),
                    way: Way::Next,
                    segment: place,
                    keys: keys.collect(),
                    position: 1,
                };
                for (from, view) in [
                    (None, CaseView::All),
                    (None, CaseView::Action),
                    (Some(&cursor), CaseView::Alert),
                    (Some(&cursor), CaseView::All),
                ] {
                    let part = Part { segment, from, back: false, wanted: 21 };
                    let plan = plan(&mut tx, &part, view).await;
                    let walk = "SEARCH x USING COVERING INDEX cases_by_";
                    let look_up = "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)";
                    let says = format!("{} {view:?} {plan:#?}", sort[0]);
                    let steps =
                        |start: &str| plan.iter().filter(|step| step.starts_with(start)).count();
                    assert_eq!(steps(walk), 1, "{says}");
                    assert_eq!(steps(look_up), 1, "{says}");
                    assert!(says.contains("(customer_number_id=?"), "{says}");
                }
            }
        }
    }
}
