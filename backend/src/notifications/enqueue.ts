import type { IncidentNotification } from "@pipewright/contract/notifications";
import type { OutboxModel, OutboxRecord, OutboxStatus } from "./outbox-model.ts";
import { quietUntil } from "./quiet-hours.ts";
import { chooseTargets, type Rules } from "./rules.ts";
import type { Target } from "./target.ts";

/** Kinds that ask somebody something. */
const ASKS = new Set<IncidentNotification["kind"]>(["decision_waiting", "escalated"]);

export interface EnqueueDependencies {
  model: OutboxModel;
  targets: readonly Target[];
  rules: Rules;
  now(): Date;
}

/**
 * Puts a notification into the queue of each target it is for. Said again, it changes nothing.
 * @param policy what the repository's policy says of who is told
 */
export async function enqueue(
  dependencies: EnqueueDependencies,
  told: IncidentNotification,
  policy?: readonly string[],
): Promise<void> {
  const { model, targets, rules, now } = dependencies;
  const ids = targets.map(({ id }) => id);
  const chosen = chooseTargets(rules.rules, told, ids, policy);
  for (const target of targets) {
    const corrected = await correctEarlier(dependencies, target, told);
    if (corrected || !chosen.includes(target.id)) continue;
    // An answer is news to a machine, and to the message that asked; not to people.
    if (told.kind === "answered" && target.forPeople) continue;
    const until = target.forPeople ? quietEnd(rules, told, now()) : null;
    await insertOnce(model, {
      ...blank(target.id, told, now()),
      status: target.forPeople ? "gathering" : "waiting",
      dueAt: until ?? now(),
      held: until !== null,
      open: ASKS.has(told.kind),
    });
  }
}

/** Corrects the messages that asked about this incident and are no longer true. True when one of them tells the news, too. */
async function correctEarlier(
  { model, now }: EnqueueDependencies,
  target: Target,
  told: IncidentNotification,
): Promise<boolean> {
  const stillAsks = ASKS.has(told.kind) || told.kind === "expiring_soon" ? told.approval?.id : undefined;
  const roots = await model
    .find({ target: target.id, "notification.incident.id": told.incident.id, "notification.kind": { $in: [...ASKS] } })
    .lean<OutboxRecord[]>();
  if (stillAsks === undefined && target.forPeople) await dropReminders(model, target.id, told, now());
  let isTold = false;
  for (const root of roots) {
    const asked = "approval" in root.notification ? root.notification.approval?.id : undefined;
    if (stillAsks !== undefined && asked === stillAsks) {
      await tellApprovalsSoFar(model, target, { told, root, now: now() });
      continue;
    }
    // A machine gets every event; people need not be asked what is answered.
    const isUnsent = root.status === "gathering" || (root.status === "waiting" && target.forPeople);
    if (root.open) {
      await model.updateOne(
        { _id: root._id },
        { $set: { open: false, ...(isUnsent && { status: "dropped", endedAt: now() }) } },
      );
    }
    if (!target.canUpdate || root.receipt === undefined) continue;
    const isOfThis = asked !== undefined && asked === told.approval?.id;
    if (!isOfThis && !root.open) continue;
    const correction = isOfThis ? told : superseded(told, root);
    await insertOnce(model, { ...blank(target.id, correction, now()), status: "waiting", about: root._id });
    isTold ||= isOfThis;
  }
  return isTold;
}

async function dropReminders(model: OutboxModel, target: string, { incident }: IncidentNotification, now: Date) {
  const unsent: OutboxStatus[] = ["gathering", "waiting"];
  await model.updateMany(
    {
      target,
      status: { $in: unsent },
      "notification.incident.id": incident.id,
      "notification.kind": "expiring_soon",
    },
    { $set: { status: "dropped", endedAt: now } },
  );
}

/** Where more than one person must approve, the message says who has. */
async function tellApprovalsSoFar(
  model: OutboxModel,
  target: Target,
  { told, root, now }: { told: IncidentNotification; root: OutboxRecord; now: Date },
): Promise<void> {
  const given = told.approval?.given?.length ?? 0;
  if (given === 0 || !target.canUpdate || root.receipt === undefined || told.kind === "expiring_soon") return;
  const counted = { ...told, id: `${told.id}-given-${given}` };
  await insertOnce(model, { ...blank(target.id, counted, now), status: "waiting", about: root._id });
}

/** Of a question whose place another one has taken. */
function superseded(told: IncidentNotification, root: OutboxRecord): IncidentNotification {
  const earlier = "incident" in root.notification ? root.notification : told;
  const { approval } = earlier;
  const id = `${told.incident.id}-answered-${approval?.id ?? "unknown"}-superseded`;
  return {
    ...earlier,
    kind: "answered",
    id,
    at: told.at,
    ...(approval && { approval: { ...approval, status: "superseded" } }),
  };
}

function quietEnd({ quiet_hours: quiet }: Rules, { diagnosis }: IncidentNotification, now: Date): Date | null {
  if (quiet === undefined) return null;
  if (quiet.except_critical && diagnosis?.severity === "critical") return null;
  return quietUntil(quiet, now);
}

/** A record with nothing in it but the notification. */
export function blank(
  target: string,
  notification: OutboxRecord["notification"],
  now: Date,
): Omit<OutboxRecord, "status"> {
  return {
    _id: `${target}:${notification.id}`,
    target,
    notification,
    createdAt: now,
    dueAt: now,
    held: false,
    attempts: 0,
    open: false,
    repeats: 0,
  };
}

const DUPLICATE_KEY = 11_000;

/** Writes a record that is not there yet. */
export async function insertOnce(model: OutboxModel, { _id, ...record }: OutboxRecord): Promise<void> {
  try {
    await model.updateOne({ _id }, { $setOnInsert: record }, { upsert: true });
  } catch (error) {
    // Two processes wrote it at the same moment: it is there.
    if (!(error instanceof Error && "code" in error && error.code === DUPLICATE_KEY)) throw error;
  }
}
