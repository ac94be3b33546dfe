//! What each character folds to, and which are symbols that may be bridged, as `build/tables.rs` packed it.

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
