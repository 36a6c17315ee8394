//! Reads `customer.id` in a JSON body and tells it to the client.
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};
use serde_json::Value;

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|_| -> Box<dyn RootContext> { Box::new(Orders) });
}}

struct Orders;

impl Context for Orders {}

impl RootContext for Orders {
    fn create_http_context(&self, _context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(OrdersStream::default()))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

#[derive(Default)]
struct OrdersStream {
    customer: Option<String>,
}

impl Context for OrdersStream {}

impl HttpContext for OrdersStream {
    fn on_http_request_headers(&mut self, _headers: usize, end_of_stream: bool) -> Action {
        if end_of_stream {
            Action::Continue
        } else {
            Action::Pause
        }
    }

    fn on_http_request_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if !end_of_stream {
            return Action::Pause;
        }
        if let Some(body) = self.get_http_request_body(0, size) {
            self.customer = customer_of(&body);
        }
        Action::Continue
    }

    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        if let Some(customer) = &self.customer {
            self.add_http_response_header("x-customer", customer);
        }
        Action::Continue
    }
}

fn customer_of(body: &[u8]) -> Option<String> {
    let order: Value = serde_json::from_slice(body).ok()?;
    Some(order["customer"]["id"].as_str()?.to_owned())
}
