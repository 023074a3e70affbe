//! `PUT /contacts/{id}`: the fields of a contact, and what a change of some of them brings with it.

use axum::{extract::State, http::HeaderMap};
use madoguchi_contract::{
    contacts::{Contact, ContactFields},
    problem::Problem as ProblemBody,
    sign_ins::{Event, Outcome},
};
use serde_json::json;

use super::{begin, fields, last_administrator, one, rows};
use crate::{
    app::AppState,
    mail::{Template, queue},
    mail_address,
    problem::Problem,
    request::{Answer, JsonBody, NoQuery, Path, Viewer, if_match},
    second_factor,
    session::{self, confirmation, history, origin::Origin},
    store::Tx,
};

/// Changes a contact. A new mail address counts at once; both addresses are told. What opens one's
/// own account (mail address, second factor) asks for the password again, as in one's profile.
#[utoipa::path(
    put, path = "/contacts/{id}", tag = "account", security(("session" = [])),
    params(
        ("id" = String, Path, description = "`id` of the list"),
        ("If-Match" = String, Header, description = "`etag` of the contact"),
    ),
    request_body = ContactFields,
    responses(
        (status = 200, body = Contact),
        (status = 401, description = "session_required", body = ProblemBody),
        (status = 403, description = "forbidden: no administrator; confirmation_required: oneself; \
            cross_site", body = ProblemBody),
        (status = 404, description = "no such person in the company", body = ProblemBody),
        (status = 409, description = "last_administrator", body = ProblemBody),
        (status = 412, description = "stale", body = ProblemBody),
        (status = 422, description = "invalid; `user_id`: taken", body = ProblemBody),
        (status = 428, description = "if_match_required", body = ProblemBody),
    )
)]
pub(super) async fn change(
    State(state): State<AppState>,
    viewer: Viewer,
    Path(id): Path<String>,
    _: NoQuery,
    origin: Origin,
    headers: HeaderMap,
    JsonBody(given): JsonBody<ContactFields>,
) -> Result<Answer, Problem> {
    let now = state.clock.now_millis();
    let mut tx = begin(&state, &viewer).await?;
    let id = rows::find(&mut tx, &viewer, &id).await?;
    let before = rows::load(&mut tx, &viewer, id, now).await?;
    if_match(&headers, &before.etag)?;
    let checked = fields::check(&mut tx, &viewer, given, Some(id)).await?;
    let (old, new) = (&before.fields, &checked.fields);
    if old.administrator && !new.administrator {
        last_administrator::spare(&mut tx, id).await?;
    }
    let opens = old.mail != new.mail || old.second_factor != new.second_factor;
    if opens && id == viewer.user_id {
        confirmation::require(&mut tx, viewer.session_id, now).await?;
    }
    update(&mut tx, id, &checked, now).await?;
    checked.link(&mut tx, id).await?;
    let change = Change { id, origin: &origin, now };
    if old.second_factor != new.second_factor {
        change.second_factor(&mut tx, new.second_factor).await?;
    }
    if old.mail != new.mail {
        mail_address::changed(&mut tx, id, &old.mail, true, &origin, now).await?;
    }
    let contact = rows::load(&mut tx, &viewer, id, now).await?;
    tx.commit().await?;
    Ok(one::answer(&contact))
}

async fn update(
    tx: &mut Tx,
    id: i64,
    checked: &fields::Checked,
    now: i64,
) -> Result<(), sqlx::Error> {
    let fields = &checked.fields;
    sqlx::query(
        "UPDATE users SET login = ?1, login_key = ?2, family_name = ?3, given_name = ?4, \
         title = ?5, mail = ?6, work_telephone = ?7, mobile_telephone = ?8, language = ?9, \
         time_zone = ?10, administrator = ?11, version = version + 1, updated_at = ?12, \
         preferences_version = preferences_version + (language <> ?9 OR time_zone <> ?10) \
         WHERE id = ?13",
    )
    .bind(&fields.user_id)
    .bind(&checked.login_key)
    .bind(&fields.family_name)
    .bind(&fields.given_name)
    .bind(&fields.title)
    .bind(&fields.mail)
    .bind(&fields.work_telephone)
    .bind(&fields.mobile_telephone)
    .bind(fields.language.id())
    .bind(&fields.time_zone)
    .bind(fields.administrator)
    .bind(now)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What an administrator changes about the user `id`, from where and when (milliseconds).
pub(super) struct Change<'a> {
    pub id: i64,
    pub origin: &'a Origin,
    pub now: i64,
}

impl Change<'_> {
    /// Notes `event` in the user's history.
    pub async fn note(&self, tx: &mut Tx, event: Event) -> Result<(), sqlx::Error> {
        let user = Some(self.id);
        history::record(tx, user, event, Outcome::Success, self.origin, self.now).await?;
        Ok(())
    }

    /// Switches the second factor, so that only an administrator can switch it off. Switched off,
    /// everything that belonged to it goes, as when the person does it.
    async fn second_factor(&self, tx: &mut Tx, on: bool) -> Result<(), sqlx::Error> {
        sqlx::query(
            "UPDATE users SET second_factor = ?1, second_factor_required = ?1 WHERE id = ?2",
        )
        .bind(on)
        .bind(self.id)
        .execute(&mut **tx)
        .await?;
        if on {
            session::forget_trusted_browsers(tx, self.id).await?;
        } else {
            second_factor::remove_everything(tx, self.id).await?;
        }
        let what = if on { "on_by_administrator" } else { "off_by_administrator" };
        self.tell_second_factor(tx, what).await
    }

    /// Tells the person, and notes, that the second factor changed.
    pub async fn tell_second_factor(&self, tx: &mut Tx, what: &str) -> Result<(), sqlx::Error> {
        self.note(tx, Event::SecondFactorChange).await?;
        let to = queue::recipient(tx, self.id).await?;
        let facts = json!({
            "user_id": self.login(tx).await?, "what": what, "at": self.now,
            "browser": self.origin.browser, "address": self.origin.address,
        });
        queue::enqueue(tx, Template::SecondFactorChanged, &to, facts, self.now, None).await
    }

    async fn login(&self, tx: &mut Tx) -> Result<String, sqlx::Error> {
        sqlx::query_scalar("SELECT login FROM users WHERE id = ?")
            .bind(self.id)
            .fetch_one(&mut **tx)
            .await
    }
}
