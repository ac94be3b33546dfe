//! `policy.toml` into a checked policy.

use super::assertion::State;
use super::desk::Sourced;
use super::parse_terms::{choice, named};
use super::policy::{
    Condition, Emergency, EmergencyPolicy, Lead, Need, PROOFS, Policy, Proof, Rule, SessionPolicy,
};
use super::reader::{Reader, Text, nearest_or_all};
use super::term::Signal;
use crate::diagnostic::Said;

/// What a policy must say, so that no figure of it stands in the program.
const REQUIRED: [(&str, &str); 5] = [
    ("weights", "weights = [0.08, 0.25, 0.50, 0.70, 0.90]"),
    ("floors", "[floors]"),
    ("emergency", "[emergency]"),
    ("evidence", "[evidence]"),
    ("keeps", "[keeps]"),
];

/// Reads the order of the categories: what the other files need to know first.
pub(super) fn order(file: &mut Reader<'_>, ids: &[&str]) -> Vec<String> {
    if !file.must_have("order", "order = [\"security\", \"payment\"]") {
        return Vec::new();
    }
    let named = file.strings("order");
    for id in ids {
        if !named.iter().any(|text| text.value == *id) {
            let message =
                Said::new(format!("`order` lacks the category `{id}`"), format!("`order` 里缺少类别 `{id}`"));
            let help = Said::new(
                format!(
                    "a pack that adds a category brings a policy.toml of its own (start from a copy of the built-in one): \
                     add \"{id}\" at its place, the category that wins first"
                ),
                format!(
                    "新增类别的词库要带自己的 policy.toml（可从内置的复制一份）：把 \"{id}\" 加到它的位置，排前面的优先"
                ),
            );
            file.fault("order", file.at.clone(), message, Some(help));
        }
    }
    for (place, text) in named.iter().enumerate() {
        if !ids.contains(&text.value.as_str()) {
            category_fault(file, text, ids);
        } else if named[..place].iter().any(|before| before.value == text.value) {
            let id = &text.value;
            let message = Said::new(format!("`{id}` stands here twice"), format!("`{id}` 写了两次"));
            file.fault("order", text.at.clone(), message, None);
        }
    }
    named.into_iter().map(|text| text.value).collect()
}

/// Reads everything else of the policy. `ids` are the categories in order, `desks` the known desk ids, if they are known.
pub(super) fn policy(file: &mut Reader<'_>, ids: &[&str], desks: Option<&[&str]>) -> Policy {
    for (key, help) in REQUIRED {
        file.must_have(key, help);
    }
    let weights = file.numbers("weights", &(0.0..=1.0)).unwrap_or_default();
    if weights.windows(2).any(|pair| pair[0] > pair[1]) {
        let message = Said::new("`weights` must not fall", "`weights` 不能越来越小");
        let help = Said::new("list them from weight 1 to weight 5", "按权重 1 到 5 的顺序写");
        file.fault("weights", file.at.clone(), message, Some(help));
    }
    let floors = Floors::read(file);
    let (emergency_speedup, categories) = emergency(file, ids);
    let (one_evidence, both_evidence) = evidence(file);
    let home = file.strings("home").into_iter().map(|text| text.value.to_lowercase()).collect();
    let keeps = keeps(file, ids);
    let lead = lead(file, ids);
    let route = route(file, ids, desks);
    let proofs = proofs(file);
    let session = session(file);
    let mut place = 0;
    let emergencies = Emergency::ALL.map(|_| {
        place += 1;
        EmergencyPolicy { floor: floors.emergencies[place - 1], category: categories[place - 1] }
    });
    Policy {
        weights,
        need_floors: [0.0, 0.0, floors.problem, floors.dispute],
        handoff_floor: floors.handoff,
        emergencies,
        home,
        emergency_speedup,
        one_evidence,
        both_evidence,
        keeps,
        lead,
        route,
        proofs,
        session,
    }
}

struct Floors {
    problem: f64,
    dispute: f64,
    handoff: f64,
    emergencies: [f64; 4],
}

