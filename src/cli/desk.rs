//! `fenliu desk`: everybody who can be reached, on one page.

use std::fs;
use std::path::PathBuf;

use super::arguments::{Common, Desk, SortBy};
use super::messages::{Stop, cause};
use super::start::print;
use super::{pack, world};
use crate::judge::{Board, Sort, after_service};
use crate::render::{PackInfo, Style, board, html, json};
use crate::stream::Account;

/// The form of a page, and the file it goes to; standard output without one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct PageOutput {
    form: PageForm,
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PageForm {
    Text,
    Json,
    Html,
}

impl PageOutput {
    /// Reads `text`, `json`, `html`, or one of them with `=FILE`.
    ///
    /// # Errors
    /// A sentence that says what may stand there.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (form, file) = match text.split_once('=') {
            Some((_, "")) => return Err("a file must stand behind =".to_owned()),
            Some((form, file)) => (form, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let form = match form {
            "text" => PageForm::Text,
            "json" => PageForm::Json,
            "html" => PageForm::Html,
            _ => return Err("expected text, json or html, and perhaps =FILE".to_owned()),
        };
        Ok(Self { form, file })
    }

    /// Reads `text` or `html`, or one of them with `=FILE`.
    ///
    /// # Errors
    /// A sentence that says what may stand there.
    pub(super) fn parse_drawing(text: &str) -> Result<Self, String> {
        let wrong = || "expected text or html, and perhaps =FILE".to_owned();
        let output = Self::parse(text).map_err(|error| if error.contains('=') { error } else { wrong() })?;
        if output.form == PageForm::Json { Err(wrong()) } else { Ok(output) }
    }

    pub(super) fn form(&self) -> PageForm {
        self.form
    }

    /// How text looks where it goes: a file has no colour.
    pub(super) fn style(&self, common: &Common) -> Style {
        let style = world::output_style(common);
        Style { color: style.color && self.file.is_none(), ..style }
    }

    /// Writes a page to where it goes.
    pub(super) fn write(&self, page: &str) -> Result<u8, Stop> {
        let Some(file) = &self.file else { return print(page) };
        fs::write(file, page).map_err(|error| {
            Stop::Failed(format!("{}: can't be written: {}", file.display(), cause(&error)))
        })?;
        Ok(0)
    }
}

pub(super) fn run(arguments: &Desk, common: &Common) -> Result<u8, Stop> {
    let lexicon = pack::lexicon(common)?;
    let enterprise = common.account == Some(Account::Enterprise);
    let sort = match arguments.sort {
        SortBy::Wait => Sort::Wait,
        SortBy::Pack => Sort::Pack,
    };
    let clock = world::clock(common);
    let mut shown = Board::new(&lexicon, clock, enterprise, sort, arguments.ended);
    shown.after = after_service(&lexicon.desks, arguments.ended, arguments.low_rating, clock.now);
    let output = &arguments.output;
    let style = output.style(common);
    let info =
        PackInfo { name: &lexicon.pack.name, version: &lexicon.pack.version, hash: &lexicon.pack.hash };
    let mut page = String::new();
    match output.form {
        PageForm::Text => board::text(&shown, &style, &mut page),
        PageForm::Json => json::board(&shown, &info, &mut page),
        PageForm::Html => html::board(&shown, &info, style.lang, &mut page),
    }
    output.write(&page)
}

#[cfg(test)]
mod tests {
    use super::PageOutput;

    #[test]
    fn a_form_may_name_its_file() {
        assert!(PageOutput::parse("html").unwrap().file.is_none());
        let named = PageOutput::parse("html=a=b.html").unwrap();
        assert_eq!(named.file.unwrap().to_str(), Some("a=b.html"));
        for wrong in ["", "html=", "pdf", "=a"] {
            assert!(PageOutput::parse(wrong).is_err(), "{wrong}");
        }
    }
}
