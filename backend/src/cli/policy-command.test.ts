import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPolicy } from "./policy-command.ts";

describe("pipewright policy check", () => {
  it("says that a file is right, or names every mistake as compilers do", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pipewright-policy-check-"));
    const file = join(folder, ".pipewright.yml");
    await writeFile(file, "version: 1\n");
    expect(await checkPolicy(file)).toEqual({ exitCode: 0, text: `${file} is right.` });
    await writeFile(file, "version: 1\napprovals:\n  two_from: hihg\n  peeple: []\n");
    expect(await checkPolicy(file)).toEqual({
      exitCode: 1,
      text: [
        `${file}:3:3: approvals.two_from must be one of low, medium, high, critical; did you mean "high"?`,
        `${file}:4:3: approvals.peeple "peeple" is not a key that is known here; did you mean "people"?`,
      ].join("\n"),
    });
    await rm(folder, { recursive: true });
  });

  it("says what to do without a file", async () => {
    await expect(checkPolicy(undefined)).rejects.toThrow(
      /\.pipewright\.yml cannot be read\. Go to the repository's root/,
    );
  });
});
