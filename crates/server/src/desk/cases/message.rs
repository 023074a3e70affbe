//! What the desk says in a case, made ready before the database is locked: Markdown becomes rich
//! text, files inside the request go to disk.

use base64::{Engine, engine::general_purpose::STANDARD};
use madoguchi_contract::{desk::NewAttachment, limits, rich_text::Document};

use crate::{
    cases::files::{Files, Stored},
    desk::check::Checks,
    knowledge::markdown,
    problem::Problem,
};

/// Most files with one message (specification, new enquiry).
const FILES: usize = 20;

/// Longest name of a file, in characters; longer ones do not fit into every file system.
const FILE_NAME: usize = 120;

/// A text with its files, which are on disk. Dropped without [`Message::keep`] they are removed.
#[derive(Debug)]
pub struct Message {
    /// The text.
    pub body: Document,
    /// The files.
    pub files: Vec<Stored>,
}

impl Message {
    /// Checks and prepares a message; 422 naming what is wrong.
    pub async fn prepare(
        folder: &Files,
        body: &str,
        attachments: &[NewAttachment],
    ) -> Result<Self, Problem> {
        let mut checks = Checks::new();
        checks.text("body", body, limits::BODY);
        // What is too long is not read first.
        checks.finish()?;
        let mut checks = Checks::new();
        let document = markdown::to_document(body);
        if document.is_empty() {
            checks.wrong("body", "required");
        }
        if attachments.len() > FILES {
            checks.wrong("attachments", "too_many");
        }
        let mut decoded = Vec::with_capacity(attachments.len());
        for (place, attachment) in attachments.iter().enumerate() {
            let field = |name| format!("attachments[{place}].{name}");
            check_name(&mut checks, field("name"), &attachment.name);
            match STANDARD.decode(&attachment.content) {
                Ok(bytes) if bytes.is_empty() => checks.wrong(field("content"), "required"),
                Ok(bytes) => decoded.push((attachment.name.clone(), bytes)),
                Err(_) => checks.wrong(field("content"), "invalid"),
            }
        }
        checks.finish()?;
        let mut files = Vec::with_capacity(decoded.len());
        for (name, bytes) in decoded {
            files.push(folder.store(name, bytes).await.map_err(|error| {
                tracing::error!(%error, "an attachment cannot be written");
                Problem::unavailable(60)
            })?);
        }
        Ok(Self { body: document, files })
    }

    /// The rows are about to be committed: the files stay.
    pub fn keep(self) {
        self.files.into_iter().for_each(Stored::keep);
    }
}

/// A file name without any path, and without characters that make it look like another one.
fn check_name(checks: &mut Checks, field: String, name: &str) {
    let misleading = |c: char| matches!(c, '/' | '\\' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if name.contains(misleading) || matches!(name, "." | "..") {
        checks.wrong(field, "invalid");
    } else {
        checks.line(field, name, FILE_NAME);
    }
}
