//! A visitor's browser and the host it visits. What the visitor does there is in `verbs.rs`.

use crate::host;
use crate::session::{Session, Viewport};
use crate::visit::Visit;
use anyhow::{Context, Result, bail, ensure};
use file_server::Server;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A visitor's browser, with the page on a host of its own.
#[derive(Debug)]
pub struct Page {
    pub(crate) session: Session,
    /// `None`: the network is gone.
    host: Option<Server>,
    url: String,
    visit: Visit,
    trouble: bool,
}

impl Page {
    pub(crate) async fn begin() -> Result<Self> {
        let host = host::serve(host::dist()?)?;
        let session = Session::fresh().await?;
        Ok(Self {
            session,
            url: host.url(),
            host: Some(host),
            visit: Visit::default(),
            trouble: false,
        })
    }

    /// Opens the page at a fragment (`""`, `"#/wedding"`) and waits until its program runs.
    pub async fn open(&mut self, fragment: &str) -> Result<()> {
        self.go(fragment).await?;
        self.started().await
    }

    /// Opens the page without waiting for its program.
    pub async fn go(&mut self, fragment: &str) -> Result<()> {
        let address = format!("{}{fragment}", self.url);
        self.session
            .client
            .goto(&address)
            .await
            .with_context(|| format!("could not open {address}"))
    }

    /// Loads the page again, as a visitor does who comes back.
    pub async fn reload(&mut self) -> Result<()> {
        self.session.client.refresh().await.context("could not reload")?;
        self.started().await
    }

    /// Waits until the program runs.
    async fn started(&mut self) -> Result<()> {
        let waited = self.wait_for("html[data-boot=ready]").await;
        if waited.is_ok() {
            return Ok(());
        }
        let body = self.text("body").await.unwrap_or_default();
        bail!(
            "the program did not start. The page says: {body}\nThe console: {:?}",
            self.console_errors().await?
        )
    }

    /// Errors and warnings on the console so far.
    pub async fn console_errors(&mut self) -> Result<Vec<String>> {
        self.gather().await?;
        Ok(self.visit.complaints.clone())
    }

    /// Requests to another host so far.
    pub async fn requests_elsewhere(&mut self) -> Result<Vec<String>> {
        self.gather().await?;
        Ok(self.visit.elsewhere(&self.url))
    }

    /// Paths that the host was asked for and did not have.
    pub fn missing(&self) -> Vec<String> {
        let visits = self.host.as_ref().map(|host| host.log().visits()).unwrap_or_default();
        visits.into_iter().filter(|visit| visit.status >= 400).map(|visit| visit.path).collect()
    }

    async fn gather(&mut self) -> Result<()> {
        self.visit.add_console(&self.session.log("browser").await?);
        self.visit.add_network(&self.session.log("performance").await?);
        Ok(())
    }

    /// Replaces the browser by one that nobody has used; the page has to be opened again.
    pub async fn fresh_profile(&mut self) -> Result<()> {
        self.gather().await?;
        self.session.close().await;
        self.session = Session::fresh().await?;
        Ok(())
    }

    /// Sizes the window.
    pub async fn viewport(&self, size: Viewport) -> Result<()> {
        self.session.viewport(size).await
    }

    /// What the visitor's system prefers, for instance `("prefers-color-scheme", "dark")`,
    /// `("prefers-reduced-motion", "reduce")` or `("forced-colors", "active")`. Replaces earlier wishes.
    pub async fn prefer(&self, wishes: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> =
            wishes.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.session
            .tools("Emulation.setEmulatedMedia", json!({ "features": features }))
            .await
            .map(drop)
    }

    /// Calls a method of the developer tools' protocol, for what has no verb here.
    pub async fn tools(&self, method: &str, parameters: Value) -> Result<()> {
        self.session.tools(method, parameters).await.map(drop)
    }

    /// The same, for its answer.
    pub async fn ask_tools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.session.tools(method, parameters).await
    }

    /// Serves another folder from now on, at an address of its own: nothing kept before is known there.
    pub fn host_serves(&mut self, folder: PathBuf) -> Result<()> {
        let host = host::serve(folder)?;
        self.url = host.url();
        self.host = Some(host);
        Ok(())
    }

    /// Takes the network away.
    pub fn unplug(&mut self) {
        self.host = None;
    }

    /// This test provokes what would otherwise fail it: complaints on the console, missing files.
    pub fn expect_trouble(&mut self) {
        self.trouble = true;
    }

    /// Judges the visit as a whole.
    pub(crate) async fn verdict(&mut self) -> Result<()> {
        let elsewhere = self.requests_elsewhere().await?;
        ensure!(elsewhere.is_empty(), "the page asked another host: {elsewhere:#?}");
        if self.trouble {
            return Ok(());
        }
        let complaints = self.console_errors().await?;
        ensure!(complaints.is_empty(), "the console is not empty: {complaints:#?}");
        ensure!(
            self.missing().is_empty(),
            "the page asked for what is not there: {:#?}",
            self.missing()
        );
        Ok(())
    }

    pub(crate) async fn screenshot(&self) -> Result<Vec<u8>> {
        self.session.client.screenshot().await.context("no picture")
    }

    pub(crate) async fn end(&self) {
        self.session.close().await;
    }
}
