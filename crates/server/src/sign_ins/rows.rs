//! Lines of the history in the database: counting them, and walking them newest first.
//! Lines without a user, tries with IDs that nobody has, belong to no company and are in no answer.

use madoguchi_contract::sign_ins::{Event, Outcome, SignInEvent};
use serde_json::json;
use sqlx::{AssertSqlSafe, Row, sqlite::SqliteRow};

use super::asked::Filter;
use crate::{
    clock,
    folded::{folded, has_part},
    problem::Problem,
    request::Viewer,
    store::Tx,
};

/// Users whose lines are looked for one user after the other.
const FEW: usize = 200;

/// A line as it is stored.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its place in the order.
    pub place: (i64, i64),
    /// When, in milliseconds.
    pub at: i64,
    /// What it says.
    pub event: SignInEvent,
}

/// A filter as the database takes it.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    condition: String,
    owner: i64,
    from: Option<i64>,
    before: Option<i64>,
    users: String,
}

impl Lines {
    /// Prepares `filter` for `viewer`.
    pub async fn new(tx: &mut Tx, viewer: &Viewer, filter: &Filter) -> Result<Self, Problem> {
        let users = match &filter.user {
            Some(part) => users(tx, viewer, part).await?,
            None => None,
        };
        let few = users.as_ref().is_some_and(|users| users.len() <= FEW);
        let mut condition = match (filter.company, few) {
            (false, _) => "e.user_id = ?1".to_owned(),
            // The plus keeps the database from walking everybody's lines for those of a few.
            (true, true) => "+e.company_id = ?1".to_owned(),
            (true, false) => "e.company_id = ?1".to_owned(),
        };
        let parts = [
            (filter.from.is_some(), " AND e.at >= ?2"),
            (filter.before.is_some(), " AND e.at < ?3"),
            (users.is_some(), " AND e.user_id IN (SELECT value FROM json_each(?4))"),
        ];
        for (given, part) in parts {
            if given {
                condition.push_str(part);
            }
        }
        if !filter.events.is_empty() {
            let ids = filter.events.iter().map(|event| event.id());
            condition.push_str(&format!(" AND e.event IN ({})", quoted(ids)));
        }
        if !filter.outcomes.is_empty() {
            let ids = filter.outcomes.iter().map(|outcome| outcome.id());
            condition.push_str(&format!(" AND e.result IN ({})", quoted(ids)));
        }
        Ok(Self {
            condition,
            owner: if filter.company { viewer.scope.company_id } else { viewer.user_id },
            from: filter.from,
            before: filter.before,
            users: json!(users).to_string(),
        })
    }

    /// How many lines there are.
    pub async fn count(&self, tx: &mut Tx) -> Result<u64, sqlx::Error> {
        let sql = format!("SELECT count(*) FROM sign_in_events e WHERE {}", self.condition);
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(self.owner)
            .bind(self.from)
            .bind(self.before)
            .bind(&self.users)
            .fetch_one(&mut **tx)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// At most `most` lines beyond `place`: older ones, or when reading `back` newer ones.
    pub async fn read(
        &self,
        tx: &mut Tx,
        place: Option<(i64, i64)>,
        back: bool,
        most: usize,
    ) -> Result<Vec<Line>, Problem> {
        let (beyond, order) = if back { (">", "ASC") } else { ("<", "DESC") };
        let place_condition = match place {
            Some(_) => format!("(e.at, e.id) {beyond} (?5, ?6)"),
            None => "?5 IS NULL".to_owned(),
        };
        let sql = format!(
            "SELECT e.id, e.at, e.event, e.result, e.browser, e.address, e.new_browser, u.login, \
             trim(u.family_name || ' ' || u.given_name) AS name \
             FROM sign_in_events e CROSS JOIN users u ON u.id = e.user_id \
             WHERE {} AND {place_condition} ORDER BY e.at {order}, e.id {order} LIMIT ?7",
            self.condition
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(self.owner)
            .bind(self.from)
            .bind(self.before)
            .bind(&self.users)
            .bind(place.map(|(at, _)| at))
            .bind(place.map(|(_, id)| id))
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .fetch_all(&mut **tx)
            .await?;
        rows.iter().map(line).collect()
    }
}

/// Names of the contract as values in SQL; they are the program's own words.
fn quoted<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(|id| format!("'{id}'")).collect::<Vec<_>>().join(",")
}

/// The users of the reader's company whose user ID or name has that part, by internal id; none
/// when that is everybody.
async fn users(tx: &mut Tx, viewer: &Viewer, part: &str) -> Result<Option<Vec<i64>>, Problem> {
    let rows = sqlx::query(
        "SELECT id, login, family_name || given_name AS name FROM users WHERE company_id = ?",
    )
    .bind(viewer.scope.company_id)
    .fetch_all(&mut **tx)
    .await?;
    let part = folded(part);
    let (all, mut found) = (rows.len(), Vec::new());
    for row in rows {
        if has_part(&part, &[row.try_get("login")?, row.try_get("name")?]) {
            found.push(row.try_get("id")?);
        }
    }
    // Everybody needs no list of names.
    Ok((found.len() < all).then_some(found))
}

fn line(row: &SqliteRow) -> Result<Line, Problem> {
    let at = row.try_get("at")?;
    Ok(Line {
        place: (at, row.try_get("id")?),
        at,
        event: SignInEvent {
            at: clock::wire(at),
            event: Event::from_id(row.try_get("event")?).unwrap_or(Event::Unknown),
            result: Outcome::from_id(row.try_get("result")?).unwrap_or(Outcome::Unknown),
            user_id: row.try_get("login")?,
            name: row.try_get("name")?,
            browser: row.try_get("browser")?,
            address: row.try_get("address")?,
            new_browser: row.try_get("new_browser")?,
        },
    })
}
