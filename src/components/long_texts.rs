//! The long texts of a page: their status while they are not there.

use std::sync::Arc;

use leptos::prelude::*;

use super::lazy_view::{Fetching, fetching_view};
use crate::content::{ContentState, SiteContent};
use crate::messages::frame as t;

/// Starts to load the long texts, and returns their status with a button that tries again; nothing once they are there.
pub fn long_texts_status(content: &SiteContent) -> AnyView {
    content.start_loading();
    let state = {
        let content = content.clone();
        move || match content.state() {
            ContentState::NotLoaded | ContentState::Loading => Fetching::Loading,
            ContentState::Loaded(_) => Fetching::Done,
            ContentState::Failed(_) => Fetching::Failed,
            ContentState::Retrying => Fetching::Retrying,
        }
    };
    let status = {
        let content = content.clone();
        move || match content.state() {
            ContentState::Failed(error) => t::texts_not_loaded(&error.to_string()),
            _ => t::loading_texts(),
        }
    };
    let retry = {
        let content = content.clone();
        move || content.start_loading()
    };
    fetching_view(Arc::new(state), Arc::new(status), Arc::new(retry))
}
