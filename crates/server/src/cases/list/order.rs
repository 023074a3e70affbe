//! What an order of the list means in the database: parts that are read one after the other, and
//! in each part the columns that an index holds in that order.
//!
//! A column with few values (state, category, service, customer number) makes one part per value,
//! in the order people expect: a case's life, names in the reader's language. A column that can be
//! empty has the empty part last, whichever way it is sorted.

mod ranks;

use madoguchi_contract::cases::{CaseColumn, SortKey};
use sea_query::{CaseStatement, Condition, Expr, ExprTrait};

use ranks::{linked_numbers, ranks};

use crate::{
    problem::Problem,
    request::{Viewer, cursor::Value},
    store::Tx,
};

/// An order of the list.
#[derive(Clone, Debug)]
pub struct Order {
    /// The parts, in reading order.
    pub segments: Vec<Segment>,
}

/// A part of the list.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The customer number it is limited to; else all of the reader's.
    pub customer_number_id: Option<i64>,
    /// What its rows have in common.
    pub condition: Option<Common>,
    /// What its rows are sorted by; the last one is unique.
    pub keys: Vec<Key>,
}

/// What the rows of a part have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Common {
    /// A column has this value.
    Is(&'static str, Value),
    /// A column is empty.
    Empty(&'static str),
    /// A column is not empty.
    Filled(&'static str),
}

/// One sort key inside a part; never NULL.
#[derive(Clone, Debug)]
pub struct Key {
    /// What is compared; written for the table alias it is asked of.
    by: By,
    /// Largest first.
    pub descending: bool,
    /// Whether its values are texts.
    pub text: bool,
}

#[derive(Clone, Debug)]
enum By {
    /// A column.
    Column(&'static str),
    /// The place of the column's value in a list; values that are not in it come last.
    Rank(&'static str, Vec<Value>),
    /// Whether the column is empty.
    IsEmpty(&'static str),
    /// The column, with an empty text where it is empty.
    OrEmpty(&'static str),
}

impl Common {
    /// The condition on the table `alias`.
    pub fn on(&self, alias: &'static str) -> Condition {
        Condition::all().add(match self {
            Self::Is(column, value) => Expr::col((alias, *column)).eq(bound(value)),
            Self::Empty(column) => Expr::col((alias, *column)).is_null(),
            Self::Filled(column) => Expr::col((alias, *column)).is_not_null(),
        })
    }
}

impl Key {
    /// The expression on the table `alias`.
    pub fn on(&self, alias: &'static str) -> Expr {
        match &self.by {
            By::Column(column) => Expr::col((alias, *column)),
            By::Rank(column, values) => {
                let rank = values.iter().zip(0_i64..).fold(
                    CaseStatement::new(),
                    |rank, (value, place)| {
                        rank.case(Expr::col((alias, *column)).eq(bound(value)), place)
                    },
                );
                rank.finally(values.len() as i64).into()
            }
            By::IsEmpty(column) => Expr::col((alias, *column)).is_null(),
            By::OrEmpty(column) => {
                Expr::cust(format!("ifnull({alias}.{column}, '') COLLATE NOCASE"))
            }
        }
    }

    fn column(name: &'static str, descending: bool, text: bool) -> Self {
        Self { by: By::Column(name), descending, text }
    }
}

/// A sort value as a bound parameter.
pub fn bound(value: &Value) -> Expr {
    match value {
        Value::Int(number) => Expr::val(*number),
        Value::Text(text) => Expr::val(text.as_str()),
    }
}

impl Order {
    /// Works out the order `sort` for this reader.
    pub async fn new(tx: &mut Tx, viewer: &Viewer, sort: &[SortKey]) -> Result<Self, Problem> {
        // Every row a reader sees is of one company, so there is nothing to sort by.
        let sort: Vec<SortKey> =
            sort.iter().copied().filter(|key| key.column != CaseColumn::Company).collect();
        let Some((first, rest)) = sort.split_first() else {
            return Ok(Self { segments: vec![Segment::whole(keys(tx, viewer, &[]).await?)] });
        };
        let segments = match first.column {
            CaseColumn::Contact => {
                let tail = keys(tx, viewer, rest).await?;
                let name = Key::column("contact_name", first.descending, true);
                let filled = std::iter::once(name).chain(tail.clone()).collect();
                vec![
                    Segment::part(Common::Filled("contact_name"), filled),
                    Segment::part(Common::Empty("contact_name"), tail),
                ]
            }
            CaseColumn::CustomerNumber => {
                let tail = keys(tx, viewer, rest).await?;
                linked_numbers(tx, viewer, first.descending)
                    .await?
                    .into_iter()
                    .map(|id| Segment {
                        customer_number_id: Some(id),
                        ..Segment::whole(tail.clone())
                    })
                    .collect()
            }
            CaseColumn::State | CaseColumn::Category | CaseColumn::Service => {
                let tail = keys(tx, viewer, rest).await?;
                let (column, values) = ranks(tx, viewer, *first).await?;
                let mut parts: Vec<Segment> = values
                    .into_iter()
                    .map(|value| Segment::part(Common::Is(column, value), tail.clone()))
                    .collect();
                if first.column == CaseColumn::Service {
                    parts.push(Segment::part(Common::Empty(column), tail));
                }
                parts
            }
            CaseColumn::Number
            | CaseColumn::Subject
            | CaseColumn::Updated
            | CaseColumn::Company => vec![Segment::whole(keys(tx, viewer, &sort).await?)],
        };
        Ok(Self { segments })
    }
}

impl Segment {
    fn whole(keys: Vec<Key>) -> Self {
        Self { customer_number_id: None, condition: None, keys }
    }

    fn part(common: Common, keys: Vec<Key>) -> Self {
        Self { condition: Some(common), ..Self::whole(keys) }
    }
}

/// The keys inside a part. The last one is unique: ties are newest first, unless the reader sorts
/// by 更新日時 or by the number anyway.
async fn keys(tx: &mut Tx, viewer: &Viewer, sort: &[SortKey]) -> Result<Vec<Key>, Problem> {
    let mut keys = Vec::new();
    let mut ties = None;
    for key in sort {
        let down = key.descending;
        match key.column {
            CaseColumn::Number => {
                keys.push(Key::column("number", down, true));
                return Ok(keys);
            }
            CaseColumn::Updated => {
                keys.push(Key::column("updated_at", down, false));
                ties = Some(down);
            }
            CaseColumn::Subject => keys.push(Key::column("subject", down, true)),
            CaseColumn::Contact => {
                let empty = By::IsEmpty("contact_name");
                keys.push(Key { by: empty, descending: false, text: false });
                keys.push(Key { by: By::OrEmpty("contact_name"), descending: down, text: true });
            }
            CaseColumn::State
            | CaseColumn::Category
            | CaseColumn::Service
            | CaseColumn::CustomerNumber => {
                let (column, values) = ranks(tx, viewer, *key).await?;
                keys.push(Key { by: By::Rank(column, values), descending: false, text: false });
            }
            CaseColumn::Company => {}
        }
    }
    if ties.is_none() {
        keys.push(Key::column("updated_at", true, false));
    }
    keys.push(Key::column("id", ties.unwrap_or(true), false));
    Ok(keys)
}
