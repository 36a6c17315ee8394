//! Counts and measures, and tells what the host knows of a request.
use log::info;
use proxy_wasm::hostcalls::{define_metric, get_metric, increment_metric, record_metric};
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel, MetricType};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| -> Box<dyn RootContext> { Box::new(Metrics::default()) });
}}

#[derive(Clone, Copy, Default)]
struct Metrics {
    requests: u32,
    open: u32,
    sizes: u32,
}

impl Context for Metrics {}

impl RootContext for Metrics {
    fn on_vm_start(&mut self, _size: usize) -> bool {
        self.requests = define_metric(MetricType::Counter, "rust_requests").unwrap();
        self.open = define_metric(MetricType::Gauge, "rust_open").unwrap();
        self.sizes = define_metric(MetricType::Histogram, "rust_sizes").unwrap();
        true
    }

    fn create_http_context(&self, _context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(MetricsStream { metrics: *self }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct MetricsStream {
    metrics: Metrics,
}

impl MetricsStream {
    fn tell(&self, path: &[&str]) {
        let value = self.get_property(path.to_vec());
        info!(
            "{}: {:?}",
            path.join("."),
            value.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        );
    }

    fn tell_number(&self, path: &[&str]) {
        info!("{}: {:?}", path.join("."), self.get_property(path.to_vec()));
    }
}

impl Context for MetricsStream {}

impl HttpContext for MetricsStream {
    fn on_http_request_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        increment_metric(self.metrics.requests, 1).unwrap();
        increment_metric(self.metrics.open, 1).unwrap();
        info!(
            "requests {:?}, open {:?}",
            get_metric(self.metrics.requests),
            get_metric(self.metrics.open)
        );
        info!("no histogram: {:?}", get_metric(self.metrics.sizes).err());
        for path in [
            ["request", "path"],
            ["request", "url_path"],
            ["request", "method"],
            ["request", "host"],
            ["request", "protocol"],
            ["request", "query"],
            ["request", "nothing"],
        ] {
            self.tell(&path);
        }
        self.tell(&["request", "headers", "x-user"]);
        self.tell(&["plugin_name"]);
        self.tell(&["plugin_root_id"]);
        self.set_property(vec!["seen"], Some(b"before"));
        self.tell(&["seen"]);
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        self.tell(&["route_name"]);
        self.tell(&["cluster_name"]);
        self.tell_number(&["response", "code"]);
        self.tell_number(&["connection", "mtls"]);
        Action::Continue
    }

    fn on_log(&mut self) {
        self.tell_number(&["request", "size"]);
        self.tell_number(&["response", "size"]);
        self.tell(&["response", "code_details"]);
        let size = self
            .get_property(vec!["response", "size"])
            .unwrap_or_default();
        let size = size.try_into().map_or(0, u64::from_le_bytes);
        record_metric(self.metrics.sizes, size).unwrap();
        increment_metric(self.metrics.open, -1).unwrap();
    }
}
