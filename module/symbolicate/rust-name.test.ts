import { expect, test } from "vitest";
import { demangled } from "./rust-name.ts";

// Made by rustc 1.95, read by GNU c++filt 2.40, which also writes the types of constants.
test.each([
  ["_ZN4core9panicking9panic_fmt17hcdb13a4b2416cf82E", "core::panicking::panic_fmt"],
  ["_ZN3lib23Dog$LT$u8$C$3_usize$GT$4bark17h89463b60b1270436E", "lib::Dog<u8,3_usize>::bark"],
  [
    "_ZN3std9panicking19begin_panic_handler28_$u7b$$u7b$closure$u7d$$u7d$17h8e1f8b682ca33009E",
    "std::panicking::begin_panic_handler::{{closure}}",
  ],
  ["_ZN3foo3barEi", "foo::bar"],
  [
    "_RINvMNtCsgEmfK2I1SDS_4core6optionINtB3_6OptionReE11map_or_elseNtNtCslNYArtu3iFV_5alloc6string6StringNCNvNtB12_3fmt6format0NvYeNtNtB12_6borrow7ToOwned8to_ownedECsh537bOAIRKx_3lib",
    "<core::option::Option<&str>>::map_or_else::<alloc::string::String, alloc::fmt::format::{closure#0}, <str as alloc::borrow::ToOwned>::to_owned>",
  ],
  [
    "_RNvXso_NtCslNYArtu3iFV_5alloc3vecINtB5_3VechENtNtNtCsgEmfK2I1SDS_4core3ops4drop4Drop4dropCsduwmD7cSIQq_5gimli",
    "<alloc::vec::Vec<u8> as core::ops::drop::Drop>::drop",
  ],
  [
    "_RNvNCNKNvNvMNtNtCsjrHSEGnQ3l9_3std4hash6randomNtBa_11RandomState3new4KEYS0s_023___RUST_STD_INTERNAL_VAL",
    "<std::hash::random::RandomState>::new::KEYS::{K#0}::{closure#1}::__RUST_STD_INTERNAL_VAL",
  ],
  [
    "_RNSNvYNCNvCsh537bOAIRKx_3lib10main_entry0INtNtNtCsgEmfK2I1SDS_4core3ops8function6FnOnceTlEE9call_once6vtableB8_",
    "<lib::main_entry::{closure#0} as core::ops::function::FnOnce<(i32,)>>::call_once::{shim:vtable#0}",
  ],
])("%s", (name, expected) => {
  expect(demangled(name)).toBe(expected);
});

test.each([
  "proxy_on_request_headers",
  "_ZN",
  "_ZN9",
  "_ZN3fo",
  "_R",
  "_RNv",
  "_RNvC",
  "_RB_",
  "_RNvB_B_",
  `_R${"Nv".repeat(1000)}`,
])("%s is left as it is", (name) => {
  expect(demangled(name)).toBe(name);
});
