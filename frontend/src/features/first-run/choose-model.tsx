import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { CopyBlock } from "../../components/copy-block.tsx";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./first-run.module.css";

const LINES = {
  gemini: { name: "Gemini", lines: "GEMINI_API_KEY=..." },
  ollama: { name: "Ollama, on your own machine", lines: "LLM_PROVIDER=ollama\nOLLAMA_BASE_URL=http://127.0.0.1:11434" },
  mistral: { name: "Mistral", lines: "MISTRAL_API_KEY=..." },
  anthropic: { name: "Anthropic", lines: "ANTHROPIC_API_KEY=..." },
  openai: { name: "OpenAI", lines: "OPENAI_API_KEY=..." },
} as const;
type Choice = keyof typeof LINES;
const CHOICES = Object.entries(LINES).map(([value, { name }]) => ({ value, label: name }));

/** The lines for `.env` that bring a model in. `inUse` is the provider now, or `none`. */
export function ChooseModel({ inUse }: { inUse: string | undefined }) {
  const [choice, setChoice] = useState<Choice>("gemini");
  if (inUse !== undefined && inUse !== "none") {
    return (
      <p>
        <b>{visibleText(inUse)}</b> is asked where no rule fits. <Link to="/settings">Test it</Link>
      </p>
    );
  }
  return (
    <div className={classes.prose}>
      <p>
        Common failures need no model: rules find their cause and their fix at once. A model helps with the others; it
        sees a few lines of the log, with secrets masked, and decides nothing.
      </p>
      <NativeSelect
        label="Model of"
        data={CHOICES}
        value={choice}
        onChange={(event) => setChoice(isChoice(event.currentTarget.value) ? event.currentTarget.value : "gemini")}
      />
      <p>
        Put this into <code>.env</code>, and start Pipewright again:
      </p>
      <CopyBlock label="lines for the model" text={LINES[choice].lines} />
    </div>
  );
}

function isChoice(value: string): value is Choice {
  return value in LINES;
}
