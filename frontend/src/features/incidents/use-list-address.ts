import { IncidentStatus } from "@pipewright/contract/incident";
import { useSearchParams } from "react-router";

export interface ListAddress {
  status: IncidentStatus | undefined;
  page: number;
  setStatus(status: IncidentStatus | undefined): void;
  setPage(page: number): void;
}

/** Filter and page of the list, as the address says: `/?status=failed&page=2`. What it does not understand it ignores. */
export function useListAddress(): ListAddress {
  const [params, setParams] = useSearchParams();
  const page = Number(params.get("page") ?? 1);
  return {
    status: IncidentStatus.safeParse(params.get("status")).data,
    page: Number.isInteger(page) && page >= 1 ? page : 1,
    setStatus: (status) => setParams(status ? { status } : {}),
    setPage: (next) =>
      setParams((current) => {
        current.set("page", String(next));
        return current;
      }),
  };
}
