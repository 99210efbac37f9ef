//! The axioms once more, written down a second time and only over decisions and promises in a
//! trace, so that a mistake in the verdict cannot hide one in the engine. Also what every trace of
//! every protocol must obey, whatever happens to it.

use world::{Decision, Event, MessageId, Micros, ProcessId, Trace};

/// What is known of one process.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    pub decided: Vec<Decision>,
    pub promised: bool,
    pub down: bool,
    pub paused: bool,
    pub crashes: u32,
    forcing: bool,
}

/// What is known of all, the coordinator first.
#[derive(Clone, Debug)]
pub struct Facts {
    pub nodes: Vec<Fact>,
    /// What no engine may do, if it did.
    pub nonsense: Option<String>,
}

impl Facts {
    pub fn of(trace: &Trace) -> Self {
        Self::until(trace, Micros(u64::MAX))
    }

    pub fn until(trace: &Trace, until: Micros) -> Self {
        let nodes = vec![Fact::default(); usize::from(trace.processes)];
        let mut it = Self { nodes, nonsense: None };
        for entry in trace.entries.iter().take_while(|entry| entry.at <= until) {
            if let Some(why) = it.apply(&entry.event) {
                it.nonsense.get_or_insert(format!("{why}: {entry}"));
            }
        }
        it
    }

    fn of_node(&mut self, id: ProcessId) -> &mut Fact {
        &mut self.nodes[usize::from(id.0)]
    }

    fn apply(&mut self, event: &Event) -> Option<&'static str> {
        match event {
            Event::Sent { from, word, copy_of, .. } => self.sent(*from, word, *copy_of),
            Event::Forcing { node, .. } => {
                let it = self.of_node(*node);
                let twice = std::mem::replace(&mut it.forcing, true);
                twice.then_some("it forces two records at once")
            }
            Event::Logged { node, forced, decides, promises, .. } => {
                self.logged(*node, *forced, *decides, *promises)
            }
            Event::Crashed { node, .. } => {
                let it = self.of_node(*node);
                (it.down, it.paused, it.forcing) = (true, false, false);
                it.crashes += 1;
                None
            }
            Event::Recovered { node } => {
                self.of_node(*node).down = false;
                None
            }
            Event::Paused { node } => {
                self.of_node(*node).paused = true;
                None
            }
            Event::Resumed { node } => {
                self.of_node(*node).paused = false;
                None
            }
            Event::Unlocked { node } => {
                let it = self.of_node(*node);
                let early = it.promised && it.decided.is_empty();
                early.then_some("locks of one in doubt are released")
            }
            Event::Became { node, .. } | Event::TimedOut { node, .. } => self.acts(*node),
            _ => None,
        }
    }

    fn acts(&mut self, node: ProcessId) -> Option<&'static str> {
        let it = self.of_node(node);
        let stands_still = it.down || it.paused || it.forcing;
        stands_still.then_some("one that is down, paused or waits for its disk does something")
    }

    fn sent(
        &mut self,
        from: ProcessId,
        word: &str,
        copy: Option<MessageId>,
    ) -> Option<&'static str> {
        // The network makes copies, whatever has become of the sender.
        if copy.is_some() {
            return None;
        }
        let promised = self.of_node(from).promised;
        if word == "YES" && !promised {
            return Some("a YES without a promise on disk");
        }
        self.acts(from)
    }

    fn logged(
        &mut self,
        node: ProcessId,
        forced: bool,
        decides: Option<Decision>,
        promises: bool,
    ) -> Option<&'static str> {
        let it = self.of_node(node);
        let asked = !forced || std::mem::replace(&mut it.forcing, false);
        it.promised |= promises;
        if let Some(decision) = decides
            && it.decided.last() != Some(&decision)
        {
            it.decided.push(decision);
        }
        if it.down || !asked { Some("a record of one that wrote none") } else { None }
    }

    fn ever(&self, decision: Decision) -> bool {
        self.nodes.iter().any(|node| node.decided.contains(&decision))
    }

    /// What is broken of AC1, AC2, AC3 and of the rules of the engine.
    pub fn broken(&self) -> Option<String> {
        if self.ever(Decision::Commit) && self.ever(Decision::Abort) {
            return Some("AC1: some committed, some aborted".to_owned());
        }
        self.broken_but_for_agreement()
    }

    /// What is broken of AC2, AC3 and of the rules of the engine; AC1 is another matter.
    pub fn broken_but_for_agreement(&self) -> Option<String> {
        let votes_missing = self.nodes.iter().skip(1).any(|node| !node.promised);
        if self.nodes.iter().any(|node| node.decided.len() > 1) {
            return Some("AC2: a decision was taken back".to_owned());
        }
        if self.ever(Decision::Commit) && votes_missing {
            return Some("AC3: COMMIT without all votes".to_owned());
        }
        self.nonsense.clone()
    }

    /// Whoever has not decided, of those that `matter`.
    pub fn undecided(&self, matter: impl Fn(&Fact) -> bool) -> Vec<ProcessId> {
        let nodes = (0..).map(ProcessId).zip(&self.nodes);
        nodes.filter(|(_, it)| it.decided.is_empty() && matter(it)).map(|(id, _)| id).collect()
    }
}
