//! No catch-all in a match over our own enums, not even as one place of a tuple.
//!
//! A new message must break the build in every state, so that somebody decides what it means there.
//! Clippy's lint of this kind is silent about `match (state, input)`, which is the very shape of a
//! protocol step. The types are not known here; a match that names a number, a character, a text or a
//! slice in the same place cannot be written without a catch-all and is let be.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "syn's enums are not ours and may grow; what is not named here is of no interest"
)]

use super::finding::Finding;
use super::source::Source;
use super::syntax;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Arm, Expr, ExprMatch, Macro, Pat, Token};

/// Reports catch-alls in match arms.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    syntax::each(sources, |source, file| {
        let mut looker = Looker { path: &source.path, findings: Vec::new() };
        looker.visit_file(file);
        looker.findings
    })
}

struct Looker<'a> {
    path: &'a str,
    findings: Vec<Finding>,
}

impl<'ast> Visit<'ast> for Looker<'_> {
    fn visit_expr_match(&mut self, found: &'ast ExprMatch) {
        for arm in &found.arms {
            for (place, pattern) in places(&arm.pat) {
                if is_catch_all(pattern) && !needs_catch_all(&found.arms, place) {
                    self.report(pattern);
                }
            }
        }
        syn::visit::visit_expr_match(self, found);
    }

    /// A match can stand in the arguments of a macro; those that read as expressions are looked into.
    fn visit_macro(&mut self, found: &'ast Macro) {
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(arguments) = parser.parse2(found.tokens.clone()) {
            arguments.iter().for_each(|argument| Looker::visit_expr(self, argument));
        }
    }
}

impl Looker<'_> {
    fn report(&mut self, pattern: &Pat) {
        self.findings.push(Finding::new(
            self.path,
            pattern.span().start().line,
            "a match arm that catches all",
            "name every variant, so that a new one has to be decided here",
        ));
    }
}

/// The alternatives of a pattern and the elements of its tuples, each with its place: the path of
/// indices that leads to it. The whole pattern has the empty path.
fn places(pattern: &Pat) -> Vec<(Vec<usize>, &Pat)> {
    let mut found = Vec::new();
    collect(pattern, &mut Vec::new(), &mut found);
    found
}

fn collect<'a>(pattern: &'a Pat, place: &mut Vec<usize>, found: &mut Vec<(Vec<usize>, &'a Pat)>) {
    match pattern {
        Pat::Or(or) => or.cases.iter().for_each(|case| collect(case, place, found)),
        Pat::Paren(inner) => collect(&inner.pat, place, found),
        Pat::Reference(inner) => collect(&inner.pat, place, found),
        Pat::Tuple(tuple) => {
            for (index, element) in tuple.elems.iter().enumerate() {
                place.push(index);
                collect(element, place, found);
                place.pop();
            }
        }
        other => found.push((place.clone(), other)),
    }
}

/// `_`, `..` in a tuple, or a name that takes whatever comes. A name with a capital is a constant or a variant.
fn is_catch_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Ident(name) => {
            name.subpat.is_none()
                && name.ident.to_string().starts_with(|c: char| c.is_lowercase() || c == '_')
        }
        _ => false,
    }
}

/// Whether another arm shows that what stands in this place has too many values to name.
fn needs_catch_all(arms: &[Arm], place: Vec<usize>) -> bool {
    arms.iter().flat_map(|arm| places(&arm.pat)).any(|(other, pattern)| {
        other == place
            && match pattern {
                Pat::Range(_) | Pat::Slice(_) => true,
                Pat::Lit(literal) => !matches!(literal.lit, syn::Lit::Bool(_)),
                _ => false,
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(arms: &str) -> Vec<String> {
        let text = format!("fn f() {{ match x {{\n{arms}\n}} }}");
        brief(&check(&[Source::new("p.rs", &text)]))
    }

    const LINE_3: &str = "p.rs:3: a match arm that catches all";

    #[test]
    fn catch_alls_are_found() {
        assert_eq!(found("A::X => 1,\n_ => 2,"), [LINE_3]);
        assert_eq!(found("A::X => 1,\n_ if ready => 2,"), [LINE_3]);
        assert_eq!(found("A::X => 1,\nother => 2,"), [LINE_3]);
        assert_eq!(found("A::X => 1,\nA::Y | _ => 2,"), [LINE_3]);
    }

    #[test]
    fn catch_alls_in_a_tuple_are_found() {
        assert_eq!(found("(A::X, B::Y) => 1,\n(A::X, _) => 2,"), [LINE_3]);
        assert_eq!(found("(A::X, B::Y) => 1,\n(A::X, ..) => 2,"), [LINE_3]);
        assert_eq!(found("(A::X, B::Y) => 1,\n(_, B::Z) | (A::Y, input) => 2,").len(), 2);
        assert_eq!(found("(A::X, (B::Y, C::Z)) => 1,\n(A::X, (B::Y, _)) => 2,"), [LINE_3]);
    }

    #[test]
    fn a_match_within_a_macro_is_seen() {
        assert_eq!(found("A::X => assert!(match y {\nB::P => true, _ => false }),"), [LINE_3]);
    }

    #[test]
    fn what_names_everything_passes() {
        assert!(found("(A::X { .. }, B::Y(_)) => 1,\n(A::Y, B::Y(who)) => 2,").is_empty());
        assert!(found("Some(_) => 1,\nNone => 2,").is_empty());
    }

    #[test]
    fn numbers_and_texts_may_have_a_rest() {
        assert!(found("0 => 1,\n1..=4 => 2,\n_ => 3,").is_empty());
        assert!(found("(A::X, 0) => 1,\n(A::X, more) => 2,\n(A::Y, _) => 3,").is_empty());
        assert_eq!(found("(A::X, 0) => 1,\n(_, more) => 2,"), [LINE_3]);
        assert_eq!(found("true => 1,\n_ => 2,"), [LINE_3]);
    }

    #[test]
    fn tests_may_do_as_they_like() {
        let text = "#[cfg(test)] mod tests { fn f() { match x { _ => 1 } } }";
        assert!(check(&[Source::new("p.rs", text)]).is_empty());
    }
}
