//! The guide: five steps of a meeting. Its words are on the page whether anyone runs it or not.

use leptos::prelude::*;

use crate::route::{Base, Route};
use crate::text::discuss::page as words;
use crate::ui::each::Each;

/// A step of the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// At the picture, before anyone talks.
    Look,
    /// One's own setting beside the survey.
    Plot,
    /// Priorities.
    Order,
    /// What will be done.
    Act,
    /// Who was not asked.
    Voices,
}

impl Step {
    /// All of them, in the order of the meeting.
    pub const ALL: [Self; 5] = [Self::Look, Self::Plot, Self::Order, Self::Act, Self::Voices];

    fn number(self) -> usize {
        self as usize + 1
    }

    fn id(self) -> String {
        format!("step-{}", self.number())
    }

    /// What it is called.
    fn heading(self) -> String {
        match self {
            Self::Look => words::look(),
            Self::Plot => words::plot(),
            Self::Order => words::order(),
            Self::Act => words::act(),
            Self::Voices => words::voices(),
        }
    }

    /// How long it takes, in minutes.
    fn minutes(self) -> (u32, u32) {
        match self {
            Self::Look | Self::Order => (5, 10),
            Self::Plot | Self::Act => (10, 15),
            Self::Voices => (3, 5),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Look => words::look_text(),
            Self::Plot => words::plot_text(),
            Self::Order => words::order_text(),
            Self::Act => words::act_text(),
            Self::Voices => words::voices_text(),
        }
    }

    fn questions(self) -> Vec<String> {
        match self {
            Self::Look => vec![words::look_notice(), words::look_surprise(), words::look_ask()],
            Self::Plot => vec![words::plot_near(), words::plot_far()],
            Self::Order => vec![words::order_goals(), words::order_assets()],
            Self::Act => vec![words::act_small(), words::act_who()],
            Self::Voices => vec![words::voices_who(), words::voices_how()],
        }
    }
}

/// The steps with how long each takes, as links.
pub fn agenda(base: &Base) -> AnyView {
    let entry = |step: Step| {
        let href = format!("{}#{}", base.href(&Route::Discuss), step.id());
        let (from, to) = step.minutes();
        view! {
            <li>
                <a href=href>{step.heading()}</a>
                " "
                <span class="minutes">{words::minutes(from, to)}</span>
            </li>
        }
    };
    view! {
        <div class="agenda-block">
            <p class="agenda-text">{words::agenda()}</p>
            <nav aria-label=words::steps()>
                <ol class="agenda">{Step::ALL.into_iter().map(entry).each()}</ol>
            </nav>
        </div>
    }
    .into_any()
}

/// A step: what to do and to ask, then what it is done with.
pub fn step(step: Step, tool: AnyView) -> AnyView {
    let (id, head_id) = (step.id(), step.id());
    let (from, to) = step.minutes();
    let question = |question: String| view! { <li>{question}</li> };
    view! {
        <section class="step" aria-labelledby=id>
            <div class="step-head">
                <p class="step-number" aria-hidden="true">{step.number()}</p>
                <div class="step-title">
                    <h2 id=head_id tabindex="-1">{step.heading()}</h2>
                    <p class="minutes">{words::minutes(from, to)}</p>
                </div>
            </div>
            <div class="step-guide">
                <p class="step-text">{step.text()}</p>
                <ul class="prompts">{step.questions().into_iter().map(question).each()}</ul>
            </div>
            <div class="step-tool">{tool}</div>
        </section>
    }
    .into_any()
}

/// Where the first step is done.
pub fn where_to_look(base: &Base) -> AnyView {
    let (picture, map) = (base.href(&Route::Explore("")), base.href(&Route::Home));
    view! {
        <p class="actions">
            <a class="button" href=picture>{words::open_picture()}</a>
            <a class="quiet-button" href=map>{words::open_map()}</a>
        </p>
    }
    .into_any()
}

/// The guide as it is read where nobody runs the page.
#[cfg(not(target_arch = "wasm32"))]
pub fn still(base: &Base) -> AnyView {
    let tool = |part: Step| match part {
        Step::Look => where_to_look(base),
        _ => ().into_any(),
    };
    view! {
        <noscript><p class="note">{words::needs_script()}</p></noscript>
        <div class="discuss">{agenda(base)} {Step::ALL.map(|part| step(part, tool(part))).into_iter().each()}</div>
    }
    .into_any()
}
