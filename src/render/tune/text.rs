//! What labels say about the figures, for people.

use std::fmt::Write as _;

use super::About;
use crate::render::canvas::{Ink, paint, printable};
use crate::render::commands::disarm;
use crate::render::origin::{Lang, Style};
use crate::render::phrases;
use crate::render::table::{Table, heading, maybe, plain, share};
use crate::review::{Change, Evidence, FOLDS, Figure, Tuning};

/// Fewer messages than this say little about a figure.
const FEW: u64 = 10;

/// Appends everything that was found out.
pub fn text(tuning: &Tuning, about: &About<'_>, style: &Style, out: &mut String) {
    let start = out.len();
    head(tuning, about, style, out);
    quality(tuning, about, style, out);
    changes(&tuning.changes, style, out);
    evidence(&tuning.evidence, style, out);
    end(tuning, about, style, out);
    disarm(start, out);
}

fn head(tuning: &Tuning, about: &About<'_>, style: &Style, out: &mut String) {
    let (rows, needed, bad, pack) = (tuning.rows, tuning.needed, about.bad, about.pack);
    let [scored, scored_needed] = tuning.scored;
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
    let (missed, silent) = (needed - scored_needed, rows - scored);
    let _ = match style.lang {
        Lang::Zh => writeln!(
            out,
            "其中 {needed} 条要人处理。有分数的 {scored} 条，要人处理的占 {scored_needed} 条；其余 {silent} 条怎么调都是 0 \
             分，其中 {missed} 条要人处理，只能靠加词"
        ),
        Lang::En => writeln!(
            out,
            "{needed} needed a person. Of the {scored} that have a score, {scored_needed} did; the other {silent} score 0 \
             whatever\nthe figures are, and {missed} of them needed one: only terms can help there"
        ),
    };
}

fn quality(tuning: &Tuning, about: &About<'_>, style: &Style, out: &mut String) {
    let (lang, parts) = (style.lang, tuning.parts);
    let group = match (lang, about.group) {
        (Lang::Zh, Some(group)) => format!("按 {} 分成 {parts} 份，轮流留出一份", printable(group)),
        (Lang::En, Some(group)) => format!("by {}, {parts} parts left out in turn", printable(group)),
        (Lang::Zh, None) => format!("逐行分成 {parts} 份，轮流留出一份"),
        (Lang::En, None) => format!("rows dealt out to {parts} parts, left out in turn"),
    };
    heading(lang.pick("分数准不准", "how good the scores are"), &group, style, out);
    let head: [&str; 6] = match lang {
        Lang::Zh => ["", "对数损失", "Brier", "校准误差", "其中低于 10 分", "AUC"],
        Lang::En => ["", "log-loss", "Brier", "calibration error", "below 10", "AUC"],
    };
    let mut table = Table::new(1, &head);
    for (name, quality) in [
        (lang.pick("现在", "now"), &tuning.before),
        (lang.pick("调整后（交叉验证）", "tuned, cross-validated"), &tuning.crossed),
        (lang.pick("调整后（同一批留言）", "tuned, same messages"), &tuning.fitted),
        (lang.pick("每词一个数（交叉验证）", "a figure a term, cross-validated"), &tuning.each_term),
    ] {
        table.row([
            plain(name),
            plain(share(quality.log_loss)),
            plain(share(quality.brier)),
            plain(share(quality.calibration_error)),
            plain(share(quality.silent_error)),
            maybe(quality.auc),
        ]);
    }
    table.write(style.color, out);
    if parts == FOLDS {
        let _ = match lang {
            Lang::Zh => writeln!(out, "  最多分 {FOLDS} 份，组多时几组合成一份"),
            Lang::En => writeln!(out, "  no more than {FOLDS} parts: several groups share one"),
        };
    }
}

fn changes(changes: &[Change], style: &Style, out: &mut String) {
    let lang = style.lang;
    heading(lang.pick("数字", "figures"), "", style, out);
    let head: [&str; 6] = match lang {
        Lang::Zh => ["", "现在", "调整后", "条数", "要人处理", ""],
        Lang::En => ["", "now", "tuned", "messages", "needed a person", ""],
    };
    let mut table = Table::new(1, &head);
    for change in changes {
        let moved = (change.after - change.before).abs() > 0.005;
        let remark = match change.rows {
            0 => lang.pick("没有留言说得上话", "no message speaks of it"),
            1..FEW => lang.pick("留言太少", "few messages"),
            _ => "",
        };
        let ink = if moved { Ink::Strong } else { Ink::Dim };
        table.row([
            plain(name(change.figure, lang)),
            plain(format!("{:.2}", change.before)),
            (format!("{:.2}", change.after), ink),
            plain(change.rows.to_string()),
            plain(change.needed.to_string()),
            (remark.to_owned(), Ink::Dim),
        ]);
    }
    table.write(style.color, out);
}

fn name(figure: Figure, lang: Lang) -> String {
    let floor = |words: &str| format!("{}{words}", lang.pick("下限：", "floor: "));
    match figure {
        Figure::Weight(weight) => match lang {
            Lang::Zh => format!("权重 {weight}"),
            Lang::En => format!("weight {weight}"),
        },
        Figure::Emergency(emergency) => floor(phrases::emergency(emergency.name(), lang)),
        Figure::Problem | Figure::Dispute => floor(phrases::need(&figure.name(), lang)),
        Figure::Handoff => floor(phrases::floor(&figure.name(), lang)),
    }
}

fn evidence(evidence: &Evidence, style: &Style, out: &mut String) {
    let lang = style.lang;
    let about = lang.pick(
        "服务给的数，不调；标注会选的另列",
        "the service's own, not fitted; beside what labels would say",
    );
    heading(lang.pick("证据的指数", "powers of evidence"), about, style, out);
    let head: [&str; 4] = match lang {
        Lang::Zh => ["", "现在", "标注会选", "条数"],
        Lang::En => ["", "now", "labels would say", "messages"],
    };
    let mut table = Table::new(1, &head);
    let names = [lang.pick("错误码或时间要素", "a code or a time element"), lang.pick("两者都有", "both")];
    for (place, name) in names.into_iter().enumerate() {
        let rows = evidence.rows[place];
        let wanted = (rows > 0).then(|| format!("{:.2}", evidence.wanted[place]));
        table.row([
            plain(name),
            plain(format!("{:.2}", evidence.powers[place])),
            plain(wanted.unwrap_or_else(|| "—".to_owned())),
            plain(rows.to_string()),
        ]);
    }
    table.write(style.color, out);
}

fn end(tuning: &Tuning, about: &About<'_>, style: &Style, out: &mut String) {
    let lang = style.lang;
    let moved = tuning.changes.iter().any(|change| (change.after - change.before).abs() > 0.005);
    out.push('\n');
    let line = match (about.written, moved) {
        (Some(path), _) => format!("{}{}", lang.pick("已写入 ", "written into "), printable(path)),
        (None, true) => lang
            .pick("没有写入任何文件：加 --pack DIR --write", "nothing was written: add --pack DIR --write")
            .to_owned(),
        (None, false) => lang.pick("现在的数字就合适", "the figures are fine as they are").to_owned(),
    };
    let _ = writeln!(out, "{line}");
}
