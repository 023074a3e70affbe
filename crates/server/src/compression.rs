//! Answers of the API in fewer bytes, for browsers that take brotli or gzip.
//! JSON only: files of the app are compressed beforehand, attachments go out as they are.
//!
//! No answer holds both a secret and what a stranger sent (the cookie is in a header, and other
//! sites cannot make the browser send requests that carry it), so sizes give nothing away.

use axum::http::header;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{And, Predicate, SizeAbove},
    },
};

/// Bytes below which compressing is not worth it.
const WORTH_IT: u64 = 1_024;

/// The layer around the API's routes.
pub fn layer() -> CompressionLayer<And<SizeAbove, Json>> {
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(WORTH_IT).and(Json))
}

/// Whether an answer is JSON.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Predicate for Json {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|media_type| media_type == "application/json")
    }
}
