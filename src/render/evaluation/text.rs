//! The figures for people.

use std::fmt::Write as _;

use super::About;
use super::{errors, terms};
use crate::lexicon::{Emergency, Need};
use crate::render::canvas::{Ink, cut, paint, printable};
use crate::render::commands::disarm;
use crate::render::origin::{Lang, Style};
use crate::render::phrases;
use crate::render::table::{Cell, Table, heading, maybe, plain, share};
use crate::review::{Breakdown, Calibration, DRAWS, Evaluation, Interval, SEED, Tally};

/// Columns of a name that comes from data.
const NAME: usize = 32;

/// Appends everything that was measured.
pub fn text(evaluation: &Evaluation<'_>, about: &About<'_>, style: &Style, out: &mut String) {
    let start = out.len();
    head(evaluation, about, style, out);
    topics(evaluation, style, out);
    whole(evaluation, style, out);
    needs(evaluation, style, out);
    calibration(&evaluation.calibration, style, out);
    evaluation.breakdowns.iter().for_each(|breakdown| by(breakdown, style, out));
    errors::errors(evaluation, style, out);
    if let Some(table) = &evaluation.terms {
        terms::terms(table, about.terms, style, out);
    }
    disarm(start, out);
}

fn head(evaluation: &Evaluation<'_>, about: &About<'_>, style: &Style, out: &mut String) {
    let (rows, bad, pack) = (evaluation.measures.rows, about.bad, about.pack);
    let line = match style.lang {
        Lang::Zh => format!("{rows} 条留言"),
        Lang::En => format!("{rows} {}", if rows == 1 { "message" } else { "messages" }),
    };
    paint(&line, Ink::Strong, style.color, out);
    let _ = match (style.lang, bad) {
        (_, 0) => Ok(()),
        (Lang::Zh, _) => write!(out, "，另有 {bad} 行读不了"),
        (Lang::En, _) => write!(out, ", {bad} more could not be read"),
    };
    let pack = format!("{} {} ({})", printable(pack.name), printable(pack.version), printable(pack.hash));
    let _ = writeln!(out, "{}{pack}", style.lang.pick("，词库 ", ", pack "));
}

fn interval(Interval { low, high }: Interval) -> Cell {
    (format!("{low:.3}–{high:.3}"), Ink::Dim)
}

/// Precision, recall, F1, its interval and the counts.
fn figures(tally: &Tally, known: Option<Interval>) -> [Cell; 7] {
    [
        plain(share(tally.precision())),
        plain(share(tally.recall())),
        (share(tally.f1()), Ink::Strong),
        known.map_or(plain(""), interval),
        plain(tally.hit.to_string()),
        plain(tally.given.to_string()),
        plain(tally.wanted.to_string()),
    ]
}

fn topics(evaluation: &Evaluation<'_>, style: &Style, out: &mut String) {
    let (lang, measures, intervals) = (style.lang, &evaluation.measures, &evaluation.intervals);
    heading(lang.pick("话题", "topics"), "", style, out);
    let head: [&str; 9] = match lang {
        Lang::Zh => ["", "", "准确率", "召回率", "F1", "95 %", "判对", "判出", "标注"],
        Lang::En => ["", "", "precision", "recall", "F1", "95 %", "right", "decided", "labelled"],
    };
    let mut table = Table::new(2, &head);
    let rows = evaluation.lexicon.categories.iter().zip(&measures.topics).zip(&intervals.topics);
    for ((category, tally), known) in rows {
        let names = [(cut(&category.id, NAME), Ink::Plain), (cut(&category.name, NAME), Ink::Dim)];
        table.row(names.into_iter().chain(figures(tally, Some(*known))));
    }
    let f1 = (share(measures.topics_macro_f1()), Ink::Strong);
    let name = plain(lang.pick("宏平均", "macro-F1"));
    table.row([name, plain(""), plain(""), plain(""), f1, interval(intervals.topics_macro_f1)]);
    table.write(style.color, out);
    let _ = match lang {
        Lang::Zh => writeln!(out, "  95 %：自助法重抽 {DRAWS} 次，随机种子 {SEED}"),
        Lang::En => writeln!(out, "  95 %: bootstrap of {DRAWS} draws, seed {SEED}"),
    };
}

