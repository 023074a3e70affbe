//! `GET /contacts`: one page of the company's people. A company has thousands of them at most, so
//! they are searched and ordered in memory, in a way that SQLite cannot: whatever width and case.

use axum::{Json, extract::State};
use madoguchi_contract::{
    contacts::{ContactState, ContactSummary},
    limits,
    list::Page,
    problem::Problem as ProblemBody,
};
use sqlx::{AssertSqlSafe, Row};

use super::{
    administrators_only,
    order::{Order, Place},
    rows::{self, Locks},
};
use crate::{
    app::AppState,
    folded::{folded, has_part},
    problem::Problem,
    request::{Keyset, Parameters, Query, Viewer, cursor::Cursor},
};

/// Whom the list was asked for.
#[derive(Clone, Debug)]
struct Asked {
    /// Part of a name, a user ID or an address, folded.
    part: String,
    order: Order,
    state: Option<&'static str>,
    administrator: Option<bool>,
}

/// The company's people.
#[utoipa::path(
    get, path = "/contacts", tag = "account", security(("session" = [])),
    params(
        ("q" = Option<String>, Query, description = "part of a name, a user ID or a mail address; \
            width and case do not matter"),
        ("sort" = Option<String>, Query, description = "`name` (default), `user_id`, `mail`, \
            `administrator`, `second_factor`, `state` or `last_sign_in`, with `-` the other way"),
        ("state" = Option<String>, Query, description = "`enabled`, `invited`, `locked` or \
            `disabled`"),
        ("role" = Option<String>, Query, description = "`administrator` or `general_user`"),
        ("cursor" = Option<String>, Query, description = "`next` or `previous` of another page"),
        ("limit" = Option<u32>, Query, description = "20 (default), 50 or 100"),
    ),
    responses(
        (status = 200, body = Page<ContactSummary>),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator", body = ProblemBody),
        (status = 422, description = "a parameter is wrong", body = ProblemBody),
    )
)]
pub(super) async fn list(
    State(state): State<AppState>,
    viewer: Viewer,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<Page<ContactSummary>>, Problem> {
    administrators_only(&viewer)?;
    let mut parameters = Parameters::new(pairs);
    let asked = Asked::take(&mut parameters)?;
    let limit = parameters.take_limit(limits::PAGE_SIZES[0])?;
    let cursor = parameters.take("cursor")?;
    parameters.finish()?;
    let list = format!("contacts {asked:?}");
    let cursor = cursor.map(|text| Cursor::decode(&text, &list)).transpose()?;
    let from = match &cursor {
        Some(cursor) => Some(Place::from_keys(&cursor.keys).ok_or_else(Cursor::refusal)?),
        None => None,
    };
    let keyset = Keyset { list, limit, cursor };

    let mut people = asked.people(&state, &viewer).await?;
    people.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    if asked.order.descending {
        people.reverse();
    }
    let total = people.len() as u64;
    if keyset.is_back() {
        people.reverse();
    }
    // Reading backwards in a descending list is reading upwards.
    let upwards = asked.order.descending == keyset.is_back();
    let beyond = |place: &Place| match &from {
        None => true,
        Some(from) if upwards => place > from,
        Some(from) => place < from,
    };
    let rows = people.into_iter().filter(|(place, _)| beyond(place)).take(keyset.wanted());
    let rows = rows.map(|(place, contact)| (place.keys(), contact)).collect();
    Ok(Json(keyset.page(rows, total)))
}

impl Asked {
    fn take(parameters: &mut Parameters) -> Result<Self, Problem> {
        let part = parameters.take("q")?.unwrap_or_default();
        if part.chars().count() > limits::QUERY {
            return Err(Problem::field("q", "too_long"));
        }
        let state = parameters.take_or("state", None, |text| {
            let states = ["enabled", "invited", "locked", "disabled"];
            states.into_iter().find(|state| *state == text).map(Some)
        })?;
        let administrator = parameters.take_or("role", None, |text| match text {
            "administrator" => Some(Some(true)),
            "general_user" => Some(Some(false)),
            _ => None,
        })?;
        let order = parameters.take_or("sort", Order::DEFAULT, Order::parse)?;
        Ok(Self { part: folded(&part), order, state, administrator })
    }

    /// Those who were asked for, with their places in the order.
    async fn people(
        &self,
        state: &AppState,
        viewer: &Viewer,
    ) -> Result<Vec<(Place, ContactSummary)>, Problem> {
        let now = state.clock.now_millis();
        let mut snapshot = state.store.snapshot().await?;
        let locks = Locks::load(&mut snapshot, now).await?;
        let sql = format!(
            "SELECT {} FROM users u \
             WHERE u.company_id = ?1 AND (?2 IS NULL OR u.administrator = ?2)",
            rows::COLUMNS
        );
        let found = sqlx::query(AssertSqlSafe(sql))
            .bind(viewer.scope.company_id)
            .bind(self.administrator)
            .fetch_all(&mut *snapshot)
            .await?;
        let mut people = Vec::new();
        for row in found {
            let contact = rows::summary(&row, viewer, &locks, now)?;
            let texts = [contact.name.as_str(), &contact.user_id, &contact.mail];
            let fits = self.part.is_empty() || has_part(&self.part, &texts);
            if fits && self.state.is_none_or(|state| state == id(contact.state)) {
                let last_sign_in = row.try_get("last_sign_in_at")?;
                people.push((self.order.place(&contact, last_sign_in), contact));
            }
        }
        Ok(people)
    }
}

/// The name of a state as the filter takes it.
fn id(state: ContactState) -> &'static str {
    match state {
        ContactState::Enabled => "enabled",
        ContactState::Invited => "invited",
        ContactState::Locked { .. } => "locked",
        ContactState::Disabled => "disabled",
        ContactState::Unknown => "unknown",
    }
}
