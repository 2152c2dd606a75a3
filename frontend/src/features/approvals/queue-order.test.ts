import { describe, expect, it } from "vitest";
import { orderQueue, type QueueOrder } from "./queue-order.ts";
import { waitingApproval } from "./testing/waiting-approval.ts";

const QUEUE = [
  waitingApproval("new", { risk: 40, asked: 30, ends: 60 }),
  waitingApproval("risky", { risk: 90, asked: 20, ends: 90 }),
  waitingApproval("old", { risk: 40, asked: 10, ends: 70 }),
];

describe("the queue", () => {
  it.each<[QueueOrder, string[]]>([
    ["risk", ["risky", "old", "new"]],
    ["age", ["old", "risky", "new"]],
    ["expiry", ["new", "old", "risky"]],
  ])("goes by %s", (order, ids) => {
    expect(orderQueue(QUEUE, order).map(({ incident }) => incident.id)).toEqual(ids);
  });
});
