//! No `usize` in the state of a run: it has 64 bits natively and 32 as Wasm, so a digest, an order or an
//! overflow of it could differ between a test and the page.

use super::finding::Finding;
use super::source::Source;
use super::syntax;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Field, Type, TypePath};

/// Reports fields of structs and enums whose type has `usize` or `isize` anywhere in it.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    syntax::each(sources, |source, file| {
        let mut fields = Fields { path: &source.path, findings: Vec::new() };
        fields.visit_file(file);
        fields.findings
    })
}

struct Fields<'a> {
    path: &'a str,
    findings: Vec<Finding>,
}

impl<'ast> Visit<'ast> for Fields<'_> {
    fn visit_field(&mut self, field: &'ast Field) {
        if let Some(name) = unsized_name(&field.ty) {
            let line = field.ty.span().start().line;
            let remedy = "name the size (u8, u32, u64): it is 32 bits in the browser and 64 here";
            self.findings.push(Finding::new(
                self.path,
                line,
                format!("a field with `{name}`"),
                remedy,
            ));
        }
    }
}

fn unsized_name(field: &Type) -> Option<String> {
    let mut names = Names(None);
    names.visit_type(field);
    names.0
}

struct Names(Option<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_type_path(&mut self, path: &'ast TypePath) {
        for name in ["usize", "isize"] {
            if path.path.is_ident(name) {
                self.0 = Some(name.to_owned());
            }
        }
        syn::visit::visit_type_path(self, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::brief;

    fn found(text: &str) -> Vec<String> {
        brief(&check(&[Source::new("a.rs", text)]))
    }

    #[test]
    fn fields_are_looked_through() {
        assert_eq!(found("struct A {\n pub n: usize }"), ["a.rs:2: a field with `usize`"]);
        assert_eq!(found("enum B { X(Vec<(u8, isize)>) }"), ["a.rs:1: a field with `isize`"]);
    }

    #[test]
    fn arguments_and_locals_pass() {
        assert!(
            found("struct A { n: u32, xs: [u8; 4] } fn at(&self, i: usize) -> usize { i }")
                .is_empty()
        );
    }
}
