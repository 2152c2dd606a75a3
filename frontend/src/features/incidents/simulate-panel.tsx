import { Panel } from "../../components/panel.tsx";
import { SimulateForm } from "./simulate-form.tsx";

export function SimulatePanel() {
  return (
    <Panel title="Try a simulation" detail="A small repository that really fails">
      <SimulateForm />
    </Panel>
  );
}
