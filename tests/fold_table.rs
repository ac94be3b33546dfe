//! The committed fold table is what its generator writes today, and stays small.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "../examples/fold_table.rs"]
mod fold_table;

#[test]
fn the_table_is_what_its_sources_say() {
    let committed = include_str!("../data/fold/table.txt");
    let generated = fold_table::generate();
    for (committed, generated) in committed.lines().zip(generated.lines()) {
        assert_eq!(committed, generated, "run `cargo run --example fold_table`");
    }
    assert_eq!(committed.lines().count(), generated.lines().count());
    assert!(committed.len() < 200_000);
}

#[test]
fn every_source_is_in_the_notice() {
    let notice = include_str!("../NOTICE");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["opencc", "unicode", "jieba"] {
        assert!(notice.contains(&format!("data/{folder}/LICENSE")), "{folder}");
        for file in std::fs::read_dir(root.join("data").join(folder)).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(name == "LICENSE" || notice.contains(&name), "{folder}/{name}");
        }
    }
}
