//! The columns of a case that the list and the case page share, and how they are read.
//! Names of services come in the reader's language.

use madoguchi_contract::{
    Label, Language,
    cases::{CaseSummary, Category},
};
use sqlx::{Row, sqlite::SqliteRow};

use crate::{cases::stream, clock, problem::Problem};

/// The tables a summary is read from, joined to `cases c`.
pub const JOINS: &str = "JOIN customer_numbers cn ON cn.id = c.customer_number_id \
     JOIN companies co ON co.id = cn.company_id \
     JOIN categories ca ON ca.id = c.category_id \
     LEFT JOIN services s ON s.id = c.service_id";

/// The columns of a summary.
pub const COLUMNS: &str = "c.number, c.state, c.subject, c.contact_name, c.updated_at, \
     cn.number AS customer_number, co.name AS company, ca.key AS category, \
     ca.name_ja AS category_ja, ca.name_en AS category_en, \
     s.name_ja AS service_ja, s.name_en AS service_en";

/// Reads [`COLUMNS`].
pub fn summary(row: &SqliteRow, language: Language) -> Result<CaseSummary, Problem> {
    let service = match language {
        Language::Ja => "service_ja",
        Language::En => "service_en",
    };
    Ok(CaseSummary {
        number: row.try_get("number")?,
        state: stream::state(row.try_get("state")?)?,
        category: Category {
            id: row.try_get("category")?,
            name: Label { ja: row.try_get("category_ja")?, en: row.try_get("category_en")? },
        },
        subject: row.try_get("subject")?,
        customer_number: row.try_get("customer_number")?,
        company: row.try_get("company")?,
        service: row.try_get(service)?,
        contact: row.try_get("contact_name")?,
        updated_at: clock::wire(row.try_get("updated_at")?),
    })
}
