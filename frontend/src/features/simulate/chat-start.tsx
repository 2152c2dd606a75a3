import { Button } from "@mantine/core";
import classes from "./builder-chat.module.css";

const SUGGESTIONS = [
  "npm ci says that the lock file is out of sync",
  "Python cannot find a module that a test imports",
  "The job is killed because it is out of memory",
] as const;

/** What one may say, for who does not know how to begin. */
export function ChatStart({ onChoose }: { onChoose: (text: string) => void }) {
  return (
    <div className={classes.start}>
      <p>Say what fails, in your own words or with the lines it prints. For example:</p>
      <ul className={classes.suggestions}>
        {SUGGESTIONS.map((text) => (
          <li key={text}>
            <Button onClick={() => onChoose(text)}>{text}</Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
