import { z } from "zod";
import { Timestamp } from "./incident.ts";

/** `owner/name`. Neither part can be taken for an option or a path. */
export const RepositoryName = z
  .string()
  .max(255)
  .regex(/^[\w][\w.-]*\/(?!\.{1,2}$)[\w.][\w.-]*$/, "must be owner/name");

/** `POST /api/dashboard/keys`. */
export const NewApiKey = z.object({
  /** The one repository whose runs may be reported with the key. */
  repo: RepositoryName,
  /** What people know it by. */
  name: z.string().trim().min(1).max(100).optional(),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

/** A key without its secret, which nobody can read again. */
export const ApiKey = z.object({
  id: z.string(),
  repo: z.string(),
  name: z.string().optional(),
  createdAt: Timestamp,
  createdBy: z.string(),
  /** To the minute. */
  lastUsedAt: Timestamp.optional(),
  /** When it stopped to work. */
  revokedAt: Timestamp.optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The only answer that ever holds the key itself. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
