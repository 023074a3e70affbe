//! A table as an answer: built off the async threads, a few at a time, and saved by the browser
//! under a name that may be Japanese.

use std::fmt::Write;

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use madoguchi_contract::sign_ins::ExportFormat;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Table;
use crate::problem::Problem;

/// Tables that are in memory at the same time; further ones wait.
static PLACES: Semaphore = Semaphore::const_new(2);

/// A place for a table, to be taken before its rows are read.
#[derive(Debug)]
pub struct Place {
    _permit: SemaphorePermit<'static>,
}

impl Place {
    /// Waits for a place; the time limit of the request ends the wait.
    pub async fn wait() -> Result<Self, Problem> {
        let permit = PLACES.acquire().await.map_err(|_| Problem::unavailable(5))?;
        Ok(Self { _permit: permit })
    }
}

/// The answer with the file. `name` is without the ending.
pub async fn respond(
    place: Place,
    table: Table,
    format: ExportFormat,
    name: &str,
) -> Result<Response, Problem> {
    let written = tokio::task::spawn_blocking(move || {
        let file = table.write(format);
        // The rows go before another table takes the place.
        drop((table, place));
        file
    });
    let file = written.await.map_err(|_| Problem::internal())?.map_err(|error| {
        tracing::error!(error = %error, "a table cannot be written");
        Problem::internal()
    })?;
    let mut response = Response::new(Body::from(file));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(format)));
    let name = format!("{name}.{}", format.id());
    headers.insert(header::CONTENT_DISPOSITION, disposition(&name));
    Ok(response)
}

fn media_type(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat::Pdf => "application/pdf",
    }
}

/// `Content-Disposition` with the name in full (RFC 6266, RFC 8187) and a plain one for old clients.
pub fn disposition(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '"' | '\\' | '%' => '_',
            letter if letter.is_ascii_graphic() || letter == ' ' => letter,
            _ => '_',
        })
        .collect();
    let mut encoded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    HeaderValue::try_from(format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_the_name_it_was_sent_with() {
        assert_eq!(
            disposition("接続 ログ.csv").to_str().unwrap(),
            "attachment; filename=\"__ __.csv\"; \
             filename*=UTF-8''%E6%8E%A5%E7%B6%9A%20%E3%83%AD%E3%82%B0.csv"
        );
        assert_eq!(
            disposition("a\"b\\c\r\nd;.txt").to_str().unwrap(),
            "attachment; filename=\"a_b_c__d;.txt\"; filename*=UTF-8''a%22b%5Cc%0D%0Ad%3B.txt"
        );
    }
}
