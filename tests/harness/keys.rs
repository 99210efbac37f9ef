//! Keys by the names that the page's own code uses.

use anyhow::{Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

/// The strokes of a key with its modifiers: `Space`, `ArrowRight`, `Shift+Tab`, `p`.
pub(crate) fn strokes(keys: &str) -> Result<KeyActions> {
    let keys = keys.split('+').map(code).collect::<Result<Vec<char>>>()?;
    let down = keys.iter().map(|&value| KeyAction::Down { value });
    let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
    Ok(down.chain(up).fold(KeyActions::new("keyboard".to_owned()), |all, one| all.then(one)))
}

fn code(name: &str) -> Result<char> {
    let key = match name {
        "Space" => return Ok(' '),
        "Plus" => return Ok('+'),
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        other => return single(other),
    };
    Ok(key.into())
}

fn single(name: &str) -> Result<char> {
    let mut characters = name.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => Ok(one),
        _ => bail!("no key is called `{name}`; the names are in tests/harness/keys.rs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_names() {
        assert!(strokes("Control+Shift+z").is_ok() && strokes("?").is_ok());
        assert!(strokes("Spcae").unwrap_err().to_string().contains("no key is called"));
    }
}
