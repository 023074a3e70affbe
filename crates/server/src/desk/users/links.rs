//! Which customer numbers a user is linked to, and for which the user is お客様管理者.
//! Both are of the user's own company, always.

use madoguchi_contract::desk::User;

use crate::{desk::customer_numbers::customer_number_ids, problem::Problem, store::Tx};

/// The links of a user, by internal ids in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Links {
    /// Linked customer numbers; none for all of the company, also those to come.
    linked: Option<Vec<i64>>,
    /// Customer numbers for which the user is お客様管理者.
    administers: Vec<i64>,
}

/// The links that the desk sent; 422 when one is not of the company.
pub(super) async fn resolve(tx: &mut Tx, company_id: i64, user: &User) -> Result<Links, Problem> {
    let company = Some(company_id);
    let linked = match &user.customer_numbers {
        None => None,
        Some(numbers) => {
            let mut ids = customer_number_ids(tx, "customer_numbers", numbers, company).await?;
            ids.sort_unstable();
            Some(ids)
        }
    };
    let numbers = &user.customer_administrator_of;
    let mut administers =
        customer_number_ids(tx, "customer_administrator_of", numbers, company).await?;
    administers.sort_unstable();
    Ok(Links { linked, administers })
}

/// The links that are stored.
pub(super) async fn stored(tx: &mut Tx, user_id: i64) -> Result<Links, sqlx::Error> {
    let all: bool = sqlx::query_scalar("SELECT all_customer_numbers FROM users WHERE id = ?")
        .bind(user_id)
        .fetch_one(&mut **tx)
        .await?;
    let linked = sqlx::query_scalar(
        "SELECT customer_number_id FROM user_customer_numbers WHERE user_id = ? ORDER BY 1",
    )
    .bind(user_id)
    .fetch_all(&mut **tx)
    .await?;
    let administers = sqlx::query_scalar(
        "SELECT customer_number_id FROM customer_administrators WHERE user_id = ? ORDER BY 1",
    )
    .bind(user_id)
    .fetch_all(&mut **tx)
    .await?;
    Ok(Links { linked: (!all).then_some(linked), administers })
}

/// Makes `links` the links of the user.
pub(super) async fn replace(tx: &mut Tx, user_id: i64, links: &Links) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE users SET all_customer_numbers = ? WHERE id = ?")
        .bind(links.linked.is_none())
        .bind(user_id)
        .execute(&mut **tx)
        .await?;
    let clear = [
        "DELETE FROM user_customer_numbers WHERE user_id = ?",
        "DELETE FROM customer_administrators WHERE user_id = ?",
    ];
    for statement in clear {
        sqlx::query(statement).bind(user_id).execute(&mut **tx).await?;
    }
    for id in links.linked.iter().flatten() {
        sqlx::query(
            "INSERT INTO user_customer_numbers (user_id, customer_number_id) VALUES (?, ?)",
        )
        .bind(user_id)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    }
    for id in &links.administers {
        sqlx::query(
            "INSERT INTO customer_administrators (user_id, customer_number_id) VALUES (?, ?)",
        )
        .bind(user_id)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
