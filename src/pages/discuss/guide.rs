//! The guide: five steps of a meeting. It is the same on running and on published pages.

use discuss::messages::page as t;
use explore::route::{Base, Route};
use leptos::prelude::*;

use crate::collect_any::CollectAny;

/// A step of the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Look at the survey, before anyone talks.
    Look,
    /// Plot the own setting beside the survey.
    Plot,
    /// Agree on priorities.
    Order,
    /// Plan actions.
    Act,
    /// Ask who was not heard.
    Voices,
}

impl Step {
    /// All steps, in the order of the meeting.
    pub const ALL: [Self; 5] = [Self::Look, Self::Plot, Self::Order, Self::Act, Self::Voices];

    /// Returns the number of the step, from 1.
    fn number(self) -> usize {
        self as usize + 1
    }

    /// Returns the id of the heading.
    fn id(self) -> String {
        format!("step-{}", self.number())
    }

    /// Returns the heading.
    fn heading(self) -> String {
        match self {
            Self::Look => t::look(),
            Self::Plot => t::plot(),
            Self::Order => t::order(),
            Self::Act => t::act(),
            Self::Voices => t::voices(),
        }
    }

    /// Returns the shortest and the longest duration in minutes.
    fn minutes(self) -> (u32, u32) {
        match self {
            Self::Look | Self::Order => (5, 10),
            Self::Plot | Self::Act => (10, 15),
            Self::Voices => (3, 5),
        }
    }

    /// Returns the instruction.
    fn text(self) -> String {
        match self {
            Self::Look => t::look_text(),
            Self::Plot => t::plot_text(),
            Self::Order => t::order_text(),
            Self::Act => t::act_text(),
            Self::Voices => t::voices_text(),
        }
    }

    /// Returns the questions for the group.
    fn questions(self) -> Vec<String> {
        match self {
            Self::Look => vec![t::look_notice(), t::look_surprise(), t::look_ask()],
            Self::Plot => vec![t::plot_near(), t::plot_far()],
            Self::Order => vec![t::order_goals(), t::order_assets()],
            Self::Act => vec![t::act_small(), t::act_who()],
            Self::Voices => vec![t::voices_who(), t::voices_how()],
        }
    }
}

/// Returns the list of steps with their durations, as links.
pub fn agenda(base: &Base) -> AnyView {
    let entry = |step: Step| {
        let href = format!("{}#{}", base.href(&Route::Discuss), step.id());
        let (from, to) = step.minutes();
        view! {
            <li>
                <a href=href>{step.heading()}</a>
                " "
                <span class="minutes">{t::minutes(from, to)}</span>
            </li>
        }
    };
    view! {
        <div class="agenda-block">
            <p class="agenda-text">{t::agenda()}</p>
            <nav aria-label=t::steps()>
                <ol class="agenda">{Step::ALL.into_iter().map(entry).collect_any()}</ol>
            </nav>
        </div>
    }
    .into_any()
}

/// Returns the section of a step: instruction, questions, tool.
pub fn section(step: Step, tool: AnyView) -> AnyView {
    let (id, heading_id) = (step.id(), step.id());
    let (from, to) = step.minutes();
    let question = |question: String| view! { <li>{question}</li> };
    view! {
        <section class="step" aria-labelledby=id>
            <div class="step-head">
                <p class="step-number" aria-hidden="true">{step.number()}</p>
                <div class="step-title">
                    <h2 id=heading_id tabindex="-1">{step.heading()}</h2>
                    <p class="minutes">{t::minutes(from, to)}</p>
                </div>
            </div>
            <div class="step-guide">
                <p class="step-text">{step.text()}</p>
                <ul class="prompts">{step.questions().into_iter().map(question).collect_any()}</ul>
            </div>
            <div class="step-tool">{tool}</div>
        </section>
    }
    .into_any()
}

/// Returns the links to the chart and the map, the tool of the first step.
pub fn look_links(base: &Base) -> AnyView {
    let (explore, map) = (base.href(&Route::Explore("")), base.href(&Route::Home));
    view! {
        <p class="actions">
            <a class="button" href=explore>{t::open_picture()}</a>
            <a class="quiet-button" href=map>{t::open_map()}</a>
        </p>
    }
    .into_any()
}

/// Returns the guide for published pages.
#[cfg(not(target_arch = "wasm32"))]
pub fn prerendered(base: &Base) -> AnyView {
    let tool = |step: Step| match step {
        Step::Look => look_links(base),
        _ => ().into_any(),
    };
    view! {
        <noscript><p class="note">{t::needs_script()}</p></noscript>
        <div class="discuss">{agenda(base)} {Step::ALL.map(|step| section(step, tool(step))).into_iter().collect_any()}</div>
    }
    .into_any()
}
