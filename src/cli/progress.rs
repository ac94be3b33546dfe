//! How far a long run has come: bytes, rate and remaining time, drawn where somebody looks and nothing else is drawn.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::watch::Watch;

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between two looks.
const STEP: Duration = Duration::from_millis(100);

/// A bar on standard error, while it lives.
pub(super) struct Progress {
    bar: ProgressBar,
    end: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to watch a run of `total` bytes, if that is known. With `shown` false nothing is ever drawn.
    pub(super) fn begin(watch: &Watch, total: Option<u64>, shown: bool) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        if !shown {
            return Self { bar, end: None };
        }
        let template = match total {
            Some(_) => "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
            None => "{spinner} {bytes}, {bytes_per_sec}, {elapsed}",
        };
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let (sender, receiver) = channel();
        let (drawn, watch) = (bar.clone(), watch.clone());
        let thread = thread::spawn(move || {
            let mut wait = PATIENCE;
            while receiver.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                if wait == PATIENCE {
                    drawn.set_draw_target(ProgressDrawTarget::stderr());
                    wait = STEP;
                }
                drawn.set_position(watch.bytes());
            }
        });
        Self { bar, end: Some((sender, thread)) }
    }

    /// Says something on standard error that the bar must not be drawn into.
    pub(super) fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.bar.suspend(say)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.end.take() {
            drop(sender);
            let _ = thread.join();
            self.bar.finish_and_clear();
        }
    }
}
