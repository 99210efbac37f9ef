//! By cause instead of by clock: how long the chain of causes behind each entry is.

use world::Table;

use world::{Event, MessageId, ProcessId, Trace};

/// The depth of every entry: the number of steps on the longest chain of causes that leads to it.
#[must_use]
pub fn depths(trace: &Trace) -> Vec<u32> {
    let mut last = vec![0_u32; usize::from(trace.processes)];
    let mut sent: Table<MessageId, (u32, ProcessId)> = Table::new();
    let mut highest = 0;
    let mut depths = Vec::with_capacity(trace.entries.len());
    for entry in &trace.entries {
        let depth = depth_of(&entry.event, &mut last, &mut sent, highest);
        highest = highest.max(depth);
        depths.push(depth);
    }
    depths
}

fn depth_of(
    event: &Event,
    last: &mut [u32],
    sent: &mut Table<MessageId, (u32, ProcessId)>,
    highest: u32,
) -> u32 {
    if let Event::Sent { id, from, to, .. } = event {
        let depth = last[usize::from(from.0)] + 1;
        sent.insert(*id, (depth, *to));
        return depth;
    }
    if let Event::Arrived { id } = event {
        let Some((depth, to)) = sent.get(id).copied() else { return highest };
        let own = &mut last[usize::from(to.0)];
        *own = (*own).max(depth) + 1;
        return *own;
    }
    if let Event::Lost { id, .. } = event {
        return sent.get(id).map_or(highest, |(depth, _)| depth + 1);
    }
    match node_of(event) {
        Some((node, true)) => {
            last[usize::from(node.0)] += 1;
            last[usize::from(node.0)]
        }
        Some((node, false)) => last[usize::from(node.0)],
        None => highest,
    }
}

/// Whose entry it is, and whether it is a step of its own in the chain of causes.
fn node_of(event: &Event) -> Option<(ProcessId, bool)> {
    match event {
        Event::Logged { node, .. }
        | Event::TimedOut { node, .. }
        | Event::Crashed { node, .. }
        | Event::Recovered { node }
        | Event::Paused { node }
        | Event::Resumed { node }
        | Event::Checked { node, .. } => Some((*node, true)),
        Event::Suspected { by, .. } | Event::Trusted { by, .. } => Some((*by, true)),
        Event::Forcing { node, .. }
        | Event::Flushed { node }
        | Event::Became { node, .. }
        | Event::Armed { node, .. }
        | Event::Disarmed { node, .. }
        | Event::Locked { node }
        | Event::Unlocked { node }
        | Event::Checking { node, .. }
        | Event::Ignored { node, .. }
        | Event::MadeUnable { node } => Some((*node, false)),
        Event::Began
        | Event::Sent { .. }
        | Event::Rescheduled { .. }
        | Event::Arrived { .. }
        | Event::Lost { .. }
        | Event::Told { .. }
        | Event::Cut { .. }
        | Event::Healed { .. }
        | Event::Slowed { .. }
        | Event::Intervened { .. }
        | Event::Refused { .. } => None,
    }
}
