import { LiveMessage } from "@pipewright/contract/live";
import type { Page } from "playwright-core";

/** Counts the numbered messages that the page gets from now on, and the numbers that are missing between them. */
export function countFrames(page: Page): { read(): { received: number; gaps: number } } {
  let received = 0;
  let gaps = 0;
  let last: number | undefined;
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const message = LiveMessage.parse(JSON.parse(String(payload)));
      if (message.type === "hello") return;
      received += 1;
      if (last !== undefined) gaps += Math.max(0, message.seq - last - 1);
      last = message.seq;
    });
  });
  return { read: () => ({ received, gaps }) };
}
