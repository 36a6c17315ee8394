import { GrpcStatus } from "../abi/enums/grpc-status";
import { turnTo } from "../abi/turn";
import { BaseContext } from "../context/base-context";
import { Attachment } from "../runtime/attachment";
import { IdTable } from "../runtime/id-table";

/** The calls and streams that wait for something, by the host's id. Made by the first one. */
let pending: IdTable | null = null;

/** A call or stream that waits for what the host hears. It ends with its context. Of the SDK's own use. */
export abstract class PendingCall extends Attachment {
  readonly id: u32;

  constructor(context: BaseContext, id: u32) {
    super(context);
    this.id = id;
    let table = pending;
    if (!table) pending = table = new IdTable();
    table.set(id, this);
  }

  onHttpCallResponse(headers: u32): void {}
  onGrpcInitialMetadata(): void {}
  onGrpcMessage(size: u32): void {}
  onGrpcTrailingMetadata(): void {}
  onGrpcClose(status: GrpcStatus): void {}

  /** The last thing was heard. */
  finish(): void {
    this.detach();
    this.forget();
  }

  /** Nothing of it is to be heard any more. */
  protected forget(): void {
    const table = pending;
    if (table) table.delete(this.id);
  }
}

/** The call or stream that the host has news of, with the turn given to its context; null when that is gone. */
export function answeredCall(id: u32): PendingCall | null {
  const table = pending;
  const call = changetype<PendingCall | null>(table ? table.get(id) : null);
  if (!call || turnTo(call.context.contextId)) return call;
  // The host has lost the context without a word: nobody waits for this any more
  call.detach();
  call.release();
  return null;
}
