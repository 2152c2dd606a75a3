import { CreatedPerson, Person } from "@pipewright/contract/people";
import { z } from "zod";
import type { Config } from "../config.ts";
import { findServer } from "./ask-server.ts";

interface ServerOption {
  url?: string;
}

const PATH = "/api/dashboard/people";

/** `pipewright people add`: the sign-in link is the last line, and is printed this once. @throws PipewrightError, UpstreamError */
export async function addPerson(
  name: string,
  { url, role }: ServerOption & { role: string },
  config: Config,
): Promise<string> {
  const { ask, base } = await findServer(url, config);
  const { token, ...person } = CreatedPerson.parse(await ask(PATH, { body: { name, role } }));
  const link = `${config.publicUrl?.replace(/\/+$/, "") ?? base}/?token=${encodeURIComponent(token)}`;
  return `${person.name} may sign in as ${person.role}. Nobody can read the link again, so send it now:\n${link}`;
}

/** `pipewright people list`. @throws PipewrightError, UpstreamError */
export async function listPeople({ url }: ServerOption, config: Config): Promise<string> {
  const { ask } = await findServer(url, config);
  const people = z.array(Person).parse(await ask(PATH));
  return people.length === 0
    ? "Only the admin may sign in. Let somebody in with: pipewright people add alice"
    : people.map(render).join("\n");
}

/** `pipewright people revoke`. @throws PipewrightError, UpstreamError */
export async function revokePerson(name: string, { url }: ServerOption, config: Config): Promise<string> {
  const { ask } = await findServer(url, config);
  const person = Person.parse(await ask(`${PATH}/${encodeURIComponent(name)}`, { method: "DELETE" }));
  return `${person.name} is signed out everywhere, and the link does not work any more.`;
}

function render({ name, role, createdAt, lastUsedAt, revokedAt }: Person): string {
  const use = revokedAt ? `revoked ${day(revokedAt)}` : lastUsedAt ? `last seen ${day(lastUsedAt)}` : "never signed in";
  return [name.padEnd(24), role.padEnd(8), `added ${day(createdAt)}`, use].join("  ");
}

function day(time: string): string {
  return time.slice(0, "2026-11-24".length);
}
