//! Looks at all headers, answers one path by itself, and marks what goes on.
use log::info;
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::{Action, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Trace);
    proxy_wasm::set_http_context(|context_id, root_id| -> Box<dyn HttpContext> {
        info!("context {context_id} of {root_id}");
        Box::new(Headers { context_id })
    });
}}

struct Headers {
    context_id: u32,
}

impl Context for Headers {
    fn on_done(&mut self) -> bool {
        info!("#{} is done", self.context_id);
        true
    }
}

impl HttpContext for Headers {
    fn on_http_request_headers(&mut self, headers: usize, end_of_stream: bool) -> Action {
        let names: Vec<String> = self
            .get_http_request_headers()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        info!(
            "#{} has {headers}, end {end_of_stream}: {}",
            self.context_id,
            names.join(" ")
        );
        match self.get_http_request_header(":path") {
            Some(path) if path == "/hello" => {
                self.send_http_response(
                    200,
                    vec![("hello", "world"), ("powered-by", "proxy-wasm")],
                    Some(b"Hello, World!\n"),
                );
                return Action::Pause;
            }
            Some(path) if path.starts_with("/old/") => {
                self.set_http_request_header(":path", Some(&path.replacen("/old/", "/new/", 1)));
            }
            _ => {}
        }
        self.add_http_request_header("x-tag", "first");
        self.add_http_request_header("x-tag", "second");
        self.set_http_request_header("x-client", None);
        info!("missing: {:?}", self.get_http_request_header("x-missing"));
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        info!("status {:?}", self.get_http_response_header(":status"));
        self.set_http_response_header("x-server", Some("rust"));
        self.remove_http_response_header("x-internal");
        self.remove_http_response_header("x-envoy-upstream-service-time");
        for (name, value) in self.get_http_response_headers_bytes() {
            info!("{name}: {} bytes", value.len());
        }
        Action::Continue
    }

    fn on_http_response_trailers(&mut self, trailers: usize) -> Action {
        info!(
            "{trailers} trailers, {:?}",
            self.get_http_response_trailer("x-sum")
        );
        self.add_http_response_trailer("x-checked", "yes");
        Action::Continue
    }

    fn on_log(&mut self) {
        info!("#{} completed", self.context_id);
    }
}
