//! Feeding a file of articles through the desk API: one JSON object a line, each sent by itself,
//! so that a line that is refused never keeps the others back.

mod desk;
mod line;

use std::{
    collections::HashMap,
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::{
        Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};

use madoguchi_contract::desk::Outcome;

pub use self::desk::Failure;
use self::{desk::Desk, line::Entry};

/// Requests under way at the same time.
const WORKERS: usize = 4;
/// Longest line that is read, in bytes; the rest of a longer one is skipped.
const MAX_LINE: usize = 8_000_000;

/// Where articles go and under what name.
#[derive(Clone, Debug)]
pub struct Target {
    /// The server, such as `http://localhost:8080`.
    pub url: String,
    /// A desk token with the scope `articles`.
    pub token: String,
    /// Identifier of the base; made when it does not exist.
    pub base: String,
    /// Who is shown as the author; may be empty.
    pub author: String,
}

/// A line that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its number in the file, from 1.
    pub line: usize,
    /// The article's identifier, where it could be read.
    pub slug: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that did not exist.
    pub created: usize,
    /// Articles that were different.
    pub changed: usize,
    /// Articles that were the same already.
    pub unchanged: usize,
    /// What was not taken, in the order of the file.
    pub refused: Vec<Refused>,
}

impl Summary {
    /// Lines that have been dealt with.
    pub fn lines(&self) -> usize {
        self.created + self.changed + self.unchanged + self.refused.len()
    }

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Unchanged => self.unchanged += 1,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, changed, unchanged, refused } = self;
        write!(
            out,
            "{} lines: {created} created, {changed} changed, {unchanged} unchanged, {} refused",
            self.lines(),
            refused.len()
        )
    }
}

/// Sends every line of `file` and tells `progress` how far it is. Blocks. Ends early only when
/// the file cannot be read, or the server cannot be reached or does not let us in.
pub fn run(
    file: &Path,
    target: &Target,
    progress: &(dyn Fn(&Summary) + Sync),
) -> Result<Summary, Failure> {
    let file = File::open(file)?;
    let desk = Desk::new(target);
    let summary = Mutex::new(Summary::default());
    let failure: Mutex<Option<Failure>> = Mutex::new(None);
    let (send, receive) = sync_channel::<Entry>(2 * WORKERS);
    let receive = Mutex::new(receive);
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| work(&desk, &receive, &summary, &failure, progress));
        }
        let read = read_lines(file, &send, &summary, &failure);
        // With no more to come, the workers end, and the scope with them.
        drop(send);
        read
    })?;
    if let Some(failure) = failure.into_inner().unwrap_or_default() {
        return Err(failure);
    }
    let mut summary = summary.into_inner().unwrap_or_default();
    summary.refused.sort_by_key(|refused| refused.line);
    Ok(summary)
}

/// Reads the file line by line; what can be seen to be wrong is not sent.
fn read_lines(
    file: File,
    send: &SyncSender<Entry>,
    summary: &Mutex<Summary>,
    failure: &Mutex<Option<Failure>>,
) -> io::Result<()> {
    let mut reader = BufReader::new(file);
    let mut slugs: HashMap<String, usize> = HashMap::new();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if reader.by_ref().take(MAX_LINE as u64).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let whole = bytes.len() < MAX_LINE || bytes.ends_with(b"\n");
        if !whole {
            reader.skip_until(b'\n')?;
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let entry = if whole {
            line::parse(line, &bytes)
        } else {
            Err(Refused { line, slug: String::new(), reason: "the line is too long".to_owned() })
        };
        let entry = entry.and_then(|entry| match slugs.insert(entry.slug.clone(), line) {
            None => Ok(entry),
            Some(first) => {
                slugs.insert(entry.slug.clone(), first);
                let reason = format!("the slug stands in line {first} already");
                Err(Refused { line, slug: entry.slug, reason })
            }
        });
        match entry {
            Ok(entry) => {
                if send.send(entry).is_err() || lock(failure).is_some() {
                    break;
                }
            }
            Err(refused) => lock(summary).refused.push(refused),
        }
    }
    Ok(())
}

fn work(
    desk: &Desk,
    receive: &Mutex<Receiver<Entry>>,
    summary: &Mutex<Summary>,
    failure: &Mutex<Option<Failure>>,
    progress: &(dyn Fn(&Summary) + Sync),
) {
    loop {
        let next = lock(receive).recv();
        let Ok(entry) = next else { return };
        if lock(failure).is_some() {
            // Somebody else found that there is no point; let the reader notice, too.
            continue;
        }
        match desk.put_article(&entry) {
            Ok(outcome) => {
                let mut summary = lock(summary);
                match outcome {
                    Ok(outcome) => summary.count(outcome),
                    Err(reason) => {
                        summary.refused.push(Refused { line: entry.line, slug: entry.slug, reason })
                    }
                }
                progress(&summary);
            }
            Err(found) => {
                lock(failure).get_or_insert(found);
            }
        }
    }
}

/// Nobody panics while holding one of these, and if so the figures are still good.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
