//! RSASSA-PSS with SHA-256.
use check::{Check, Plugin};
use rsa::pkcs8::DecodePublicKey;
use rsa::pss::{Signature, VerifyingKey};
use rsa::sha2::Sha256;
use rsa::signature::Verifier;
use rsa::RsaPublicKey;

struct Ps256(VerifyingKey<Sha256>);

impl Check for Ps256 {
    fn new(key: &[u8]) -> Option<Self> {
        Some(Ps256(VerifyingKey::new(
            RsaPublicKey::from_public_key_der(key).ok()?,
        )))
    }

    fn is_valid(&self, text: &[u8], signature: &[u8]) -> bool {
        match Signature::try_from(signature) {
            Ok(signature) => self.0.verify(text, &signature).is_ok(),
            Err(_) => false,
        }
    }
}

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| Plugin::<Ps256>::boxed());
}}
