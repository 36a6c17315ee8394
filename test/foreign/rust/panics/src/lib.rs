//! Panics for some requests: the SDK logs why, and the module traps.
use log::info;
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::{Action, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| -> Box<dyn HttpContext> { Box::new(Panics) });
}}

struct Panics;

impl Context for Panics {}

impl HttpContext for Panics {
    fn on_http_request_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        let number = self.get_http_request_header("x-number").unwrap_or_default();
        let parsed: u32 = number.parse().expect("x-number is a number");
        info!("100 / {parsed} = {}", 100 / parsed);
        println!("written to standard output");
        eprintln!("and to standard error");
        Action::Continue
    }
}
