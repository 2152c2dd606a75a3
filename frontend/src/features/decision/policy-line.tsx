import type { Incident } from "@pipewright/contract/incident";
import { IconScale } from "@tabler/icons-react";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./policy-line.module.css";

/** What the repository's own policy says for this failure; where it could not be applied, what that means. */
export function PolicyLine({ incident: { policy, repo, fix } }: { incident: Incident }) {
  if (!policy || policy.status === "none") return null;
  const { file = "", commit, rules, reason, problems = [] } = policy;
  // A fix that became a task for their sake says them itself.
  const untold = problems.filter(({ message }) => !fix?.why.includes(message));
  const name = visibleText(file);
  const title = commit && visibleText(`${file} at ${commit}`);
  return (
    <section className={classes.policy} data-meaning={MEANINGS[policy.status]} aria-label="Policy of the repository">
      <IconScale size={16} className={classes.icon} aria-hidden />
      <div className={classes.words} title={title}>
        <p>
          <b>Policy of {visibleText(repo)}:</b>{" "}
          {policy.status === "found" &&
            (visibleText(rules.map(({ words }) => words).join(" · ")) || "nothing is forbidden")}
          {policy.status === "invalid" && "it has mistakes, so nothing is run until it is right."}
          {policy.status === "unknown" &&
            `it could not be read, and is read again before anything is run. ${visibleText(reason ?? "")}`}
        </p>
        {untold.length > 0 && (
          <ul className={classes.problems}>
            {untold.map(({ line, column, path, message }) => (
              <li key={`${line}:${column}:${path}`}>
                <code>
                  {name}:{line}:{column}
                </code>{" "}
                {visibleText([path, message].filter(Boolean).join(" "))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

const MEANINGS = { found: "rest", invalid: "failing", unknown: "waiting" } as const;
