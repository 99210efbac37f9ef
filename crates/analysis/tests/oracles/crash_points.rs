//! C-20 and C-44: every process crashes at every point, then any process at every point of what
//! comes of it. Points are taken from the traces themselves: between any two effects of a step,
//! before and after every message, record and time-out.

use world::{Act, Entry, Event, Intervention, MessageId, Micros, Policy, Trace, When, run};

use crate::support::facts::Facts;
use crate::support::*;

/// By then everyone that will decide without help has decided.
const SETTLED: Micros = Micros::millis(2_499);

/// After the repair of everything.
const END: Micros = Micros::millis(6_000);

fn base(protocol: ProtocolId, participants: u8) -> Case {
    Case::new(protocol, participants).with(|setup| setup.horizon = END)
}

fn everyone(case: &Case) -> impl Iterator<Item = ProcessId> + use<> {
    (0..=case.setup.participants).map(ProcessId)
}

/// Whether something of `who` comes before this moment that is on disk, on the wire or heard.
fn concerns(trace: &Trace, entry: &Entry, who: ProcessId) -> bool {
    match &entry.event {
        Event::Sent { from, copy_of: None, .. } => *from == who,
        Event::Arrived { id } => receiver(trace, *id) == Some(who),
        Event::Forcing { node, .. }
        | Event::Logged { node, .. }
        | Event::TimedOut { node, .. }
        | Event::Checked { node, .. }
        | Event::Recovered { node } => *node == who,
        Event::Suspected { by, .. } => *by == who,
        _ => false,
    }
}

fn receiver(trace: &Trace, message: MessageId) -> Option<ProcessId> {
    trace.entries.iter().find_map(|entry| match entry.event {
        Event::Sent { id, to, .. } if id == message => Some(to),
        _ => None,
    })
}

/// Right before the run begins, and right after every entry from `first` on that concerns `who`.
fn points(trace: &Trace, first: usize, who: ProcessId) -> Vec<When> {
    let mut order = 0;
    let mut last = None;
    let mut points = Vec::new();
    for (index, entry) in trace.entries.iter().enumerate() {
        order = if last == Some(entry.at) { order + 1 } else { 1 };
        last = Some(entry.at);
        let here = index >= first && entry.at < Micros::millis(1_500);
        if here && (index == 0 || concerns(trace, entry, who)) {
            points.push(When::At { at: entry.at, order });
        }
    }
    points
}

fn moment(when: &When) -> Micros {
    match when {
        When::At { at, .. } => *at,
        When::Point { .. } => Micros::ZERO,
    }
}

/// What becomes of one crash: it stays, it is back before anyone noticed, it is back later.
fn aftermaths(when: When, who: ProcessId) -> [Vec<Intervention>; 3] {
    let crash = Intervention { when: when.clone(), act: Act::Crash(who) };
    let back = |millis| Intervention {
        when: When::at(moment(&when) + Micros::millis(millis)),
        act: Act::Recover(who),
    };
    [vec![crash.clone()], vec![crash.clone(), back(25)], vec![crash.clone(), back(260)]]
}

/// Everybody who is down comes back, in turn.
fn repair(case: &Case, acts: &mut Vec<Intervention>, backwards: bool) {
    let n = u64::from(case.setup.participants);
    for who in everyone(case) {
        let place = if backwards { n - u64::from(who.0) } else { u64::from(who.0) };
        let at = Micros::millis(2_500 + 130 * place);
        acts.push(Intervention { when: When::at(at), act: Act::Recover(who) });
    }
}

/// What is wrong with a run: AC1, AC2 and AC3 hold throughout; who never crashed has decided without
/// help, if the protocol promises that; everybody has decided once everybody is back.
fn complaint(case: &Case, trace: &Trace) -> Option<String> {
    let end = Facts::of(trace);
    let waiting = Facts::until(trace, SETTLED).undecided(|node| node.crashes == 0);
    let never = end.undecided(|_| true);
    let blocks = case.setup.protocol == ThreePhase && !waiting.is_empty();
    end.broken()
        .or_else(|| blocks.then(|| format!("NB: {waiting:?} wait for a repair")))
        .or_else(|| (!never.is_empty()).then(|| format!("AC5: {never:?} never decide")))
}

/// Looks for a run that breaks a promise.
struct Search {
    case: Case,
    runs: u32,
    found: Option<(Vec<Intervention>, String)>,
}

impl Search {
    fn new(case: Case) -> Self {
        Self { case, runs: 0, found: None }
    }

    fn look(&mut self, mut acts: Vec<Intervention>, backwards: bool) {
        repair(&self.case, &mut acts, backwards);
        self.runs += 1;
        let complaint = complaint(&self.case, &run(&self.case.setup, &acts));
        if let (None, Some(why)) = (&self.found, complaint) {
            self.found = Some((acts, why));
        }
    }

    /// One crash at every point, with each aftermath; then one more crash at every point of what
    /// became of it, and so on. `thin` says how thinly points are sown at each further depth.
    fn all(mut self, thin: &[usize]) -> Self {
        let calm = run(&self.case.setup, &[]);
        for first in everyone(&self.case) {
            for when in points(&calm, 0, first) {
                for acts in aftermaths(when, first) {
                    self.look(acts.clone(), false);
                    self.look(acts.clone(), true);
                    self.deeper(&acts, thin);
                }
            }
        }
        self
    }

