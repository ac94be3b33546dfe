//! The wordings of the built-in pack as the build laid them out (`build/pack.rs`), used in place.

use std::sync::Arc;

use super::layout::Layout;
use super::steps::Steps;
use crate::text::{Bits, Heads, Segmenter, Sieve, Vocabulary, WordList};

macro_rules! built {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/pack/", $name))
    };
}

// `WORDS_TOTAL`: how often all words are seen together; `SIEVE_FLAGS`; `LONGEST`: bytes of the longest wording.
include!(concat!(env!("OUT_DIR"), "/pack/numbers.rs"));

/// What the wordings were laid out as.
pub(super) fn layout() -> Layout {
    let text = include_str!(concat!(env!("OUT_DIR"), "/pack/literals.txt"));
    let list = WordList::laid_out(text, built!("literals.bin"));
    let vocabulary = Vocabulary::new(Arc::new(list), Bits::laid_out(built!("words.bin")));
    let steps = [built!("offsets.bin"), built!("uses.bin"), built!("parents.bin")] as [&[u8]; 3];
    let steps = Steps::laid_out(steps, LONGEST);
    Layout { vocabulary, steps }
}

/// The sieve in front of them.
pub(super) fn sieve() -> Sieve {
    Sieve::laid_out(built!("sieve_pairs.bin"), built!("sieve_letters.bin"), SIEVE_FLAGS)
}

/// The segmenter that knows their words.
pub(super) fn segmenter(vocabulary: &Vocabulary) -> Segmenter {
    let heads = Heads::laid_out(built!("head_pairs.bin"), built!("head_slots.bin"));
    Segmenter::laid_out(vocabulary.clone(), heads, WORDS_TOTAL)
}

#[cfg(test)]
mod tests {
    use super::{layout, sieve};
    use crate::detect::layout;
    use crate::lexicon::Lexicon;
    use crate::text::Segmenter;

    #[test]
    fn what_the_build_laid_out_is_what_the_pack_says() {
        let lexicon = Lexicon::builtin();
        assert!(lexicon == Lexicon::as_built(), "the lexicon");
        let laid_out = layout::Layout::of(&lexicon);
        assert!(laid_out == layout(), "the layout");
        assert!(layout::sieve(&lexicon) == sieve(), "the sieve");
        let segmenter = super::segmenter(&laid_out.vocabulary);
        assert!(segmenter.knows_alike(&Segmenter::of(laid_out.vocabulary)), "the words");
    }
}
