//! The lines of text of a contact's form, each with what it may hold. Their ids are the names of the
//! fields on the wire, so that what the server refuses is said at the right one.

use madoguchi_contract::{contacts::ContactFields, limits};

use crate::i18n::{Text, t};

/// A line of the form.
pub struct Line {
    /// Its id, and the name of the field.
    pub id: &'static str,
    /// What is asked for.
    pub label: Text,
    /// What is said when it is empty, where it may not be.
    pub missing: Option<Text>,
    /// How to answer: for a new contact, and for one there is.
    pub help: Option<[Text; 2]>,
    /// Most characters.
    pub limit: usize,
    /// The kind of input.
    pub kind: &'static str,
    /// The field itself.
    pub of: fn(&mut ContactFields) -> &mut String,
}

/// The place of the mail address among the lines.
pub const MAIL: usize = 3;
/// The place of the user ID.
pub const USER_ID: usize = 6;

/// The lines in the order of the form.
pub const LINES: [Line; 7] = [
    Line {
        id: "family_name",
        label: t::contact_family_name,
        missing: Some(t::contact_family_name_missing),
        help: None,
        limit: limits::NAME,
        kind: "text",
        of: |fields| &mut fields.family_name,
    },
    Line {
        id: "given_name",
        label: t::contact_given_name,
        missing: Some(t::contact_given_name_missing),
        help: None,
        limit: limits::NAME,
        kind: "text",
        of: |fields| &mut fields.given_name,
    },
    Line {
        id: "title",
        label: t::contact_title,
        missing: None,
        help: None,
        limit: limits::TITLE,
        kind: "text",
        of: |fields| &mut fields.title,
    },
    Line {
        id: "mail",
        label: t::contact_mail,
        missing: Some(t::contact_mail_missing),
        help: Some([t::contact_mail_help_new, t::contact_mail_help]),
        limit: limits::MAIL,
        kind: "email",
        of: |fields| &mut fields.mail,
    },
    Line {
        id: "work_telephone",
        label: t::contact_work_telephone,
        missing: None,
        help: None,
        limit: limits::TELEPHONE,
        kind: "tel",
        of: |fields| &mut fields.work_telephone,
    },
    Line {
        id: "mobile_telephone",
        label: t::contact_mobile_telephone,
        missing: None,
        help: None,
        limit: limits::TELEPHONE,
        kind: "tel",
        of: |fields| &mut fields.mobile_telephone,
    },
    Line {
        id: "user_id",
        label: t::user_id,
        missing: Some(t::contact_user_id_missing),
        help: Some([t::contact_user_id_help_new, t::contact_user_id_help]),
        limit: limits::USER_ID,
        kind: "text",
        of: |fields| &mut fields.user_id,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_its_own_field() {
        for line in &LINES {
            let mut fields = ContactFields::default();
            *(line.of)(&mut fields) = "typed".to_owned();
            let json = serde_json::to_value(&fields).unwrap();
            assert_eq!(json[line.id], "typed");
        }
        assert_eq!((LINES[MAIL].id, LINES[USER_ID].id), ("mail", "user_id"));
    }
}
