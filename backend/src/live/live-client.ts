import type { LiveMessage } from "@pipewright/contract/live";
import type { WebSocket } from "ws";
import type { MessageJournal, StoredMessage } from "./message-journal.ts";

/** A numbered message, ready to be sent. */
export interface Frame {
  seq: number;
  text: string;
}

/** One connected console. */
export interface LiveClient {
  /** Gives it messages that were just stored. One that still catches up reads them from the store by itself. */
  offer(frames: readonly Frame[]): void;
}

export interface LiveClientOptions {
  socket: WebSocket;
  /** The last number it has seen; undefined when it wants only what comes. */
  since: number | undefined;
  journal: Pick<MessageJournal, "last" | "readAfter" | "catchUp">;
  /** More waiting bytes than this make it slow. */
  slowBytes: number;
}

/** Close code for a client that cannot keep up. It may come back with the last number it saw. */
export const SLOW_CLIENT = 4008;
const REPLAY_PAGE_MESSAGES = 200;
/** How long a slow client has to take what is on its way, and the reason why it is let go. */
const GOODBYE_MS = 10_000;

/** Greets, replays what was missed and then goes on live, without a gap or a repetition at the seam. */
export function serveLiveClient({ socket, since, journal, slowBytes }: LiveClientOptions): LiveClient {
  let position = 0;
  let isLive = false;

  async function start(): Promise<void> {
    const missed = await findMissed();
    // From here to `isLive` nothing may wait unless the position is looked at again.
    position = missed === undefined ? journal.last() : missed.since;
    const hello: LiveMessage = {
      type: "hello",
      seq: journal.last(),
      reset: missed === undefined && since !== undefined,
    };
    socket.send(JSON.stringify(hello));
    let page = missed?.page ?? [];
    while (position < journal.last() || page.length > 0) {
      if (page.length === 0) page = await journal.readAfter(position, REPLAY_PAGE_MESSAGES);
      // What it misses was deleted meanwhile. When it comes back it is told to load afresh.
      if (page[0]?._id !== position + 1) return dismiss();
      await sendAndDrain(page.map(toFrame));
      if (socket.readyState !== socket.OPEN) return;
      page = [];
    }
    isLive = true;
  }

  /** The first page after `since`, or undefined when there is no way to go on from there. */
  async function findMissed(): Promise<{ since: number; page: StoredMessage[] } | undefined> {
    if (since === undefined) return undefined;
    // It may have heard from another process what has not come here yet.
    if (since > journal.last()) await journal.catchUp();
    const newest = journal.last();
    if (since > newest) return undefined;
    const page = since < newest ? await journal.readAfter(since, REPLAY_PAGE_MESSAGES) : [];
    return since < newest && page[0]?._id !== since + 1 ? undefined : { since, page };
  }

  /** Resolves when the page has left this process, so that a replay holds one page at most. */
  function sendAndDrain(frames: readonly Frame[]): Promise<void> {
    return new Promise((resolve) => {
      for (const frame of frames.slice(0, -1)) socket.send(frame.text);
      const end = frames.at(-1);
      position = end?.seq ?? position;
      socket.send(end?.text ?? "", () => resolve());
    });
  }

  function dismiss(): void {
    isLive = false;
    socket.close(SLOW_CLIENT, "slow");
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once("close", () => clearTimeout(timer));
  }

  void start().catch(() => socket.close(1011, "the store failed"));

  return {
    offer(frames) {
      for (const frame of frames) {
        if (!isLive) return;
        if (socket.bufferedAmount > slowBytes) return dismiss();
        position = frame.seq;
        socket.send(frame.text);
      }
    },
  };
}

/** `seq` and `at` in front of the event as it was stored. */
export function toFrame({ _id, at, body }: StoredMessage): Frame {
  return { seq: _id, text: `{"seq":${_id},"at":"${at.toISOString()}",${body.slice(1)}` };
}
