//! Its configuration is the value of a header; the VM's is told in the log. Without a configuration it does not start.
use log::{error, info};
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType, LogLevel};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_root_context(|root_id| -> Box<dyn RootContext> {
        info!("root context {root_id}");
        Box::new(Config::default())
    });
}}

#[derive(Default)]
struct Config {
    content: String,
}

impl Context for Config {}

impl RootContext for Config {
    fn on_vm_start(&mut self, size: usize) -> bool {
        let text = self.get_vm_configuration().unwrap_or_default();
        info!("VM with {size} bytes: {}", String::from_utf8_lossy(&text));
        info!("LANGUAGE is {:?}", std::env::var("LANGUAGE").ok());
        true
    }

    fn on_configure(&mut self, size: usize) -> bool {
        match self.get_plugin_configuration() {
            Some(bytes) if size > 0 => {
                self.content = String::from_utf8(bytes).unwrap();
                true
            }
            _ => {
                error!("it needs a configuration");
                false
            }
        }
    }

    fn create_http_context(&self, _context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(ConfigStream {
            content: self.content.clone(),
        }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct ConfigStream {
    content: String,
}

impl Context for ConfigStream {}

impl HttpContext for ConfigStream {
    fn on_http_response_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        self.add_http_response_header("custom-header", &self.content);
        info!(
            "configuration now: {:?}",
            proxy_wasm::hostcalls::get_buffer(
                proxy_wasm::types::BufferType::PluginConfiguration,
                0,
                100
            )
        );
        Action::Continue
    }
}
