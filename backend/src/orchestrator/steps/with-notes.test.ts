import { describe, expect, it } from "vitest";
import type { NewEntry } from "../../incidents/incident-record.ts";
import { withNotes } from "./with-notes.ts";

describe("the notes of an agent", () => {
  it("are all written, in order and one after the other, before the result is given", async () => {
    const written: NewEntry[] = [];
    let open = 0;
    const note = async (entry: NewEntry) => {
      expect(++open).toBe(1);
      await Promise.resolve();
      written.push(entry);
      open--;
    };
    const result = await withNotes({ note }, async (onNote) => {
      onNote("first", { attempt: 1 });
      onNote("second");
      return "done";
    });
    expect(result).toBe("done");
    expect(written).toEqual([
      { kind: "model.note", message: "first", data: { attempt: 1 } },
      { kind: "model.note", message: "second" },
    ]);
  });

  it("that cannot be written fail the work at its end, and not the process in its middle", async () => {
    const note = () => Promise.reject(new Error("another worker has it"));
    const attempt = withNotes({ note }, async (onNote) => {
      onNote("first");
      await new Promise((resolve) => setImmediate(resolve));
      onNote("second");
      return "done";
    });
    await expect(attempt).rejects.toThrow("another worker has it");
  });

  it("are kept when the work fails", async () => {
    const written: string[] = [];
    const note = async ({ message }: NewEntry) => void written.push(message);
    const attempt = withNotes({ note }, async (onNote) => {
      onNote("said before");
      throw new Error("broken");
    });
    await expect(attempt).rejects.toThrow("broken");
    expect(written).toEqual(["said before"]);
  });
});
