//! Tables that leave the portal as files: CSV, Excel, PDF.
//! What stands in them is the business of the resource; here is how it is written down.

mod csv;
mod download;
mod pdf;
mod xlsx;

use jiff::tz::TimeZone;
use madoguchi_contract::{Language, sign_ins::ExportFormat};

use crate::clock;

pub use download::{Place, disposition, respond};

/// A table to be written.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is.
    pub title: String,
    /// What belongs to it, a line each; on paper only.
    pub facts: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// The language it is written in.
    pub language: Language,
    /// The zone its times are told in.
    pub zone: TimeZone,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// Its width in half-width characters.
    pub width: u16,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A moment in milliseconds.
    Moment(i64),
}

/// Why a table could not be written: our own mistake.
type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Table {
    /// The file. Takes a while: not for async threads.
    fn write(&self, format: ExportFormat) -> Result<Vec<u8>, Failure> {
        match format {
            ExportFormat::Csv => csv::write(self),
            ExportFormat::Xlsx => xlsx::write(self),
            ExportFormat::Pdf => Ok(pdf::write(self)),
        }
    }

    /// A cell in words.
    fn words(&self, cell: &Cell) -> String {
        match cell {
            Cell::Text(text) => text.clone(),
            Cell::Moment(at) => {
                let zoned = clock::timestamp(*at).to_zoned(self.zone.clone());
                zoned.strftime("%Y-%m-%d %H:%M:%S").to_string()
            }
        }
    }
}
