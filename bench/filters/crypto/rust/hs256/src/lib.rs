//! HMAC with SHA-256.
use check::{Check, Plugin};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

struct Hs256(Hmac<Sha256>);

impl Check for Hs256 {
    fn new(key: &[u8]) -> Option<Self> {
        Some(Hs256(Hmac::new_from_slice(key).ok()?))
    }

    fn is_valid(&self, text: &[u8], signature: &[u8]) -> bool {
        self.0
            .clone()
            .chain_update(text)
            .verify_slice(signature)
            .is_ok()
    }
}

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| Plugin::<Hs256>::boxed());
}}
