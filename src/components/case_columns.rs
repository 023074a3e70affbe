//! The columns of the case list as a person chose them.

use madoguchi_contract::cases::CaseColumn;

/// The columns in their order. Nothing chosen means the portal's own; what this version does not know
/// is left out; the subject is always there, since it is the link to the case.
pub fn chosen(ids: &[String]) -> Vec<CaseColumn> {
    let mut columns: Vec<CaseColumn> = Vec::new();
    for column in ids.iter().filter_map(|id| CaseColumn::from_id(id)) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    if columns.is_empty() {
        return CaseColumn::ALL.to_vec();
    }
    if !columns.contains(&CaseColumn::Subject) {
        columns.insert(0, CaseColumn::Subject);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn nothing_chosen_means_all() {
        assert_eq!(chosen(&[]), CaseColumn::ALL);
        assert_eq!(chosen(&ids(&["colour"])), CaseColumn::ALL);
    }

    #[test]
    fn the_subject_always_stays() {
        assert_eq!(
            chosen(&ids(&["updated", "number", "updated"])),
            [CaseColumn::Subject, CaseColumn::Updated, CaseColumn::Number]
        );
    }
}
