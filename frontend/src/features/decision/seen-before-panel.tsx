import type { EarlierFix, NearFailure, Similar } from "@pipewright/contract/similar";
import { Link } from "react-router";
import { Panel } from "../../components/panel.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { incidentAddress } from "../../lib/incident-address.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./seen-before-panel.module.css";
import {
  greenWords,
  isWorthTelling,
  nameOf,
  OUTCOME_WORDS,
  rejectedWords,
  seenWords,
  UNDONE_WORDS,
} from "./similar-words.ts";

/** What became of the same failure before, and failures that are like it; nothing for one that is new. */
export function SeenBeforePanel({ similar }: { similar: Similar }) {
  if (!isWorthTelling(similar)) return null;
  const { fixed, undone, flaky, near } = similar;
  return (
    <Panel title="Seen before">
      <div className={classes.parts}>
        <p>
          <b>{seenWords(similar)}</b>
          {fixed && (
            <>
              , last fixed by <FixLink fix={fixed} /> <RelativeTime at={fixed.at} />, {greenWords(fixed)}
            </>
          )}
        </p>
        {undone && (
          <p>
            <FixLink fix={undone} /> was {UNDONE_WORDS[undone.fate]}
          </p>
        )}
        {flaky && <p>It comes and goes: the same command has passed and failed at one commit.</p>}
        {similar.rejectedDigests.length > 0 && <p>{rejectedWords(similar)}</p>}
        {near.length > 0 && (
          <section aria-label="Failures like it">
            <h3 className={classes.heading}>Failures like it</h3>
            <ul className={classes.near}>
              {near.map((failure) => (
                <Near key={failure.incidentId} failure={failure} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </Panel>
  );
}

function Near({ failure: { incidentId, repo, title, score, fix } }: { failure: NearFailure }) {
  return (
    <li className={classes.failure}>
      <span className={classes.score} title="How much alike the words are">
        {Math.round(score * 100)}&thinsp;%
      </span>
      <span className={classes.what}>
        <Link to={incidentAddress(incidentId)}>{visibleText(title)}</Link>{" "}
        <span className={classes.aside}>
          {visibleText(repo)}
          {fix ? (
            <>
              {" · "}
              {fix.incidentId === incidentId ? visibleText(fix.summary) : <FixLink fix={fix} />} (
              {OUTCOME_WORDS[fix.outcome]})
            </>
          ) : (
            " · nothing has fixed it yet"
          )}
        </span>
      </span>
    </li>
  );
}

/** What fixed it, by its name, with the way to its incident. */
function FixLink({ fix }: { fix: Pick<EarlierFix, "incidentId" | "name" | "summary"> }) {
  return (
    <Link to={incidentAddress(fix.incidentId)} title={visibleText(fix.summary)}>
      {visibleText(nameOf(fix))}
    </Link>
  );
}
