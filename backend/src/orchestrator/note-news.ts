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
  const { fate, message, changes } = tell(news);
  const { incident, delivery } = known;
  if (delivery.fate === fate) return null;
  const written = await incidents.write(incident._id.toHexString(), {
    from: "resolved",
    to: "resolved",
    changes: { delivery: { ...delivery, ...changes, fate } },
    entries: [{ kind: `delivery.${fate}`, message, data: { fate } }],
    guard: { revision: incident.revision },
  });
  return written === null ? null : { eventId: written._id.toHexString() };
}

async function find(incidents: IncidentRepository, news: DeliveryNews): Promise<Known | undefined> {
  switch (news.kind) {
    case "pull_request":
      return known(await incidents.findDelivered(news.repo, { "delivery.number": news.number }));
    case "run_passed": {
      const found = known(
        await incidents.findDelivered(news.repo, { "signal.run.id": news.runId, "delivery.kind": "rerun" }),
      );
      return (found?.incident.signal.run?.attempt ?? news.attempt) < news.attempt ? found : undefined;
    }
    case "reverted":
      for (const commit of news.commits) {
        const found =
          (await incidents.findDelivered(news.repo, { "delivery.mergeCommit": commit })) ??
          (await incidents.findDelivered(news.repo, { "delivery.commit": commit }));
        if (found) return known(found);
      }
      return undefined;
  }
}

function known(incident: IncidentRecord | null): Known | undefined {
  return incident?.delivery === undefined ? undefined : { incident, delivery: incident.delivery };
}

function tell(news: DeliveryNews): {
  fate: NonNullable<Delivery["fate"]>;
  message: string;
  changes?: Partial<Delivery>;
} {
  switch (news.kind) {
    case "pull_request": {
      const by = news.by === undefined ? "" : ` by ${news.by}`;
      const message = `Pull request #${news.number} was ${news.fate === "merged" ? "merged" : "closed without being merged"}${by}`;
      const { mergeCommit } = news;
      return { fate: news.fate, message, changes: mergeCommit === undefined ? {} : { mergeCommit } };
    }
    case "run_passed":
      return { fate: "passed", message: `The jobs passed when they ran again, at attempt ${news.attempt}` };
    case "reverted":
      return { fate: "reverted", message: "The change was taken back in the repository" };
  }
}
