//! What the many cases refer to, looked up once: customer numbers, categories, people, and the
//! texts in the form in which they are stored.

use madoguchi_contract::rich_text::Document;
use sqlx::Row;

use super::{SUBJECTS, TURNS};
use crate::{cases::stream, problem::Problem, store::Tx};

/// What cases refer to, looked up once.
pub(super) struct World {
    /// What is contracted.
    pub(super) contracts: Vec<Contract>,
    /// Internal id of each category by its key.
    pub(super) categories: Vec<(String, i64)>,
    /// People who are linked to everything.
    pub(super) people: Vec<(i64, String)>,
    /// The texts as they are stored: JSON and plain, in the order of [`SUBJECTS`] and [`TURNS`].
    pub(super) subjects: Vec<(String, String)>,
    pub(super) turns: Vec<[(String, String); 2]>,
    /// How many cases the company has already.
    pub(super) cases: i64,
}

/// A customer number.
pub(super) struct Contract {
    pub(super) id: i64,
    number: String,
    /// Internal ids.
    pub(super) services: Vec<i64>,
}

impl Contract {
    /// Whether a case of that category may be open here: the sample world's customer numbers keep
    /// what the specification says of them, however many cases there are.
    pub(super) fn may_have_open(&self, category: &str) -> bool {
        match self.number.as_str() {
            "A100000001" => category == "alert",
            "A100000002" => !matches!(category, "service" | "product" | "other"),
            _ => false,
        }
    }
}

impl World {
    pub(super) async fn read(tx: &mut Tx) -> Result<Self, Problem> {
        let company: i64 =
            sqlx::query_scalar("SELECT min(id) FROM companies").fetch_one(&mut **tx).await?;
        let mut contracts: Vec<Contract> = Vec::new();
        let rows = sqlx::query(
            "SELECT cn.id, ct.service_id, cn.number FROM customer_numbers cn \
             JOIN contracts ct ON ct.customer_number_id = cn.id \
             WHERE cn.company_id = ? ORDER BY cn.number, ct.position",
        )
        .bind(company)
        .fetch_all(&mut **tx)
        .await?;
        for row in rows {
            let (id, service) = (row.try_get(0)?, row.try_get(1)?);
            match contracts.last_mut().filter(|last| last.id == id) {
                Some(contract) => contract.services.push(service),
                None => {
                    let number = row.try_get(2)?;
                    contracts.push(Contract { id, number, services: vec![service] });
                }
            }
        }
        let categories =
            sqlx::query_as("SELECT key, id FROM categories").fetch_all(&mut **tx).await?;
        let people = sqlx::query_as(
            "SELECT id, trim(family_name || ' ' || given_name) FROM users \
             WHERE company_id = ? AND all_customer_numbers = 1 AND password_hash IS NOT NULL \
             ORDER BY id",
        )
        .bind(company)
        .fetch_all(&mut **tx)
        .await?;
        let cases = sqlx::query_scalar(
            "SELECT count(*) FROM cases c JOIN customer_numbers cn ON cn.id = c.customer_number_id \
             WHERE cn.company_id = ?",
        )
        .bind(company)
        .fetch_one(&mut **tx)
        .await?;
        let mut subjects = Vec::new();
        for (_, _, _, body) in SUBJECTS {
            subjects.push(texts(body)?);
        }
        let mut turns = Vec::new();
        for (desk, customer) in TURNS {
            turns.push([texts(desk)?, texts(customer)?]);
        }
        Ok(Self { contracts, categories, people, subjects, turns, cases })
    }

    pub(super) fn category(&self, key: &str) -> Result<i64, Problem> {
        let found = self.categories.iter().find(|(known, _)| known == key);
        found.map(|(_, id)| *id).ok_or_else(Problem::internal)
    }
}

fn texts(body: &str) -> Result<(String, String), Problem> {
    let document = Document::from_plain_text(body);
    Ok((stream::to_json(&document)?, document.plain_text()))
}
