import { Category, Severity } from "@pipewright/contract/diagnosis";
import { type IncidentNotification, NotificationKind } from "@pipewright/contract/notifications";
import { minimatch } from "minimatch";
import { z } from "zod";
import { QuietHours } from "./quiet-hours.ts";

const Rule = z.strictObject({
  repositories: z.array(z.string().min(1)).optional(),
  categories: z.array(Category).optional(),
  /** At least. */
  severity: Severity.optional(),
  events: z.array(NotificationKind).optional(),
  targets: z.array(z.string().min(1)),
});
type Rule = z.infer<typeof Rule>;

/** `notifications.yml`. `docs/notifications.md` says the same in words. */
export const Rules = z.strictObject({
  rules: z.array(Rule).default([]),
  quiet_hours: QuietHours.optional(),
  same_failure_minutes: z.number().min(0).max(10_080).default(60),
  digest: z
    .strictObject({
      more_than: z.int().min(1).max(1000).default(5),
      within_seconds: z.number().min(0).max(300).default(10),
    })
    .prefault({}),
});
export type Rules = z.infer<typeof Rules>;

/**
 * The targets of the first rule that fits; all of them when none does. A repository's policy chooses others, but does not undo
 * that nobody is told.
 */
export function chooseTargets(
  rules: Rules["rules"],
  told: IncidentNotification,
  targetIds: readonly string[],
  policy?: readonly string[],
): string[] {
  const rule = rules.find((each) => fits(each, told));
  const names = rule?.targets ?? targetIds;
  const wanted = names.length === 0 ? names : (policy ?? names);
  return targetIds.filter((id) =>
    wanted.some((name) => isNamed(id, name) || (policy !== undefined && isOfKind(id, name))),
  );
}

/** `webhook` names every `webhook-N`. */
export function isNamed(targetId: string, name: string): boolean {
  return targetId === name || targetId.replace(/-\d+$/, "") === name;
}

/** In a policy `slack` is both ways to Slack. */
function isOfKind(targetId: string, kind: string): boolean {
  return targetId.startsWith(`${kind}-`);
}

function fits(
  { repositories, categories, severity, events }: Rule,
  { kind, incident, diagnosis }: IncidentNotification,
) {
  if (events && !events.includes(kind)) return false;
  if (repositories && !repositories.some((glob) => minimatch(incident.repo, glob, GLOB))) return false;
  if (categories && !(diagnosis && categories.includes(diagnosis.category))) return false;
  return severity === undefined || (diagnosis !== undefined && rank(diagnosis.severity) >= rank(severity));
}

const GLOB = { nocase: true, nocomment: true, nonegate: true, dot: true };

function rank(severity: Severity): number {
  return Severity.options.indexOf(severity);
}
