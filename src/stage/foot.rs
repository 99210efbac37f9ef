//! Under the coordinator: the client's phone, or the money check.

use leptos::prelude::*;
use scene::foot::{Foot, Part};
use scene::words::Word;

use crate::markup::Markup;
use crate::page::Page;
use crate::ui::{attr, html, memo};

/// The foot of the stage.
pub fn foot(page: Page) -> AnyView {
    let foot = memo(move || page.stage.with(|it| it.foot.clone()));
    let class = move || match foot.get() {
        Foot::Client { .. } => "client foot",
        Foot::Money { .. } => "money foot",
    };
    let inside = move || foot.with(|it| write(page, it));
    view! { <div class=attr(class) inner_html=html(inside)></div> }.into_any()
}

fn write(page: Page, foot: &Foot) -> String {
    match foot {
        Foot::Client { portrait, who, says, short, clock } => {
            let mut it = Markup::new();
            it.drawing("face", &format!("p-{portrait}")).raw("<p class=\"says\"><b>");
            it.element("<span class=\"long\">", who, "</span>");
            it.element("<span class=\"short\">", short, "</span></b>");
            it.text(says).raw("</p>");
            it.element("<span class=\"clock\">", clock, "</span>").take()
        }
        Foot::Money { total, good, parts, note } => money(page, total, *good, parts, note),
    }
}

fn money(page: Page, total: &str, good: bool, parts: &[Part], note: &str) -> String {
    let (mark, word) =
        if good { ("s-committed", Word::SameAsBefore) } else { ("s-split", Word::MoneyBroken) };
    let mut it = Markup::new();
    it.element("<p class=\"money-head\"><b>", page.word(Word::MoneyCheck), "</b>");
    it.element("<span><b class=\"figure\">", total, "</b>, ").text(page.word(word));
    it.raw("</span>").drawing("glyph", mark).raw("</p>");
    bar(&mut it, parts);
    it.element("<p class=\"money-note\">", note, "</p>").take()
}

/// A drawing, because a style sheet cannot know the shares and a page may not carry styles.
fn bar(it: &mut Markup, parts: &[Part]) {
    let whole: u64 = parts.iter().map(|part| part.grow.max(1)).sum();
    it.raw("<div class=\"money-bar\">");
    for part in parts {
        let share = part.grow.max(1) * 100 / whole.max(1);
        it.raw("<span class=\"money-part\"").attr("data-kind", part.kind);
        it.attr("data-share", &(share.div_ceil(5) * 5).clamp(5, 100).to_string());
        it.element(">", &part.label, "</span>");
    }
    it.raw("</div>");
}
