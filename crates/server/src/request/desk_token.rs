//! Who speaks for the desk: a bearer token with scopes, made on the command line.
//! The scope is part of the extractor's type, so that no handler can forget to ask for it.

use std::marker::PhantomData;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
};
use sqlx::Row;

use super::idempotency::Owner;
use crate::{app::AppState, desk::tokens, problem::Problem};

/// A part of the desk API that a token may be let into.
pub trait DeskScope: Send {
    /// The scope's name, as `token create --scope` takes it.
    const NAME: &'static str;
}

/// The scopes there are.
pub mod scopes {
    use super::DeskScope;

    macro_rules! scopes {
        ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
            $($(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl DeskScope for $name {
                const NAME: &'static str = $text;
            })*

            /// The names of all scopes.
            pub const ALL: &[&str] = &[$($text),*];
        };
    }

    scopes! {
        /// Companies, customer numbers and their contracts.
        Companies = "companies",
        /// Products and services.
        Services = "services",
        /// Users.
        Users = "users",
        /// Cases, comments, state changes and attachments.
        Cases = "cases",
        /// Announcements.
        Announcements = "announcements",
        /// Knowledge bases and articles.
        Articles = "articles",
    }
}

/// A desk system that showed a token good for the scope `S`. Refuses with 401 or 403.
#[derive(Clone, Copy, Debug)]
pub struct DeskToken<S> {
    /// The token's id, as `token list` shows it.
    pub id: i64,
    scope: PhantomData<S>,
}

impl<S> DeskToken<S> {
    /// Under whose name creating requests are remembered.
    pub fn owner(&self) -> Owner {
        Owner::Token(self.id)
    }
}

impl<S: DeskScope> FromRequestParts<AppState> for DeskToken<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let unknown = || Problem::new(StatusCode::UNAUTHORIZED, "token_required");
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(unknown)?;
        let row = sqlx::query(
            "SELECT id, scopes FROM desk_tokens WHERE token_hash = ? AND revoked_at IS NULL",
        )
        .bind(tokens::hash(token))
        .fetch_optional(state.store.read())
        .await?
        .ok_or_else(unknown)?;
        let granted: String = row.try_get("scopes")?;
        if granted.split(',').any(|scope| scope == S::NAME) {
            Ok(Self { id: row.try_get("id")?, scope: PhantomData })
        } else {
            Err(Problem::new(StatusCode::FORBIDDEN, "scope_required")
                .with_detail(format!("the token lacks the scope {}", S::NAME)))
        }
    }
}
