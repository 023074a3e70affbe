//! `sign-ins`: the sign-in history, and the same as a file.

use madoguchi_contract::{
    list::Page,
    sign_ins::{ExportFormat, SignInEvent},
};

use super::{ApiError, client};
use crate::util::question::Question;

/// One page of the history, newest first.
pub fn list(
    question: &Question,
) -> impl Future<Output = Result<Page<SignInEvent>, ApiError>> + use<> {
    client::get(question.at("/sign-ins"))
}

/// Where the whole history of that question is downloaded from.
pub fn export_address(question: &Question, format: ExportFormat) -> String {
    let question = question.with(&[("limit", ""), ("format", format.id())]);
    client::file_address(&question.at("/sign-ins/export"))
}
