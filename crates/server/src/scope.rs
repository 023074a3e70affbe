//! The only place that says what a reader may see: their company and the customer numbers they
//! are linked to. Every query of the portal that touches customers' things takes it from here.

use sea_query::{Cond, Condition, Expr, ExprTrait, IntoColumnRef};

/// What one signed-in person may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The tenant.
    pub company_id: i64,
    /// The customer numbers of that company that the person is linked to.
    pub customer_number_ids: Vec<i64>,
    /// The services contracted under those customer numbers.
    pub service_ids: Vec<i64>,
}

impl Scope {
    /// Rows whose `column` is one of the customer numbers the person is linked to.
    pub fn linked(&self, column: impl IntoColumnRef) -> Condition {
        Cond::all().add(Expr::col(column).is_in(self.customer_number_ids.iter().copied()))
    }

    /// Rows of the person's company that they are *not* linked to: lists may count them as hidden,
    /// and nothing more. `company` and `customer_number` are the columns with the ids.
    pub fn hidden(
        &self,
        company: impl IntoColumnRef,
        customer_number: impl IntoColumnRef,
    ) -> Condition {
        Cond::all()
            .add(Expr::col(company).eq(self.company_id))
            .add(Expr::col(customer_number).is_not_in(self.customer_number_ids.iter().copied()))
    }

    /// Rows limited to services: `column` holds the service a row is limited to.
    pub fn of_services(&self, column: impl IntoColumnRef) -> Condition {
        Cond::all().add(Expr::col(column).is_in(self.service_ids.iter().copied()))
    }

    /// The ids of the linked customer numbers as a JSON array, for hand-written SQL:
    /// `customer_number_id IN (SELECT value FROM json_each(?))`.
    pub fn linked_json(&self) -> String {
        json_ids(&self.customer_number_ids)
    }

    /// The ids of the services as a JSON array, for hand-written SQL like [`Scope::linked_json`].
    pub fn services_json(&self) -> String {
        json_ids(&self.service_ids)
    }

    /// Whether the person is linked to that customer number.
    pub fn is_linked(&self, customer_number_id: i64) -> bool {
        self.customer_number_ids.contains(&customer_number_id)
    }
}

fn json_ids(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    format!("[{}]", ids.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_query::{Query, SqliteQueryBuilder};

    fn sql(condition: Condition) -> String {
        Query::select()
            .column("id")
            .from("cases")
            .cond_where(condition)
            .to_string(SqliteQueryBuilder)
    }

    #[test]
    fn who_is_linked_to_nothing_sees_nothing() {
        let nobody = Scope { company_id: 1, customer_number_ids: vec![], service_ids: vec![] };
        assert_eq!(sql(nobody.linked("number_id")), r#"SELECT "id" FROM "cases" WHERE 1 = 2"#);
        assert_eq!(nobody.linked_json(), "[]");
    }

    #[test]
    fn hidden_rows_are_always_of_the_same_company() {
        let scope = Scope { company_id: 7, customer_number_ids: vec![3, 4], service_ids: vec![] };
        assert_eq!(
            sql(scope.hidden("company_id", "number_id")),
            r#"SELECT "id" FROM "cases" WHERE "company_id" = 7 AND "number_id" NOT IN (3, 4)"#
        );
    }
}