impl Floors {
    fn read(file: &mut Reader<'_>) -> Self {
        let mut floors = Self { problem: 0.0, dispute: 0.0, handoff: 0.0, emergencies: [0.0; 4] };
        let Some(mut table) = file.table("floors") else { return floors };
        let mut floor = |key| {
            table.must_have(key, &format!("{key} = 0.50"));
            table.number(key, 0.0..=1.0).unwrap_or(0.0)
        };
        floors.problem = floor("problem");
        floors.dispute = floor("dispute");
        floors.handoff = floor("handoff");
        floors.emergencies = Emergency::ALL.map(|emergency| floor(emergency.name()));
        table.finish();
        floors
    }
}

fn emergency(file: &mut Reader<'_>, ids: &[&str]) -> (Sourced<f64>, [Option<usize>; 4]) {
    let mut speedup = Sourced { value: 1.0, source: String::new() };
    let Some(mut table) = file.table("emergency") else { return (speedup, [None; 4]) };
    table.must_have("speedup", "speedup = 5");
    speedup.value = table.number("speedup", 1.0..=1000.0).unwrap_or(1.0);
    let categories = Emergency::ALL.map(|emergency| category(&mut table, emergency.name(), ids));
    speedup.source = table.string("source").map(|text| text.value).unwrap_or_default();
    table.finish();
    (speedup, categories)
}

fn evidence(file: &mut Reader<'_>) -> (f64, f64) {
    let Some(mut table) = file.table("evidence") else { return (1.0, 1.0) };
    table.must_have("one", "one = 1.6");
    table.must_have("both", "both = 2.0");
    let one = table.number("one", 1.0..=10.0).unwrap_or(1.0);
    let both = table.number("both", 1.0..=10.0).unwrap_or(one);
    if both < one {
        let message = Said::new("`both` is less than `one`", "`both` 小于 `one`");
        let help = Said::new("more evidence must not weigh less", "证据更多，不能反而更轻");
        table.fault("evidence", table.at.clone(), message, Some(help));
    }
    let _ = table.string("source");
    table.finish();
    (one, both)
}

fn keeps(file: &mut Reader<'_>, ids: &[&str]) -> Vec<(State, Vec<usize>)> {
    let Some(mut table) = file.table("keeps") else { return Vec::new() };
    let mut all = Vec::new();
    for state in State::CUED {
        let texts = table.strings(state.name());
        let places = texts.iter().filter_map(|text| category_place(&table, text, ids)).collect();
        all.push((state, places));
    }
    table.finish();
    all
}

/// Reads `[lead]`, which may be left out.
fn lead(file: &mut Reader<'_>, ids: &[&str]) -> Option<Lead> {
    let mut table = file.table("lead")?;
    for (key, help) in [
        ("category", "category = \"complaint\""),
        ("over", "over = [\"payment\", \"fault\"]"),
        ("troubles", "troubles = 2"),
        ("letters", "letters = 80"),
    ] {
        table.must_have(key, help);
    }
    let category = category(&mut table, "category", ids);
    let over = table.strings("over");
    let over = over.iter().filter_map(|text| category_place(&table, text, ids)).collect();
    let troubles = table.integer("troubles", 1..=100);
    let letters = table.integer("letters", 0..=10_000);
    table.finish();
    Some(Lead { category: category?, over, troubles: troubles? as usize, letters: letters? as usize })
}

