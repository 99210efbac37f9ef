//! Parts of the page that nobody can press, written as text.
//!
//! A view of the framework costs code for every element it has; a picture of a few hundred lines and
//! discs would cost more than the engine that made it. So what only shows is written here, in one
//! piece, and only what can be pressed is a view. Whatever comes from a scenario goes through
//! [`Markup::text`] or [`Markup::attr`], which let no tag through.

use std::fmt::Write;

/// Markup in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Our own markup, as it is. Never words of a scenario.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Words, with everything made harmless that could be a tag.
    pub fn text(&mut self, words: &str) -> &mut Self {
        for sign in words.chars() {
            match sign {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// ` name="value"`.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// ` name="12.5"`.
    pub fn num(&mut self, name: &'static str, value: f32) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").number(value).raw("\"")
    }

    /// Several of them.
    pub fn nums(&mut self, list: &[(&'static str, f32)]) -> &mut Self {
        list.iter().for_each(|(name, value)| {
            self.num(name, *value);
        });
        self
    }

    /// A number with at most one decimal.
    pub fn number(&mut self, value: f32) -> &mut Self {
        let tenths = (value * 10.0).round() / 10.0;
        let _ = write!(self.0, "{tenths}");
        self
    }

    /// A whole element around words.
    pub fn element(&mut self, open: &'static str, words: &str, close: &'static str) -> &mut Self {
        self.raw(open).text(words).raw(close)
    }

    /// A drawing of the sprite in a box of this class.
    pub fn drawing(&mut self, class: &'static str, id: &str) -> &mut Self {
        self.raw("<svg aria-hidden=\"true\" class=\"").raw(class).raw("\"><use href=\"#");
        self.text(id).raw("\"/></svg>")
    }

    /// A drawing of the sprite, placed in another drawing.
    pub fn place(&mut self, id: &str, at: [f32; 4]) -> &mut Self {
        let [x, y, width, height] = at;
        self.raw("<use href=\"#").text(id).raw("\"");
        self.nums(&[("x", x), ("y", y), ("width", width), ("height", height)]).raw("/>")
    }

    /// The markup.
    #[must_use]
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_tags() {
        let mut it = Markup::new();
        it.raw("<b").attr("title", "a\" onload=\"x").raw(">").text("<script>&").raw("</b>");
        let said = it.take();
        assert_eq!(said, "<b title=\"a&quot; onload=&quot;x\">&lt;script&gt;&amp;</b>");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(Markup::new().num("x", 12.345).take(), " x=\"12.3\"");
    }
}
