//! Deferred values: what is not seen at once follows a change after the next paint, so that a click or key is answered
//! sooner.

use std::mem;
use std::ops::Deref;
use std::time::Duration;

use leptos::prelude::*;

use crate::erased::erased_effect_at_once;

/// A memo whose readers follow its changes after the next paint. Several changes before that are followed at once. While
/// a page is hidden, and nothing of it is painted, readers keep what they read.
pub struct Deferred<T: Send + Sync + 'static> {
    /// Memo that is read.
    value: Memo<T>,
    /// Trigger of the readers, which fires after the paint that follows a change.
    painted: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Deferred<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Deferred<T> {}

impl<T: Send + Sync + 'static> Deferred<T> {
    /// Returns the deferred value of a memo, which is computed now.
    pub fn new(value: Memo<T>) -> Self {
        // A value that is only tracked is not computed yet, and its first computation would be a change.
        Self { value, painted: paint_after(Box::new(move || drop(value.read()))) }
    }

    /// Returns the current value. A reactive reader runs again after the paint that follows a change.
    pub fn read(self) -> impl Deref<Target = T> {
        self.track();
        self.read_untracked()
    }

    /// Returns the current value, once.
    pub fn read_untracked(self) -> impl Deref<Target = T> {
        self.value.read_untracked()
    }

    /// Makes a reactive reader run again after the paint that follows a change.
    pub fn track(self) {
        self.painted.track();
    }
}

/// Returns a trigger that fires after the paint that follows a change of what `read` reads.
fn paint_after(read: Box<dyn Fn()>) -> Trigger {
    let painted = Trigger::new();
    let mut is_first = true;
    erased_effect_at_once(move || {
        read();
        if !mem::take(&mut is_first) {
            run_after_paint(move || painted.notify());
        }
    });
    painted
}

/// Returns a signal that is false and turns true after the next paint.
pub fn after_paint() -> ReadSignal<bool> {
    let (is_painted, set) = signal(false);
    run_after_paint(move || _ = set.try_set(true));
    is_painted
}

fn run_after_paint(run: impl FnOnce() + 'static) {
    // A frame is prepared before it is painted; a task that it starts runs after that.
    request_animation_frame(move || set_timeout(run, Duration::ZERO));
}
