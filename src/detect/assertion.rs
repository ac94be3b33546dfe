//! How a hit is meant: the nearest cue of each group on either side, within its reach, decides.
//!
//! Linear: a nearer cue of a group reaches whatever a farther one does, so one binary search for each group and side
//! is enough, however many cues a clause holds.

use std::ops::Range;

use super::clauses::{Clauses, within};
use super::cover::Cover;
use super::entries::{CUE, PSEUDO, ROLES, UNTIL};
use super::matcher::Hit;
use crate::lexicon::{Cue, Direction, Scope, State};
use crate::text::{Work, count};

/// The groups of cues of a pack, and how their wordings are numbered in the automaton.
#[derive(Debug)]
pub(super) struct Assertion {
    groups: Vec<Group>,
    first: u32,
}

#[derive(Debug)]
struct Group {
    state: State,
    direction: Direction,
    scope: Scope,
    reach: Option<usize>,
}

impl Assertion {
    /// The groups of the cues of a pack, numbered from `first`.
    pub(super) fn new(cues: &[Cue], first: u32) -> Self {
        let group = |cue: &Cue| Group {
            state: cue.state,
            direction: cue.direction,
            scope: cue.scope,
            reach: cue.reach,
        };
        Self { groups: cues.iter().map(group).collect(), first }
    }

    /// Sorts the hits of cues by group, leaving out those inside a pseudo-cue or inside a standing hit of a term.
    pub(super) fn read<'c>(&self, text: &'c str, hits: &[Hit], standing: &[Range<usize>]) -> Cues<'c> {
        // By entry, so that the three roles of a group lie together; most messages have no cue, or one.
        let mut ours: Vec<&Hit> = hits.iter().filter(|hit| hit.entry >= self.first).collect();
        count(Work::Cues, ours.len());
        ours.sort_by_key(|hit| hit.entry);
        let mut cues = Cues { text, groups: Vec::new() };
        if ours.is_empty() {
            return cues;
        }
        let standing = Cover::of(standing.to_vec());
        let group_of = |hit: &Hit| ((hit.entry - self.first) / ROLES) as usize;
        for hits in ours.chunk_by(|one, next| group_of(one) == group_of(next)) {
            let of_role = |role| {
                let ours = hits.iter().filter(move |hit| (hit.entry - self.first) % ROLES == role);
                ours.map(|hit| hit.start..hit.end)
            };
            let pseudo = Cover::of(of_role(PSEUDO).collect());
            let active = |cue: &Range<usize>| !pseudo.covers(cue) && !standing.covers(cue);
            let mut by_start: Vec<Range<usize>> = of_role(CUE).filter(active).collect();
            if by_start.is_empty() {
                continue;
            }
            let mut by_end = by_start.clone();
            by_end.sort_by_key(|cue| cue.end);
            by_start.sort_by_key(|cue| cue.start);
            let mut until: Vec<usize> = of_role(UNTIL).map(|word| word.start).collect();
            until.sort_unstable();
            let cover = Cover::of(by_start.clone());
            cues.groups.push(GroupCues { place: group_of(hits[0]), by_start, by_end, cover, until });
        }
        cues
    }
}

/// The cues of one message.
pub(super) struct Cues<'c> {
    text: &'c str,
    /// The groups that have any, in page order.
    groups: Vec<GroupCues>,
}

struct GroupCues {
    /// Place of the group in the pack.
    place: usize,
    by_start: Vec<Range<usize>>,
    by_end: Vec<Range<usize>>,
    /// Says whether a cue reaches round a hit: 解封了 round 解封.
    cover: Cover,
    /// Where terminators start.
    until: Vec<usize>,
}

impl GroupCues {
    /// The nearest cue that ends at or before a place.
    fn before(&self, place: usize) -> Option<&Range<usize>> {
        let count = self.by_end.partition_point(|cue| cue.end <= place);
        count.checked_sub(1).map(|last| &self.by_end[last])
    }

    /// The nearest cue that starts at or after a place.
    fn after(&self, place: usize) -> Option<&Range<usize>> {
        self.by_start.get(self.by_start.partition_point(|cue| cue.start < place))
    }
}

impl Cues<'_> {
    /// How a hit is meant, and the place in the pack of the cue that says so: the first state in order of precedence that
    /// some cue gives it. `blocks` are the parts of the hit that stand without a gap, in order: a cue in a gap (没有 in
    /// 账号没有被盗) acts, a cue in a part does not.
    pub(super) fn state(
        &self,
        assertion: &Assertion,
        blocks: &[Range<usize>],
        immune: &[State],
        clauses: &mut Clauses<'_>,
    ) -> (State, Option<usize>) {
        let mut found = (State::Affirmed, None);
        for cues in &self.groups {
            count(Work::Cues, blocks.len());
            let group = &assertion.groups[cues.place];
            if immune.contains(&group.state) || !wins(group.state, found.0) {
                continue;
            }
            if self.reaches(group, cues, blocks, clauses) {
                found = (group.state, Some(cues.place));
            }
        }
        found
    }

    fn reaches(
        &self,
        group: &Group,
        cues: &GroupCues,
        blocks: &[Range<usize>],
        clauses: &mut Clauses<'_>,
    ) -> bool {
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return false };
        if cues.cover.covers_more(&(first.start..last.end)) {
            return true;
        }
        blocks.iter().enumerate().any(|(place, block)| {
            let behind = place.checked_sub(1).map_or(0, |place| blocks[place].end);
            let ahead = blocks.get(place + 1).map_or(self.text.len(), |next| next.start);
            let before = cues.before(block.start).filter(|cue| cue.start >= behind);
            let after = cues.after(block.end).filter(|cue| cue.end <= ahead);
            let before =
                before.map(|cue| cue.end..block.start).filter(|_| group.direction != Direction::After);
            let after =
                after.map(|cue| block.end..cue.start).filter(|_| group.direction != Direction::Before);
            [before, after].into_iter().flatten().any(|between| self.free(group, cues, between, clauses))
        })
    }

    /// Whether a cue acts across what lies between it and the hit.
    fn free(
        &self,
        group: &Group,
        cues: &GroupCues,
        between: Range<usize>,
        clauses: &mut Clauses<'_>,
    ) -> bool {
        let ended = cues.until.partition_point(|at| *at < between.start)
            < cues.until.partition_point(|at| *at < between.end);
        let in_scope = match group.scope {
            Scope::Clause => clauses.same_saying(between.clone()),
            Scope::Sentence => clauses.same_sentence(between.clone()),
            Scope::Message => true,
        };
        !ended && in_scope && group.reach.is_none_or(|reach| within(self.text, between, reach))
    }
}

/// Whether a state comes before another in [`State::CUED`].
fn wins(state: State, over: State) -> bool {
    let rank = |state| State::CUED.iter().position(|s| *s == state).unwrap_or(State::CUED.len());
    rank(state) < rank(over)
}
