import { z } from "zod";
import { Timestamp } from "./incident.ts";

/** Names that stand for the machine or for whoever holds the admin token. */
const TAKEN = ["admin", "knowledge", "person", "gemini", "ollama", "mistral", "anthropic", "openai", "pipewright"];

/** What a person goes by in answers, timelines and policies. */
export const PersonName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "must be lower-case letters, digits, dots, - and _, such as alice or bob.k");
export type PersonName = z.infer<typeof PersonName>;

/** An approver answers and changes; a viewer only reads. People and keys are the admin's. */
export const PersonRole = z.enum(["approver", "viewer"]);
export type PersonRole = z.infer<typeof PersonRole>;

/** `POST /api/dashboard/people`. */
export const NewPerson = z.object({
  name: PersonName.refine((name) => !TAKEN.includes(name), "is a name that Pipewright itself uses"),
  role: PersonRole.default("approver"),
});
export type NewPerson = z.infer<typeof NewPerson>;

/** A person without the token, which nobody can read again. */
export const Person = z.object({
  name: PersonName,
  role: PersonRole,
  createdAt: Timestamp,
  createdBy: z.string(),
  /** To the minute. */
  lastUsedAt: Timestamp.optional(),
  /** When the token and the sessions stopped to work. */
  revokedAt: Timestamp.optional(),
});
export type Person = z.infer<typeof Person>;

/** The only answer that ever holds the token; a sign-in link is the console's address with `?token=` and it. */
export const CreatedPerson = Person.extend({ token: z.string() });
export type CreatedPerson = z.infer<typeof CreatedPerson>;
