//! Stands in for the crate `wasm-streams`, which leptos links for server functions.
//!
//! The site has no server, but that crate's three classes are exported to JavaScript whether they
//! are used or not, with all that they need: 4.5 KiB of brotli. Here is only what `server_fn`
//! compiles against, for streams that nobody makes.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream;

/// What is read from it: nothing.
#[derive(Debug)]
pub struct IntoStream;

impl ReadableStream {
    /// Takes a stream of Rust, and never reads it.
    pub fn from_stream(_unread: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self
    }

    /// Takes a stream of the browser, and never reads it.
    pub fn from_raw(_unread: web_sys::ReadableStream) -> Self {
        Self
    }

    /// Never called: only the body of a server function's request would be one.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        unreachable!("the site has no server functions")
    }

    /// What can be read: nothing.
    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
