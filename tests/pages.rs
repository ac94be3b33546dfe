//! The pages in a real browser: what they show on a phone and on a desk, that nothing complains, that all can be read.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "pages/browser.rs"]
mod browser;

use std::io::Write as _;
use std::path::PathBuf;

use browser::Browser;
use fenliu::calendar::{Clock, ClockSource, parse_moment};
use fenliu::diagnostic::Source;
use fenliu::judge::{Board, Sort};
use fenliu::lexicon::Lexicon;
use fenliu::render::{Lang, PackInfo, html};
use fenliu::review::{Event, track};

const PHONE: u32 = 390;
const DESK: u32 = 1280;

/// Texts with too little contrast to the ground behind them (WCAG 2.2, 1.4.3: at least 4.5).
const PALE: &str = r"
(() => {
  const lamp = c => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const parts = colour => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => .2126 * lamp(r) + .7152 * lamp(g) + .0722 * lamp(b);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const p = parts(getComputedStyle(e).backgroundColor);
      if (p.length < 4 || p[3] > .99) return p;
    }
    return [255, 255, 255];
  };
  const pale = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest('.skip')) continue;
    const [a, b] = [light(parts(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) pale.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 20)}`);
  }
  return pale.join('\n');
})()";

/// Places that can be tapped and are too small for it (WCAG 2.2, 2.5.8), marks inside a line excepted.
const SMALL: &str = r"
[...document.querySelectorAll('nav a')].filter(a => a.getBoundingClientRect().height < 24).map(a => a.textContent).join()";

fn page(lexicon: &Lexicon, now: &str, enterprise: bool, lang: Lang) -> String {
    let clock = Clock { now: parse_moment(now).unwrap(), source: ClockSource::Option };
    let ended = Some(parse_moment("2026-11-24T13:00").unwrap());
    let board = Board::new(lexicon, clock, enterprise, Sort::Wait, ended);
    let info =
        PackInfo { name: &lexicon.pack.name, version: &lexicon.pack.version, hash: &lexicon.pack.hash };
    let mut page = String::new();
    html::board(&board, &info, lang, &mut page);
    page
}

/// A pack whose names would break out of every place of a page that let them.
fn hostile() -> Lexicon {
    let breakout = "</style></title><script>document.title='broken'</script>\\\"' onload=alert(1) <img src=x onerror=alert(1)>&";
    let text = include_str!("../lexicons/desk.toml")
        .replace("金融专线", breakout)
        .replace("钱包帮助中心", breakout)
        .replace("\"帮助中心\"", &format!("\"{breakout}\""))
        .replace("支付相关、账单纠纷", breakout)
        .replace("三级菜单隐藏", breakout)
        .replace("账号冻结\"", &format!("{breakout}\""))
        .replace("七、服务效率优化策略", breakout);
    let source = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
    let pack = "name = \"<b>\"\nversion = \"'\\\"\"\nextends = \"builtin\"\n";
    Lexicon::parse(&[source("pack.toml", pack), source("desk.toml", &text)]).unwrap()
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("fenliu-{}-{name}", std::process::id()))
}

/// The browser, or a loud word that there is none; with FENLIU_BROWSER=required that is a failure.
fn browser(name: &str) -> Option<Browser> {
    if let Some(program) = browser::find() {
        return Some(Browser::start(&program, scratch(name)));
    }
    let word = "SKIPPED: no Chromium was found, so no page was looked at (apt-get install chromium, or FENLIU_CHROMIUM)\n";
    assert!(std::env::var("FENLIU_BROWSER").as_deref() != Ok("required"), "{word}");
    // Written past the harness, which would keep it to itself.
    std::io::stderr().write_all(word.as_bytes()).unwrap();
    None
}

#[test]
fn pages_look_right_on_a_phone_and_on_a_desk() {
    let Some(mut browser) = browser("browser") else { return };
    let builtin = Lexicon::builtin();
    let hostile = hostile();
    let file = scratch("page.html");
    let pages = [
        (&builtin, "2026-11-24T12:30", false, Lang::Zh),
        (&builtin, "2026-11-24T07:59", false, Lang::Zh),
        (&builtin, "2026-11-28T23:59", true, Lang::En),
        (&hostile, "2026-11-24T12:30", false, Lang::Zh),
    ];
    for (lexicon, now, enterprise, lang) in pages {
        std::fs::write(&file, page(lexicon, now, enterprise, lang)).unwrap();
        for (width, dark) in [(PHONE, false), (PHONE, true), (DESK, false), (DESK, true)] {
            let what = format!("{} at {now}, {width} wide, dark: {dark}", lexicon.pack.name);
            browser.open(&file, width, dark);
            let title = lang.pick("客服入口一览", "Everybody who can be reached");
            assert_eq!(browser.evaluate("document.title"), title, "{what}");
            assert_eq!(browser.evaluate("document.querySelector('h1').textContent"), title, "{what}");
            let text = browser.evaluate("document.body.textContent");
            let text = text.as_str().unwrap();
            for name in lexicon.desks.desks.iter().map(|desk| &desk.name) {
                assert!(text.contains(name.as_str()), "{what}: {name}");
            }
            let cards = lexicon.desks.desks.len() + lexicon.desks.entries.len();
            assert_eq!(browser.evaluate("document.querySelectorAll('.card').length"), cards, "{what}");
            assert_eq!(browser.evaluate("document.querySelectorAll('script, img').length"), 0, "{what}");
            assert_eq!(browser.evaluate("innerWidth"), width, "{what}");
            let wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(browser.evaluate(wider), 0, "{what}: too wide");
            let broken = "[...document.querySelectorAll('a')].filter(a => !document.getElementById(a.hash.slice(1))).length";
            assert_eq!(browser.evaluate(broken), 0, "{what}: links that lead nowhere");
            assert_eq!(browser.evaluate(PALE), "", "{what}: too pale");
            assert_eq!(browser.evaluate(SMALL), "", "{what}: too small");
            assert_eq!(browser.complaints(), Vec::<String>::new(), "{what}");
        }
    }
    std::fs::remove_file(&file).unwrap();
}

const EVENTS: &str = include_str!("cmd/files/events.ndjson");

fn tickets(lexicon: &Lexicon, events: &str, lang: Lang) -> String {
    let clock = Clock { now: parse_moment("2026-11-24T15:00").unwrap(), source: ClockSource::Option };
    let events = events.lines().map(|line| Event::parse(line).unwrap());
    let tickets = track(lexicon, events, clock, false);
    let info =
        PackInfo { name: &lexicon.pack.name, version: &lexicon.pack.version, hash: &lexicon.pack.hash };
    let mut page = String::new();
    html::track(&tickets, clock, &info, lang, &mut page);
    page
}

#[test]
fn tickets_look_right_on_a_phone_and_on_a_desk() {
    let Some(mut browser) = browser("tickets") else { return };
    let (builtin, hostile) = (Lexicon::builtin(), hostile());
    let file = scratch("tickets.html");
    let wild = EVENTS.replace("T-1042", "</li><script>document.title=1</script>退款");
    for (lexicon, events, lang) in
        [(&builtin, EVENTS, Lang::Zh), (&builtin, EVENTS, Lang::En), (&hostile, wild.as_str(), Lang::Zh)]
    {
        std::fs::write(&file, tickets(lexicon, events, lang)).unwrap();
        for (width, dark) in [(PHONE, false), (PHONE, true), (DESK, false), (DESK, true)] {
            let what = format!("tickets of {}, {width} wide, dark: {dark}", lexicon.pack.name);
            browser.open(&file, width, dark);
            let title = lang.pick("工单进度", "Tickets on their way");
            assert_eq!(browser.evaluate("document.title"), title, "{what}");
            assert_eq!(browser.evaluate("document.querySelectorAll('.card').length"), 3, "{what}");
            assert_eq!(browser.evaluate("document.querySelectorAll('.card.urgent').length"), 1, "{what}");
            // Four steps and a rating to come, five steps, two steps and two to come.
            assert_eq!(browser.evaluate("document.querySelectorAll('.steps li').length"), 14, "{what}");
            assert_eq!(browser.evaluate("document.querySelectorAll('.steps li.next').length"), 3, "{what}");
            let text = browser.evaluate("document.body.textContent");
            let late =
                lang.pick("迟了 22 分钟（到 2026-11-24 14:30）", "22 minutes late (till 2026-11-24 14:30)");
            assert!(text.as_str().unwrap().contains(late), "{what}");
            assert_eq!(browser.evaluate("document.querySelectorAll('script, img').length"), 0, "{what}");
            let wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(browser.evaluate(wider), 0, "{what}: too wide");
            let broken = "[...document.querySelectorAll('a')].filter(a => !document.getElementById(a.hash.slice(1))).length";
            assert_eq!(browser.evaluate(broken), 0, "{what}: links that lead nowhere");
            assert_eq!(browser.evaluate(PALE), "", "{what}: too pale");
            assert_eq!(browser.complaints(), Vec::<String>::new(), "{what}");
        }
    }
    std::fs::remove_file(&file).unwrap();
}

/// The check above would see a complaint if there were one.
#[test]
fn a_page_that_breaks_its_policy_is_noticed() {
    let builtin = Lexicon::builtin();
    let broken =
        page(&builtin, "2026-11-24T12:30", false, Lang::Zh).replace("</main>", "<script>1</script></main>");
    let Some(program) = browser::find() else { return };
    let mut browser = Browser::start(&program, scratch("broken"));
    let file = scratch("broken.html");
    std::fs::write(&file, broken).unwrap();
    browser.open(&file, PHONE, false);
    assert_eq!(browser.evaluate("document.scripts.length"), 1);
    assert!(!browser.complaints().is_empty());
    std::fs::remove_file(&file).unwrap();
}

/// Without a browser: nothing of a pack ends up as a tag.
#[test]
fn hostile_names_stay_text() {
    let page = page(&hostile(), "2026-11-24T12:30", false, Lang::Zh);
    assert_eq!(page.matches("<script").count() + page.matches("<img").count(), 0);
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(page.contains("&lt;script&gt;document.title=&#39;broken&#39;&lt;/script&gt;"));
}
