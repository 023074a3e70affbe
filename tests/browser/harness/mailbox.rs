//! The mails that leave a portal: a real mail server takes them, and a test reads them as their reader would.
//! What has been read once is not found again, so that "the next code" is the next code.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use mailparse::{MailHeaderMap, ParsedMail};
use tempfile::TempDir;

use super::waiting::until;

/// A mail server with the mails it has taken; ends with its test.
pub struct Mailbox {
    server: Child,
    port: u16,
    folder: TempDir,
    read: Mutex<HashSet<PathBuf>>,
}

/// One mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its subject line.
    pub subject: String,
    /// What it says, without pictures and markup.
    pub text: String,
    to: String,
}

impl Mailbox {
    /// Starts a mail server on a port of its own choice.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start() -> Result<Self> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/server.mjs");
        let folder = tempfile::tempdir()?;
        let mut server = Command::new("node")
            .arg(program)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the mail server cannot be started")?;
        let output = server.stdout.take().context("the mail server has no output")?;
        let mut port = String::new();
        BufReader::new(output).read_line(&mut port)?;
        let port = port.trim().parse().context("the mail server does not say its port")?;
        Ok(Self { server, port, folder, read: Mutex::default() })
    }

    /// Where it listens on this machine.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The oldest mail to an address that was not read yet and whose subject has the words, once it is there.
    ///
    /// # Errors
    /// When it never comes.
    pub async fn mail_to(&self, address: &str, words: &str) -> Result<Mail> {
        until(&format!("a mail {words:?} to {address}"), || async {
            for (path, mail) in self.unread()? {
                if mail.is_for(address) && mail.subject.contains(words) {
                    self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
                    return Ok(Some(mail));
                }
            }
            Ok(None)
        })
        .await
        .with_context(|| format!("there are: {}", self.overview()))
    }

    /// The subjects of the mails to an address that nobody has read yet.
    ///
    /// # Errors
    /// When a mail cannot be understood.
    pub fn unread_of(&self, address: &str) -> Result<Vec<String>> {
        let mails = self.unread()?.into_iter();
        Ok(mails.filter(|(_, mail)| mail.is_for(address)).map(|(_, mail)| mail.subject).collect())
    }

    fn unread(&self) -> Result<Vec<(PathBuf, Mail)>> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut paths = Vec::new();
        for entry in fs::read_dir(self.folder.path())? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "eml") && !read.contains(&path) {
                paths.push(path);
            }
        }
        paths.sort();
        paths.into_iter().map(|path| Ok((path.clone(), Mail::read(&fs::read(&path)?)?))).collect()
    }

    fn overview(&self) -> String {
        let mails = self.unread().unwrap_or_default();
        let lines = mails.iter().map(|(_, mail)| format!("{:?} to {}", mail.subject, mail.to));
        lines.collect::<Vec<_>>().join(", ")
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Mail {
    fn read(raw: &[u8]) -> Result<Self> {
        let mail = mailparse::parse_mail(raw)?;
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        let text = part(&mail, "text/plain").context("a mail has no text")?.get_body()?;
        Ok(Self { subject: header("Subject"), to: header("To"), text })
    }

    fn is_for(&self, address: &str) -> bool {
        self.to.to_lowercase().contains(&address.to_lowercase())
    }

    /// The code of six digits it has.
    ///
    /// # Errors
    /// When it has none, or several.
    pub fn code(&self) -> Result<String> {
        let runs = self.text.split(|character: char| !character.is_ascii_digit());
        let mut codes: Vec<&str> = runs.filter(|digits| digits.len() == 6).collect();
        codes.dedup();
        ensure!(codes.len() == 1, "one code is expected, not {codes:?}: {}", self.text);
        Ok(codes[0].to_owned())
    }

    /// The first web address it has.
    ///
    /// # Errors
    /// When it has none.
    pub fn link(&self) -> Result<String> {
        let from = self.text.find("http").with_context(|| format!("no link: {}", self.text))?;
        let rest = &self.text[from..];
        let end = rest.find(|character: char| !character.is_ascii_graphic());
        let link = &rest[..end.unwrap_or(rest.len())];
        if link.contains('>') {
            bail!("the link of a text stands in markup: {link}");
        }
        Ok(link.to_owned())
    }
}

/// The part of a kind, wherever it stands.
fn part<'mail>(mail: &'mail ParsedMail<'mail>, kind: &str) -> Option<&'mail ParsedMail<'mail>> {
    mail.parts().find(|part| part.ctype.mimetype == kind)
}
