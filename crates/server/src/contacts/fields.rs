//! What an administrator typed into the form of a contact: checked, and as it is stored.

use madoguchi_contract::contacts::ContactFields;

use crate::{
    desk::{check::Checks, customer_numbers::customer_number_ids},
    people,
    problem::Problem,
    request::Viewer,
    session,
    store::Tx,
};

/// Fields without white space around them, and what they stand for.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub fields: ContactFields,
    /// The user ID as it is compared.
    pub login_key: String,
    /// Linked customer numbers by internal id; none for all of the company.
    linked: Option<Vec<i64>>,
}

/// Checks everything about the fields; `own` is the contact they belong to, if there is one
/// already. All that is wrong is said at once.
pub(super) async fn check(
    tx: &mut Tx,
    viewer: &Viewer,
    mut fields: ContactFields,
    own: Option<i64>,
) -> Result<Checked, Problem> {
    trim(&mut fields);
    let mut checks = Checks::new();
    people::name(&mut checks, "family_name", &fields.family_name);
    people::name(&mut checks, "given_name", &fields.given_name);
    people::title(&mut checks, "title", &fields.title);
    if fields.company.is_empty() {
        checks.wrong("company", "required");
    } else if fields.company != viewer.company {
        checks.wrong("company", "invalid");
    }
    people::mail(&mut checks, "mail", &fields.mail);
    people::telephone(&mut checks, "work_telephone", &fields.work_telephone);
    people::telephone(&mut checks, "mobile_telephone", &fields.mobile_telephone);
    people::time_zone(&mut checks, "time_zone", &fields.time_zone);
    people::user_id(&mut checks, "user_id", &fields.user_id);
    let login_key = session::login_key(&fields.user_id);
    let taken: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM users WHERE login_key = ? AND id IS NOT ?)",
    )
    .bind(&login_key)
    .bind(own)
    .fetch_one(&mut **tx)
    .await?;
    if taken {
        checks.wrong("user_id", "taken");
    }
    let mut linked = None;
    if let Some(numbers) = &fields.customer_numbers {
        checks.distinct("customer_numbers", numbers);
        let company = Some(viewer.scope.company_id);
        match customer_number_ids(tx, "customer_numbers", numbers, company).await {
            Ok(ids) => linked = Some(ids),
            Err(problem) if problem.errors().is_empty() => return Err(problem),
            Err(_) => checks.wrong("customer_numbers", "unknown"),
        }
    }
    checks.finish()?;
    Ok(Checked { fields, login_key, linked })
}

fn trim(fields: &mut ContactFields) {
    let ContactFields { family_name, given_name, title, company, mail, time_zone, .. } = fields;
    let texts = [family_name, given_name, title, company, mail, time_zone];
    for text in texts {
        *text = text.trim().to_owned();
    }
    let ContactFields { work_telephone, mobile_telephone, user_id, .. } = fields;
    for text in [work_telephone, mobile_telephone, user_id] {
        *text = text.trim().to_owned();
    }
}

impl Checked {
    /// Makes the customer numbers that were chosen those of the user.
    pub async fn link(&self, tx: &mut Tx, user_id: i64) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE users SET all_customer_numbers = ? WHERE id = ?")
            .bind(self.linked.is_none())
            .bind(user_id)
            .execute(&mut **tx)
            .await?;
        sqlx::query("DELETE FROM user_customer_numbers WHERE user_id = ?")
            .bind(user_id)
            .execute(&mut **tx)
            .await?;
        for id in self.linked.iter().flatten() {
            sqlx::query(
                "INSERT INTO user_customer_numbers (user_id, customer_number_id) VALUES (?, ?)",
            )
            .bind(user_id)
            .bind(id)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }
}
