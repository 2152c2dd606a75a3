import { Spotlight } from "@mantine/spotlight";
import type { EventsPage } from "@pipewright/contract/dashboard";
import type { IncidentStatus, IncidentSummary } from "@pipewright/contract/incident";
import { RelativeTime } from "../../components/relative-time.tsx";
import { formatNumber } from "../../lib/format-number.ts";
import { incidentAddress } from "../../lib/incident-address.ts";
import { describeStatus } from "../../lib/incident-status.ts";
import { visibleText } from "../../lib/visible-text.ts";

interface Props {
  page: EventsPage;
  /** False while nothing is typed: then these are simply the newest. */
  isSearched: boolean;
  onOpen: (address: string) => void;
  onShowAll: () => void;
}

const ENDED: readonly IncidentStatus[] = ["resolved", "rejected", "expired", "dismissed", "failed"];

/** Incidents that go on, then those that have ended. */
export function FoundIncidents({ page, isSearched, onOpen, onShowAll }: Props) {
  const open = page.events.filter(({ status }) => !ENDED.includes(status));
  const past = page.events.filter(({ status }) => ENDED.includes(status));
  return (
    <>
      <Group label="Open incidents" incidents={open} onOpen={onOpen} />
      <Group label="Past incidents" incidents={past} onOpen={onOpen} />
      {isSearched && page.total > page.events.length && (
        <Spotlight.ActionsGroup label="More">
          <Spotlight.Action label={`Show all ${formatNumber(page.total)} in the list`} onClick={onShowAll} />
        </Spotlight.ActionsGroup>
      )}
    </>
  );
}

interface GroupProps {
  label: string;
  incidents: IncidentSummary[];
  onOpen: (address: string) => void;
}

const COMMIT_SHOWN_CHARACTERS = 8;

function Group({ label, incidents, onOpen }: GroupProps) {
  if (incidents.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label}>
      {incidents.map(({ id, status, verdict, title, commitMessage, repo, branch, commitSha, createdAt }) => (
        <Spotlight.Action
          key={id}
          label={visibleText(title ?? commitMessage.split("\n", 1)[0] ?? "")}
          description={visibleText(`${repo} · ${branch} · ${commitSha.slice(0, COMMIT_SHOWN_CHARACTERS)}`)}
          rightSection={
            <>
              {describeStatus(status, verdict).words} · <RelativeTime at={createdAt} />
            </>
          }
          onClick={() => onOpen(incidentAddress(id))}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}
