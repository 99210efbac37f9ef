//! Every process, whole: what each state makes of each input, as a text table under `tables/`.
//!
//! `UPDATE_EXPECT=1 cargo test -p protocol` writes them anew; the difference is the review. A table
//! that exists has no missing row: every state met every input, without a panic.

use std::fmt::Write;

use expect_test::{ExpectFile, expect_file};
use protocol::three_phase::{self, Duty, Leader, Recovering, Stage, ThreePhase};
use protocol::two_phase::{self, TwoPhase};
use protocol::{
    COORDINATOR as C, Decision, Effect, Effects, Input, Policies, ProcessId, ProcessSet, Protocol,
    Timer,
};

const P1: ProcessId = ProcessId(1);
const P2: ProcessId = ProcessId(2);

fn set(who: &[ProcessId]) -> ProcessSet {
    who.iter().copied().collect()
}

/// Everything that can happen to a process: every message from each of `from`, and the rest.
fn inputs<M: Clone>(messages: &[M], from: &[ProcessId]) -> Vec<Input<M>> {
    let received = from.iter().flat_map(|from| {
        messages.iter().map(|message| Input::Receive { from: *from, message: message.clone() })
    });
    let timers = Timer::ALL.into_iter().map(Input::TimedOut);
    let detector = from.iter().flat_map(|who| [Input::Suspect(*who), Input::Trust(*who)]);
    let checks = [true, false].map(|able| Input::Checked { able });
    std::iter::once(Input::Begin)
        .chain(checks)
        .chain(received)
        .chain(timers)
        .chain(detector)
        .collect()
}

fn say_input<P: Protocol>(it: &P, input: &Input<P::Message>) -> String {
    match input {
        Input::Begin => "begin".to_owned(),
        Input::Receive { from, message } => {
            format!("{}{} from {from}", it.message_label(message).word, details(message))
        }
        Input::TimedOut(timer) => format!("time-out {}", timer.word()),
        Input::Checked { able: true } => "able".to_owned(),
        Input::Checked { able: false } => "unable".to_owned(),
        Input::Suspect(who) => format!("suspect {who}"),
        Input::Trust(who) => format!("trust {who}"),
    }
}

/// What a message carries: the part of its debug text behind its name.
fn details(message: &impl std::fmt::Debug) -> String {
    let text = format!("{message:?}");
    let inside = text.find(['{', '(', ' ']).map(|at| text[at..].trim().replace('"', ""));
    inside.map_or(String::new(), |inside| format!(" {}", plain(&inside)))
}

/// Numbers of processes as they are called.
fn plain(text: &str) -> String {
    let start = text.replace("ProcessId(0)", "C").replace("ProcessId(", "P");
    let text = start.replace("after_total_failure: false", "normal");
    text.replace("after_total_failure: true", "after total failure").replace("):", ":")
}

fn say_effect<P: Protocol>(it: &P, effect: &Effect<P::Message, P::Record>) -> String {
    match effect {
        Effect::Force(record) => format!("Force({})", it.record_label(record).word),
        Effect::Write(record) => format!("Write({})", it.record_label(record).word),
        Effect::Send { to, message } => {
            format!("Send({}{} to {to})", it.message_label(message).word, details(message))
        }
        Effect::Arm(timer) => format!("Arm({})", timer.word()),
        Effect::Disarm(timer) => format!("Disarm({})", timer.word()),
        Effect::Lock => "Lock".to_owned(),
        Effect::Unlock => "Unlock".to_owned(),
        Effect::Check => "Check".to_owned(),
        Effect::Tell(decision) => format!("Tell({})", decision.word()),
        Effect::Ignore(why) => format!("Ignore({why:?})"),
    }
}

/// One line for each state and input; a state that stays is a dash.
fn table<P: Protocol>(
    it: &P,
    me: ProcessId,
    states: &[P::State],
    messages: &[P::Message],
    from: &[ProcessId],
) -> String {
    let mut text = String::new();
    for state in states {
        writeln!(text, "{me} {}", short(state)).ok();
        for input in inputs(messages, from) {
            let mut fx = Effects::default();
            let next = it.step(me, state.clone(), input.clone(), &mut fx);
            let done: Vec<String> = fx.as_slice().iter().map(|fx| say_effect(it, fx)).collect();
            let same = next == *state;
            let next = if same { "-".to_owned() } else { short(&next) };
            assert!(!same || !done.is_empty(), "{state:?} swallows {input:?}");
            let input = say_input(it, &input);
            writeln!(text, "    {input:<46} {next:<48} {}", done.join(" ")).ok();
        }
        text.push('\n');
    }
    text
}

