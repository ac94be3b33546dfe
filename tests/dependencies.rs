//! Every dependency has its reason in docs/dependencies.md, and none needs a newer compiler than the crate says.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn every_dependency_has_a_reason() {
    let manifest: toml::Table = toml::from_str(include_str!("../Cargo.toml")).unwrap();
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let names: BTreeSet<&str> = sections
        .iter()
        .flat_map(|section| manifest[*section].as_table().unwrap().keys().map(String::as_str))
        .collect();
    let rows = include_str!("../docs/dependencies.md").lines();
    let reasons: BTreeSet<&str> =
        rows.filter_map(|row| row.strip_prefix("| `")?.split_once("` | ").map(|(name, _)| name)).collect();
    assert_eq!(reasons, names);
}

#[test]
fn no_dependency_needs_a_newer_compiler() {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .unwrap();
    if !out.status.success() {
        println!("SKIPPED: cargo metadata can't be had offline: {}", String::from_utf8_lossy(&out.stderr));
        return;
    }
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let version = |text: &str| -> Vec<u64> { text.split('.').map(|part| part.parse().unwrap()).collect() };
    let (ours, mut seen) = (version("1.88.0"), 0);
    assert!(env!("CARGO_PKG_RUST_VERSION").starts_with("1.88"));
    for package in metadata["packages"].as_array().unwrap() {
        let Some(needed) = package["rust_version"].as_str() else { continue };
        assert!(version(needed) <= ours, "{} needs {needed}", package["name"]);
        seen += 1;
    }
    assert!(seen > 50);
}
