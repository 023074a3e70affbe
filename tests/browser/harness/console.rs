//! Listens to the browser's console, over WebDriver BiDi, from before the first page.
//! Everything said at level error is a complaint, unless the test expects it.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use futures_util::StreamExt;
use thirtyfour::bidi::BiDi;
use thirtyfour::bidi::events::LogEntryAdded;
use thirtyfour::bidi::modules::log::LogLevel;

/// What the console said.
#[derive(Clone, Default)]
pub struct Console {
    said: Arc<Mutex<Vec<String>>>,
    expected: Arc<Mutex<Vec<&'static str>>>,
}

impl Console {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the browser does not let us.
    pub async fn listen(bidi: &BiDi) -> Result<Self> {
        let console = Self::default();
        let mut entries = bidi.subscribe::<LogEntryAdded>().await?;
        let said = Arc::clone(&console.said);
        tokio::spawn(async move {
            while let Some(entry) = entries.next().await {
                if entry.level == LogLevel::Error {
                    let text = entry.text.unwrap_or_else(|| "an error without words".to_owned());
                    said.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                }
            }
        });
        Ok(console)
    }

    /// From now on, and backwards, lines with these words are no complaint.
    pub fn expect(&self, words: &'static str) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).push(words);
    }

    /// What was said and not expected.
    pub fn complaints(&self) -> Vec<String> {
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.iter()
            .filter(|line| !expected.iter().any(|words| line.contains(words)))
            .cloned()
            .collect()
    }
}
