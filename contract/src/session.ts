import { z } from "zod";
import { PersonRole } from "./people.ts";

const TOKEN_MAX_CHARACTERS = 512;

/** `POST /api/session`: signs a browser in. The answer sets the session cookie. */
export const SignInRequest = z.object({ token: z.string().min(1).max(TOKEN_MAX_CHARACTERS) });
export type SignInRequest = z.infer<typeof SignInRequest>;

/** `GET /api/session`: whether the request carries valid credentials, and as whom. */
export const Session = z.object({
  signedIn: z.boolean(),
  by: z.string().nullable(),
  role: z.enum(["admin", ...PersonRole.options]).optional(),
});
export type Session = z.infer<typeof Session>;
