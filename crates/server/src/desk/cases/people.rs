//! Users that a request of the desk names: only somebody who may see the case can be its contact.
//! Names are as they are today; the stream keeps them as they were.

use sqlx::Row;

use crate::{cases::stream::By, problem::Problem, session::login_key, store::Tx};

/// A user who is linked to the customer number, by internal id and name; 422 naming `field`.
pub async fn linked_user(
    tx: &mut Tx,
    field: &str,
    user_id: &str,
    customer_number_id: i64,
) -> Result<(i64, String), Problem> {
    let row = sqlx::query(
        "SELECT u.id, trim(u.family_name || ' ' || u.given_name) AS name FROM users u \
         JOIN customer_numbers cn ON cn.id = ?2 AND cn.company_id = u.company_id \
         WHERE u.login_key = ?1 AND (u.all_customer_numbers = 1 OR EXISTS ( \
             SELECT 1 FROM user_customer_numbers l \
             WHERE l.user_id = u.id AND l.customer_number_id = ?2))",
    )
    .bind(login_key(user_id))
    .bind(customer_number_id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::field(field, "unknown"))?;
    Ok((row.try_get("id")?, row.try_get("name")?))
}

/// Who a message is from: the customer `contact`, else the desk's `author`.
pub async fn sender(
    tx: &mut Tx,
    contact: Option<&str>,
    author: Option<&str>,
    customer_number_id: i64,
) -> Result<By, Problem> {
    match contact {
        Some(user_id) => {
            let (id, name) = linked_user(tx, "contact", user_id, customer_number_id).await?;
            Ok(By::customer(id, name))
        }
        None => Ok(By::desk(author.map(|name| name.trim().to_owned()))),
    }
}
