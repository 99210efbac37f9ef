//! Who takes part: process numbers and sets of them.

use std::fmt;

/// The number of a process. 0 is the coordinator, 1 to N are the participants P1 to PN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessId(pub u8);

/// The coordinator (transaction manager).
pub const COORDINATOR: ProcessId = ProcessId(0);

/// The most participants a run may have: a [`ProcessSet`] is one 64-bit word.
pub const MAX_PARTICIPANTS: u8 = 63;

impl fmt::Display for ProcessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == COORDINATOR { f.write_str("C") } else { write!(f, "P{}", self.0) }
    }
}

/// A set of processes. Ordered and copied as one word, so that states compare and runs repeat.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessSet(u64);

impl ProcessSet {
    /// Nobody.
    pub const EMPTY: Self = Self(0);

    /// The `count` processes with the lowest numbers.
    #[must_use]
    pub fn first(count: u8) -> Self {
        assert!(count <= MAX_PARTICIPANTS + 1, "a run has at most 63 participants");
        Self(if count == 64 { u64::MAX } else { (1 << count) - 1 })
    }

    /// Just this one.
    #[must_use]
    pub fn only(who: ProcessId) -> Self {
        Self(1 << who.0)
    }

    /// This set and `who`.
    #[must_use]
    pub fn with(self, who: ProcessId) -> Self {
        Self(self.0 | (1 << who.0))
    }

    /// This set, but not `who`.
    #[must_use]
    pub fn without(self, who: ProcessId) -> Self {
        Self(self.0 & !(1 << who.0))
    }

    /// Those in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in this set that are not in `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether `who` is in it.
    #[must_use]
    pub fn has(self, who: ProcessId) -> bool {
        self.0 & (1 << who.0) != 0
    }

    /// Whether everyone in `other` is in this set.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether nobody is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many are in it.
    #[must_use]
    pub fn len(self) -> u8 {
        u8::try_from(self.0.count_ones()).unwrap_or(u8::MAX)
    }

    /// The one with the lowest number.
    #[must_use]
    pub fn lowest(self) -> Option<ProcessId> {
        self.iter().next()
    }

    /// Everyone in it, lowest number first.
    pub fn iter(self) -> impl Iterator<Item = ProcessId> {
        (0..64).map(ProcessId).filter(move |who| self.has(*who))
    }
}

impl FromIterator<ProcessId> for ProcessSet {
    fn from_iter<I: IntoIterator<Item = ProcessId>>(who: I) -> Self {
        who.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Debug for ProcessSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|who| who.to_string())).finish()
    }
}
