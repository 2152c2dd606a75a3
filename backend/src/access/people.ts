import { createHash, randomBytes } from "node:crypto";
import { ConflictError, NotFoundError } from "@pipewright/contract/errors";
import type { CreatedPerson, NewPerson, Person, PersonRole } from "@pipewright/contract/people";
import mongoose from "mongoose";
import { secretsMatch } from "./compare-secrets.ts";
import type { PersonModel, PersonRecord } from "./person-model.ts";

/** Somebody who may sign in now. `id` is of this token: whoever is let in again later has another. */
export interface SignedPerson {
  id: string;
  name: string;
  role: PersonRole;
}

/** The people who may sign in, each with a token of their own. */
export interface People {
  /** @throws ConflictError `person_exists` */
  add(person: NewPerson & { by: string }): Promise<CreatedPerson>;
  /** The newest first, those who were revoked, too. */
  list(): Promise<Person[]>;
  /** @throws NotFoundError */
  revoke(name: string): Promise<Person>;
  /** Whether this name may answer elsewhere: not once it was revoked, or only reads. Who was never added here may. */
  mayAnswer(name: string): Promise<boolean>;
  /** Whose token it is; null when it is nobody's, or was revoked. */
  findByToken(token: string): Promise<SignedPerson | null>;
  /** Who it is that signed in with this id; null when they were revoked. */
  findById(id: string): Promise<SignedPerson | null>;
}

const SECRET_BYTES = 32;
/** `pwp_`, the id, the secret. */
const TOKEN = /^pwp_([0-9a-f]{24})_[\w-]{43}$/;
const DUPLICATE_KEY = 11_000;
/** So that busy people are not written with every request. ms. */
const LAST_USED_STEP_MS = 60_000;

export function createPeople(model: PersonModel, now: () => Date): People {
  async function findActive(id: string): Promise<PersonRecord | null> {
    const record = await model.findById(id).lean<PersonRecord>();
    if (record === null || record.revokedAt !== undefined) return null;
    const at = now();
    if (record.lastUsedAt === undefined || at.getTime() - record.lastUsedAt.getTime() >= LAST_USED_STEP_MS) {
      await model.updateOne({ _id: record._id }, { $max: { lastUsedAt: at } });
    }
    return record;
  }

  return {
    async add({ name, role, by }) {
      const _id = new mongoose.Types.ObjectId();
      const token = `pwp_${_id.toHexString()}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
      const record = { _id, name, role, activeName: name, hash: sha256(token), createdAt: now(), createdBy: by };
      try {
        await model.create(record);
      } catch (error) {
        if (isDuplicate(error)) throw exists(name);
        throw error;
      }
      return { ...present(record), token };
    },

    async list() {
      return (await model.find().sort({ _id: -1 }).lean<PersonRecord[]>()).map(present);
    },

    async revoke(name) {
      const change = { $set: { revokedAt: now() }, $unset: { activeName: 1 } };
      const record = await model
        .findOneAndUpdate({ activeName: name }, change, { returnDocument: "after" })
        .lean<PersonRecord>();
      if (record === null) throw new NotFoundError(`Nobody who may sign in is called ${name}.`);
      return present(record);
    },

    async mayAnswer(name) {
      const known = await model.find({ name }).lean<PersonRecord[]>();
      return known.length === 0 || known.some(({ role, revokedAt }) => role === "approver" && revokedAt === undefined);
    },

    async findByToken(token) {
      const id = TOKEN.exec(token)?.[1];
      const record = id === undefined ? null : await model.findById(id).lean<PersonRecord>();
      if (record === null || !secretsMatch(sha256(token), record.hash)) return null;
      return signed(await findActive(record._id.toHexString()));
    },

    findById: async (id) => (mongoose.isObjectIdOrHexString(id) ? signed(await findActive(id)) : null),
  };
}

/** Whether a token is a person's by its looks, and so not the admin's. */
export function isPersonToken(token: string): boolean {
  return TOKEN.test(token);
}

function signed(record: PersonRecord | null): SignedPerson | null {
  return record && { id: record._id.toHexString(), name: record.name, role: record.role };
}

function present({ name, role, createdAt, createdBy, lastUsedAt, revokedAt }: PersonRecord): Person {
  return {
    name,
    role,
    createdAt: createdAt.toISOString(),
    createdBy,
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
  };
}

function exists(name: string): ConflictError {
  return new ConflictError("person_exists", `${name} may sign in already. Revoke ${name} first to make a new link.`);
}

function isDuplicate(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
