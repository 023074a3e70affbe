//! Password hashes: Argon2id with 19 MiB, two passes, one lane (OWASP's minimum).
//! Hashing runs off the async threads, a few at a time, so that guessing cannot starve the rest.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use madoguchi_contract::{
    limits,
    password::{Complaint, PasswordRule},
    problem::FieldError,
};
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// Hashes computed at the same time; each takes 19 MiB and one core.
const AT_ONCE: usize = 4;

/// A hash of the same cost as everybody's that no password matches: what a guess is compared with
/// when there is nothing to compare it with.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bWFkb2d1Y2hpLWR1bW15$\
                     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Passwords(Arc<Semaphore>);

impl Passwords {
    /// Ready to hash.
    pub fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }

    /// The hash to store for `password`, with a new salt.
    pub async fn hash(&self, password: String) -> Result<String, Problem> {
        self.run(move || hash(&password)).await?.ok_or_else(Problem::internal)
    }

    /// Whether `password` belongs to `stored`. Without a stored hash the answer is no, after the
    /// same work.
    pub async fn matches(&self, password: String, stored: Option<String>) -> Result<bool, Problem> {
        self.run(move || {
            let (stored, real) = match stored.as_deref() {
                Some(stored) => (stored, true),
                None => (DUMMY, false),
            };
            // Longer than any password: the same work on its beginning, and the answer is no.
            let end = password.char_indices().nth(limits::PASSWORD).map(|(index, _)| index);
            let looked_at = &password.as_bytes()[..end.unwrap_or(password.len())];
            let matches = PasswordHash::new(stored)
                .is_ok_and(|stored| Argon2::default().verify_password(looked_at, &stored).is_ok());
            matches && real && end.is_none()
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = Arc::clone(&self.0).acquire_owned().await.map_err(|_| Problem::internal())?;
        tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        })
        .await
        .map_err(|_| Problem::internal())
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

/// Refuses with 422 a password that breaks `rule` for the user `login`, naming all that is wrong
/// with `field`.
pub fn check(rule: &PasswordRule, password: &str, login: &str, field: &str) -> Result<(), Problem> {
    let complaints = rule.check(password, login);
    if complaints.is_empty() {
        return Ok(());
    }
    let error = |complaint: Complaint| FieldError {
        field: field.to_owned(),
        code: complaint.code().to_owned(),
    };
    Err(Problem::fields(complaints.into_iter().map(error).collect()))
}

/// The hash to store for `password`; `None` when the system has no random numbers. Slow on
/// purpose: for programs and tests that may block.
pub fn hash(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let passwords = Passwords::new();
        let stored = passwords.hash("Madoguchi-2026!".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        let check = async |password: &str, stored: Option<&String>| {
            passwords.matches(password.to_owned(), stored.cloned()).await.unwrap()
        };
        assert!(check("Madoguchi-2026!", Some(&stored)).await);
        assert!(!check("madoguchi-2026!", Some(&stored)).await);
        assert!(!check("", Some(&stored)).await);
        assert!(!check("Madoguchi-2026!", None).await);
    }

    #[tokio::test]
    async fn what_is_longer_than_a_password_never_matches() {
        let passwords = Passwords::new();
        let longest = "パ".repeat(limits::PASSWORD);
        let stored = passwords.hash(longest.clone()).await.unwrap();
        assert!(passwords.matches(longest.clone(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.matches(longest + "x", Some(stored)).await.unwrap());
    }

    #[test]
    fn the_dummy_costs_what_a_real_hash_costs() {
        let dummy = PasswordHash::new(DUMMY).unwrap();
        let real = hash("x").unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(dummy.algorithm, real.algorithm);
        assert_eq!(dummy.params, real.params);
        assert_eq!(dummy.hash.map(|hash| hash.len()), real.hash.map(|hash| hash.len()));
    }
}