    fn deeper(&mut self, acts: &[Intervention], thin: &[usize]) {
        let Some((every, rest)) = thin.split_first() else { return };
        let struck = run(&self.case.setup, acts);
        let is_crash = |entry: &Entry| matches!(entry.event, Event::Crashed { .. });
        let from = struck.entries.iter().rposition(is_crash).unwrap_or(0) + 1;
        for who in everyone(&self.case) {
            for (nth, when) in points(&struck, from, who).into_iter().enumerate() {
                if (nth + from) % every == 0 {
                    let mut more = acts.to_vec();
                    more.push(Intervention { when, act: Act::Crash(who) });
                    self.deeper(&more, rest);
                    self.look(more, nth % 2 == 0);
                }
            }
        }
    }

    /// Nothing was found.
    #[track_caller]
    fn sound(self, what: &str) {
        if let Some((acts, why)) = self.found {
            let trace = run(&self.case.setup, &acts);
            let lines: String = trace.entries.iter().map(|entry| format!("{entry}\n")).collect();
            panic!("{what}: {why}\n{acts:#?}\n{lines}");
        }
        println!("{what}: {} runs", self.runs);
    }
}

#[test]
fn c_20_two_phase_one_crash_anywhere() {
    for size in 1..=4 {
        Search::new(base(TwoPhase, size)).all(&[]).sound("2PC");
        Search::new(base(TwoPhase, size).without_cooperation()).all(&[]).sound("2PC alone");
    }
}

#[test]
fn c_20_two_phase_two_crashes_anywhere() {
    Search::new(base(TwoPhase, 2)).all(&[1]).sound("2PC, N = 2");
    Search::new(base(TwoPhase, 2).without_cooperation()).all(&[1]).sound("2PC alone, N = 2");
    Search::new(base(TwoPhase, 2).votes_no(P2)).all(&[1]).sound("2PC, N = 2, a NO");
    Search::new(base(TwoPhase, 3)).all(&[1]).sound("2PC, N = 3");
}

#[test]
fn c_20_two_phase_three_crashes() {
    Search::new(base(TwoPhase, 2)).all(&[1, 3]).sound("2PC, N = 2");
}

#[test]
fn c_44_three_phase_one_crash_anywhere() {
    for size in 1..=4 {
        Search::new(base(ThreePhase, size)).all(&[]).sound("3PC");
    }
}

#[test]
fn c_44_three_phase_two_crashes_anywhere() {
    Search::new(base(ThreePhase, 2)).all(&[1]).sound("3PC, N = 2");
    Search::new(base(ThreePhase, 3)).all(&[1]).sound("3PC, N = 3");
    Search::new(base(ThreePhase, 4)).all(&[3]).sound("3PC, N = 4");
}

#[test]
fn c_44_three_phase_one_no_and_two_crashes_anywhere() {
    Search::new(base(ThreePhase, 2).votes_no(P2)).all(&[1]).sound("3PC, N = 2, a NO");
    Search::new(base(ThreePhase, 3).votes_no(P1)).all(&[1]).sound("3PC, N = 3, a NO");
}

#[test]
fn c_44_three_phase_three_crashes_of_two_participants() {
    Search::new(base(ThreePhase, 2)).all(&[1, 2]).sound("3PC, N = 2");
}

#[test]
fn c_44_three_phase_three_crashes_of_three_participants() {
    Search::new(base(ThreePhase, 3)).all(&[3, 5]).sound("3PC, N = 3");
}

#[test]
fn c_44_three_phase_four_crashes() {
    Search::new(base(ThreePhase, 2)).all(&[5, 3, 3]).sound("3PC, N = 2");
    Search::new(base(ThreePhase, 3)).all(&[11, 11, 11]).sound("3PC, N = 3");
}

#[test]
fn the_same_search_catches_every_wrong_rule_that_needs_only_crashes() {
    // So that a search that finds nothing means something.
    let three = [
        (Policy::RecoveredDecideAlone, &[1][..]),
        (Policy::UnreachableCountsAsAbort, &[1]),
        (Policy::TimeoutsOnly, &[]),
        (Policy::AbortOnMissingAck, &[1]),
        (Policy::CommitOnOnePreCommitted, &[1]),
        (Policy::PreCommitNotLogged, &[1, 1]),
        (Policy::RecoveredTakePart, &[1, 1]),
        (Policy::AllRecoveredVote, &[1, 1]),
    ];
    let two = [
        (Policy::AbortInDoubtOnTimeout, &[][..]),
        (Policy::RecoveredDecideAlone, &[]),
        (Policy::UnreachableCountsAsAbort, &[]),
        (Policy::PollOnRecovery, &[1]),
    ];
    let cases = three.into_iter().map(|it| (ThreePhase, it));
    for (protocol, (policy, thin)) in cases.chain(two.into_iter().map(|it| (TwoPhase, it))) {
        let search = Search::new(base(protocol, 2).policy(policy)).all(thin);
        let Some((acts, why)) = search.found else {
            panic!("{} survives {} runs of {protocol:?}", policy.word(), search.runs);
        };
        println!("{protocol:?} {}: {why} after {acts:?}", policy.word());
    }
}
