//! CSV (RFC 4180) that spreadsheets open as it is meant: UTF-8 with byte-order mark, lines end in
//! CR LF, and no cell is taken for a formula.

use ::csv::{Terminator, WriterBuilder};

use super::{Failure, Table};

/// What makes a spreadsheet take a cell for a formula when it stands first, full width included:
/// spreadsheets of East Asia take those as well.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The file.
pub(super) fn write(table: &Table) -> Result<Vec<u8>, Failure> {
    let mut file = "\u{FEFF}".as_bytes().to_vec();
    {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut file);
        writer.write_record(table.columns.iter().map(|column| harmless(column.heading.clone())))?;
        for row in &table.rows {
            writer.write_record(row.iter().map(|cell| harmless(table.words(cell))))?;
        }
        writer.flush()?;
    }
    Ok(file)
}

/// Puts an apostrophe before what could be a formula: spreadsheets show the rest as text.
fn harmless(text: String) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Cell, Column};

    #[test]
    fn a_name_is_never_a_formula() {
        for name in ["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＠x"] {
            assert_eq!(harmless(name.to_owned()), format!("'{name}"));
        }
        for name in ["見本 太郎", "a=b", "O'Brien", ""] {
            assert_eq!(harmless(name.to_owned()), name);
        }
    }

    #[test]
    fn commas_quotes_and_lines_stay_in_their_cell() {
        let column = |heading: &str| Column { heading: heading.to_owned(), width: 10 };
        let cell = |text: &str| Cell::Text(text.to_owned());
        let table = Table {
            title: String::new(),
            facts: Vec::new(),
            columns: vec![column("名前"), column("時刻")],
            rows: vec![vec![cell("a,\"b\"\r\nc"), Cell::Moment(0)]],
            language: madoguchi_contract::Language::Ja,
            zone: jiff::tz::TimeZone::get("Asia/Tokyo").unwrap(),
        };
        let file = String::from_utf8(write(&table).unwrap()).unwrap();
        let expected = "\u{FEFF}名前,時刻\r\n\"a,\"\"b\"\"\r\nc\",1970-01-01 09:00:00\r\n";
        assert_eq!(file, expected);
    }
}