/// A state without the names of its enums.
fn short(state: &impl std::fmt::Debug) -> String {
    let text = plain(&format!("{state:?}").replace('"', "").replace("ProcessId(2),", "P2,"));
    let inside = text.split_once('(').map(|(_, inside)| inside.trim_end_matches(')').to_owned());
    inside.filter(|_| !text.starts_with("Decided")).unwrap_or(text)
}

/// What each log becomes after a crash.
fn recoveries<P: Protocol>(it: &P, me: ProcessId, logs: &[&[P::Record]]) -> String {
    let mut text = format!("{me} reads its log\n");
    for log in logs {
        let mut fx = Effects::default();
        let state = it.recover(me, log, &mut fx);
        let done: Vec<String> = fx.as_slice().iter().map(|fx| say_effect(it, fx)).collect();
        let log = format!("{log:?}").replace('"', "");
        writeln!(text, "    {log:<40} {:<48} {}", short(&state), done.join(" ")).ok();
    }
    text
}

fn check(text: &str, file: ExpectFile) {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    file.assert_eq(&format!("{}\n", lines.join("\n").trim_end()));
}

const TWO: TwoPhase = TwoPhase { participants: 2, cooperative: true, policies: Policies::NONE };

const TWO_PHASE_MESSAGES: [two_phase::Message; 8] = {
    use two_phase::Message::*;
    [Prepare, Yes, No, Commit, Abort, Ack, Inquire, Uncertain]
};

#[test]
fn two_phase_participant() {
    use two_phase::{Participant::*, Process::Participant};
    let prepared = |asked, uncertain: &[ProcessId]| Prepared { asked, uncertain: set(uncertain) };
    let states =
        [Working, Checking, prepared(false, &[]), prepared(true, &[C]), Committed, Aborted];
    let text = table(&TWO, P1, &states.map(Participant), &TWO_PHASE_MESSAGES, &[C, P2]);
    use two_phase::Record;
    let logs: [&[Record]; 5] = [
        &[],
        &[Record::Prepared],
        &[Record::Prepared, Record::Commit],
        &[Record::Prepared, Record::Abort],
        &[Record::Abort],
    ];
    let text = text + &recoveries(&TWO, P1, &logs);
    check(&text, expect_file!["tables/two_phase_participant.txt"]);
}

#[test]
fn two_phase_coordinator() {
    use two_phase::{Coordinator::*, Process::Coordinator};
    let (all, one, none) = (set(&[P1, P2]), set(&[P2]), ProcessSet::EMPTY);
    let states = [
        Initial,
        Collecting { yes: none },
        Collecting { yes: one },
        Committed { unacked: all },
        Committed { unacked: one },
        Aborted { unacked: all },
        Aborted { unacked: one },
        Aborted { unacked: none },
        Forgotten { decision: Decision::Commit },
        Forgotten { decision: Decision::Abort },
    ];
    let text = table(&TWO, C, &states.map(Coordinator), &TWO_PHASE_MESSAGES, &[P1, P2]);
    use two_phase::Record::*;
    let logs: [&[two_phase::Record]; 5] = [&[], &[Commit], &[Abort], &[Commit, End], &[Abort, End]];
    let text = text + &recoveries(&TWO, C, &logs);
    check(&text, expect_file!["tables/two_phase_coordinator.txt"]);
}

const THREE: ThreePhase = ThreePhase { participants: 3, final_ack: true, policies: Policies::NONE };

fn three_phase_messages() -> Vec<three_phase::Message> {
    use three_phase::Message::*;
    let up = set(&[P1, P2, ProcessId(3)]);
    vec![
        Prepare,
        Yes,
        No,
        PreCommit { after_total_failure: false },
        PreCommit { after_total_failure: true },
        AckPreCommit,
        Commit,
        Abort,
        Ack,
        Inquire,
        Uncertain,
        Elected { up },
        StateRequest { up },
        State(Stage::Prepared),
        State(Stage::PreCommitted),
        Recovering { stage: Stage::Prepared, up: THREE.everybody() },
    ]
}

