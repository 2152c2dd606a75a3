import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { Panel } from "../../components/panel.tsx";
import classes from "./settings-page.module.css";

const CHOICES: readonly [MantineColorScheme, string][] = [
  ["auto", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** How this browser shows the console; it remembers it. */
export function ThemePanel() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title="Theme">
      <div className={classes.choices} role="radiogroup" aria-label="Theme">
        {CHOICES.map(([value, words]) => (
          <label key={value} className={classes.choice}>
            <input type="radio" name="theme" checked={colorScheme === value} onChange={() => setColorScheme(value)} />
            {words}
          </label>
        ))}
      </div>
    </Panel>
  );
}
