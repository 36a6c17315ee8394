// The host functions: what is declared in a file is imported from a module of the file's name.
export declare function proxy_get_buffer_bytes(type: u32, start: u32, size: u32, dataAt: usize, sizeAt: usize): u32;
export declare function proxy_add_header_map_value(
  map: u32,
  key: usize,
  keySize: u32,
  value: usize,
  valueSize: u32,
): u32;
