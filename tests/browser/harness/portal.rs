//! A portal of the test's own: the server's program on a copy of the sample world.
//! The world is made once a run; copying its folder is quicker than making it again.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::mailbox::{Mail, Mailbox};

static WORLD: Mutex<Option<TempDir>> = Mutex::new(None);

/// Making the sample world may take this long.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server.
pub struct Portal {
    server: Child,
    port: u16,
    address: String,
    dist: PathBuf,
    folder: TempDir,
    mailbox: Mailbox,
}

impl Portal {
    /// Starts a server on a fresh copy of the sample world.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        copy(&world()?, &folder.path().join("data"))?;
        fs::write(clock(folder.path()), "0")?;
        let dist =
            PathBuf::from(std::env::var_os("MADOGUCHI_DIST").context("MADOGUCHI_DIST is not set")?);
        let port = free_port()?;
        let address = format!("http://localhost:{port}");
        let mailbox = Mailbox::start()?;
        let smtp = mailbox.port();
        let settings = format!(
            "[server]\npublic_address = \"{address}\"\n\n\
             [mail.smtp]\nhost = \"127.0.0.1\"\nport = {smtp}\nsecurity = \"none\"\n"
        );
        fs::write(settings_file(folder.path()), settings)?;
        let server = serve(folder.path(), &dist, port)?;
        Ok(Self { server, port, address, dist, folder, mailbox })
    }

    /// Starts it again with further settings, as lines of `portal.toml`.
    ///
    /// # Errors
    /// When it does not start.
    pub fn configure(&mut self, lines: &str) -> Result<()> {
        let file = settings_file(self.folder.path());
        fs::write(&file, format!("{}\n{lines}\n", fs::read_to_string(&file)?))?;
        self.kill()?;
        self.start_again()
    }

    /// The next mail to an address whose subject has the words, once it is there.
    ///
    /// # Errors
    /// When it never comes.
    pub async fn mail_to(&self, address: &str, words: &str) -> Result<Mail> {
        self.mailbox.mail_to(address, words).await
    }

    /// The subjects of the mails to an address that nobody has read yet.
    ///
    /// # Errors
    /// When a mail cannot be understood.
    pub fn unread_of(&self, address: &str) -> Result<Vec<String>> {
        self.mailbox.unread_of(address)
    }

    /// Where browsers find it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The server's clock, in seconds since 1970.
    ///
    /// # Errors
    /// When the clock cannot be read.
    pub fn now(&self) -> Result<u64> {
        Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + self.ahead()?)
    }

    /// How many seconds the server's clock is ahead.
    fn ahead(&self) -> Result<u64> {
        Ok(fs::read_to_string(clock(self.folder.path()))?.trim().parse()?)
    }

    /// Moves the server's clock on, at once.
    ///
    /// # Errors
    /// When the clock cannot be written.
    pub fn advance(&self, seconds: u64) -> Result<()> {
        let file = clock(self.folder.path());
        // In one step, as the server may be reading it.
        let next = file.with_extension("next");
        fs::write(&next, (self.ahead()? + seconds).to_string())?;
        fs::rename(next, file).context("the clock cannot be moved")
    }

    /// Ends the server as a power cut would.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn kill(&mut self) -> Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        Ok(())
    }

    /// Starts it again on the same port and data.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> Result<()> {
        self.server = serve(self.folder.path(), &self.dist, self.port)?;
        Ok(())
    }

    /// Starts it again with an app whose program does not load.
    ///
    /// # Errors
    /// When it does not start.
    pub fn break_the_app(&mut self) -> Result<()> {
        let broken = self.folder.path().join("dist");
        copy(&self.dist, &broken)?;
        for entry in fs::read_dir(&broken)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".wasm") {
                fs::write(&path, "no program")?;
            } else if name.contains(".wasm.") {
                fs::remove_file(&path)?;
            }
        }
        self.kill()?;
        self.dist = broken;
        self.start_again()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// Removes what was made once for the run.
pub fn sweep() {
    WORLD.lock().unwrap_or_else(PoisonError::into_inner).take();
}

/// The folder of the sample world as the server made it.
fn world() -> Result<PathBuf> {
    let mut world = WORLD.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = world.as_ref() {
        return Ok(made.path().join("data"));
    }
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("data"))?;
    fs::write(clock(folder.path()), "0")?;
    let mut server = command(folder.path(), &folder.path().join("data"), free_port()?)?;
    let port = server.1;
    let mut child = server.0.arg("--sample").spawn().context("the server cannot be started")?;
    wait(&mut child, port)?;
    // A clean end, so that everything is in the files that are copied.
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
    if !asked.success() {
        child.kill()?;
    }
    child.wait()?;
    let data = folder.path().join("data");
    *world = Some(folder);
    Ok(data)
}

fn serve(folder: &Path, dist: &Path, port: u16) -> Result<Child> {
    let (mut command, port) = command(folder, &folder.join("data"), port)?;
    command.arg("--config").arg(settings_file(folder)).arg("--dist").arg(dist);
    let mut child = command.spawn().context("the server cannot be started")?;
    wait(&mut child, port)?;
    Ok(child)
}

fn command(folder: &Path, data: &Path, port: u16) -> Result<(Command, u16)> {
    let program = std::env::var_os("MADOGUCHI_SERVER").context("MADOGUCHI_SERVER is not set")?;
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .args(["--port", &port.to_string(), "--data"])
        .arg(data)
        .arg("--clock-offset")
        .arg(clock(folder))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok((command, port))
}

fn wait(child: &mut Child, port: u16) -> Result<()> {
    let began = Instant::now();
    while !answers(port) {
        if let Some(status) = child.try_wait()? {
            bail!("the server ended ({status})");
        }
        if began.elapsed() > PATIENCE {
            bail!("the server does not answer");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// Whether a request is answered: the port is open before the database is ready.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut line = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        line.set_read_timeout(Some(Duration::from_secs(1)))?;
        line.write_all(
            b"GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        )?;
        let mut beginning = [0; 5];
        line.read_exact(&mut beginning)?;
        Ok(beginning == *b"HTTP/")
    };
    ask().unwrap_or_default()
}

fn clock(folder: &Path) -> PathBuf {
    folder.join("clock")
}

fn settings_file(folder: &Path) -> PathBuf {
    folder.join("portal.toml")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
