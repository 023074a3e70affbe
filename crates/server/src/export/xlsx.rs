//! Excel: texts are texts and never formulas, times are real times, the headings stay in sight and
//! filter.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::{Cell, Failure, Table};
use crate::clock;

/// The longest text that a cell of a workbook can hold.
const LONGEST: usize = 32_767;

/// The file.
pub(super) fn write(table: &Table) -> Result<Vec<u8>, Failure> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&table.title));
    let heading = Format::new().set_bold().set_background_color("E8EDF3");
    let text = Format::new().set_align(FormatAlign::Top);
    let time = Format::new().set_align(FormatAlign::Top).set_num_format("yyyy-mm-dd hh:mm:ss");
    // Rows that are written go to a file without a name, so that memory holds only one.
    let sheet = workbook.add_worksheet_with_low_memory()?;
    sheet.set_name(sheet_name(&table.title))?;
    for (place, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(place, f64::from(column.width))?;
        sheet.write_string_with_format(0, place, &column.heading, &heading)?;
    }
    for (line, row) in (1_u32..).zip(&table.rows) {
        for (place, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Text(words) if words.is_empty() => {}
                Cell::Text(words) => {
                    let words: String = words.chars().take(LONGEST).collect();
                    sheet.write_string_with_format(line, place, words, &text)?;
                }
                Cell::Moment(at) => {
                    if let Ok(at) = moment(table, *at) {
                        sheet.write_datetime_with_format(line, place, &at, &time)?;
                    } else {
                        // Before 1900 there are no times in a workbook.
                        sheet.write_string_with_format(line, place, table.words(cell), &text)?;
                    }
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = u16::try_from(table.columns.len()).ok().and_then(|n| n.checked_sub(1)) {
        let lines = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, lines, last)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The moment on the clock of the table's zone; workbooks know no zones.
fn moment(table: &Table, at: i64) -> Result<ExcelDateTime, XlsxError> {
    let there = clock::timestamp(at).to_zoned(table.zone.clone()).datetime();
    let part = |value: i8| value.unsigned_abs();
    ExcelDateTime::from_ymd(there.year().unsigned_abs(), part(there.month()), part(there.day()))?
        .and_hms(
            u16::from(part(there.hour())),
            part(there.minute()),
            f64::from(part(there.second())),
        )
}

/// A title as the name of a sheet: 31 characters, without the signs that are not allowed there.
fn sheet_name(title: &str) -> String {
    title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(31).collect()
}
