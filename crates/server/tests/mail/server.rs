//! The mail server of the tests, started on a free port with a folder of its own.
//! Ended when it is dropped.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use mailparse::{MailHeaderMap, ParsedMail};

/// A running mail server, and the mails that it took.
pub struct MailServer {
    child: Child,
    /// Where it listens on this machine.
    pub port: u16,
    folder: tempfile::TempDir,
}

/// A mail as it arrived.
pub struct Arrived(Vec<u8>);

impl MailServer {
    /// Starts it.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (child, port) = start(folder.path(), 0);
        Self { child, port, folder }
    }

    /// Starts one that takes mails only over TLS and from those who log in; gives the file with its
    /// certificate.
    pub fn guarded() -> (Self, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let certificate = folder.path().join("cert.pem");
        fs::write(&certificate, own.cert.pem()).unwrap();
        fs::write(folder.path().join("key.pem"), own.signing_key.serialize_pem()).unwrap();
        let (child, port) = start(folder.path(), 0);
        (Self { child, port, folder }, certificate)
    }

    /// Ends it: nobody listens any more.
    pub fn stop(&mut self) {
        // Ended already is as good.
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }

    /// Starts it again where it was.
    pub fn start_again(&mut self) {
        (self.child, _) = start(self.folder.path(), self.port);
    }

    /// The mails it took, in their order.
    pub fn arrived(&self) -> Vec<Arrived> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
        files.sort();
        files.iter().map(|file| Arrived(fs::read(file).unwrap())).collect()
    }

    /// Whom the mails went to, in their order.
    pub fn recipients(&self) -> Vec<String> {
        self.arrived().iter().map(|mail| mail.header("To")).collect()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        let file = self.folder.path().join("connections");
        fs::read_to_string(file).map_or(0, |lines| lines.lines().count())
    }

    /// Lets the answers to `slow…` recipients go.
    pub fn go_on(&self) {
        fs::write(self.folder.path().join("go"), "").unwrap();
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn start(folder: &Path, port: u16) -> (Child, u16) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/mail/server.mjs");
    let packages = program.with_file_name("node_modules");
    assert!(packages.is_dir(), "the mail server is fetched by `cargo xtask test api`");
    let mut child = Command::new("node")
        .arg(program)
        .arg(folder)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node, which runs the mail server");
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().parse().expect("a port"))
}

impl Arrived {
    fn parsed(&self) -> ParsedMail<'_> {
        mailparse::parse_mail(&self.0).unwrap()
    }

    /// A header, decoded.
    pub fn header(&self, name: &str) -> String {
        let parsed = self.parsed();
        parsed.headers.get_first_value(name).unwrap_or_else(|| panic!("no {name}"))
    }

    /// The part of that type, decoded.
    pub fn part(&self, kind: &str) -> String {
        let parsed = self.parsed();
        let part = parsed.subparts.iter().find(|part| part.ctype.mimetype == kind);
        part.unwrap_or_else(|| panic!("no {kind}")).get_body().unwrap()
    }

    /// The types of the parts, from the plainest to the richest.
    pub fn kinds(&self) -> Vec<String> {
        self.parsed().subparts.iter().map(|part| part.ctype.mimetype.clone()).collect()
    }

    /// Whether every byte of it can pass every mail server.
    pub fn is_plain(&self) -> bool {
        self.0.is_ascii() && self.0.split(|byte| *byte == b'\n').all(|line| line.len() <= 998)
    }
}
