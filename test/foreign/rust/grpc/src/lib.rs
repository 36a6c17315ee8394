//! Asks a gRPC service whether a request may pass, and streams what passed to another.
use log::info;
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::{Action, LogLevel};
use std::time::Duration;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_http_context(|_, _| -> Box<dyn HttpContext> { Box::new(Grpc { stream: 0 }) });
}}

struct Grpc {
    stream: u32,
}

impl HttpContext for Grpc {
    fn on_http_request_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        let path = self.get_http_request_header(":path").unwrap_or_default();
        let message = [&[0x0a, path.len() as u8], path.as_bytes()].concat();
        let called = self.dispatch_grpc_call(
            "other",
            "shop.Authorizer",
            "Check",
            vec![("x-caller", b"rust")],
            Some(&message),
            Duration::from_secs(2),
        );
        info!("call {}", called.is_ok());
        Action::Pause
    }

    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        let opened = self.open_grpc_stream("other", "shop.Audit", "Record", vec![]);
        self.stream = opened.unwrap_or(0);
        info!("stream {}", self.stream > 0);
        self.send_grpc_stream_message(self.stream, Some(b"\x08\x01"), false);
        self.send_grpc_stream_message(self.stream, Some(b"\x08\x02"), true);
        Action::Pause
    }
}

impl Context for Grpc {
    fn on_grpc_call_response(&mut self, _token: u32, status: u32, size: usize) {
        info!(
            "call: status {status}, {size} bytes, {:?}",
            self.get_grpc_status()
        );
        if status != 0 {
            self.send_http_response(403, vec![("x-grpc-status", &status.to_string())], None);
            return;
        }
        let body = self
            .get_grpc_call_response_body(0, size)
            .unwrap_or_default();
        self.set_http_request_header("x-granted", Some(&format!("{body:?}")));
        self.resume_http_request();
    }

    fn on_grpc_stream_initial_metadata(&mut self, _token: u32, elements: u32) {
        info!(
            "initial metadata: {elements}, {:?}",
            self.get_grpc_stream_initial_metadata_value("x-audit")
        );
    }

    fn on_grpc_stream_message(&mut self, _token: u32, size: usize) {
        info!("message: {:?}", self.get_grpc_stream_message(0, size));
    }

    fn on_grpc_stream_trailing_metadata(&mut self, _token: u32, elements: u32) {
        info!("trailing metadata: {elements}");
    }

    fn on_grpc_stream_close(&mut self, _token: u32, status: u32) {
        info!("closed: {status}");
        self.resume_http_response();
    }
}
