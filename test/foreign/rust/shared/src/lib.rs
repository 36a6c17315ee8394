//! Counts requests in shared data and hands their paths over in a queue, to the thread that has opened it last.
use log::info;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel, Status};
use std::time::Duration;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| -> Box<dyn RootContext> { Box::new(Shared::default()) });
}}

const COUNT: &str = "count";
const QUEUE: &str = "paths";

#[derive(Default)]
struct Shared {
    queue: u32,
    ticks: u32,
}

impl Context for Shared {}

impl RootContext for Shared {
    fn on_configure(&mut self, _size: usize) -> bool {
        self.queue = self.register_shared_queue(QUEUE);
        info!("queue {}", self.queue);
        self.set_tick_period(Duration::from_millis(50));
        true
    }

    fn on_tick(&mut self) {
        self.ticks += 1;
        if self.ticks == 1 {
            info!("first tick, count {:?}", self.get_shared_data(COUNT).0);
            self.set_tick_period(Duration::ZERO);
        }
    }

    fn on_queue_ready(&mut self, queue: u32) {
        match self.dequeue_shared_queue(queue) {
            Ok(Some(path)) => info!("passed: {}", String::from_utf8_lossy(&path)),
            Ok(None) => info!("nothing left"),
            Err(status) => info!("no queue: {status:?}"),
        }
    }

    fn create_http_context(&self, _context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(SharedStream))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct SharedStream;

impl Context for SharedStream {}

impl SharedStream {
    fn count(&self) -> u32 {
        loop {
            let (stored, cas) = self.get_shared_data(COUNT);
            let count = stored.map_or(0, |bytes| u32::from_le_bytes(bytes.try_into().unwrap())) + 1;
            match self.set_shared_data(COUNT, Some(&count.to_le_bytes()), cas) {
                Ok(()) => return count,
                Err(Status::CasMismatch) => continue,
                Err(status) => panic!("{status:?}"),
            }
        }
    }
}

impl HttpContext for SharedStream {
    fn on_http_request_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        let count = self.count();
        self.set_http_request_header("x-count", Some(&count.to_string()));
        let opened = self.register_shared_queue(QUEUE);
        if let Some(queue) = self.resolve_shared_queue("", QUEUE) {
            info!("the same: {}", queue == opened);
            let path = self.get_http_request_header(":path").unwrap_or_default();
            info!(
                "told: {:?}",
                self.enqueue_shared_queue(queue, Some(path.as_bytes()))
            );
        }
        info!("other queue: {:?}", self.resolve_shared_queue("", "other"));
        info!(
            "wrong queue: {:?}",
            self.enqueue_shared_queue(4711, None).err()
        );
        Action::Continue
    }
}
