import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PipewrightError } from "@pipewright/contract/errors";

export interface AdminToken {
  token: string;
  /** Where it came from; `created` only on the first start. */
  source: "option" | "file" | "created";
  /** Where it is kept; absent for a token that was given as an option. */
  file?: string;
}

const TOKEN_FILE = "admin-token";
const TOKEN_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * The admin token: the one given, else the one kept in `dataDir`, else a new one (256 bits, base64url) that is kept there
 * with mode 0600. Two processes that start at once get the same one.
 * @throws PipewrightError `empty_admin_token` when the file holds nothing
 */
export async function loadAdminToken(dataDir: string, given: string | undefined): Promise<AdminToken> {
  if (given !== undefined) return { token: given, source: "option" };
  const file = join(dataDir, TOKEN_FILE);
  const kept = await readKept(file);
  if (kept !== undefined) return { token: kept, source: "file", file };
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  await mkdir(dataDir, { recursive: true });
  if (await keep(file, token)) return { token, source: "created", file };
  return loadAdminToken(dataDir, undefined);
}

async function readKept(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const token = text.trim();
  if (token === "") {
    throw new PipewrightError("empty_admin_token", 500, `${file} is empty. Delete it to get a new admin token.`);
  }
  await chmod(file, OWNER_ONLY);
  return token;
}

/** Publishes a complete file under its name at once, so that nobody reads half a token. False when one is there already. */
async function keep(file: string, token: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${token}\n`, { mode: OWNER_ONLY, flag: "wx", flush: true });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
