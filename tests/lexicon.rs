//! The built-in pack proves itself: every term fires on its hits and on none of its misses.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::calendar::{Day, is_weekend};
use fenliu::lexicon::{Lexicon, State, Term};
use fenliu::triage::{Context, Report, Triage};

fn context() -> Context<'static> {
    Context::at(Clock { now: parse_moment("2026-11-24T14:30").unwrap(), source: ClockSource::Option })
}

/// Whether a term stands in a report: found, not refused by a guard, and affirmed or only asked about.
fn fires(report: &Report<'_>, term: &Term, affirmed: bool) -> bool {
    report.findings.iter().any(|finding| {
        finding.term().is_some_and(|found| found.id == term.id)
            && matches!(
                finding.refused_by.as_ref().map(fenliu::detect::Refusal::name),
                None | Some("overlap" | "repeat")
            )
            && (!affirmed || finding.state == State::Affirmed)
    })
}

#[test]
fn the_builtin_pack_parses() {
    if let Err(faults) = Lexicon::parse(&Lexicon::builtin_sources()) {
        for fault in &faults {
            eprintln!("{}:{}: {} ({:?})", fault.file, fault.at.start, fault.message.en, fault.help);
        }
        panic!("{} faults", faults.len());
    }
}

#[test]
fn every_term_fires_on_its_hits_and_on_none_of_its_misses() {
    let triage = Triage::new(Lexicon::builtin());
    let mut wrong = Vec::new();
    for term in &triage.lexicon().terms {
        for hit in &term.hits {
            let report = triage.run(hit, &context());
            let affirmed = term.stage != fenliu::lexicon::Stage::Topic;
            if !fires(&report, term, affirmed) {
                let found = report
                    .findings
                    .iter()
                    .filter_map(|f| Some((f.term()?.id.as_str(), f.state.name(), f.refused_by.clone())));
                wrong.push(format!("{} must fire on {hit}: {:?}", term.id, found.collect::<Vec<_>>()));
            }
        }
        for miss in &term.misses {
            if fires(&triage.run(miss, &context()), term, true) {
                wrong.push(format!("{} must not fire on {miss}", term.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The built-in calendar is checked against what does not stand in it: every holiday that falls on a weekend is made up for, so
/// that a year's workdays are its days but for its weekends and its statutory holidays (11 until 2024, 13 since 2025).
#[test]
fn the_years_of_the_calendar_add_up() {
    let holidays = Lexicon::builtin().holidays;
    for (year, statutory) in [(2024, 11), (2025, 13), (2026, 13)] {
        let first = jiff::civil::date(year, 1, 1);
        let days: Vec<_> =
            first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == year).collect();
        let weekends = days.iter().filter(|day| is_weekend(**day)).count();
        let worked = days.iter().filter(|day| holidays.day(**day).unwrap().is_worked()).count();
        assert_eq!(worked, days.len() - weekends - statutory, "{year}");
    }
    for (date, day) in [
        ("2024-02-18", Day::MakeUpWorkday),
        ("2024-09-14", Day::MakeUpWorkday),
        ("2025-01-01", Day::Holiday),
        ("2025-01-02", Day::Workday),
        ("2025-10-08", Day::Holiday),
        ("2026-02-14", Day::MakeUpWorkday),
        ("2026-02-23", Day::Holiday),
        ("2026-10-10", Day::MakeUpWorkday),
        ("2026-10-11", Day::Weekend),
        ("2026-11-24", Day::Workday),
    ] {
        assert_eq!(holidays.day(date.parse().unwrap()), Some(day), "{date}");
    }
    assert_eq!(holidays.day("2027-01-01".parse().unwrap()), None);
    assert!(holidays.years.iter().all(|year| year.source.contains("国办发明电")));
}
