//! The steps of a run, as a student counts them: what happens at once to the same process is one
//! step, and what nobody can see is none. Between "COMMIT is on disk" and "COMMIT is sent" there is
//! a step, although no time passes: a crash may strike there.

use world::{Entry, Event, MessageId, ProcessId, Trace};

/// Where each step ends: counts of entries, rising.
#[must_use]
pub fn steps(trace: &Trace) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut open: Option<(&Entry, Group)> = None;
    for (index, entry) in trace.entries.iter().enumerate() {
        let Some(group) = group(&entry.event) else {
            // What nobody sees belongs to the step before it, if no time has passed.
            if let (Some(end), Some((last, _))) = (ends.last_mut(), open)
                && last.at == entry.at
            {
                *end = index + 1;
            }
            continue;
        };
        let same = open.is_some_and(|(last, of)| last.at == entry.at && of == group);
        match ends.last_mut() {
            Some(end) if same => *end = index + 1,
            Some(_) | None => ends.push(index + 1),
        }
        open = Some((entry, group));
    }
    ends
}

/// What belongs together when it happens at the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Sends(ProcessId),
    Arrival(MessageId),
    Log(ProcessId),
    Node(ProcessId),
    Losses,
    Network,
    Client,
}

fn group(event: &Event) -> Option<Group> {
    match event {
        Event::Sent { from, .. } => Some(Group::Sends(*from)),
        Event::Arrived { id } => Some(Group::Arrival(*id)),
        Event::Lost { .. } => Some(Group::Losses),
        Event::Logged { node, .. } => Some(Group::Log(*node)),
        Event::TimedOut { node, .. }
        | Event::Crashed { node, .. }
        | Event::Recovered { node }
        | Event::Paused { node }
        | Event::Resumed { node }
        | Event::MadeUnable { node }
        | Event::Checked { node, .. } => Some(Group::Node(*node)),
        Event::Cut { .. } | Event::Healed { .. } | Event::Slowed { .. } => Some(Group::Network),
        Event::Began | Event::Told { .. } => Some(Group::Client),
        Event::Rescheduled { .. }
        | Event::Forcing { .. }
        | Event::Flushed { .. }
        | Event::Became { .. }
        | Event::Armed { .. }
        | Event::Disarmed { .. }
        | Event::Locked { .. }
        | Event::Unlocked { .. }
        | Event::Checking { .. }
        | Event::Ignored { .. }
        | Event::Suspected { .. }
        | Event::Trusted { .. }
        | Event::Intervened { .. }
        | Event::Refused { .. } => None,
    }
}
