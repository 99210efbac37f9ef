//! Running a scenario and comparing what comes out with what must.

use analysis::{Blocking, Verdict};
use world::{Decision, Micros, Policies, ProcessSet, ProtocolId, Setup, Snapshot, Trace, run};

use crate::accident::Accident;
use crate::expect::{ClientHears, Expect, Names, print_names};
use crate::grammar::Keys;
use crate::scenario::Scenario;

/// An outcome that was required and did not come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The line of the requirement.
    pub line: u32,
    /// The accident, if one was chosen.
    pub accident: Option<String>,
    /// The protocol.
    pub protocol: ProtocolId,
    /// When it was looked at; at the end if absent.
    pub at: Option<Micros>,
    /// Which outcome.
    pub field: &'static str,
    /// What was required.
    pub required: String,
    /// What came out.
    pub found: String,
}

impl Scenario {
    /// Runs everything that has a required outcome, and returns what did not come out.
    #[must_use]
    pub fn verify(&self) -> Vec<Miss> {
        self.verify_seed(DEFAULT_SEED)
    }

    /// The same with another seed.
    #[must_use]
    pub fn verify_seed(&self, seed: u64) -> Vec<Miss> {
        let bare = self.expects.iter().map(|expect| (None, expect));
        let with = self.accidents.iter().flat_map(|accident| {
            accident.expects.iter().map(move |expect| (Some(accident), expect))
        });
        let each = |(accident, expect): (Option<&Accident>, &Expect)| {
            let one = |protocol: &ProtocolId| self.check(accident, expect, *protocol, seed);
            expect.protocols.iter().flat_map(one).collect::<Vec<_>>()
        };
        bare.chain(with).flat_map(each).collect()
    }

    fn check(
        &self,
        accident: Option<&Accident>,
        expect: &Expect,
        protocol: ProtocolId,
        seed: u64,
    ) -> Vec<Miss> {
        let setup = self.setup_for(accident, expect, protocol, seed);
        let interventions = accident.map(|it| it.interventions(protocol)).unwrap_or_default();
        let trace = run(&setup, &interventions);
        let blocking = Blocking::of(&setup, &interventions, &trace);
        let now = Snapshot::at(&trace, expect.at.unwrap_or(trace.end));
        let verdict = Verdict::of(&trace, &blocking, &self.stakes(), &now);
        let comparison = Comparison { keys: self.keys(), verdict: &verdict, now: &now };
        let miss = |(field, required, found)| Miss {
            line: expect.line,
            accident: accident.map(|it| it.id.clone()),
            protocol,
            at: expect.at,
            field,
            required,
            found,
        };
        comparison.misses(expect, &trace).into_iter().map(miss).collect()
    }

    fn setup_for(
        &self,
        accident: Option<&Accident>,
        expect: &Expect,
        protocol: ProtocolId,
        seed: u64,
    ) -> Setup {
        let mut setup = self.setup(protocol, Policies::NONE, seed, accident);
        if let Some(policies) = &expect.policies {
            setup.policies = policies.iter().copied().collect();
        }
        setup.cooperative = expect.cooperative.unwrap_or(setup.cooperative);
        setup
    }
}

/// The seed of every run that does not name one.
pub(crate) const DEFAULT_SEED: u64 = 1;

type Difference = (&'static str, String, String);

struct Comparison<'a> {
    keys: Keys,
    verdict: &'a Verdict,
    now: &'a Snapshot,
}

impl Comparison<'_> {
    fn misses(&self, expect: &Expect, trace: &Trace) -> Vec<Difference> {
        let verdict = self.verdict;
        let told = ClientHears::of(self.now.told.last().map(|(decision, _)| *decision));
        let outcome = expect.outcome.map(|it| it.word());
        let doubt = verdict.in_doubt.iter().map(|doubt| doubt.node).collect();
        let blocked = verdict.blocked.iter().map(|span| span.node).collect();
        let differences = [
            differ("outcome", outcome, verdict.outcome.word()),
            differ("atomic", expect.atomic, verdict.atomic()),
            self.names("in_doubt", expect.in_doubt.as_ref(), doubt),
            self.names("blocked", expect.blocked.as_ref(), blocked),
            self.names("committed", expect.committed.as_ref(), self.ever(Decision::Commit)),
            self.names("aborted", expect.aborted.as_ref(), self.ever(Decision::Abort)),
            differ("client", expect.client.map(ClientHears::word), told.word()),
            differ("money_conserved", expect.money_conserved, verdict.money.conserved),
            differ("at_risk", expect.at_risk, verdict.money.at_risk),
            differ("messages", expect.messages, verdict.cost.messages),
            differ("forced", expect.forced, verdict.cost.forced),
            differ("overflow", Some(false), trace.overflow),
        ];
        differences.into_iter().flatten().collect()
    }

    fn ever(&self, decision: Decision) -> ProcessSet {
        let nodes = self.now.nodes.iter();
        let took = nodes.filter(|node| node.decided.iter().any(|(it, _)| *it == decision));
        took.map(|node| node.id).collect()
    }

    fn names(
        &self,
        field: &'static str,
        required: Option<&Names>,
        found: ProcessSet,
    ) -> Option<Difference> {
        let required = required?;
        let same = match required {
            Names::Count(count) => *count == found.len(),
            Names::Exactly(who) => *who == found,
        };
        let found = print_names(&Names::Exactly(found), &self.keys);
        (!same).then(|| (field, print_names(required, &self.keys), found))
    }
}

fn differ<T: PartialEq + std::fmt::Display>(
    field: &'static str,
    required: Option<T>,
    found: T,
) -> Option<Difference> {
    let required = required?;
    (required != found).then(|| (field, required.to_string(), found.to_string()))
}
