import type { Notification } from "@pipewright/contract/notifications";

/** Where a message went, for a target that can change it later. */
export interface Receipt {
  channel: string;
  ts: string;
}

export interface Message {
  /** The same at every attempt. */
  id: string;
  notification: Notification;
  /** Further incidents of the same failure that wait for the same answer. */
  repeats: number;
  /** The earlier message that this one changes. */
  earlier?: Receipt;
}

/** A place where people or machines are told. */
export interface Target {
  /** As rules name it: `slack`, `slack-webhook`, `webhook-1`, `email`. */
  id: string;
  /** True: gathered, counted, and held in quiet hours. False: a machine is told each thing by itself, at once. */
  forPeople: boolean;
  /** True when a message can be changed after it was sent. */
  canUpdate: boolean;
  /** @throws DeliveryError */
  deliver(message: Message, signal: AbortSignal): Promise<Receipt | undefined>;
  /** Says what is there, without telling anybody. @throws DeliveryError */
  check(signal: AbortSignal): Promise<string>;
  close(): void;
}

/** A message that was not taken. */
export class DeliveryError extends Error {
  /** True when it would not be taken later either, because of what it is. */
  readonly permanent: boolean;
  /** The target's own word on when to try again. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: ErrorOptions & { permanent: boolean; retryAfterMs?: number | undefined }) {
    super(message, options);
    this.name = "DeliveryError";
    this.permanent = options.permanent;
    this.retryAfterMs = options.retryAfterMs;
  }
}
