//! A Chromium that is driven over two named pipes, by the DevTools protocol.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// No answer takes longer on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The browser of this machine, by `FENLIU_CHROMIUM` or by the names it usually has.
pub(crate) fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("FENLIU_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// One page of a running browser.
pub(crate) struct Browser {
    child: Child,
    folder: PathBuf,
    to: File,
    from: Receiver<Value>,
    /// What came while an answer was waited for.
    events: VecDeque<Value>,
    session: Option<String>,
    last: u64,
}

impl Browser {
    pub(crate) fn start(program: &Path, folder: PathBuf) -> Self {
        fs::create_dir_all(&folder).unwrap();
        let [to, from] = ["to", "from"].map(|name| folder.join(name));
        assert!(Command::new("mkfifo").arg(&to).arg(&from).status().unwrap().success());
        let flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                     --disable-component-update --disable-sync --remote-debugging-pipe";
        let script = format!("exec \"$1\" {flags} --user-data-dir=\"$2/profile\" 3<\"$2/to\" 4>\"$2/from\"");
        let child = Command::new("sh")
            .args(["-c", &script, "sh"])
            .arg(program)
            .arg(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Each end waits for the other, in this order.
        let to = File::options().write(true).open(to).unwrap();
        let from = listen(File::open(from).unwrap());
        let mut browser = Self { child, folder, to, from, events: VecDeque::new(), session: None, last: 0 };
        let target = browser.ask("Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.ask("Target.attachToTarget", &attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log"] {
            browser.ask(&format!("{domain}.enable"), &json!({}));
        }
        browser.ask("Page.setLifecycleEventsEnabled", &json!({"enabled": true}));
        browser
    }

    /// Opens a page in a window of a width, in light or dark, and waits until it has loaded.
    pub(crate) fn open(&mut self, file: &Path, width: u32, dark: bool) {
        let size = json!({"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600});
        self.ask("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.ask("Emulation.setEmulatedMedia", &media);
        self.events.clear();
        let opened = self.ask("Page.navigate", &json!({"url": format!("file://{}", file.display())}));
        // The blank page before it may still be loading: the load must be of this one.
        let loaded = |event: &Value| {
            let event = &event["params"];
            event["name"] == "load" && event["loaderId"] == opened["loaderId"]
        };
        while !self.events.iter().any(loaded) {
            let event = self.from.recv_timeout(PATIENCE).expect("the page never loaded");
            self.events.push_back(event);
        }
    }

    /// What the page says to an expression.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let answer = self.ask("Runtime.evaluate", &json!({"expression": expression, "returnByValue": true}));
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Everything that the page or the browser complained about since it was opened.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let methods = ["Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"];
        let said = self.events.iter().filter(|event| methods.iter().any(|method| event["method"] == *method));
        said.map(Value::to_string).collect()
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).unwrap();
        loop {
            let got = self.from.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no answer to {method}"));
            if got["id"] == json!(self.last) {
                assert!(got["error"].is_null(), "{method}: {}", got["error"]);
                return got["result"].clone();
            }
            self.events.push_back(got);
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session = None;
        let _ = self.to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        for _ in 0..50 {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Messages end in a NUL; a thread reads them, so that waiting for one can end.
fn listen(from: File) -> Receiver<Value> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for message in BufReader::new(from).split(0) {
            let Ok(Ok(value)) = message.map(|bytes| serde_json::from_slice(&bytes)) else { return };
            if sender.send(value).is_err() {
                return;
            }
        }
    });
    receiver
}