const STAGES: [Stage; 4] = [Stage::Working, Stage::Checking, Stage::Prepared, Stage::PreCommitted];

#[test]
fn three_phase_participant() {
    use three_phase::{Participant, Process};
    let everybody = THREE.everybody();
    let follows_c = |stage| Participant { stage, leader: C, up: everybody };
    let follows_p1 = |stage| Participant { stage, leader: P1, up: everybody.without(C) };
    let states: Vec<Process> = STAGES
        .into_iter()
        .map(follows_c)
        .chain(STAGES.into_iter().map(follows_p1))
        .map(Process::Participant)
        .collect();
    let text = table(&THREE, P2, &states, &three_phase_messages(), &[C, P1]);
    use three_phase::Record::*;
    let up = set(&[P1, P2]);
    let logs: [&[three_phase::Record]; 7] = [
        &[],
        &[Prepared],
        &[Prepared, Up(up)],
        &[Prepared, PreCommit],
        &[Prepared, PreCommit, Up(set(&[P2]))],
        &[Prepared, PreCommit, Commit],
        &[Prepared, Abort],
    ];
    let text = text + &recoveries(&THREE, P2, &logs);
    check(&text, expect_file!["tables/three_phase_participant.txt"]);
}

#[test]
fn three_phase_leader() {
    use three_phase::Process;
    let up = set(&[P1, P2, ProcessId(3)]);
    let heard = protocol::Table::from([(ProcessId(3), Stage::Prepared)]);
    let duties = [
        Duty::Collecting { heard: protocol::Table::new() },
        Duty::Collecting { heard },
        Duty::MovingUp { acked: set(&[ProcessId(3)]) },
    ];
    let states: Vec<Process> = duties
        .into_iter()
        .flat_map(|duty| {
            [Stage::Prepared, Stage::PreCommitted]
                .map(|stage| Process::Leader(Leader { stage, up, duty: duty.clone() }))
        })
        .filter(|it| {
            // Who moves others up has moved up itself.
            !matches!(
                it,
                Process::Leader(Leader { stage: Stage::Prepared, duty: Duty::MovingUp { .. }, .. })
            )
        })
        .collect();
    let text = table(&THREE, P1, &states, &three_phase_messages(), &[C, P2]);
    check(&text, expect_file!["tables/three_phase_leader.txt"]);
}

#[test]
fn three_phase_coordinator() {
    use three_phase::{Coordinator::*, Process};
    let up = THREE.everybody();
    let most = set(&[P2, ProcessId(3)]);
    let states = [
        Initial,
        Collecting { yes: ProcessSet::EMPTY, up },
        Collecting { yes: most, up },
        PreCommitting { acked: ProcessSet::EMPTY, up },
        PreCommitting { acked: most, up },
    ];
    let states = states.map(Process::Coordinator);
    let text = table(&THREE, C, &states, &three_phase_messages(), &[P1, P2]);
    use three_phase::Record::*;
    let logs: [&[three_phase::Record]; 6] = [
        &[],
        &[Up(up.without(P1))],
        &[PreCommit],
        &[PreCommit, Up(set(&[C]))],
        &[PreCommit, Commit],
        &[Abort],
    ];
    let text = text + &recoveries(&THREE, C, &logs);
    check(&text, expect_file!["tables/three_phase_coordinator.txt"]);
}

#[test]
fn three_phase_recovering_and_decided() {
    use three_phase::Process;
    let back = |stage, up| {
        let heard = protocol::Table::new();
        Process::Recovering(Recovering { stage, up, heard, moving: None })
    };
    let pair = set(&[P1, P2]);
    let moving = Process::Recovering(Recovering {
        stage: Stage::PreCommitted,
        up: pair,
        heard: protocol::Table::from([(P2, (Stage::Prepared, pair))]),
        moving: Some(ProcessSet::EMPTY),
    });
    let decided = |decision, unacked| Process::Decided { decision, unacked };
    let states = [
        back(Stage::Prepared, THREE.everybody()),
        back(Stage::PreCommitted, pair),
        moving,
        decided(Decision::Commit, ProcessSet::EMPTY),
        decided(Decision::Commit, set(&[P2])),
        decided(Decision::Abort, set(&[P2])),
    ];
    let text = table(&THREE, P1, &states, &three_phase_messages(), &[C, P2]);
    check(&text, expect_file!["tables/three_phase_recovering.txt"]);
}
