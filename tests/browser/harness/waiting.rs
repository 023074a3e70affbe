//! Waiting for a condition instead of for time: as short as the page allows, as long as patience lasts.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// After this nobody waits any longer.
const PATIENCE: Duration = Duration::from_secs(15);
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// Asks again and again until there is an answer.
///
/// # Errors
/// When there is none in time; says what was waited for and why the last look failed.
pub async fn until<T, F>(what: &str, look: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<Option<T>>>,
{
    let began = Instant::now();
    loop {
        let seen = look().await;
        match seen {
            Ok(Some(found)) => return Ok(found),
            Ok(None) if began.elapsed() < PATIENCE => {}
            // The page may be changing under the look: what is stale now is there in a moment.
            Err(_) if began.elapsed() < PATIENCE => {}
            Ok(None) => bail!("never saw {what}"),
            Err(error) => return Err(error.context(format!("never saw {what}"))),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}
