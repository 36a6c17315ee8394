import { DataAction, HeadersAction, HttpContext, JsonReader, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Reads `customer.id` in a JSON body and tells it to the client. */
class Orders extends PluginContext {
  createHttpContext(): HttpContext {
    return new OrdersStream();
  }
}

class OrdersStream extends HttpContext {
  private customer: string = "";

  onRequestHeaders(endOfStream: bool): HeadersAction {
    return endOfStream ? HeadersAction.Continue : HeadersAction.Pause;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    if (!endOfStream) return DataAction.Pause;
    const reader = new JsonReader(this.request.body.bytes());
    if (reader.beginObject()) {
      while (reader.nextKey()) {
        if (reader.isKey("customer")) this.readCustomer(reader);
      }
    }
    if (!reader.end()) this.customer = "";
    return DataAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    if (this.customer.length > 0) this.response.headers.add("x-customer", this.customer);
    return HeadersAction.Continue;
  }

  private readCustomer(reader: JsonReader): void {
    if (!reader.beginObject()) return;
    while (reader.nextKey()) {
      if (reader.isKey("id")) this.customer = reader.string();
    }
  }
}

registerPlugin<Orders>("orders");
