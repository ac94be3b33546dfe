//! Work done, counted in the crate's own tests and nowhere else: they hold it against the length of the text.

/// What is counted.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    /// Looks at a place of a text by the readers of evidence: one for each character or word that is compared.
    Looks,
    /// Look-ups in the dictionary, and characters that are cut into words.
    Words,
    /// Guards of a term asked about one of its hits.
    Guards,
    /// Cues found, and groups of cues asked about a part of a hit.
    Cues,
}

/// Notes some work; a build that is no test notes nothing.
#[inline]
pub(crate) fn count(work: Work, times: usize) {
    #[cfg(test)]
    counted::add(work as usize, times);
    #[cfg(not(test))]
    let _ = (work, times);
}

#[cfg(test)]
pub(crate) use counted::take as take_counted;

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    thread_local! {
        static COUNTED: Cell<[u64; 4]> = const { Cell::new([0; 4]) };
    }

    pub(super) fn add(work: usize, times: usize) {
        let mut counted = COUNTED.get();
        counted[work] += times as u64;
        COUNTED.set(counted);
    }

    /// What this thread did since it was last asked, in the order of [`Work`](super::Work).
    pub(crate) fn take() -> [u64; 4] {
        COUNTED.take()
    }
}
