export * from "@gcoredev/proxy-wasm-sdk-as/assembly/proxy";

import {
  BufferTypeValues,
  Context,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  get_buffer_bytes,
  RootContext,
  registerRootContext,
  stream_context,
} from "@gcoredev/proxy-wasm-sdk-as/assembly";
import { JSON } from "assemblyscript-json/assembly";

/** Reads `customer.id` in a JSON body and tells it to the client. */
class OrdersRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new Orders(context_id, this);
  }
}

class Orders extends Context {
  private customer: string = "";

  constructor(context_id: u32, root_context: OrdersRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(headers: u32, end_of_stream: bool): FilterHeadersStatusValues {
    return end_of_stream ? FilterHeadersStatusValues.Continue : FilterHeadersStatusValues.StopIteration;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    if (!end_of_stream) return FilterDataStatusValues.StopIterationAndBuffer;
    const bytes = get_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, <u32>body_buffer_length);
    const order = <JSON.Obj>JSON.parse(Uint8Array.wrap(bytes));
    const customer = order.getObj("customer");
    if (customer === null) return FilterDataStatusValues.Continue;
    const id = customer.getString("id");
    if (id !== null) this.customer = id.valueOf();
    return FilterDataStatusValues.Continue;
  }

  onResponseHeaders(headers: u32, end_of_stream: bool): FilterHeadersStatusValues {
    if (this.customer.length > 0) stream_context.headers.response.add("x-customer", this.customer);
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new OrdersRoot(context_id);
}, "orders");
