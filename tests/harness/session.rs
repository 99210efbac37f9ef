//! One browser with an empty profile.

use crate::command::Command;
use crate::driver::Driver;
use anyhow::{Context, Result};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

/// The part of the screen that shows the page, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Whether it is touched, as a phone is.
    pub touch: bool,
}

impl Viewport {
    /// A laptop.
    pub const DESKTOP: Self = Self { width: 1440, height: 900, touch: false };
    /// A phone held upright.
    pub const PHONE: Self = Self { width: 390, height: 844, touch: true };
    /// A phone on its side.
    pub const LYING_PHONE: Self = Self { width: 844, height: 390, touch: true };
}

/// A browser and its driver.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) client: Client,
    // Held for its end: dropping it ends the process.
    _driver: Driver,
}

impl Session {
    /// Starts a browser that nobody has used.
    pub(crate) async fn fresh() -> Result<Self> {
        let driver = Driver::start()?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities())
            .connect(&driver.url)
            .await
            .context("chromedriver could not start the browser")?;
        let session = Self { client, _driver: driver };
        session.viewport(Viewport::DESKTOP).await?;
        Ok(session)
    }

    /// Sizes the page's part of the window.
    pub(crate) async fn viewport(&self, size: Viewport) -> Result<()> {
        let Viewport { width, height, touch } = size;
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch });
        self.tools("Emulation.setDeviceMetricsOverride", metrics).await?;
        let touching = json!({ "enabled": touch, "maxTouchPoints": if touch { 5 } else { 1 } });
        self.tools("Emulation.setTouchEmulationEnabled", touching).await.map(drop)
    }

    /// Calls a method of the developer tools, and gives its answer.
    pub(crate) async fn tools(&self, method: &str, parameters: Value) -> Result<Value> {
        let command = Command::tools(method, parameters);
        self.client
            .issue_cmd(command)
            .await
            .with_context(|| format!("the browser refused {method}"))
    }

    /// What came into a log since the last time: `browser` (the console) or `performance` (the network).
    pub(crate) async fn log(&self, kind: &str) -> Result<Vec<Value>> {
        let entries = self.client.issue_cmd(Command::log(kind)).await;
        let entries = entries.with_context(|| format!("the browser has no log `{kind}`"))?;
        Ok(entries.as_array().cloned().unwrap_or_default())
    }

    /// Ends the browser, and then the driver.
    pub(crate) async fn close(&self) {
        // A browser that has crashed cannot be closed; the driver ends with the session either way.
        self.client.clone().close().await.ok();
    }
}

fn capabilities() -> Map<String, Value> {
    let mut options = json!({
        "args": [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--window-size=1440,1000",
            // Whatever the page might ask of another host: it does not get through, and shows in the log.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ],
        "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
    });
    if let Some(chromium) = std::env::var_os("PAKKA_CHROMIUM") {
        options["binary"] = json!(chromium.to_string_lossy());
    }
    let logs = json!({ "browser": "ALL", "performance": "ALL" });
    Map::from_iter([
        ("goog:chromeOptions".to_owned(), options),
        ("goog:loggingPrefs".to_owned(), logs),
    ])
}
