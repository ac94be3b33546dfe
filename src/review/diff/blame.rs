//! Which change did it: changes are taken back one by one, and the messages that moved are decided again.

use super::changes::Change;
use super::compare::{Compared, Moved};
use super::outcome::{Names, Outcome};
use super::revert::{Half, reverted};
use crate::detect::Scratch;
use crate::lexicon::Lexicon;
use crate::review::entries::{EntryKind, Files};
use crate::triage::Triage;

/// At most so many moved messages are traced; those that no longer reach a person come first.
pub const TRACED: usize = 5_000;
/// At most so many packs are built with one change taken back or made alone.
const PACKS: usize = 600;
/// At most so many messages that no change of a term in them explains are tried with every other change.
const HARD: usize = 200;

/// How it is known that a change moved a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    /// Without the change it would not have moved.
    Struck,
    /// The change alone would have moved it; others would have as well.
    Alone,
}

impl Proof {
    /// The stable name in machine output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Struck => "struck",
            Self::Alone => "alone",
        }
    }
}

/// A change that moved a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cause {
    /// Its place in the list of changes.
    pub change: usize,
    /// How that is known.
    pub proof: Proof,
}

/// What moved each message.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Blame {
    /// For each moved message its causes; none where only several changes together moved it. `None` where it was not
    /// traced.
    pub causes: Vec<Option<Vec<Cause>>>,
    /// Changes that can't be taken back alone, because others lean on them.
    pub entangled: Vec<usize>,
}

impl Blame {
    /// How many messages each change moved: its place, and the messages' places; most first.
    #[must_use]
    pub fn by_change(&self) -> Vec<(usize, Vec<usize>)> {
        let mut rows: Vec<(usize, Vec<usize>)> = Vec::new();
        for (message, causes) in self.causes.iter().enumerate() {
            for cause in causes.iter().flatten() {
                match rows.iter_mut().find(|(change, _)| *change == cause.change) {
                    Some((_, messages)) => messages.push(message),
                    None => rows.push((cause.change, vec![message])),
                }
            }
        }
        rows.sort_by_key(|(change, messages)| (std::cmp::Reverse(messages.len()), *change));
        rows
    }

    /// How many traced messages no single change explains.
    #[must_use]
    pub fn together(&self) -> usize {
        self.causes.iter().flatten().filter(|causes| causes.is_empty()).count()
    }

    /// How many messages were traced.
    #[must_use]
    pub fn traced(&self) -> usize {
        self.causes.iter().flatten().count()
    }
}

/// Traces the messages that moved to the changes that moved them.
#[must_use]
pub fn blame(old: &Files, new: &Files, changes: &[Change], compared: &Compared) -> Blame {
    let moved = &compared.moved;
    let mut trace = Trace {
        changes,
        compared,
        blame: Blame { causes: vec![None; moved.len()], entangled: Vec::new() },
        packs: 0,
    };
    let mut order: Vec<usize> = (0..moved.len()).collect();
    order.sort_by_key(|place| !moved[*place].old.person || moved[*place].new.person);
    order.truncate(TRACED);
    for place in &order {
        trace.blame.causes[*place] = Some(Vec::new());
    }
    let effective: Vec<usize> = (0..changes.len()).filter(|place| !changes[*place].is_inert()).collect();
    if let [only] = effective[..] {
        for causes in trace.blame.causes.iter_mut().flatten() {
            causes.push(Cause { change: only, proof: Proof::Struck });
        }
        return trace.blame;
    }
    // First the changes that the messages themselves point at, then the others for the few that are left.
    let near =
        |change: &Change, moved: &Moved| change.entry != EntryKind::Term || moved.terms.contains(&change.id);
    let (old, new) = (&Half::of(old), &Half::of(new));
    for &change in &effective {
        let messages = order.iter().copied().filter(|place| near(&changes[change], &moved[*place])).collect();
        trace.try_change(change, messages, (new, old), Proof::Struck);
    }
    for &change in &effective {
        let messages = trace.unexplained(&order);
        let messages = messages.into_iter().filter(|place| !near(&changes[change], &moved[*place])).collect();
        trace.try_change(change, messages, (new, old), Proof::Struck);
    }
    for &change in &effective {
        let messages = trace.unproved(&order);
        trace.try_change(change, messages, (old, new), Proof::Alone);
    }
    trace.blame
}

struct Trace<'c> {
    changes: &'c [Change],
    compared: &'c Compared,
    blame: Blame,
    packs: usize,
}

impl Trace<'_> {
    /// Decides messages with one change taken back from the new pack, or made alone in the old one.
    fn try_change(
        &mut self,
        change: usize,
        messages: Vec<usize>,
        (from, to): (&Half<'_>, &Half<'_>),
        proof: Proof,
    ) {
        if messages.is_empty() || self.packs >= PACKS {
            return;
        }
        self.packs += 1;
        let Some(lexicon) = reverted(from, to, &self.changes[change]) else {
            if !self.blame.entangled.contains(&change) {
                self.blame.entangled.push(change);
            }
            return;
        };
        let pack = Pack { triage: Triage::new(lexicon), names: &self.compared.names };
        let mut scratch = Scratch::default();
        for place in messages {
            let moved = &self.compared.moved[place];
            let then = pack.outcome(moved, &mut scratch);
            let explains = match proof {
                // It goes where it went before, or at least no longer where it goes now.
                Proof::Struck => !then.agrees(&moved.new),
                Proof::Alone => then.agrees(&moved.new),
            };
            if explains && let Some(causes) = &mut self.blame.causes[place] {
                causes.push(Cause { change, proof });
            }
        }
    }

    fn unexplained(&self, order: &[usize]) -> Vec<usize> {
        let bare = order
            .iter()
            .copied()
            .filter(|place| self.blame.causes[*place].as_ref().is_some_and(Vec::is_empty));
        bare.take(HARD).collect()
    }

    /// Those that no change explains by being struck, though some may explain them alone by now.
    fn unproved(&self, order: &[usize]) -> Vec<usize> {
        let bare = order.iter().copied().filter(|place| {
            let causes = self.blame.causes[*place].as_ref();
            causes.is_some_and(|causes| causes.iter().all(|cause| cause.proof == Proof::Alone))
        });
        bare.take(HARD).collect()
    }
}

struct Pack<'n> {
    triage: Triage,
    names: &'n Names,
}

impl Pack<'_> {
    fn outcome(&self, moved: &Moved, scratch: &mut Scratch) -> Outcome {
        let report = self.triage.run_with(scratch, &moved.text, &moved.circumstances.context());
        let lexicon: &Lexicon = self.triage.lexicon();
        self.names.outcome(lexicon, &report.decision)
    }
}
