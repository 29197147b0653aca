//! Stands in for the crate `wasm-streams`, which leptos links for server functions.
//!
//! The site has no server, but that crate's three classes are exported to JavaScript whether they
//! are used or not, with all that they need: 4.5 KiB of brotli. This crate has only what `server_fn`
//! needs to compile; no such stream is ever created.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream;

/// A stream for Rust made from a [`ReadableStream`], always empty.
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

    /// Panics. It is never called: only the body of a server function's request would be such a stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        unreachable!("the site has no server functions")
    }

    /// Returns an empty stream.
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
