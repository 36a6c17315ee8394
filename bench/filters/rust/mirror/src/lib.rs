//! Tells the client what it has sent: three request headers come back as response headers.
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| -> Box<dyn RootContext> { Box::new(Mirror) });
}}

struct Mirror;

impl Context for Mirror {}

impl RootContext for Mirror {
    fn create_http_context(&self, _context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(MirrorStream::default()))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

#[derive(Default)]
struct MirrorStream {
    user: Option<String>,
    agent: Option<String>,
    session: Option<String>,
}

impl Context for MirrorStream {}

impl HttpContext for MirrorStream {
    fn on_http_request_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        self.user = self.get_http_request_header("x-user");
        self.agent = self.get_http_request_header("user-agent");
        self.session = self.get_http_request_header("x-session");
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        self.add("x-seen-user", &self.user);
        self.add("x-seen-agent", &self.agent);
        self.add("x-seen-session", &self.session);
        Action::Continue
    }
}

impl MirrorStream {
    fn add(&self, name: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.add_http_response_header(name, value);
        }
    }
}
