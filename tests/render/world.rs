//! A small pack and reports made by hand, so that what is drawn depends on nothing but the renderer.

use fenliu::calendar::{Clock, ClockSource};
use fenliu::detect::{Amount, Code, Count, Finding, Grain, Identifier, Moment, Refusal, TimeKind, What};
use fenliu::judge::{
    Advice, Because, Decision, DeskChoice, Evidence, Expected, Flip, Missing, Proven, Reason,
};
use fenliu::lexicon::{
    Account, Category, Condition, Desk, Emergency, Entry, Hours, Need, Owner, Rule, Share, Signal, Sourced,
    Stage, State, Term, Wait,
};
use fenliu::text::{Message, Span};
use fenliu::triage::Report;
use jiff::civil::{DateTime, date};

fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub(crate) fn category(id: &str, name: &str) -> &'static Category {
    keep(Category { id: id.into(), name: name.into() })
}

pub(crate) fn term(id: &str, owner: Owner, weight: u8, stage: Stage) -> &'static Term {
    let owner_id = match owner {
        Owner::Category(_) => id.split('/').next().unwrap().to_owned(),
        Owner::Signal(Signal::FundLoss) => "fund_loss".into(),
        Owner::Signal(Signal::Pressure) => "pressure".into(),
        Owner::Signal(Signal::Handoff) => "handoff".into(),
        Owner::Signal(_) => "request".into(),
    };
    let none = Vec::new;
    keep(Term {
        id: id.into(),
        owner,
        owner_id,
        weight,
        stage,
        whole_words: false,
        not_within: none(),
        not_after: none(),
        not_before: none(),
        why: id.contains("退款").then(|| "钱退了却没有到，要查流水".into()),
        hits: Vec::new(),
        misses: Vec::new(),
        routes: Vec::new().into(),
        wordings: Vec::new(),
        immune: Vec::new(),
        at: (String::new(), 0..0),
    })
}

pub(crate) fn payment(id: &str, weight: u8) -> What<'static> {
    What::Term(term(id, Owner::Category(1), weight, Stage::Problem))
}

fn sourced<T>(value: T, source: &str) -> Option<Sourced<T>> {
    Some(Sourced { value, source: source.into() })
}

pub(crate) fn desk(id: &str, name: &str) -> &'static Desk {
    keep(Desk {
        id: id.into(),
        name: name.into(),
        entry: Some("wallet".into()),
        account_hours: true,
        wait: sourced(Wait::Words("当日回复".into()), "服务说明 第 5 节"),
        source: "服务说明 第 5 节".into(),
        ..Desk::default()
    })
}

pub(crate) fn entry() -> &'static Entry {
    keep(Entry {
        id: "wallet".into(),
        name: "钱包帮助中心".into(),
        path: ["我", "服务", "钱包", "帮助中心", "联系客服"].map(String::from).to_vec(),
        scope: "支付相关".into(),
        account_hours: true,
        wait: sourced(Wait::Minutes(10.0, 30.0), "服务说明 第 2 节"),
        success_rate: sourced(Share::Below(0.3), "服务说明 第 1 节"),
        source: "服务说明 第 2 节".into(),
        ..Entry::default()
    })
}

fn miniapp() -> &'static Entry {
    keep(Entry { id: "miniapp".into(), name: "小程序直连".into(), ..Entry::default() })
}

fn account() -> &'static Account {
    keep(Account { place: "三级菜单".into(), ..Account::default() })
}

pub(crate) fn noon() -> DateTime {
    date(2026, 11, 24).at(12, 30, 0, 0)
}

/// A message about nothing, for the self-service desk.
pub(crate) fn calm(text: &str) -> Report<'static> {
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let rule =
        keep(Rule { id: "everything_else".into(), desk: "self_service".into(), when: Condition::default() });
    let decision = Decision {
        score: 0.0,
        need: Need::None,
        handoff: false,
        topics: Vec::new(),
        category: None,
        strengths: Vec::new(),
        emergency: None,
        desk: DeskChoice {
            desk: desk("self_service", "自助服务"),
            way_in: None,
            alternative: None,
            account: account(),
            enterprise: false,
            hours: Some(Hours { opens: 480, closes: 1440 }),
            open: None,
            next_opening: None,
            wait: None,
            also: None,
            rule,
        },
        evidence: Evidence::default(),
        answer: None,
        proof: Vec::new(),
        missing: Vec::new(),
        advice: Vec::new(),
        because: Because { reasons: vec![Reason::Rule(&rule.id)], flip: None },
        prior: None,
    };
    let clock = Clock { now: noon(), source: ClockSource::Option };
    Report { message: Message::new(text), findings: Vec::new(), decision, clock }
}

