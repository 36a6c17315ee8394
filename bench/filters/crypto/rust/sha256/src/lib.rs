//! SHA-256; the signature is the digest.
use check::{Check, Plugin};
use sha2::{Digest, Sha256};

struct OnlySha256;

impl Check for OnlySha256 {
    fn new(_key: &[u8]) -> Option<Self> {
        Some(OnlySha256)
    }

    fn is_valid(&self, text: &[u8], signature: &[u8]) -> bool {
        Sha256::digest(text)[..] == *signature
    }
}

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| Plugin::<OnlySha256>::boxed());
}}
