//! The contracts, as JSON Schema 2020-12: of the JSON output, and of the files of a pack.

/// The schema of one line of output: a decision, or a record that could not be read.
pub const DECISION: &str = include_str!("decision.schema.json");

/// The schema of the board of desks, as `fenliu desk --output json` writes it.
pub const DESK: &str = include_str!("desk.schema.json");

/// The schema of the summary of a run, as `fenliu --summary=FILE` writes it.
pub const SUMMARY: &str = include_str!("summary.schema.json");
/// The schema of what `fenliu replay --output json` writes.
pub const REPLAY: &str = include_str!("replay.schema.json");

/// The schemas of the files of a pack, by their names; a category is `category`.
const PACK: &str = include_str!("pack.schema.json");

/// The schema of one file of a pack: `pack`, `category`, `signals`, `concepts`, `assertion`, `codes`, `calendar`, `policy` or `desk`.
#[must_use]
pub fn pack_file(name: &str) -> String {
    format!(
        "{{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"title\": \"fenliu {name}.toml\",\n\
         \"$ref\": \"#/$defs/{name}\",\n\"$defs\": {}}}\n",
        PACK
    )
}
