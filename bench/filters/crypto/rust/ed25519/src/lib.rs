//! Ed25519. Of the key's DER the last 32 bytes are taken, the key itself.
use check::{Check, Plugin};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};

struct Ed25519(VerifyingKey);

impl Check for Ed25519 {
    fn new(key: &[u8]) -> Option<Self> {
        Some(Ed25519(VerifyingKey::from_bytes(key.last_chunk()?).ok()?))
    }

    fn is_valid(&self, text: &[u8], signature: &[u8]) -> bool {
        match Signature::from_slice(signature) {
            Ok(signature) => self.0.verify(text, &signature).is_ok(),
            Err(_) => false,
        }
    }
}

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| Plugin::<Ed25519>::boxed());
}}
