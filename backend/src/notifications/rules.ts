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

/** The targets of the first rule that fits; all of them when none does. */
export function chooseTargets(
  rules: Rules["rules"],
  told: IncidentNotification,
  targetIds: readonly string[],
): string[] {
  const rule = rules.find((each) => fits(each, told));
  return rule === undefined ? [...targetIds] : targetIds.filter((id) => rule.targets.some((name) => isNamed(id, name)));
}

/** `webhook` names every `webhook-N`. */
export function isNamed(targetId: string, name: string): boolean {
  return targetId === name || targetId.replace(/-\d+$/, "") === name;
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
