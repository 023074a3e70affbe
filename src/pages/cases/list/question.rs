//! What the address of the case list asks for. What this version does not know stands for its
//! default, so that an old or mistyped address still shows cases.

use madoguchi_contract::cases::{CaseView, SortKey};

use crate::{api::cases::ListQuery, components::pagination::is_page_size, routes};

/// The question of an address, of which `value` gives the values.
pub fn known(value: impl Fn(&str) -> String) -> ListQuery {
    let kept = |name, known: fn(&str) -> bool| {
        let value = value(name);
        if known(&value) { value } else { String::new() }
    };
    ListQuery {
        view: kept("view", |view| CaseView::from_id(view).is_some()),
        sort: kept("sort", is_order),
        cursor: value("cursor"),
        limit: kept("limit", is_page_size),
    }
}

/// Known columns, each once.
fn is_order(sort: &str) -> bool {
    let Some(keys) = sort.split(',').map(SortKey::parse).collect::<Option<Vec<_>>>() else {
        return false;
    };
    keys.iter().enumerate().all(|(at, key)| keys[..at].iter().all(|k| k.column != key.column))
}

/// The view asked for.
pub fn view(asked: &ListQuery) -> CaseView {
    CaseView::from_id(&asked.view).unwrap_or_default()
}

/// The order of the rows: that of the address, else the person's `own`; empty for the portal's.
pub fn order<'a>(asked: &'a ListQuery, own: &'a str) -> &'a str {
    match asked.sort.as_str() {
        "" if is_order(own) => own,
        sort => sort,
    }
}

/// What the rows are sorted by first.
pub fn sort(asked: &ListQuery, own: &str) -> SortKey {
    let first = order(asked, own).split(',').next().unwrap_or_default();
    SortKey::parse(first).unwrap_or(SortKey::DEFAULT)
}

/// The address of the same view in another order, from its beginning. The order without a name in
/// the address is the person's own.
pub fn sorted_by(asked: &ListQuery, key: SortKey, own: &str) -> String {
    let standard = if is_order(own) { own.to_owned() } else { SortKey::DEFAULT.to_string() };
    let sort = Some(key.to_string()).filter(|sort| *sort != standard).unwrap_or_default();
    routes::cases(&asked.view, &sort, &asked.limit, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(view: &str, sort: &str, limit: &str) -> ListQuery {
        known(|name| {
            match name {
                "view" => view,
                "sort" => sort,
                "limit" => limit,
                _ => "",
            }
            .to_owned()
        })
    }

    #[test]
    fn what_is_not_known_stands_for_its_default() {
        for (view, sort, limit) in
            [("mine", "colour", "7"), ("", "", ""), ("x", "number,-number", "1e9")]
        {
            assert_eq!(read(view, sort, limit), ListQuery::default());
        }
    }

    #[test]
    fn what_is_known_is_asked_for() {
        let asked = read("action", "state,-updated", "50");
        assert_eq!((&*asked.view, &*asked.sort, &*asked.limit), ("action", "state,-updated", "50"));
        assert_eq!(sort(&asked, "-number").to_string(), "state");
        assert_eq!(sorted_by(&asked, SortKey::DEFAULT, ""), "/cases?view=action&limit=50");
    }

    #[test]
    fn without_an_order_in_the_address_the_own_one_holds() {
        let asked = read("", "", "");
        assert_eq!(sort(&asked, "number").to_string(), "number");
        assert_eq!(order(&asked, "colour"), "");
        assert_eq!(sorted_by(&asked, SortKey::DEFAULT, "number"), "/cases?sort=-updated");
        assert_eq!(sorted_by(&asked, sort(&asked, "number"), "number"), "/cases");
    }
}