/// What is measured once, over all messages.
fn whole(evaluation: &Evaluation<'_>, style: &Style, out: &mut String) {
    let (lang, measures) = (style.lang, &evaluation.measures);
    let about = lang.pick(
        "升级是指遇到问题或有争议，要人处理",
        "an escalation is a problem or a dispute, which needs a person",
    );
    heading(lang.pick("升级与紧急", "escalation and emergency"), about, style, out);
    let head: [&str; 8] = match lang {
        Lang::Zh => ["", "准确率", "召回率", "F1", "95 %", "判对", "判出", "标注"],
        Lang::En => ["", "precision", "recall", "F1", "95 %", "right", "decided", "labelled"],
    };
    let mut table = Table::new(1, &head);
    let row = |name: &str, tally: &Tally, known| {
        std::iter::once(plain(name)).chain(figures(tally, known)).collect::<Vec<_>>()
    };
    let name = lang.pick("升级", "escalation");
    table.row(row(name, &measures.escalation(), Some(evaluation.intervals.escalation_f1)));
    table.row(row(lang.pick("紧急", "emergency"), &measures.emergency(), None));
    for (emergency, tally) in Emergency::ALL.into_iter().zip(&measures.emergencies) {
        if tally.given + tally.wanted > 0 {
            table.row(row(&format!("  {}", phrases::emergency(emergency.name(), lang)), tally, None));
        }
    }
    table.write(style.color, out);
    let auc = maybe(measures.auc).0;
    let _ = match lang {
        Lang::Zh => writeln!(out, "  AUC（按分数排升级） {auc}"),
        Lang::En => writeln!(out, "  AUC (escalation by score) {auc}"),
    };
}

fn needs(evaluation: &Evaluation<'_>, style: &Style, out: &mut String) {
    let (lang, measures) = (style.lang, &evaluation.measures);
    let about = lang.pick("行是标注，列是判定", "labelled in rows, decided in columns");
    heading(lang.pick("需求", "need"), about, style, out);
    let names = Need::ALL.map(|need| phrases::need(need.name(), lang));
    let head = [&[""], &names[..], &["F1"]].concat();
    let mut table = Table::new(1, &head);
    for (at, need) in Need::ALL.into_iter().enumerate() {
        let counts = measures.needs[at].iter().enumerate().map(|(column, count)| {
            let ink = if *count == 0 {
                Ink::Dim
            } else if at == column {
                Ink::Way
            } else {
                Ink::Plain
            };
            (count.to_string(), ink)
        });
        let f1 = plain(share(measures.need(need).f1()));
        table.row(std::iter::once(plain(names[at])).chain(counts).chain([f1]));
    }
    table.write(style.color, out);
    let need = maybe(measures.need_share().ratio()).0;
    let f1 = share(measures.need_macro_f1());
    let (known, primary) =
        (interval(evaluation.intervals.need_macro_f1).0, maybe(measures.primary.ratio()).0);
    let _ = match lang {
        Lang::Zh => {
            writeln!(out, "  需求判对 {need}，宏平均 F1 {f1}（95 % {known}）；主话题判对 {primary}")
        }
        Lang::En => writeln!(
            out,
            "  need accuracy {need}, macro-F1 {f1} (95 % {known}); accuracy of the deciding topic {primary}"
        ),
    };
}

fn calibration(calibration: &Calibration, style: &Style, out: &mut String) {
    let lang = style.lang;
    let about = lang.pick(
        "分数 80 是否意味着 100 条里有 80 条要人",
        "do 80 of 100 messages with a score of 80 need a person?",
    );
    heading(lang.pick("校准", "calibration"), about, style, out);
    let head: [&str; 4] = match lang {
        Lang::Zh => ["分数", "条数", "平均分数", "实际要人"],
        Lang::En => ["score", "messages", "mean score", "needed a person"],
    };
    let mut table = Table::new(1, &head);
    for (place, bin) in calibration.bins.iter().enumerate() {
        let name = plain(format!("{}–{}", place * 10, place * 10 + 10));
        let filled = |value: f64| maybe((bin.rows > 0).then_some(value));
        table.row([name, plain(bin.rows.to_string()), filled(bin.mean()), filled(bin.observed())]);
    }
    table.write(style.color, out);
    let words = lang.pick("期望校准误差", "expected calibration error");
    let _ = writeln!(out, "  {words} {}", share(calibration.expected_error));
}

fn by(breakdown: &Breakdown, style: &Style, out: &mut String) {
    let lang = style.lang;
    let field = cut(&breakdown.field, NAME);
    heading(&format!("{}{field}", lang.pick("按 ", "by ")), "", style, out);
    let head: [&str; 6] = match lang {
        Lang::Zh => ["", "条数", "话题宏平均 F1", "升级 F1", "AUC", "需求判对"],
        Lang::En => ["", "messages", "topics macro-F1", "escalation F1", "AUC", "need accuracy"],
    };
    let mut table = Table::new(1, &head);
    for group in &breakdown.groups {
        let name = match &group.value {
            Some(value) => plain(cut(value, NAME)),
            None => (lang.pick("（没有）", "(none)").to_owned(), Ink::Dim),
        };
        let measures = &group.measures;
        table.row([
            name,
            plain(measures.rows.to_string()),
            plain(share(measures.topics_macro_f1())),
            plain(share(measures.escalation().f1())),
            maybe(measures.auc),
            maybe(measures.need_share().ratio()),
        ]);
    }
    table.write(style.color, out);
}
