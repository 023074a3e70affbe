//! A request body of the contract: JSON by its media type, within the size limit, of the right
//! shape. What is wrong is said with a status of its own: 415, 413, 400 (not JSON), 422 (shape).

use axum::{
    extract::{FromRequest, OriginalUri, Request},
    http::{HeaderMap, StatusCode, header},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use madoguchi_contract::problem::code;
use serde::de::DeserializeOwned;

use crate::{app::AppState, problem::Problem};

/// The body of a request, read and understood.
#[derive(Clone, Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "json_required"));
        }
        let path = request.extensions().get::<OriginalUri>().map_or(request.uri(), |uri| &uri.0);
        let limit = if path.path().starts_with("/api/desk/") {
            state.config.limits.desk_body_bytes
        } else {
            state.config.limits.body_bytes
        };
        let bytes = read(request, limit).await?;
        parse(&bytes).map(Self)
    }
}

/// Whether the media type is JSON; parameters such as a charset do not matter.
fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("application/json"))
}

/// Reads a body of at most `limit` bytes; refuses early when its length is announced.
async fn read(request: Request, limit: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, code::TOO_LARGE)
            .with_detail(format!("at most {limit} bytes"))
    };
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    match Limited::new(request.into_body(), limit).collect().await {
        Ok(body) => Ok(body.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Problem::bad_request("body_incomplete")),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let why = error.into_inner();
        if let Some(missing) = missing_field(&why) {
            let parent = if field == "." { String::new() } else { format!("{field}.") };
            Problem::field(format!("{parent}{missing}"), "required")
        } else if why.is_data() {
            let field = if field == "." { String::new() } else { field };
            Problem::field(field, "invalid").with_detail(position(&why))
        } else {
            malformed(&why)
        }
    })?;
    reader.end().map_err(|why| malformed(&why))?;
    Ok(value)
}

/// The name of a field that is not there. serde_json says so in its message only.
fn missing_field(why: &serde_json::Error) -> Option<String> {
    let message = why.to_string();
    message.strip_prefix("missing field `")?.split_once('`').map(|(name, _)| name.to_owned())
}

fn malformed(why: &serde_json::Error) -> Problem {
    Problem::bad_request("malformed_json").with_detail(position(why))
}

/// Where it is wrong; never what stands there, since that may be personal.
fn position(why: &serde_json::Error) -> String {
    format!("line {}, column {}", why.line(), why.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_contract::session::SignIn;

    fn refused(body: &str) -> (u16, &'static str, Vec<String>) {
        let problem = parse::<SignIn>(body.as_bytes()).map(|_| ()).unwrap_err();
        let fields = problem.errors().iter().map(|error| error.field.clone()).collect();
        (problem.status().as_u16(), problem.code(), fields)
    }

    #[test]
    fn malformed_json_and_wrong_shapes_are_told_apart() {
        for malformed in [
            "",
            "{",
            "nonsense",
            "{\"user_id\": \"a\", \"password\": \"b\"} and more",
            "\u{FEFF}{}",
        ] {
            assert_eq!(refused(malformed), (400, "malformed_json", vec![]), "{malformed}");
        }
        assert_eq!(refused("7"), (422, "invalid", vec![String::new()]));
        assert_eq!(refused("{}"), (422, "invalid", vec!["user_id".into()]));
        assert_eq!(refused("{\"user_id\": 7}"), (422, "invalid", vec!["user_id".into()]));
    }

    #[test]
    fn only_json_is_taken_for_json() {
        let headers =
            |value: &str| HeaderMap::from_iter([(header::CONTENT_TYPE, value.parse().unwrap())]);
        assert!(is_json(&headers("application/json")));
        assert!(is_json(&headers("Application/JSON; charset=utf-8")));
        for other in ["text/plain", "application/jsonp", "application/x-www-form-urlencoded"] {
            assert!(!is_json(&headers(other)), "{other}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