/// A calm report with findings at the places of these quotes; each is looked for after the start of the one before.
pub(crate) fn found(text: &str, findings: Vec<(&str, What<'static>)>) -> Report<'static> {
    let mut report = calm(text);
    let mut from = 0;
    for (quote, what) in findings {
        let start = from + text[from..].find(quote).unwrap_or_else(|| panic!("{quote:?} in {text:?}"));
        report.findings.push(Finding::new(Span::new(start, start + quote.len()), what));
        from = start;
    }
    report
}

pub(crate) fn refuse(mut report: Report<'static>, index: usize, by: Refusal<'static>) -> Report<'static> {
    report.findings[index].refused_by = Some(by);
    report
}

pub(crate) fn state(mut report: Report<'static>, index: usize, state: State) -> Report<'static> {
    report.findings[index].state = state;
    report
}

pub(crate) fn moment(days: i8, grain: Grain, time_kind: TimeKind) -> Moment {
    let from = date(2026, 11, 24 - days).at(0, 0, 0, 0);
    let until = date(2026, 11, 25 - days).at(0, 0, 0, 0);
    Moment { from: Some(from), until: Some(until), grain, time_kind, seconds: None }
}

pub(crate) fn three_days() -> Moment {
    let [from, until] = [21, 24].map(|day| date(2026, 11, day).at(12, 30, 0, 0));
    let seconds = Some(3 * 86_400);
    Moment { from: Some(from), until: Some(until), grain: Grain::Day, time_kind: TimeKind::Elapsed, seconds }
}

pub(crate) fn wx_pay() -> What<'static> {
    What::Code(Code { family: Some("wx-pay".into()), code: "400".into(), known: None })
}

/// The message that shows everything: a problem, proof, pressure, an emergency that came second, a nearest change.
pub(crate) fn full() -> Report<'static> {
    let pressure = What::Term(term("signals/急", Owner::Signal(Signal::Pressure), 1, Stage::Problem));
    let mut report = found(
        "退款三天了还没到账，报错 wx-pay error 400，快点快点！之前没有被盗过。",
        vec![
            ("退款三天了还没到账", payment("payment/退款…{未到账}", 4)),
            ("三天", What::Duration(three_days())),
            ("wx-pay error 400", wx_pay()),
            ("快点快点", pressure),
            ("被盗", What::Term(term("security/被盗", Owner::Category(0), 5, Stage::Problem))),
        ],
    );
    let advised = report.findings[3].span;
    report.findings[3].refused_by = Some(Refusal::Pressure);
    report.findings[4].state = State::Negated;
    let (security, payment) = (category("security", "安全问题"), category("payment", "支付问题"));
    let rule =
        keep(Rule { id: "payment_problem".into(), desk: "finance".into(), when: Condition::default() });
    let decision = &mut report.decision;
    decision.score = 97.75;
    decision.need = Need::Problem;
    decision.topics = vec![security, payment];
    decision.category = Some(payment);
    decision.strengths = vec![(security, 0.0), (payment, 0.85)];
    decision.desk = DeskChoice {
        desk: desk("finance", "金融专线"),
        way_in: Some(entry()),
        alternative: Some(miniapp()),
        account: account(),
        enterprise: false,
        hours: Some(Hours { opens: 480, closes: 1440 }),
        open: Some(true),
        next_opening: None,
        wait: Some(Expected {
            wait: Wait::Minutes(10.0, 30.0), base: None, source: "服务说明 第 2 节"
        }),
        also: Some(Expected {
            wait: Wait::Minutes(60.0, 120.0), base: None, source: "服务说明 第 4 节"
        }),
        rule,
    };
    decision.evidence = Evidence { code: true, time: true, ..Evidence::default() };
    let text = "“快点”这样的话可能让系统误判，可以不写";
    decision.advice = vec![Advice { id: "leave_out_pressure", text, spans: vec![advised] }];
    decision.because = Because {
        reasons: vec![
            Reason::Finding { index: 0, points: 97.75 },
            Reason::Evidence { power: 2.0 },
            Reason::SetAside { index: 4 },
            Reason::Rule(&rule.id),
        ],
        flip: Some(Flip { without: vec![0], desk: desk("self_service", "自助服务"), need: Need::None }),
    };
    report
}

