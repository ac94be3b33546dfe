//! `fenliu lexicon rule`: what a code means, without a network.

use clap::Args;

use crate::cli::arguments::Common;
use crate::cli::messages::Stop;
use crate::cli::start::print;
use crate::cli::world;
use crate::render::rules;
use crate::review::lint::Rule;

/// Arguments of `rule`.
#[derive(Args, Debug)]
pub(in crate::cli) struct RuleArguments {
    /// A code or a name, e.g. L405 or unproved-guard; none for a list of all
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

pub(super) fn run(arguments: &RuleArguments, common: &Common) -> Result<u8, Stop> {
    let style = world::output_style(common);
    let Some(code) = &arguments.code else { return print(&rules::list(style.lang)) };
    match Rule::find(code) {
        Some(rule) => print(&rules::page(rule, &style)),
        None => {
            let known = Rule::all().flat_map(|rule| [rule.code, rule.name]);
            let near = known.map(|known| {
                (strsim::damerau_levenshtein(&code.to_lowercase(), &known.to_lowercase()), known)
            });
            let near = near.min().filter(|(distance, known)| *distance <= 1 + known.len() / 4);
            let more = near.map_or_else(
                || "`fenliu lexicon rule` lists them".to_owned(),
                |(_, near)| format!("did you mean {near}?"),
            );
            Err(Stop::Failed(format!("{code}: there is no such rule; {more}")))
        }
    }
}