fn route(file: &mut Reader<'_>, ids: &[&str], desks: Option<&[&str]>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for mut entry in file.tables("route") {
        let id = entry.required("id", "id = \"payment\", shown in reasons");
        let desk = entry.required("desk", "desk = \"finance\", an id of desk.toml");
        if let (Some(desk), Some(desks)) = (&desk, desks)
            && !desks.contains(&desk.value.as_str())
        {
            let id = &desk.value;
            let message = Said::new(format!("there is no desk `{id}`"), format!("没有坐席 `{id}`"));
            entry.fault("unknown-desk", desk.at.clone(), message, Some(nearest_or_all(id, desks)));
        }
        let when = Condition {
            emergency: choice(&mut entry, "emergency", &Emergency::ALL, Emergency::name),
            signal: choice(&mut entry, "signal", &Signal::ALL, Signal::name),
            category: category(&mut entry, "category", ids),
            has_category: entry.boolean("has_category"),
            need: choice(&mut entry, "need", &Need::ALL, Need::name),
            handoff: entry.boolean("handoff"),
        };
        entry.finish();
        if let (Some(id), Some(desk)) = (id, desk) {
            rules.push(Rule { id: id.value, desk: desk.value, when });
        }
    }
    if rules.last().is_none_or(|rule| rule.when != Condition::default()) {
        let message =
            Said::new("the last rule must hold for every message", "最后一条去向必须对任何消息都成立");
        let help = Said::new(
            "end with a [[route]] that has only `id` and `desk`",
            "最后写一条只有 `id` 和 `desk` 的 [[route]]",
        );
        file.fault("route", file.at.clone(), message, Some(help));
    }
    rules
}

fn proofs(file: &mut Reader<'_>) -> Vec<Proof> {
    let mut proofs = Vec::new();
    for mut entry in file.tables("proof") {
        let id = entry.required("id", "id = \"order_no\"");
        let id = id.and_then(|id| named(&entry, "id", &id, &PROOFS, |id| id));
        let question = entry.required("question", "question = \"请问订单号是多少？\"");
        entry.finish();
        if let (Some(id), Some(question)) = (id, question) {
            proofs.push(Proof { id: id.to_owned(), question: question.value });
        }
    }
    proofs
}

/// Reads `[session]`; what it leaves out has its default. A day and a million are limits of good sense.
fn session(file: &mut Reader<'_>) -> SessionPolicy {
    let mut session = SessionPolicy::default();
    let Some(mut table) = file.table("session") else { return session };
    let mut set = |key, range, figure: &mut u32| *figure = table.integer(key, range).unwrap_or(*figure);
    set("switches", 1..=100, &mut session.switches);
    set("repeats", 2..=100, &mut session.repeats);
    set("rises", 1..=100, &mut session.rises);
    set("gap_minutes", 1..=1440, &mut session.gap_minutes);
    set("grace_minutes", 0..=1440, &mut session.grace_minutes);
    set("max_sessions", 1..=1_000_000, &mut session.max_sessions);
    if let Some(minutes) = table.numbers("offer_minutes", &(0.0..=1440.0)) {
        if minutes[0] > minutes[1] || minutes.iter().any(|minutes| minutes.fract() != 0.0) {
            let message = Said::new(
                "`offer_minutes` must be whole minutes that do not fall",
                "`offer_minutes` 应为整数分钟，而且不能先大后小",
            );
            let help = Said::new("write the least and the most: [10, 15]", "写最少和最多的分钟数：[10, 15]");
            table.fault("session", table.at.clone(), message, Some(help));
        }
        // In range, so the casts are exact for whole minutes.
        session.offer_minutes = minutes.map(|minutes: f64| minutes as u32);
    }
    let _ = table.string("source");
    table.finish();
    session
}

fn category(table: &mut Reader<'_>, key: &'static str, ids: &[&str]) -> Option<usize> {
    let text = table.string(key)?;
    category_place(table, &text, ids)
}

fn category_place(table: &Reader<'_>, text: &Text, ids: &[&str]) -> Option<usize> {
    let place = ids.iter().position(|id| *id == text.value);
    if place.is_none() {
        category_fault(table, text, ids);
    }
    place
}

fn category_fault(table: &Reader<'_>, text: &Text, ids: &[&str]) {
    let id = &text.value;
    let message = Said::new(format!("there is no category `{id}`"), format!("没有类别 `{id}`"));
    table.fault("unknown-category", text.at.clone(), message, Some(nearest_or_all(id, ids)));
}
