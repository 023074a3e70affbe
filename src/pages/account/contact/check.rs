//! What is wrong with a contact's form, seen here and said by the server; the same words for both.

use madoguchi_contract::{contacts::ContactFields, problem::FieldError};

use super::lines::LINES;
use crate::{
    i18n::t,
    ui::{error_summary::FieldFault, text_field},
};

/// The id of the tick for administrators.
pub const ADMINISTRATOR: &str = "administrator";
/// The id of the first choice of customer numbers.
pub const NUMBERS: &str = "customer_numbers";

/// What can be seen to be wrong before anything is sent; `kept` = the last administrator has to
/// remain one. Tracked.
pub fn faults(fields: &ContactFields, kept: bool) -> Vec<FieldFault> {
    let mut fields = fields.clone();
    let mut faults: Vec<FieldFault> = Vec::new();
    for line in &LINES {
        let value = (line.of)(&mut fields);
        let fault = text_field::fault(value, line.missing, line.limit).or_else(|| {
            (line.kind == "email" && !is_mail(value)).then(|| said(line.id, "invalid"))
        });
        faults.extend(fault.map(|text| FieldFault { id: line.id, text }));
    }
    if kept && !fields.administrator {
        faults.push(FieldFault {
            id: ADMINISTRATOR,
            text: t::contact_last_administrator().to_owned(),
        });
    }
    if fields.customer_numbers.is_some_and(|numbers| numbers.is_empty()) {
        faults.push(FieldFault { id: NUMBERS, text: t::contact_numbers_missing().to_owned() });
    }
    faults
}

/// Roughly an address; the server decides.
fn is_mail(value: &str) -> bool {
    value.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !value.chars().any(char::is_whitespace)
}

/// What the server refused, at its field; nothing for a field that the form does not have. Tracked.
pub fn refusal(error: &FieldError) -> Option<FieldFault> {
    let id = LINES
        .iter()
        .map(|line| line.id)
        .chain([ADMINISTRATOR, NUMBERS, "company", "language", "time_zone", "second_factor"])
        .find(|id| *id == error.field)?;
    Some(FieldFault { id, text: said(id, &error.code) })
}

fn said(id: &str, code: &str) -> String {
    let line = LINES.iter().find(|line| line.id == id);
    match (id, code, line) {
        ("user_id", "taken", _) => t::contact_taken().to_owned(),
        (_, "too_long", Some(line)) => t::text_too_long(&line.limit),
        (_, "required", Some(line)) => line.missing.unwrap_or(t::contact_invalid)().to_owned(),
        ("mail", ..) => t::contact_mail_invalid().to_owned(),
        ("work_telephone" | "mobile_telephone", ..) => t::contact_telephone_invalid().to_owned(),
        ("user_id", ..) => t::contact_user_id_invalid().to_owned(),
        _ => t::contact_invalid().to_owned(),
    }
}

/// Whether a field still holds what it held in `sent`, so that what was said of it still holds.
pub fn is_unchanged(id: &str, sent: &ContactFields, now: &ContactFields) -> bool {
    match LINES.iter().find(|line| line.id == id) {
        Some(line) => (line.of)(&mut sent.clone()) == (line.of)(&mut now.clone()),
        None => sent == now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> ContactFields {
        ContactFields {
            family_name: "佐藤".to_owned(),
            given_name: "美咲".to_owned(),
            mail: "sato@sample.example".to_owned(),
            user_id: "sato@sample.example.mg".to_owned(),
            ..ContactFields::default()
        }
    }

    fn ids(fields: &ContactFields, kept: bool) -> Vec<&'static str> {
        faults(fields, kept).into_iter().map(|fault| fault.id).collect()
    }

    #[test]
    fn a_complete_form_has_no_fault() {
        assert_eq!(ids(&complete(), false), Vec::<&str>::new());
    }

    #[test]
    fn every_fault_is_named_at_its_field() {
        let fields = ContactFields {
            family_name: " ".to_owned(),
            mail: "sato".to_owned(),
            user_id: " ".to_owned(),
            customer_numbers: Some(Vec::new()),
            ..complete()
        };
        assert_eq!(ids(&fields, true), ["family_name", "mail", "user_id", ADMINISTRATOR, NUMBERS]);
    }

    #[test]
    fn a_refusal_of_the_server_is_said_where_it_belongs() {
        let error = |field: &str| FieldError { field: field.to_owned(), code: "taken".to_owned() };
        assert_eq!(refusal(&error("user_id")).map(|fault| fault.id), Some("user_id"));
        assert_eq!(refusal(&error("shoe_size")), None);
    }
}
