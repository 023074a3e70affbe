//! `POST /cases`: a case the desk opens, or one taken over from another system.
//! Every case begins as 新規 with its description; what happened since comes as further requests.

use axum::{extract::State, http::StatusCode};
use madoguchi_contract::{
    cases::{CaseState, case_number},
    desk::{Created, NewCase},
    limits,
    problem::Problem as ProblemBody,
};

use super::{message::Message, moment, people};
use crate::{
    app::AppState,
    cases::{
        files::Files,
        opening::{self, NewRow},
        stream::By,
    },
    desk::check::{self, Checks},
    mail::about_cases,
    problem::Problem,
    request::{Answer, Begun, DeskToken, Idempotency, JsonBody, scopes},
    store::Tx,
};

/// The category of alerts, which the specification names.
const ALERT: &str = "alert";

/// Opens a case.
#[utoipa::path(
    post, path = "/cases", tag = "desk", security(("desk_token" = [])),
    params(("Idempotency-Key" = String, Header, description = "the same for every try")),
    request_body = NewCase,
    responses(
        (status = 201, body = Created),
        (status = 422, description = "invalid", body = ProblemBody),
    )
)]
pub async fn post_case(
    State(state): State<AppState>,
    token: DeskToken<scopes::Cases>,
    key: Idempotency,
    JsonBody(new): JsonBody<NewCase>,
) -> Result<Answer, Problem> {
    let files = Files::new(&state.data);
    let message = Message::prepare(&files, &new.body, &new.attachments).await?;
    let mut tx = state.store.write().await?;
    let pending = match key.begin(&mut tx, token.owner(), &new).await? {
        Begun::First(pending) => pending,
        Begun::Again(answer) => return Ok(answer),
    };
    let now = state.clock.now_millis();
    let number = create(&mut tx, now, &new, &message).await?;
    if about_cases::is_news(new.created_at.as_deref(), now) {
        if new.contact.is_some() {
            about_cases::enquiry_received(&mut tx, &number, now).await?;
        } else if new.category == ALERT {
            about_cases::alert_raised(&mut tx, &number, now).await?;
        }
    }
    let answer = Answer::new(StatusCode::CREATED, &Created { number });
    let answer = pending.finish(&mut tx, answer, now).await?;
    // A file without a row is harmless, a row without its file is not.
    message.keep();
    tx.commit().await?;
    Ok(answer)
}

/// Opens a case with `message`, made from the same `new`, as its description; gives its number.
/// `now` in milliseconds.
pub async fn create(
    tx: &mut Tx,
    now: i64,
    new: &NewCase,
    message: &Message,
) -> Result<String, Problem> {
    let mut checks = Checks::new();
    let given = new.number.as_deref().map(case_number);
    if given == Some(None) {
        checks.wrong("number", "invalid");
    }
    checks.line("subject", &new.subject, limits::SUBJECT);
    if let Some(author) = &new.author {
        checks.line("author", author, check::NAME);
    }
    checks.distinct("watchers", &new.watchers);
    let created_at = moment(&mut checks, "created_at", new.created_at.as_deref(), now);
    checks.finish()?;

    let customer_number_id: i64 =
        sqlx::query_scalar("SELECT id FROM customer_numbers WHERE number = ?")
            .bind(&new.customer_number)
            .fetch_optional(&mut **tx)
            .await?
            .ok_or_else(|| Problem::field("customer_number", "unknown"))?;
    let service_id = match &new.service {
        None => None,
        Some(key) => Some(contracted_service(tx, key, customer_number_id).await?),
    };
    let category_id: i64 = sqlx::query_scalar("SELECT id FROM categories WHERE key = ?")
        .bind(&new.category)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::field("category", "unknown"))?;
    let contact = new.contact.as_deref();
    let by = people::sender(tx, contact, new.author.as_deref(), customer_number_id).await?;
    let number = match given.flatten() {
        None => opening::next_number(tx).await?,
        Some(number) if opening::note_number(tx, &number).await? => number,
        Some(_) => return Err(Problem::field("number", "taken")),
    };
    let row = NewRow {
        number: &number,
        customer_number_id,
        service_id,
        category_id,
        subject: new.subject.trim(),
        contact: contact_of(&by),
        state: CaseState::New,
        created_at,
        updated_at: created_at,
        resolved_at: None,
        activity_count: 0,
    };
    let mut case = opening::insert(tx, &row).await?;
    case.comment(tx, created_at, &by, &message.body, &message.files).await?;
    for user_id in &new.watchers {
        let (id, _) = people::linked_user(tx, "watchers", user_id, customer_number_id).await?;
        sqlx::query(
            "INSERT INTO case_watchers (case_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(case.id)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    }
    Ok(number)
}

/// The contact of a case that `by` opened: the customer, if it is one.
fn contact_of(by: &By) -> Option<(i64, &str)> {
    by.user_id.zip(by.name.as_deref())
}

/// The internal id of a service that the customer number contracts.
async fn contracted_service(
    tx: &mut Tx,
    key: &str,
    customer_number_id: i64,
) -> Result<i64, Problem> {
    sqlx::query_scalar(
        "SELECT s.id FROM services s JOIN contracts c ON c.service_id = s.id \
         WHERE s.key = ? AND c.customer_number_id = ?",
    )
    .bind(key)
    .bind(customer_number_id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::field("service", "unknown"))
}
