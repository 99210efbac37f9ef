//! Wrong rules, as switches. Off by default.
//!
//! Podcasts, tutorials and student projects teach them. A reader switches one on and sees what it
//! breaks. Each names the oracle (`docs/oracles.md`) that shows the shortest accident.

/// One wrong rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// 2PC: a participant in doubt aborts when its timer runs out (C-19).
    /// 3PC: a PREPARED participant aborts instead of running the termination protocol.
    AbortInDoubtOnTimeout,
    /// A process that comes back in doubt decides alone: PREPARED aborts, PRECOMMITTED commits
    /// (C-48, C-48b).
    RecoveredDecideAlone,
    /// Whoever asks around counts those who do not answer as aborted.
    UnreachableCountsAsAbort,
    /// 2PC: the coordinator does not force its decision; after a crash it asks around. All
    /// PREPARED: commit; anything else, even somebody COMMITTED: abort (podcast 001:536-571).
    PollOnRecovery,
    /// 3PC by time-outs alone, without a termination protocol: PREPARED aborts, PRECOMMITTED
    /// commits (C-45).
    TimeoutsOnly,
    /// 3PC: the coordinator aborts when an acknowledgement of PRECOMMIT is missing (C-49, C-53b).
    AbortOnMissingAck,
    /// 3PC: an elected coordinator commits as soon as one process is PRECOMMITTED (C-46).
    CommitOnOnePreCommitted,
    /// 3PC: PRECOMMIT is not written to the log (C-55).
    PreCommitNotLogged,
    /// 3PC: processes that crashed and came back take part in a termination (C-54).
    RecoveredTakePart,
    /// 3PC: after a total failure all who are back decide together, without waiting for the last
    /// one to fail (C-56).
    AllRecoveredVote,
}

impl Policy {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::AbortInDoubtOnTimeout,
        Self::RecoveredDecideAlone,
        Self::UnreachableCountsAsAbort,
        Self::PollOnRecovery,
        Self::TimeoutsOnly,
        Self::AbortOnMissingAck,
        Self::CommitOnOnePreCommitted,
        Self::PreCommitNotLogged,
        Self::RecoveredTakePart,
        Self::AllRecoveredVote,
    ];

    /// The name used in scenario files, links and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AbortInDoubtOnTimeout => "abort-in-doubt-on-timeout",
            Self::RecoveredDecideAlone => "recovered-decide-alone",
            Self::UnreachableCountsAsAbort => "unreachable-counts-as-abort",
            Self::PollOnRecovery => "poll-on-recovery",
            Self::TimeoutsOnly => "timeouts-only",
            Self::AbortOnMissingAck => "abort-on-missing-ack",
            Self::CommitOnOnePreCommitted => "commit-on-one-precommitted",
            Self::PreCommitNotLogged => "precommit-not-logged",
            Self::RecoveredTakePart => "recovered-take-part",
            Self::AllRecoveredVote => "all-recovered-vote",
        }
    }

    /// The policy of that name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.word() == word)
    }

    fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

/// The wrong rules that are switched on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Policies(u16);

impl Policies {
    /// The correct protocol.
    pub const NONE: Self = Self(0);

    /// These and `policy`.
    #[must_use]
    pub fn with(self, policy: Policy) -> Self {
        Self(self.0 | policy.bit())
    }

    /// These, but not `policy`.
    #[must_use]
    pub fn without(self, policy: Policy) -> Self {
        Self(self.0 & !policy.bit())
    }

    /// Whether `policy` is on.
    #[must_use]
    pub fn has(self, policy: Policy) -> bool {
        self.0 & policy.bit() != 0
    }

    /// Those that are on.
    pub fn iter(self) -> impl Iterator<Item = Policy> {
        Policy::ALL.into_iter().filter(move |policy| self.has(*policy))
    }
}

impl FromIterator<Policy> for Policies {
    fn from_iter<I: IntoIterator<Item = Policy>>(policies: I) -> Self {
        policies.into_iter().fold(Self::NONE, Self::with)
    }
}
