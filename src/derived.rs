//! What follows from something else, compared before anybody hears of it.
//!
//! A memo of the framework is some thousand bytes of program for every kind of thing it holds, and
//! the page has dozens of kinds. So it holds one kind here: a box, and only this file opens it.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// What can be in the box: something that can be compared with another of its kind.
trait Content: Send + Sync {
    fn same(&self, other: &dyn Any) -> bool;
    fn any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Content for T {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Boxed(Arc<dyn Content>);

impl PartialEq for Boxed {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other.0.any())
    }
}

/// Something derived.
pub struct Derived<T> {
    memo: Memo<Boxed>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T> std::fmt::Debug for Derived<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Derived")
    }
}

/// The one place where a memo is made.
#[inline(never)]
fn made(derive: Box<dyn Fn() -> Boxed + Send + Sync>) -> Memo<Boxed> {
    Memo::new(move |_| derive())
}

/// What is in the box. It is what `new` put there: the type says so.
fn open<T: 'static>(boxed: &Boxed) -> &T {
    match boxed.0.any().downcast_ref() {
        Some(it) => it,
        None => unreachable!("a Derived holds what its type says"),
    }
}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// Follows from what `derive` reads.
    pub fn new(derive: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let memo = made(Box::new(move || Boxed(Arc::new(derive()))));
        Self { memo, kind: PhantomData }
    }

    /// Reads it, and follows it.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        let boxed = tracked(self.memo);
        read(open(&boxed))
    }

    /// Reads it as it is now.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        let boxed = untracked(self.memo);
        read(open(&boxed))
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Derived<T> {
    /// A copy, and follows it.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy as it is now.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

#[inline(never)]
fn tracked(memo: Memo<Boxed>) -> Boxed {
    memo.get()
}

#[inline(never)]
fn untracked(memo: Memo<Boxed>) -> Boxed {
    memo.get_untracked()
}

impl From<Derived<bool>> for Signal<bool> {
    fn from(it: Derived<bool>) -> Self {
        Self::derive(move || it.get())
    }
}
