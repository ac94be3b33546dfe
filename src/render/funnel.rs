//! The levels of the funnel beside the service's own lines: for the summary of a batch.

use super::canvas::{Ink, columns, flow, pad, paint};
use super::origin::Style;
use super::writer::{Writer, rounded};
use super::{phrases, reasons};
use crate::lexicon::Line;
use crate::review::Funnel;

/// Columns of a full bar.
const BAR: f64 = 30.0;

/// Draws the levels with their shares; below them the share that no person needs to see beside the lines of the service.
/// Nothing of nothing.
pub fn text(funnel: &Funnel, lines: &[Line], style: &Style, out: &mut String) {
    let (Some(shares), Some(machine)) = (funnel.shares(), funnel.machine_share()) else { return };
    let lang = style.lang;
    let names: Vec<String> = (1..=3).map(|tier| format!("{tier} {}", phrases::tier(tier, lang))).collect();
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    for ((name, share), count) in names.iter().zip(shares).zip(funnel.tiers) {
        pad(0, 2, out);
        out.push_str(name);
        pad(columns(name), widest + 2, out);
        let share_words = percent(share);
        pad(share_words.len(), 6, out);
        out.push_str(&share_words);
        out.push_str("  ");
        // At most a full bar, so the cast is exact enough.
        paint(&"█".repeat((share * BAR).round() as usize), Ink::Trouble, style.color, out);
        out.push_str(&format!(" {count}\n"));
    }
    let fields: Vec<String> = funnel.fields.iter().map(|(field, count)| format!("{field} {count}")).collect();
    parts(lang.pick("二级按领域：", "level 2 by field: "), &fields, style, out);
    let mut beside = vec![format!("{}{}", lang.pick("这一批 ", "this batch "), percent(machine))];
    beside
        .extend(lines.iter().map(|line| format!("{} {}", line.name, reasons::share(line.share.value, lang))));
    parts(lang.pick("不用人工的：", "without a person: "), &beside, style, out);
    for line in lines {
        let source = format!("{}{}", line.name, lang.pick("，出处：", ", source: "));
        parts(&source, std::slice::from_ref(&line.share.source), style, out);
    }
}

fn parts(name: &str, parts: &[String], style: &Style, out: &mut String) {
    if parts.is_empty() {
        return;
    }
    let whole = std::iter::once(format!("{name}{}", parts[0])).chain(parts[1..].iter().cloned());
    let whole: Vec<String> = whole.collect();
    for line in flow(whole.iter().map(String::as_str), " · ", style.width.saturating_sub(2).max(24)) {
        pad(0, 2, out);
        paint(&line, Ink::Dim, style.color, out);
        out.push('\n');
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// Appends the levels as one JSON object, without a line end.
pub fn json(funnel: &Funnel, lines: &[Line], out: &mut String) {
    let mut json = Writer::new(out);
    let number = |share: Option<f64>, json: &mut Writer<'_>| match share {
        Some(share) => json.number(rounded(share, 4)),
        None => json.null(),
    };
    json.open('{');
    json.key("tiers");
    json.open('[');
    for (place, count) in funnel.tiers.into_iter().enumerate() {
        json.open('{');
        json.key("tier");
        json.integer(place + 1);
        json.key("messages");
        json.integer(count);
        json.key("share");
        number(funnel.shares().map(|shares| shares[place]), &mut json);
        json.close('}');
    }
    json.close(']');
    json.key("fields");
    json.open('{');
    for (field, count) in &funnel.fields {
        json.data_key(field);
        json.integer(*count);
    }
    json.close('}');
    json.key("without_a_person");
    number(funnel.machine_share(), &mut json);
    json.key("lines");
    json.open('[');
    for line in lines {
        json.open('{');
        json.key("id");
        json.text(&line.id);
        json.key(line.share.value.bound());
        json.number(rounded(line.share.value.value(), 4));
        json.key("source");
        json.text(&line.share.source);
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

#[cfg(test)]
mod tests {
    use super::{json, text};
    use crate::lexicon::Lexicon;
    use crate::render::{Lang, Style};
    use crate::review::Funnel;

    #[test]
    fn a_batch_stands_beside_the_lines() {
        let lexicon = Lexicon::builtin();
        let lines = &lexicon.desks.service.lines;
        let funnel = Funnel {
            tiers: [120, 60, 20],
            machine: 110,
            fields: vec![("支付".into(), 40), ("技术".into(), 20)],
        };
        let mut drawn = String::new();
        text(&funnel, lines, &Style { color: false, width: 80, lang: Lang::Zh }, &mut drawn);
        for part in ["60.0%", "30.0%", "10.0%", "支付 40 · 技术 20", "这一批 55.0%", "约 70%", "超过 90%"]
        {
            assert!(drawn.contains(part), "{part} in\n{drawn}");
        }
        let mut written = String::new();
        json(&funnel, lines, &mut written);
        let value: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(value["tiers"][0]["share"], serde_json::json!(0.6));
        assert_eq!(value["without_a_person"], serde_json::json!(0.55));
        assert_eq!(value["lines"][1]["above"], serde_json::json!(0.9));
        let mut nothing = String::new();
        text(&Funnel::default(), lines, &Style { color: false, width: 80, lang: Lang::En }, &mut nothing);
        assert_eq!(nothing, "");
    }
}
