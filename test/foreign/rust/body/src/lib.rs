//! Holds bodies until they are whole: requests are counted, responses that tell a secret are replaced.
use log::debug;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Debug);
    proxy_wasm::set_root_context(|_| -> Box<dyn RootContext> { Box::new(Bodies) });
}}

struct Bodies;

impl Context for Bodies {}

impl RootContext for Bodies {
    fn create_http_context(&self, _context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Body::default()))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

#[derive(Default)]
struct Body {
    received: usize,
}

impl Context for Body {}

impl HttpContext for Body {
    fn on_http_request_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        debug!("request: {size} bytes, end {end_of_stream}");
        self.received += size;
        if !end_of_stream {
            return Action::Continue;
        }
        let last = self.get_http_request_body(0, size).unwrap_or_default();
        self.set_http_request_body(
            0,
            size,
            format!("[{}]", String::from_utf8_lossy(&last)).as_bytes(),
        );
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        // Its size may change
        self.set_http_response_header("content-length", None);
        self.set_http_response_header("x-received", Some(&self.received.to_string()));
        Action::Continue
    }

    fn on_http_response_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if !end_of_stream {
            return Action::Pause;
        }
        if let Some(body) = self.get_http_response_body(0, size) {
            if let Ok(text) = String::from_utf8(body) {
                if text.contains("secret") {
                    let new_body =
                        format!("Original message body ({} bytes) redacted.\n", text.len());
                    self.set_http_response_body(0, size, new_body.as_bytes());
                }
            }
        }
        Action::Continue
    }
}
