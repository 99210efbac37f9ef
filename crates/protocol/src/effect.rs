//! What a process asks its driver to do, as values in an order.

use crate::{Decision, ProcessId, ProcessSet, Reason, Timer};

/// One thing that a process wants done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect<M, R> {
    /// Append a record to the log and wait until it is on disk. Nothing after it may happen first.
    Force(R),
    /// Append a record lazily. A crash may lose it.
    Write(R),
    /// Put a message on the wire.
    Send {
        /// Who it is for.
        to: ProcessId,
        /// What it says.
        message: M,
    },
    /// Start (or restart) a timer.
    Arm(Timer),
    /// Stop a timer.
    Disarm(Timer),
    /// Take the write locks of this transaction.
    Lock,
    /// Release them. Stands behind the decision's record, never before it.
    Unlock,
    /// Do the local work and find out whether this participant is able to commit.
    Check,
    /// Tell the client what was decided.
    Tell(Decision),
    /// The input changed nothing, and this is why.
    Ignore(Reason),
}

/// The effects of one step, first to last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects<M, R>(Vec<Effect<M, R>>);

impl<M, R> Default for Effects<M, R> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<M: Clone, R> Effects<M, R> {
    /// See [`Effect::Force`].
    pub fn force(&mut self, record: R) {
        self.0.push(Effect::Force(record));
    }

    /// See [`Effect::Write`].
    pub fn write(&mut self, record: R) {
        self.0.push(Effect::Write(record));
    }

    /// See [`Effect::Send`].
    pub fn send(&mut self, to: ProcessId, message: M) {
        self.0.push(Effect::Send { to, message });
    }

    /// The same message to each of them, lowest number first.
    pub fn send_all(&mut self, to: ProcessSet, message: &M) {
        to.iter().for_each(|who| self.send(who, message.clone()));
    }

    /// See [`Effect::Arm`].
    pub fn arm(&mut self, timer: Timer) {
        self.0.push(Effect::Arm(timer));
    }

    /// See [`Effect::Disarm`].
    pub fn disarm(&mut self, timer: Timer) {
        self.0.push(Effect::Disarm(timer));
    }

    /// See [`Effect::Lock`].
    pub fn lock(&mut self) {
        self.0.push(Effect::Lock);
    }

    /// See [`Effect::Unlock`].
    pub fn unlock(&mut self) {
        self.0.push(Effect::Unlock);
    }

    /// See [`Effect::Check`].
    pub fn check(&mut self) {
        self.0.push(Effect::Check);
    }

    /// See [`Effect::Tell`].
    pub fn tell(&mut self, decision: Decision) {
        self.0.push(Effect::Tell(decision));
    }

    /// See [`Effect::Ignore`].
    pub fn ignore(&mut self, why: Reason) {
        self.0.push(Effect::Ignore(why));
    }

    /// What was asked for, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Effect<M, R>] {
        &self.0
    }

    /// Hands the effects to the driver.
    #[must_use]
    pub fn into_vec(self) -> Vec<Effect<M, R>> {
        self.0
    }
}
