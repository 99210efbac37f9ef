//! The mouse where no element's middle is meant: on a thin line, along a diagram, with its other button.

use crate::page::Page;
use anyhow::{Context, Result};
use fantoccini::actions::{
    InputSource, MOUSE_BUTTON_LEFT, MOUSE_BUTTON_RIGHT, MouseActions, PointerAction,
};
use serde_json::Value;
use std::time::Duration;

/// A place in the window, in CSS pixels.
pub type Place = (f64, f64);

impl Page {
    /// Clicks a place, whatever is there.
    pub async fn click_at(&self, place: Place) -> Result<()> {
        self.press_at(place, MOUSE_BUTTON_LEFT).await
    }

    /// Clicks a place with the other button.
    pub async fn right_click_at(&self, place: Place) -> Result<()> {
        self.press_at(place, MOUSE_BUTTON_RIGHT).await
    }

    async fn press_at(&self, place: Place, button: u64) -> Result<()> {
        let mouse = mouse().then(to(place)).then(PointerAction::Down { button });
        self.act(mouse.then(PointerAction::Up { button })).await
    }

    /// Holds the button down from one place to another, with a stop half way.
    pub async fn drag(&self, from: Place, end: Place) -> Result<()> {
        let button = MOUSE_BUTTON_LEFT;
        let half = (f64::midpoint(from.0, end.0), f64::midpoint(from.1, end.1));
        let mouse = mouse().then(to(from)).then(PointerAction::Down { button });
        let mouse = mouse.then(to(half)).then(to(end));
        self.act(mouse.then(PointerAction::Up { button })).await
    }

    async fn act(&self, mouse: MouseActions) -> Result<()> {
        self.session.client.perform_actions(mouse).await.context("the mouse could not do that")
    }

    /// A place that a script computes: `return [x, y]`.
    pub async fn place(&self, script: &str) -> Result<Place> {
        let value = self.evaluate(script).await?;
        let number = |index: usize| value.get(index).and_then(Value::as_f64);
        number(0).zip(number(1)).with_context(|| format!("no place: {value} from {script}"))
    }

    /// The middle of the first element.
    pub async fn middle(&self, css: &str) -> Result<Place> {
        self.wait_for(css).await?;
        let script = "const box = document.querySelector(CSS_).getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2]";
        self.place(&script.replace("CSS_", &serde_json::to_string(css)?)).await
    }
}

fn mouse() -> MouseActions {
    MouseActions::new("mouse".to_owned())
}

fn to((x, y): Place) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::from_millis(20)), x, y }
}
