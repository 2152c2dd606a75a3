import type { DeliveryNews } from "@pipewright/contract/delivery-news";
import type { Delivery, DeliveryFate } from "@pipewright/contract/incident";
import type { IncidentRecord } from "../incidents/incident-record.ts";
import type { DeliveredAs, IncidentRepository } from "../incidents/incident-repository.ts";

/** How often it is tried again because other news came between. */
const TRIES = 5;

interface Known {
  incident: IncidentRecord;
  delivery: Delivery;
}

type Repository = Pick<IncidentRepository, "findDelivered" | "write">;

/** Writes down what became of a delivery; the memory learns from it. Null when it was none of ours, or is known already. */
export async function noteNews(incidents: Repository, news: DeliveryNews): Promise<{ eventId: string } | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await find(incidents, news);
    if (found === undefined || !mayFollow(found.delivery.fate, news)) return null;
    const written = await write(incidents, news, found);
    if (written !== null) return { eventId: written._id.toHexString() };
  }
  return null;
}

async function find(incidents: Repository, news: DeliveryNews): Promise<Known | undefined> {
  const { repo } = news;
  const by = async (such: DeliveredAs) => known(await incidents.findDelivered(repo, such));
  if (news.kind === "pull_request") return by({ "delivery.number": news.number });
  if (news.kind === "reverted") {
    const found =
      "number" in news.of
        ? await by({ "delivery.number": news.of.number })
        : ((await by({ "delivery.mergeCommit": news.of.commit })) ?? (await by({ "delivery.commit": news.of.commit })));
    return found && wentInto(found.incident, news.branch) ? found : undefined;
  }
  const found = await by({ "signal.run.id": news.runId, "delivery.kind": "rerun" });
  return (found?.incident.signal.run?.attempt ?? news.attempt) < news.attempt ? found : undefined;
}

function known(incident: IncidentRecord | null): Known | undefined {
  return incident?.delivery === undefined ? undefined : { incident, delivery: incident.delivery };
}

/** A revert on another branch takes nothing away from the one that was healed. */
function wentInto({ signal: { branch, defaultBranch } }: IncidentRecord, other: string): boolean {
  return (branch || defaultBranch || other) === other;
}

/** What is told may be told twice and late; what came last in truth must stay. */
function mayFollow(fate: DeliveryFate | undefined, news: DeliveryNews): boolean {
  if (news.kind === "run_passed") return fate !== "passed";
  if (news.kind === "reverted") return fate !== "reverted";
  if (news.fate === "reopened") return fate === "closed";
  return fate === undefined || (fate === "closed" && news.fate === "merged");
}

function write(incidents: Repository, news: DeliveryNews, { incident, delivery }: Known) {
  const { fate: before, ...rest } = delivery;
  const { fate, message } = tell(news);
  const mergeCommit = news.kind === "pull_request" ? news.mergeCommit : undefined;
  return incidents.write(incident._id.toHexString(), {
    from: "resolved",
    to: "resolved",
    changes: {
      delivery: { ...rest, ...(fate && { fate }), ...(mergeCommit !== undefined && { mergeCommit }) },
      ...(fate === "passed" && { verification: proven(incident, message) }),
    },
    entries: [{ kind: `delivery.${fate ?? "reopened"}`, message, ...(fate && { data: { fate } }) }],
    guard: { revision: incident.revision, "delivery.fate": before ?? null },
  });
}

/** What passes when it runs again is proven by the pipeline itself. */
function proven({ verification }: IncidentRecord, reason: string): IncidentRecord["verification"] {
  return verification && { ...verification, verdict: "proven", reason };
}

const DONE = { merged: "merged", closed: "closed without being merged", reopened: "opened again" } as const;
const SHORT_COMMIT = 7;

/** Without a fate, it is open. */
function tell(news: DeliveryNews): { fate?: DeliveryFate; message: string } {
  if (news.kind === "run_passed")
    return { fate: "passed", message: `The jobs passed when they ran again, at attempt ${news.attempt}` };
  const by = news.by === undefined ? "" : ` by ${news.by}`;
  if (news.kind === "reverted") {
    const { of } = news;
    const what = "number" in of ? `Pull request #${of.number}` : `Commit ${of.commit.slice(0, SHORT_COMMIT)}`;
    return { fate: "reverted", message: `${what} was taken back by a revert on ${news.branch}${by}` };
  }
  const message = `Pull request #${news.number} was ${DONE[news.fate]}${by}`;
  return news.fate === "reopened" ? { message } : { fate: news.fate, message };
}
