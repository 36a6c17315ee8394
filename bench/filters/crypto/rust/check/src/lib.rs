//! What the filters have in common: a request for `/1/20` has signature 1 checked twenty times, and is answered with how often
//! it was valid. The configuration has the key as hex in its first line, the text in its second, and a signature as hex in each
//! one after.
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{Action, ContextType};
use std::rc::Rc;

/// A way of checking signatures.
pub trait Check: 'static {
    /// From a key; none where that is no key.
    fn new(key: &[u8]) -> Option<Self>
    where
        Self: Sized;

    /// Whether a signature of a text is valid.
    fn is_valid(&self, text: &[u8], signature: &[u8]) -> bool;
}

struct Work<C> {
    check: C,
    text: Vec<u8>,
    signatures: Vec<Vec<u8>>,
}

/// The plugin of a way.
pub struct Plugin<C> {
    work: Option<Rc<Work<C>>>,
}

impl<C: Check> Plugin<C> {
    pub fn boxed() -> Box<dyn RootContext> {
        Box::new(Plugin::<C> { work: None })
    }
}

impl<C: Check> Context for Plugin<C> {}

impl<C: Check> RootContext for Plugin<C> {
    fn on_configure(&mut self, _size: usize) -> bool {
        self.work = self
            .get_plugin_configuration()
            .and_then(|text| work_of(&text))
            .map(Rc::new);
        self.work.is_some()
    }

    fn create_http_context(&self, _context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Stream {
            work: self.work.clone()?,
        }))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

struct Stream<C> {
    work: Rc<Work<C>>,
}

impl<C: Check> Context for Stream<C> {}

impl<C: Check> HttpContext for Stream<C> {
    fn on_http_request_headers(&mut self, _headers: usize, _end_of_stream: bool) -> Action {
        let path = self.get_http_request_header(":path").unwrap_or_default();
        let (index, times) = asked(&path).unwrap_or_default();
        let Work {
            check,
            text,
            signatures,
        } = &*self.work;
        let mut valid = 0;
        for _ in 0..times {
            if check.is_valid(text, &signatures[index]) {
                valid += 1;
            }
        }
        self.send_http_response(200, vec![], Some(valid.to_string().as_bytes()));
        Action::Pause
    }
}

/// Which signature, and how often.
fn asked(path: &str) -> Option<(usize, u32)> {
    let (index, times) = path.strip_prefix('/')?.split_once('/')?;
    Some((index.parse().ok()?, times.parse().ok()?))
}

fn work_of<C: Check>(configuration: &[u8]) -> Option<Work<C>> {
    let mut lines = configuration.split(|&byte| byte == b'\n');
    let check = C::new(&decode_hex(lines.next()?)?)?;
    let text = lines.next()?.to_vec();
    let signatures = lines.map(decode_hex).collect::<Option<Vec<_>>>()?;
    Some(Work {
        check,
        text,
        signatures,
    })
}

fn decode_hex(text: &[u8]) -> Option<Vec<u8>> {
    text.chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
