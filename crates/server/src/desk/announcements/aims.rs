//! Whom an announcement is aimed at, and what it says of each service.
//! Everything it names must exist.

use madoguchi_contract::desk::NewAnnouncement;

use crate::{
    desk::{customer_numbers::customer_number_ids, services::service_ids},
    problem::Problem,
    store::Tx,
};

/// The audience and the impacts of an announcement, by internal ids.
pub(super) struct Aims {
    services: Vec<i64>,
    customer_numbers: Vec<i64>,
    /// Service, Japanese text, English text.
    impacts: Vec<(i64, String, String)>,
}

impl Aims {
    /// Whether nobody is left out.
    pub(super) fn for_everyone(&self) -> bool {
        self.services.is_empty() && self.customer_numbers.is_empty()
    }
}

/// What the desk sent; 422 when something it names does not exist.
pub(super) async fn resolve(tx: &mut Tx, announcement: &NewAnnouncement) -> Result<Aims, Problem> {
    let audience = &announcement.audience;
    let numbers = &audience.customer_numbers;
    let impacted: Vec<String> =
        announcement.impacts.iter().map(|impact| impact.service.clone()).collect();
    Ok(Aims {
        services: service_ids(tx, "audience.services", &audience.services).await?,
        customer_numbers: customer_number_ids(tx, "audience.customer_numbers", numbers, None)
            .await?,
        impacts: service_ids(tx, "impacts", &impacted)
            .await?
            .into_iter()
            .zip(&announcement.impacts)
            .map(|(id, impact)| (id, impact.text.ja.clone(), impact.text.en.clone()))
            .collect(),
    })
}

/// Makes `aims` those of the announcement.
pub(super) async fn replace(tx: &mut Tx, id: i64, aims: &Aims) -> Result<(), sqlx::Error> {
    let clear = [
        "DELETE FROM announcement_services WHERE announcement_id = ?",
        "DELETE FROM announcement_customer_numbers WHERE announcement_id = ?",
        "DELETE FROM announcement_impacts WHERE announcement_id = ?",
    ];
    for statement in clear {
        sqlx::query(statement).bind(id).execute(&mut **tx).await?;
    }
    for (position, service_id) in (0_i64..).zip(&aims.services) {
        sqlx::query(
            "INSERT INTO announcement_services (announcement_id, service_id, position) \
             VALUES (?, ?, ?)",
        )
        .bind(id)
        .bind(service_id)
        .bind(position)
        .execute(&mut **tx)
        .await?;
    }
    for customer_number_id in &aims.customer_numbers {
        sqlx::query(
            "INSERT INTO announcement_customer_numbers (announcement_id, customer_number_id) \
             VALUES (?, ?)",
        )
        .bind(id)
        .bind(customer_number_id)
        .execute(&mut **tx)
        .await?;
    }
    for (position, (service_id, ja, en)) in (0_i64..).zip(&aims.impacts) {
        sqlx::query(
            "INSERT INTO announcement_impacts \
             (announcement_id, service_id, position, text_ja, text_en) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(service_id)
        .bind(position)
        .bind(ja)
        .bind(en)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
