//! Rust sources as syntax, without what is only compiled for tests.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "syn's enums are not ours and may grow; what is not named here is of no interest"
)]

use super::finding::Finding;
use super::source::Source;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::{Attribute, File, Item};

/// Parses the sources, takes the test code out and lets `look` report. A file that does not parse is a
/// finding itself: no rule may be passed by being unreadable.
pub(crate) fn each(
    sources: &[Source],
    mut look: impl FnMut(&Source, &File) -> Vec<Finding>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut parsed = Vec::new();
    for source in sources {
        match syn::parse_file(&source.text) {
            Ok(file) => parsed.push((source, file)),
            Err(error) => findings.push(unreadable(source, &error)),
        }
    }
    let hidden = test_modules(&parsed);
    for (source, mut file) in parsed {
        if !hidden.iter().any(|prefix| is_within(&source.path, prefix)) {
            drop_tests(&mut file.items);
            findings.extend(look(source, &file));
        }
    }
    findings
}

fn unreadable(source: &Source, error: &syn::Error) -> Finding {
    let line = error.span().start().line;
    Finding::new(&source.path, line, format!("does not parse: {error}"), "mend the syntax")
}

/// `#[cfg(test)] mod x;` makes `x.rs`, or the folder `x/`, test code as a whole. Returns paths without ending.
fn test_modules(parsed: &[(&Source, File)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (source, file) in parsed {
        for item in &file.items {
            if let Item::Mod(module) = item
                && module.content.is_none()
                && is_test(&module.attrs)
            {
                found.insert(format!("{}{}", children_of(&source.path), module.ident));
            }
        }
    }
    found
}

/// The folder in which a file's child modules lie, with its slash.
fn children_of(path: &str) -> String {
    let bare = path.trim_end_matches(".rs");
    let (folder, name) = bare.rsplit_once('/').unwrap_or(("", bare));
    match name {
        "mod" | "lib" | "main" => format!("{folder}/"),
        _ => format!("{bare}/"),
    }
}

fn is_within(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

fn drop_tests(items: &mut Vec<Item>) {
    items.retain(|item| !is_test(attributes(item)));
    for item in items {
        if let Item::Mod(module) = item
            && let Some((_, inner)) = &mut module.content
        {
            drop_tests(inner);
        }
    }
}

/// Only the items that can sensibly be marked as test code.
fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(one) => &one.attrs,
        Item::Fn(one) => &one.attrs,
        Item::Impl(one) => &one.attrs,
        Item::Use(one) => &one.attrs,
        Item::Struct(one) => &one.attrs,
        Item::Enum(one) => &one.attrs,
        Item::Const(one) => &one.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_cfg_test = attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"));
        is_cfg_test || attribute.path().is_ident("test")
    })
}

/// A word or a sign of a source, and its line.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// A file as a flat row of tokens. Comments and the insides of texts are not among them, the brackets
/// of groups neither.
pub(crate) fn tokens(file: &File) -> Vec<Token> {
    let mut found = Vec::new();
    flatten(quote::ToTokens::to_token_stream(file), &mut found);
    found
}

fn flatten(stream: TokenStream, found: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => flatten(group.stream(), found),
            leaf => found.push(Token { text: leaf.to_string(), line }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions_seen(sources: &[Source]) -> Vec<String> {
        let mut seen = Vec::new();
        each(sources, |_, file| {
            seen.extend(file.items.iter().filter_map(|item| match item {
                Item::Fn(one) => Some(one.sig.ident.to_string()),
                _ => None,
            }));
            Vec::new()
        });
        seen
    }

    #[test]
    fn test_code_is_left_out_wherever_it_lies() {
        let sources = [
            Source::new(
                "a/src/lib.rs",
                "mod one; fn seen() {} #[cfg(test)] mod tests; #[test] fn t() {}",
            ),
            Source::new("a/src/tests.rs", "fn hidden() {}"),
            Source::new("a/src/tests/more.rs", "fn hidden_too() {}"),
            Source::new("a/src/one.rs", "fn also_seen() {} #[cfg(test)] mod cases;"),
            Source::new("a/src/one/cases.rs", "fn hidden_as_well() {}"),
        ];
        assert_eq!(functions_seen(&sources), ["seen", "also_seen"]);
    }

    #[test]
    fn what_does_not_parse_is_a_finding() {
        let findings = each(&[Source::new("a.rs", "fn ok() {}\nfn (")], |_, _| Vec::new());
        assert!(findings[0].to_string().starts_with("a.rs:2: does not parse"), "{findings:?}");
    }
}
