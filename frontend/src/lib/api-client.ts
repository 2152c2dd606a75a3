import type { z } from "zod";
import { ApiProblem, problemOf, unexpectedAnswer, unreachable } from "./api-problem.ts";

/** Reads JSON and parses it against its contract. @throws ApiProblem */
export async function getJson<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { method: "GET", ...(signal ? { signal } : {}) });
  return parseAnswer(await readBody(response), schema);
}

/** Posts JSON and parses the answer against its contract. @throws ApiProblem */
export async function postJson<T>(path: string, body: unknown, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const response = await send(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  return parseAnswer(await readBody(response), schema);
}

/** Posts, and takes any good answer for done. @throws ApiProblem */
export async function postNothing(path: string): Promise<void> {
  await send(path, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
}

/** @throws ApiProblem */
export async function deleteResource(path: string): Promise<void> {
  await send(path, { method: "DELETE" });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: "same-origin" });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") throw thrown;
    throw unreachable(thrown);
  }
  if (!response.ok) throw problemOf(response.status, await readBody(response));
  return response;
}

/** The body as JSON; undefined when it is not JSON. */
async function readBody(response: Response): Promise<unknown> {
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (thrown) {
    throw unreachable(thrown);
  }
}

function parseAnswer<T>(body: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unexpectedAnswer(parsed.error);
  return parsed.data;
}

/** True when the server says that it does not know who asks. */
export function isSignedOut(thrown: unknown): boolean {
  return thrown instanceof ApiProblem && thrown.status === 401;
}
