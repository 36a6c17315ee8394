//! Reads what goes over a TCP connection: greets the client's first bytes, and closes on "bye".
use log::info;
use proxy_wasm::traits::{Context, StreamContext};
use proxy_wasm::types::{Action, LogLevel, PeerType};

proxy_wasm::main! {{
    proxy_wasm::set_log_level(LogLevel::Info);
    proxy_wasm::set_stream_context(|context_id, _| -> Box<dyn StreamContext> {
        Box::new(Tcp { context_id, greeted: false })
    });
}}

struct Tcp {
    context_id: u32,
    greeted: bool,
}

impl Context for Tcp {}

impl StreamContext for Tcp {
    fn on_new_connection(&mut self) -> Action {
        info!("#{} connected", self.context_id);
        Action::Continue
    }

    fn on_downstream_data(&mut self, size: usize, end_of_stream: bool) -> Action {
        let data = self.get_downstream_data(0, size).unwrap_or_default();
        info!(
            "client: {:?}, end {end_of_stream}",
            String::from_utf8_lossy(&data)
        );
        if data.starts_with(b"bye") {
            self.close_downstream();
            return Action::Pause;
        }
        if !self.greeted && size > 0 {
            self.greeted = true;
            self.set_downstream_data(0, 0, b"hello, ");
        }
        Action::Continue
    }

    fn on_upstream_data(&mut self, size: usize, end_of_stream: bool) -> Action {
        let data = self.get_upstream_data(0, size).unwrap_or_default();
        info!(
            "upstream: {:?}, end {end_of_stream}",
            String::from_utf8_lossy(&data)
        );
        if size > 0 {
            self.set_upstream_data(0, size, &data.to_ascii_uppercase());
        }
        Action::Continue
    }

    fn on_downstream_close(&mut self, peer: PeerType) {
        info!("#{} closed by {}", self.context_id, name(peer));
    }

    fn on_upstream_close(&mut self, peer: PeerType) {
        info!("#{} upstream closed by {}", self.context_id, name(peer));
    }

    fn on_log(&mut self) {
        info!("#{} completed", self.context_id);
    }
}

fn name(peer: PeerType) -> &'static str {
    match peer {
        PeerType::Local => "us",
        PeerType::Remote => "them",
        _ => "somebody",
    }
}
