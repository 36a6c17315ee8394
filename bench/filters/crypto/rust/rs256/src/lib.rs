//! RSASSA-PKCS1-v1_5 with SHA-256.
use check::{Check, Plugin};
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePublicKey;
use rsa::sha2::Sha256;
use rsa::signature::Verifier;

struct Rs256(VerifyingKey<Sha256>);

impl Check for Rs256 {
    fn new(key: &[u8]) -> Option<Self> {
        Some(Rs256(VerifyingKey::from_public_key_der(key).ok()?))
    }

    fn is_valid(&self, text: &[u8], signature: &[u8]) -> bool {
        match Signature::try_from(signature) {
            Ok(signature) => self.0.verify(text, &signature).is_ok(),
            Err(_) => false,
        }
    }
}

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| Plugin::<Rs256>::boxed());
}}
