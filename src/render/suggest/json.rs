//! Suggestions for programs: one JSON object a line.

use super::About;
use super::mask::masked;
use crate::render::writer::{Writer, rounded};
use crate::review::{Example, Suggestion, Suggestions};

/// Appends a line for each string, the surest first.
pub fn lines(suggestions: &Suggestions, about: &About<'_>, out: &mut String) {
    for (place, suggestion) in suggestions.list.iter().enumerate() {
        let json = &mut Writer::new(out);
        json.open('{');
        json.key("rank");
        json.integer(place + 1);
        one(suggestion, about, json);
        json.close('}');
        out.push('\n');
    }
}

fn one(suggestion: &Suggestion, about: &About<'_>, json: &mut Writer<'_>) {
    json.key("text");
    json.text(&suggestion.text);
    for (key, value) in [
        ("z_corpus", suggestion.z_corpus),
        ("z_labels", suggestion.z_labels),
        ("cohesion", suggestion.cohesion),
        ("left_entropy", suggestion.entropies.map(|bits| bits[0])),
        ("right_entropy", suggestion.entropies.map(|bits| bits[1])),
    ] {
        json.key(key);
        match value {
            Some(value) => json.number(rounded(value, 3)),
            None => json.null(),
        }
    }
    for (key, value) in [("in_dictionary", suggestion.in_dictionary), ("new_word", suggestion.new_word)] {
        json.key(key);
        json.boolean(value);
    }
    json.key("needing");
    json.integer(suggestion.loud);
    json.key("flips");
    json.integer(suggestion.quiet);
    for (key, value) in
        [("gained", suggestion.labelled.map(|l| l.gained)), ("lost", suggestion.labelled.map(|l| l.lost))]
    {
        json.key(key);
        match value {
            Some(value) => json.integer(value),
            None => json.null(),
        }
    }
    json.key("collisions");
    json.open('[');
    suggestion.collisions.iter().for_each(|word| json.text(word));
    json.close(']');
    json.key("examples");
    json.open('[');
    suggestion.examples.iter().for_each(|each| example(each, about, json));
    json.close(']');
}

fn example(example: &Example, about: &About<'_>, json: &mut Writer<'_>) {
    json.open('{');
    json.key("file");
    json.maybe(about.files.get(example.file as usize).map(String::as_str));
    json.key("line");
    json.integer(example.line);
    json.key("text");
    json.text(&masked(example, about.redact).concat());
    json.close('}');
}