/// A dispute at night, with a floor, a question to ask and a closed desk.
pub(crate) fn night() -> Report<'static> {
    let dispute = What::Term(term("complaint/打12315", Owner::Category(3), 5, Stage::Dispute));
    let mut report = found("你们再不处理我就打12315投诉", vec![("打12315", dispute)]);
    let complaint = category("complaint", "投诉");
    let decision = &mut report.decision;
    (decision.score, decision.need, decision.handoff) = (90.0, Need::Dispute, true);
    (decision.topics, decision.category) = (vec![complaint], Some(complaint));
    decision.strengths = vec![(complaint, 0.6)];
    decision.emergency = Some(Emergency::Minor);
    decision.desk.desk = keep(Desk {
        outside: true,
        label: Some("标签".into()),
        proof: vec!["order_no".into(), "event_time".into()],
        ..desk("12315", "12315平台").clone()
    });
    (decision.desk.open, decision.desk.next_opening) = (Some(false), Some(date(2026, 11, 25).at(8, 0, 0, 0)));
    decision.desk.wait =
        Some(Expected {
            wait: Wait::Words("当日回复".into()), base: None, source: "服务说明 第 2 节"
        });
    let asked = [("order_no", "请问订单号是多少？"), ("event_time", "请问是什么时候的事？")];
    decision.proof = asked.map(|(id, question)| Proven { id, question, spans: Vec::new() }).to_vec();
    decision.missing = asked.map(|(id, question)| Missing { id, question }).to_vec();
    let floor = Reason::Floor { of: "dispute", to: 90.0 };
    let other = Reason::OtherEmergency(Emergency::FundLoss);
    decision.because.reasons = vec![floor, Reason::Finding { index: 0, points: 60.0 }, other];
    report.clock.source = ClockSource::System;
    report
}

/// One finding of every kind, every state and every refusal.
pub(crate) fn everything() -> Report<'static> {
    let every = moment(1, Grain::Day, TimeKind::Point);
    let mut whats = vec![
        payment("payment/扣", 1),
        What::Code(Code { family: None, code: "E1024".into(), known: None }),
        wx_pay(),
        What::Time(every),
        What::Duration(Moment { from: None, until: None, seconds: Some(7_200), ..every }),
        What::Recurrence(Moment { seconds: Some(1), ..every }),
        What::Count(Count::of(Some(3.0))),
        What::Count(Count::of(None)),
        What::Amount(Amount { value: Some(19.9), currency: "CNY" }),
        What::Amount(Amount { value: None, currency: "USD" }),
    ];
    use Identifier::{Attachment, Card, Device, Email, Identity, Order, Phone, Ticket, Url, Version};
    let identifiers = [Order, Ticket, Phone, Card, Identity, Email, Url, Device, Version, Attachment];
    whats.extend(identifiers.map(What::Identifier));
    use Grain::{Hour, Minute, Month, PartOfDay, Quarter, Season, Second, Week, Year};
    use TimeKind::{Deadline, Elapsed, Length, OpenRange, Point, Range, Vague};
    let grains = [Second, Minute, Hour, PartOfDay, Week, Month, Quarter, Season, Year];
    let kinds = [Range, OpenRange, Length, Elapsed, Deadline, TimeKind::Recurrence, Vague, Point, Point];
    whats.extend(grains.into_iter().zip(kinds).map(|(grain, kind)| What::Time(moment(2, grain, kind))));
    let states = [
        State::Affirmed,
        State::Negated,
        State::Resolved,
        State::Hypothetical,
        State::Asked,
        State::Past,
        State::SomeoneElse,
        State::Praise,
    ];
    let refusals = || {
        let word = Refusal::Word(Span::new(0, 6));
        let phrases = [Refusal::Within("内"), Refusal::After("前"), Refusal::Before("后")];
        let plain = [Refusal::NotWhole, Refusal::Pressure, Refusal::Overlap, Refusal::Repeat];
        [word].into_iter().chain(phrases).chain(plain)
    };
    whats.extend(states.iter().chain(&states).map(|_| payment("payment/卡", 3)));
    let text = "一二三四五六七八九十".repeat(6);
    let mut report = calm(&text);
    let count = whats.len();
    for (place, what) in whats.into_iter().enumerate() {
        report.findings.push(Finding::new(Span::new(place * 3, place * 3 + 3), what));
    }
    for (place, (state, refusal)) in states.into_iter().zip(refusals()).enumerate() {
        report.findings[count - 8 + place].state = state;
        report.findings[count - 16 + place].refused_by = Some(refusal);
    }
    report
}

pub(crate) fn context() -> fenliu::triage::Context<'static> {
    fenliu::triage::Context::at(Clock { now: noon(), source: ClockSource::Option })
}
