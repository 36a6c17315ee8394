//! Asks a service whether a request may pass: an even number of its bytes means yes.
use log::{info, warn};
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::{Action, LogLevel};
use std::time::Duration;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| -> Box<dyn HttpContext> { Box::new(Auth) });
}}

struct Auth;

impl HttpContext for Auth {
    fn on_http_request_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        let user = self.get_http_request_header("x-user").unwrap_or_default();
        let called = self.dispatch_http_call(
            "other",
            vec![
                (":method", "POST"),
                (":path", "/number"),
                (":authority", "numbers.example"),
                ("x-user", &user),
            ],
            Some(b"any"),
            vec![],
            Duration::from_secs(5),
        );
        match called {
            Ok(token) => info!("call {token}"),
            Err(status) => warn!("no call: {status:?}"),
        }
        let unknown =
            self.dispatch_http_call("nobody", vec![], None, vec![], Duration::from_secs(1));
        info!("to nobody: {:?}", unknown.err());
        Action::Pause
    }

    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        self.set_http_response_header("powered-by", Some("proxy-wasm"));
        Action::Continue
    }
}

impl Context for Auth {
    fn on_http_call_response(
        &mut self,
        token: u32,
        headers: usize,
        body_size: usize,
        trailers: usize,
    ) {
        info!("answer to {token}: {headers} headers, {body_size} bytes, {trailers} trailers");
        info!("status {:?}", self.get_http_call_response_header(":status"));
        if let Some(body) = self.get_http_call_response_body(0, body_size) {
            if body.len() % 2 == 0 {
                self.add_http_request_header("x-granted", &String::from_utf8_lossy(&body));
                self.resume_http_request();
                return;
            }
        }
        self.send_http_response(
            403,
            vec![("powered-by", "proxy-wasm")],
            Some(b"Access forbidden.\n"),
        );
    }
}
