import { NativeSelect } from "@mantine/core";
import type { Stats } from "@pipewright/contract/dashboard";
import { IncidentStatus } from "@pipewright/contract/incident";
import { formatNumber } from "../../lib/format-number.ts";
import { STATUS_WORDS } from "../../lib/incident-status.ts";

interface Props {
  status: IncidentStatus | undefined;
  byStatus: Stats["byStatus"] | undefined;
  onChange: (status: IncidentStatus | undefined) => void;
}

export function StatusFilter({ status, byStatus, onChange }: Props) {
  const choices = IncidentStatus.options.map((option) => {
    const count = byStatus?.[option] ?? 0;
    const words = STATUS_WORDS[option].words;
    return { value: option, label: count > 0 ? `${words} (${formatNumber(count)})` : words };
  });
  return (
    <NativeSelect
      aria-label="Filter by status"
      size="xs"
      data={[{ value: "", label: "Any status" }, ...choices]}
      value={status ?? ""}
      onChange={(event) => onChange(IncidentStatus.safeParse(event.currentTarget.value).data)}
    />
  );
}
