//! The bridge from sea-query, which assembles SQL, to sqlx, which runs it.
//! Values always travel as bound parameters.

use sea_query::{QueryStatementWriter, SqliteQueryBuilder, Value};
use sqlx::{Arguments, AssertSqlSafe, Sqlite, query::Query, sqlite::SqliteArguments};

/// A statement ready to run: `sql::query(&statement).fetch_all(…)`.
pub fn query(statement: &impl QueryStatementWriter) -> Query<'static, Sqlite, SqliteArguments> {
    let (sql, values) = statement.build(SqliteQueryBuilder);
    let mut arguments = SqliteArguments::default();
    for value in values {
        // Adding fails only for values that SQLite cannot encode; none of ours is.
        let _ = add(&mut arguments, value);
    }
    sqlx::query_with(AssertSqlSafe(sql), arguments)
}

fn add(arguments: &mut SqliteArguments, value: Value) -> Result<(), sqlx::error::BoxDynError> {
    match value {
        Value::Bool(value) => arguments.add(value),
        Value::TinyInt(value) => arguments.add(value),
        Value::SmallInt(value) => arguments.add(value),
        Value::Int(value) => arguments.add(value),
        Value::BigInt(value) => arguments.add(value),
        Value::TinyUnsigned(value) => arguments.add(value),
        Value::SmallUnsigned(value) => arguments.add(value),
        Value::Unsigned(value) => arguments.add(value),
        Value::BigUnsigned(value) => {
            arguments.add(value.map(|value| i64::try_from(value).unwrap_or(i64::MAX)))
        }
        Value::Float(value) => arguments.add(value),
        Value::Double(value) => arguments.add(value),
        Value::String(value) => arguments.add(value),
        Value::Char(value) => arguments.add(value.map(String::from)),
        Value::Bytes(value) => arguments.add(value),
        Value::Enum(_) => arguments.add(None::<String>),
    }
}
