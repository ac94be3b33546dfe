//! Terms that a pack lacks.
