//! A page of a list that is ordered by a few values: what its rows and its cursor make of it.
//! The rows themselves are read by whoever owns the list.

use madoguchi_contract::list::Page;

use super::cursor::{Cursor, Value, Way};

/// What a page was asked for.
#[derive(Clone, Debug)]
pub struct Keyset {
    /// The list, filter and order that its cursors are bound to.
    pub list: String,
    /// Rows on a page.
    pub limit: u32,
    /// Where the page starts; none for the beginning.
    pub cursor: Option<Cursor>,
}

impl Keyset {
    /// Whether rows are read backwards, from the cursor to the beginning.
    pub fn is_back(&self) -> bool {
        self.cursor.as_ref().is_some_and(|cursor| cursor.way == Way::Previous)
    }

    /// How many rows to read: one more than are shown, to know whether more follow.
    pub fn wanted(&self) -> usize {
        self.limit as usize + 1
    }

    /// The page. `rows` come in the direction of reading, up to [`Keyset::wanted`] of them, each
    /// with the values that it is ordered by.
    pub fn page<T>(&self, mut rows: Vec<(Vec<Value>, T)>, total: u64) -> Page<T> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let back = self.is_back();
        if back {
            rows.reverse();
        }
        let shown = rows.len() as u64;
        let position = self.cursor.as_ref().map_or(1, |cursor| cursor.position);
        let reached = if back { (position + 1).saturating_sub(shown) } else { position };
        let (before, after) = if back { (more, true) } else { (self.cursor.is_some(), more) };
        // Rows may have come or gone since the cursor was made; the start of the list is known.
        let first = if before { reached.max(2) } else { 1 };
        let cursor = |way, row: Option<&(Vec<Value>, T)>, position| {
            row.map(|(keys, _)| {
                let (list, keys) = (self.list.clone(), keys.clone());
                Cursor { list, way, segment: 0, keys, position }.encode()
            })
        };
        let next = cursor(Way::Next, rows.last().filter(|_| after), first + shown);
        let previous = cursor(Way::Previous, rows.first().filter(|_| before), first - 1);
        let first = if rows.is_empty() { 0 } else { first };
        let items = rows.into_iter().map(|(_, item)| item).collect();
        Page { items, total, hidden: 0, first, next, previous }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads from the numbers 1 to `rows`, smallest first, as a list would.
    fn read(rows: i64, cursor: Option<&str>) -> Page<i64> {
        let cursor = cursor.map(|text| Cursor::decode(text, "numbers").unwrap());
        let keyset = Keyset { list: "numbers".to_owned(), limit: 20, cursor };
        let from = match keyset.cursor.as_ref().map(|cursor| cursor.keys.as_slice()) {
            Some([Value::Int(from)]) => *from,
            _ => 0,
        };
        let found: Vec<i64> =
            if keyset.is_back() { (1..from).rev().collect() } else { (from + 1..=rows).collect() };
        let found = found.into_iter().take(keyset.wanted());
        keyset.page(found.map(|row| (vec![Value::Int(row)], row)).collect(), rows as u64)
    }

    #[test]
    fn pages_lead_to_the_end_and_back() {
        let first = read(45, None);
        assert_eq!((first.items.len(), first.first, first.previous.is_none()), (20, 1, true));
        let second = read(45, first.next.as_deref());
        assert_eq!((second.items[0], second.first), (21, 21));
        let third = read(45, second.next.as_deref());
        assert_eq!((third.items.len(), third.first, third.next.is_none()), (5, 41, true));
        let back = read(45, third.previous.as_deref());
        assert_eq!((back.items, back.first), (second.items, 21));
        let start = read(45, back.previous.as_deref());
        assert_eq!((start.items, start.first, start.previous), (first.items, 1, None));
    }

    #[test]
    fn an_empty_list_has_no_first_row() {
        let page = read(0, None);
        assert_eq!((page.first, page.next, page.previous), (0, None, None));
    }
}
