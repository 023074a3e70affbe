//! The order of the contacts: columns, their names, and the addresses of other orders.

use std::fmt;

use leptos::prelude::*;

use crate::{
    components::sorting::order_name,
    i18n::{Text, t},
    routes,
    util::question::Question,
};

/// Columns by which the list can be sorted, by their names in the address.
pub const COLUMNS: [(&str, Text); 6] = [
    ("name", t::contact_name),
    ("user_id", t::user_id),
    ("administrator", t::contact_role),
    ("second_factor", t::contact_second_factor),
    ("state", t::contact_state),
    ("last_sign_in", t::contact_last_sign_in),
];

/// The column that is a time.
const TIME: &str = "last_sign_in";

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// One of [`COLUMNS`].
    pub column: &'static str,
    /// Whether from its end.
    pub descending: bool,
}

/// The order that is not in the address.
const DEFAULT: Order = Order { column: "name", descending: false };

impl fmt::Display for Order {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", if self.descending { "-" } else { "" }, self.column)
    }
}

/// The order of that name.
pub fn parse(sort: &str) -> Option<Order> {
    let (name, descending) = match sort.strip_prefix('-') {
        Some(name) => (name, true),
        None => (sort, false),
    };
    let (column, _) = COLUMNS.iter().find(|(column, _)| *column == name)?;
    Some(Order { column, descending })
}

/// The order that is asked for.
pub fn of(asked: &Question) -> Order {
    parse(asked.get("sort")).unwrap_or(DEFAULT)
}

/// What a press on the heading of `column` asks for, where the rows are in order `here`: a time is
/// first wanted newest first, everything else from its beginning.
pub fn pressed(column: &'static str, here: Order) -> Order {
    let descending = if here.column == column { !here.descending } else { column == TIME };
    Order { column, descending }
}

/// The address of the same list in that order; tracked.
pub fn address(asked: Memo<Question>, sort: &str) -> String {
    let sort = if sort == DEFAULT.to_string() { "" } else { sort };
    asked.with(|asked| asked.with(&[("sort", sort)])).at(routes::CONTACTS)
}

/// All orders and what they are called; tracked.
pub fn options() -> Vec<(String, String)> {
    COLUMNS
        .into_iter()
        .flat_map(|(column, name)| {
            let first = column == TIME;
            [first, !first].map(|descending| {
                let order = Order { column, descending };
                (order.to_string(), order_name(name(), column == TIME, descending))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_turns_its_own_order_round() {
        assert_eq!(pressed("name", DEFAULT).to_string(), "-name");
        assert_eq!(pressed("last_sign_in", DEFAULT).to_string(), "-last_sign_in");
        assert_eq!(pressed("state", DEFAULT).to_string(), "state");
    }

    #[test]
    fn orders_nobody_knows_are_none() {
        for sort in ["", "-", "--name", "mail,name", "colour"] {
            assert_eq!(parse(sort), None, "{sort}");
        }
    }
}
