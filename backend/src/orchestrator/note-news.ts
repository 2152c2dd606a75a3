import type { DeliveryNews } from "@pipewright/contract/delivery-news";
import type { Delivery } from "@pipewright/contract/incident";
import type { IncidentRecord } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";

interface Known {
  incident: IncidentRecord;
  delivery: Delivery;
}

/** Writes down what became of a delivery; the memory learns from it. Null when it was none of ours, or is known already. */
export async function noteNews(incidents: IncidentRepository, news: DeliveryNews): Promise<{ eventId: string } | null> {
  const known = await find(incidents, news);
  if (known === undefined) return null;
  const { fate, message } = tell(news);
  const { incident, delivery } = known;
  if (delivery.fate === fate) return null;
  const written = await incidents.write(incident._id.toHexString(), {
    from: "resolved",
    to: "resolved",
    changes: { delivery: { ...delivery, fate }, ...(fate === "passed" && { verification: proven(incident, message) }) },
    entries: [{ kind: `delivery.${fate}`, message, data: { fate } }],
    guard: { revision: incident.revision },
  });
  return written === null ? null : { eventId: written._id.toHexString() };
}

async function find(incidents: IncidentRepository, news: DeliveryNews): Promise<Known | undefined> {
  if (news.kind === "pull_request") {
    return known(await incidents.findDelivered(news.repo, { "delivery.number": news.number }));
  }
  const rerun = { "signal.run.id": news.runId, "delivery.kind": "rerun" } as const;
  const found = known(await incidents.findDelivered(news.repo, rerun));
  return (found?.incident.signal.run?.attempt ?? news.attempt) < news.attempt ? found : undefined;
}

function known(incident: IncidentRecord | null): Known | undefined {
  return incident?.delivery === undefined ? undefined : { incident, delivery: incident.delivery };
}

/** What passes when it runs again is proven by the pipeline itself. */
function proven({ verification }: IncidentRecord, reason: string): IncidentRecord["verification"] {
  return verification && { ...verification, verdict: "proven", reason };
}

const FATES = { merged: "merged", closed: "closed without being merged", reverted: "taken back" } as const;

function tell(news: DeliveryNews): { fate: NonNullable<Delivery["fate"]>; message: string } {
  if (news.kind === "run_passed")
    return { fate: "passed", message: `The jobs passed when they ran again, at attempt ${news.attempt}` };
  const by = news.by === undefined ? "" : ` by ${news.by}`;
  return { fate: news.fate, message: `Pull request #${news.number} was ${FATES[news.fate]}${by}` };
}
