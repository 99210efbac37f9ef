//! What a visitor does and sees.

use crate::page::Page;
use crate::{axe, keys};
use anyhow::{Context, Result, bail, ensure};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a test waits for something to appear.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it looks.
const PAUSE: Duration = Duration::from_millis(40);

impl Page {
    /// Presses a key where the focus is: `Space`, `ArrowRight`, `Shift+Tab`, `p`.
    pub async fn press(&self, key: &str) -> Result<()> {
        let strokes = keys::strokes(key)?;
        self.session
            .client
            .perform_actions(strokes)
            .await
            .with_context(|| format!("could not press {key}"))
    }

    /// Types into the element that has the focus.
    pub async fn write(&self, text: &str) -> Result<()> {
        let focused =
            self.session.client.active_element().await.context("nothing has the focus")?;
        focused.send_keys(text).await.with_context(|| format!("could not write {text}"))
    }

    /// Clicks the middle of the first element, as a person does: what covers it gets the click, and then
    /// this fails.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.wait_for(css).await?;
        element.click().await.with_context(|| format!("could not click `{css}`"))
    }

    /// The visible text of the first element.
    pub async fn text(&self, css: &str) -> Result<String> {
        let element = self.wait_for(css).await?;
        element.text().await.with_context(|| format!("`{css}` has no text"))
    }

    /// An attribute of the first element; `None` when the element does not have it.
    pub async fn attr(&self, css: &str, name: &str) -> Result<Option<String>> {
        let element = self.find(css).await?.with_context(|| format!("there is no `{css}`"))?;
        element.attr(name).await.with_context(|| format!("could not read {name} of `{css}`"))
    }

    /// How many elements there are at this moment.
    pub async fn count(&self, css: &str) -> Result<usize> {
        let found = self.session.client.find_all(Locator::Css(css)).await;
        Ok(found.with_context(|| format!("could not count `{css}`"))?.len())
    }

    /// Waits until the words stand on the page where they can be seen.
    pub async fn see(&self, words: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while !self.shows(words).await? {
            if Instant::now() > until {
                bail!("did not see “{words}”. What is there:\n{}", self.all_text().await?);
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Waits until the words are gone.
    pub async fn not_see(&self, words: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while self.shows(words).await? {
            ensure!(Instant::now() < until, "“{words}” is still there");
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    async fn shows(&self, words: &str) -> Result<bool> {
        let wanted = plain(words);
        Ok(plain(&self.all_text().await?).contains(&wanted))
    }

    async fn all_text(&self) -> Result<String> {
        let text = self.evaluate("return document.body.innerText").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until there is such an element and returns it.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(element) = self.find(css).await? {
                return Ok(element);
            }
            ensure!(Instant::now() < until, "there is no `{css}` after {} s", PATIENCE.as_secs());
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn find(&self, css: &str) -> Result<Option<Element>> {
        match self.session.client.find(Locator::Css(css)).await {
            Ok(element) => Ok(Some(element)),
            Err(error) if error.is_no_such_element() => Ok(None),
            Err(error) => Err(error).with_context(|| format!("could not look for `{css}`")),
        }
    }

    /// Runs a script in the page; `return` gives the value.
    pub async fn evaluate(&self, script: &str) -> Result<Value> {
        let value = self.session.client.execute(script, Vec::new()).await;
        value.with_context(|| format!("the page could not run: {script}"))
    }

    /// Waits until a script's condition, or what it promises, holds.
    pub async fn wait_until(&self, condition: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while self.evaluate(&format!("return Promise.resolve({condition}).then(Boolean)")).await?
            != json!(true)
        {
            ensure!(Instant::now() < until, "not true after {} s: {condition}", PATIENCE.as_secs());
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// The address of the page at this moment, fragment included.
    pub async fn address(&self) -> Result<String> {
        Ok(self.session.client.current_url().await.context("no address")?.to_string())
    }

    /// What axe-core finds wrong for people who cannot see, hear or point; one line for each element.
    pub async fn axe(&self) -> Result<Vec<String>> {
        axe::violations(&self.session.client).await
    }
}

/// For comparing words: any run of white space is one space. Case is kept.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
