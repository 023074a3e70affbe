//! Two people change one contact: what one of them did not touch follows the other.

use madoguchi_contract::contacts::ContactFields;

use super::lines::LINES;
use crate::{
    i18n::{Text, t},
    util::intl,
};

/// Takes over what is `saved` now wherever `mine` is still as it was at the `base`.
pub fn merge(
    mut mine: ContactFields,
    mut base: ContactFields,
    saved: &ContactFields,
) -> ContactFields {
    let mut newer = saved.clone();
    for line in &LINES {
        if (line.of)(&mut mine) == (line.of)(&mut base) {
            (line.of)(&mut mine).clone_from((line.of)(&mut newer));
        }
    }
    fn follow<T: PartialEq>(mine: &mut T, base: &T, newer: T) {
        if mine == base {
            *mine = newer;
        }
    }
    follow(&mut mine.company, &base.company, newer.company);
    follow(&mut mine.language, &base.language, newer.language);
    follow(&mut mine.time_zone, &base.time_zone, newer.time_zone);
    follow(&mut mine.administrator, &base.administrator, newer.administrator);
    follow(&mut mine.second_factor, &base.second_factor, newer.second_factor);
    follow(&mut mine.customer_numbers, &base.customer_numbers, newer.customer_numbers);
    mine
}

/// Where two versions differ: what the field is called, and both values in words; tracked.
pub fn differences(saved: &ContactFields, mine: &ContactFields) -> Vec<(Text, String, String)> {
    words(saved)
        .into_iter()
        .zip(words(mine))
        .filter(|(saved, mine)| saved.1 != mine.1)
        .map(|((label, saved), (_, mine))| (label, saved, mine))
        .collect()
}

fn words(fields: &ContactFields) -> Vec<(Text, String)> {
    let mut fields = fields.clone();
    let mut words: Vec<(Text, String)> =
        LINES.iter().map(|line| (line.label, (line.of)(&mut fields).clone())).collect();
    let yes_or_no = |value| if value { t::contact_on() } else { t::contact_off() }.to_owned();
    let numbers = match &fields.customer_numbers {
        Some(numbers) => numbers.join(t::list_comma()),
        None => t::contact_numbers_all().to_owned(),
    };
    words.extend([
        (t::contact_language, language_name(intl::tag(fields.language)).to_owned()),
        (t::contact_time_zone, fields.time_zone),
        (t::role_administrator, yes_or_no(fields.administrator)),
        (t::contact_second_factor_on, yes_or_no(fields.second_factor)),
        (t::contact_numbers, numbers),
    ]);
    words
}

/// The languages, each by its own name.
pub const LANGUAGES: [(&str, &str); 2] = [("ja", "日本語"), ("en", "English")];

fn language_name(tag: &str) -> &'static str {
    LANGUAGES.iter().find(|(own, _)| *own == tag).map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(name: &str, mail: &str, administrator: bool) -> ContactFields {
        ContactFields {
            family_name: name.to_owned(),
            mail: mail.to_owned(),
            administrator,
            ..ContactFields::default()
        }
    }

    #[test]
    fn what_i_typed_stays_and_the_rest_follows() {
        let base = fields("佐藤", "a@example", false);
        let merged =
            merge(fields("伊藤", "a@example", false), base, &fields("加藤", "b@example", true));
        assert_eq!(merged, fields("伊藤", "b@example", true));
    }

    #[test]
    fn only_what_differs_is_named() {
        let found = differences(&fields("加藤", "a", false), &fields("伊藤", "a", true));
        let values: Vec<_> = found.iter().map(|(_, saved, mine)| (&**saved, &**mine)).collect();
        assert_eq!(values.len(), 2);
        assert_eq!(values[0], ("加藤", "伊藤"));
    }
}
