//! Reading a TOML tree field by field, so that every mistake is found and placed.
//!
//! A [`Section`] is a table that remembers what it was asked for; what nobody asked for is unknown.
//! A field that is wrong is reported and read as a blank, so that one mistake does not hide the next.
//! Nothing blank gets out: a report with a problem in it is never concluded with what was read.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use world::Table;

use crate::problem::Report;
use crate::suggest;

/// Something that can be read from a value.
pub(crate) trait Read: Sized {
    /// Reads it, or notes what is wrong.
    fn read(value: &Value<'_>) -> Option<Self>;

    /// What stands in for one that is missing or wrong, while the rest of the file is read.
    fn blank() -> Self;
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Value<'a> {
    pub(crate) report: &'a Report<'a>,
    path: String,
    offset: usize,
    value: &'a DeValue<'a>,
}

impl<'a> Value<'a> {
    /// Notes that this was found where that is allowed.
    pub(crate) fn wrong(&self, found: &str, allowed: &str) {
        self.report.add(self.offset, &self.path, format!("found {found}; allowed: {allowed}"));
    }

    /// Notes what is wrong, in a sentence of its own.
    pub(crate) fn complain(&self, sentence: String) {
        self.report.add(self.offset, &self.path, sentence);
    }

    /// Notes that this value is nothing like what is allowed.
    pub(crate) fn unlike<T>(&self, allowed: &str) -> Option<T> {
        self.wrong(&self.describe(), allowed);
        None
    }

    pub(crate) fn as_str(&self) -> Option<&'a str> {
        self.value.as_str()
    }

    /// A number as it was written, whole or with a point, or as a text.
    pub(crate) fn as_number(&self) -> Option<&'a str> {
        match self.value {
            DeValue::Integer(it) if it.radix() == 10 => Some(it.as_str()),
            DeValue::Float(it) => Some(it.as_str()),
            DeValue::String(it) => Some(it),
            DeValue::Integer(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        self.value.as_bool()
    }

    pub(crate) fn is_list(&self) -> bool {
        self.value.as_array().is_some()
    }

    /// Its members; none if it is no list.
    pub(crate) fn members(&self, allowed: &str) -> Vec<Value<'a>> {
        let Some(array) = self.value.as_array() else {
            self.wrong(&self.describe(), allowed);
            return Vec::new();
        };
        let members = (1..).zip(array.iter()).map(|(index, it): (u32, _)| Value {
            report: self.report,
            path: format!("{}[{index}]", self.path),
            offset: it.span().start,
            value: it.get_ref(),
        });
        members.collect()
    }

    /// Itself as a table.
    pub(crate) fn section(&self, allowed: &str) -> Option<Section<'a>> {
        let Some(table) = self.value.as_table() else { return self.unlike(allowed) };
        Some(Section::new(self.report, self.path.clone(), self.offset, table))
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(&self, all: &[T], word: impl Fn(T) -> &'static str) -> Option<T> {
        let words = || all.iter().map(|it| word(*it));
        let Some(found) = self.as_str() else { return self.unlike(&suggest::list(words())) };
        let known = all.iter().copied().find(|it| word(*it) == found);
        if known.is_none() {
            let hint = suggest::hint(found, words());
            self.wrong(&self.describe(), &format!("{}{hint}", suggest::list(words())));
        }
        known
    }

    fn describe(&self) -> String {
        match self.value {
            DeValue::String(text) => quoted(text),
            DeValue::Integer(it) => shortened(&it.to_string()),
            DeValue::Float(it) => shortened(&it.to_string()),
            DeValue::Boolean(it) => it.to_string(),
            DeValue::Datetime(it) => format!("the date {it}"),
            DeValue::Array(it) if it.is_empty() => "an empty list".to_owned(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        }
    }
}

/// In quotes, on one line, and not too long.
pub(crate) fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(57).collect();
    format!("{start}...")
}

/// A table and its place.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    pub(crate) report: &'a Report<'a>,
    path: String,
    offset: usize,
    table: &'a DeTable<'a>,
    asked: RefCell<Table<&'static str, ()>>,
}

impl<'a> Section<'a> {
    /// The whole file.
    pub(crate) fn whole(report: &'a Report<'a>, table: &'a Spanned<DeTable<'a>>) -> Self {
        Self::new(report, String::new(), 0, table.get_ref())
    }

    fn new(report: &'a Report<'a>, path: String, offset: usize, table: &'a DeTable<'a>) -> Self {
        Self { report, path, offset, table, asked: RefCell::default() }
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The line where it begins.
    pub(crate) fn line(&self) -> u32 {
        self.report.line(self.offset)
    }

    /// Notes a problem of the table as a whole.
    pub(crate) fn wrong(&self, message: &str) {
        self.report.add(self.offset, &self.path, message.to_owned());
    }

    /// The value of a field, if it is there.
    pub(crate) fn value(&self, key: &'static str) -> Option<Value<'a>> {
        self.asked.borrow_mut().insert(key, ());
        let value = self.table.get(key)?;
        let (report, path) = (self.report, self.path(key));
        Some(Value { report, path, offset: value.span().start, value: value.get_ref() })
    }

    /// The value of a field that must be there.
    pub(crate) fn needed(&self, key: &'static str) -> Option<Value<'a>> {
        let value = self.value(key);
        if value.is_none() {
            self.report.add(self.offset, &self.path(key), "is missing".to_owned());
        }
        value
    }

    /// A field that must be there.
    pub(crate) fn required<T: Read>(&self, key: &'static str) -> T {
        self.needed(key).and_then(|value| T::read(&value)).unwrap_or_else(T::blank)
    }

    /// A field that may be absent.
    pub(crate) fn optional<T: Read>(&self, key: &'static str) -> Option<T> {
        self.value(key).and_then(|value| T::read(&value))
    }

    /// A field with a value of its own when absent.
    pub(crate) fn or<T: Read>(&self, key: &'static str, absent: T) -> T {
        self.optional(key).unwrap_or(absent)
    }

    /// A table that must be there.
    pub(crate) fn table(&self, key: &'static str) -> Option<Section<'a>> {
        self.needed(key)?.section("a table")
    }

    /// A table that may be absent.
    pub(crate) fn table_if(&self, key: &'static str) -> Option<Section<'a>> {
        self.value(key)?.section("a table")
    }

    /// Tables of one kind, none or more of them.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Section<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let allowed = format!("a table for each, under [[{}]]", self.path(key));
        let members = value.members(&allowed);
        members.iter().filter_map(|it| it.section(&allowed)).collect()
    }

    /// Notes every field that nobody asked for.
    pub(crate) fn finish(self) {
        let asked = self.asked.borrow();
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if asked.contains_key(name) {
                continue;
            }
            let hint = match suggest::nearest(name, asked.keys().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => {
                    format!("allowed: {}", asked.keys().copied().collect::<Vec<_>>().join(", "))
                }
            };
            let path = self.path(&shortened(name));
            self.report.add(key.span().start, &path, format!("unknown field; {hint}"));
        }
    }
}

impl Read for bool {
    fn read(value: &Value<'_>) -> Option<Self> {
        value.as_bool().or_else(|| value.unlike("true or false"))
    }

    fn blank() -> Self {
        false
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value<'_>) -> Option<Self> {
        Some(value.members("a list").iter().filter_map(T::read).collect())
    }

    fn blank() -> Self {
        Self::new()
    }
}
