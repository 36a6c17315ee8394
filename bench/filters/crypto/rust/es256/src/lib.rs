//! ECDSA over P-256 with SHA-256; a signature is r and s one after the other.
use check::{Check, Plugin};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey;

struct Es256(VerifyingKey);

impl Check for Es256 {
    fn new(key: &[u8]) -> Option<Self> {
        Some(Es256(VerifyingKey::from_public_key_der(key).ok()?))
    }

    fn is_valid(&self, text: &[u8], signature: &[u8]) -> bool {
        match Signature::from_slice(signature) {
            Ok(signature) => self.0.verify(text, &signature).is_ok(),
            Err(_) => false,
        }
    }
}

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| Plugin::<Es256>::boxed());
}}
