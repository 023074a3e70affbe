//! What a person does on a page: press, fill in, choose, type, take a file away.

use anyhow::Result;
use thirtyfour::components::SelectElement;
use thirtyfour::prelude::*;

use super::page::Page;
use super::waiting::until;

impl Page {
    /// Presses it.
    ///
    /// # Errors
    /// When it never is there or something covers it.
    pub async fn press(&self, role: &str, name: &str) -> Result<()> {
        until(&format!("{role} {name:?} to press"), || async {
            let Some(element) = self.look(role, name, None).await? else { return Ok(None) };
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Types into a field, in place of what is there.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.find("textbox", label).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Chooses from a list of choices by what it says.
    ///
    /// # Errors
    /// When there is no such list or choice.
    pub async fn choose(&self, label: &str, choice: &str) -> Result<()> {
        let list = self.find("combobox", label).await?;
        Ok(SelectElement::new(&list).await?.select_by_visible_text(choice).await?)
    }

    /// What the file of an ending holds that was downloaded, once it is complete.
    ///
    /// # Errors
    /// When it never is.
    pub async fn downloaded(&self, ending: &str) -> Result<Vec<u8>> {
        until(&format!("a downloaded {ending}"), || async {
            for entry in std::fs::read_dir(self.downloads.path())? {
                let path = entry?.path();
                if path.extension().is_some_and(|own| own == ending) {
                    let bytes = std::fs::read(path)?;
                    return Ok((!bytes.is_empty()).then_some(bytes));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Errors
    /// When the browser does not take them.
    pub async fn keys(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.web.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Presses a key while another is held.
    ///
    /// # Errors
    /// When the browser does not take them.
    pub async fn chord(&self, held: Key, key: Key) -> Result<()> {
        self.web
            .action_chain()
            .key_down(held.clone())
            .send_keys(key + "")
            .key_up(held)
            .perform()
            .await?;
        Ok(())
    }

    /// Ctrl and S.
    ///
    /// # Errors
    /// When the browser does not take them.
    pub async fn save_by_key(&self) -> Result<()> {
        let keys = self.web.action_chain().key_down(Key::Control).send_keys("s");
        keys.key_up(Key::Control).perform().await?;
        Ok(())
    }
}
