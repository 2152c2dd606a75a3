import { Category } from "@pipewright/contract/diagnosis";
import { IncidentStatus, type IncidentSummary } from "@pipewright/contract/incident";

/** Which incidents a list shows; what is absent is not asked for. */
export interface IncidentFilter {
  status?: IncidentStatus | undefined;
  category?: Category | undefined;
  repo?: string | undefined;
  branch?: string | undefined;
  /** Text in title, repository, branch, commit or its message. */
  q?: string | undefined;
}

const TEXT_MAX_CHARACTERS = 200;

/** The filter that an address says. What it does not understand it ignores. */
export function readFilter(params: URLSearchParams): IncidentFilter {
  const text = (name: string) => params.get(name)?.slice(0, TEXT_MAX_CHARACTERS) || undefined;
  return {
    status: IncidentStatus.safeParse(params.get("status")).data,
    category: Category.safeParse(params.get("category")).data,
    repo: text("repo"),
    branch: text("branch"),
    q: text("q"),
  };
}

/** What of the filter is asked for, as an address has it. */
export function filterParams(filter: IncidentFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ""));
}

/** Whether an incident that has just changed belongs on the list. */
export function fitsFilter(incident: IncidentSummary, { status, category, repo, branch, q }: IncidentFilter): boolean {
  const { title = "", commitSha, commitMessage } = incident;
  const texts = [title, incident.repo, incident.branch, commitSha, commitMessage];
  return (
    (status === undefined || incident.status === status) &&
    (category === undefined || incident.category === category) &&
    (repo === undefined || incident.repo === repo) &&
    (branch === undefined || incident.branch === branch) &&
    (q === undefined || texts.some((text) => text.toLowerCase().includes(q.toLowerCase())))
  );
}
