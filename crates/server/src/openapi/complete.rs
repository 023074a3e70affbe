//! What is true of every operation and therefore written once: its name, the problems that any
//! request of its kind can meet, and their media type.

use madoguchi_contract::problem::MEDIA_TYPE;
use utoipa::openapi::{
    Content, OpenApi, Ref, RefOr, Response, ResponseBuilder,
    path::{Operation, PathItem},
};

/// Completes every operation of `document`.
pub(super) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(name(method, path));
            add_problems(method, path, operation);
            set_media_type(operation);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("patch", &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// `get_cases_number_activity`; with `desk_` in front for the desk's door. Unique, since method and
/// path are.
fn name(method: &str, path: &str) -> String {
    let (door, rest) = match path.strip_prefix("/api/desk/v1") {
        Some(rest) => ("desk_", rest),
        None => ("", path.strip_prefix("/api/v1").unwrap_or(path)),
    };
    let parts: String = rest
        .chars()
        .filter(|character| !matches!(character, '{' | '}'))
        .map(|character| if character.is_alphanumeric() { character } else { '_' })
        .collect();
    format!("{door}{method}{parts}")
}

fn add_problems(method: &str, path: &str, operation: &mut Operation) {
    let desk = path.starts_with("/api/desk/");
    let guarded = operation.security.as_ref().is_some_and(|schemes| !schemes.is_empty());
    let writes = method != "get";
    let common = [
        (desk, "401", "token_required"),
        (desk, "403", "scope_required"),
        (guarded && !desk, "401", "session_required"),
        (writes && !desk, "403", "cross_site"),
        (operation.request_body.is_some(), "400", "malformed_json, body_incomplete"),
        (operation.request_body.is_some(), "413", "too_large"),
        (operation.request_body.is_some(), "415", "json_required"),
        (operation.request_body.is_some(), "422", "invalid"),
        (true, "default", "Any problem"),
    ];
    for (applies, status, description) in common {
        if applies && !operation.responses.responses.contains_key(status) {
            let problem = problem(description);
            operation.responses.responses.insert(status.to_owned(), RefOr::T(problem));
        }
    }
}

fn problem(description: &str) -> Response {
    ResponseBuilder::new()
        .description(description)
        .content(MEDIA_TYPE, Content::new(Some(Ref::from_schema_name("Problem"))))
        .build()
}

/// Problems are `application/problem+json`, whatever the macro made of them.
fn set_media_type(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if status.starts_with(['4', '5'])
            && let Some(content) = response.content.shift_remove("application/json")
        {
            response.content.insert(MEDIA_TYPE.to_owned(), content);
        }
    }
}
