import { Button, Textarea } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import classes from "./builder-chat.module.css";
import { ChatLine } from "./chat-line.tsx";
import { ChatStart } from "./chat-start.tsx";
import type { Previewed } from "./preview-query.ts";
import type { SimulateCommand } from "./simulate-command.ts";
import { useBuilderChat } from "./use-builder-chat.ts";

interface Props {
  simulate: SimulateCommand;
  onPreview: (previewed: Previewed) => void;
}

const MESSAGE_MAX_CHARACTERS = 20_000;

/** Describe a failure; the answer brings one to preview or to create. */
export function BuilderChat({ simulate, onPreview }: Props) {
  const chat = useBuilderChat();
  const [draft, setDraft] = useState("");
  const end = useRef<HTMLDivElement>(null);
  const turnCount = chat.turns.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said last is the reason to scroll
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [turnCount]);

  const say = (text: string) => {
    if (text.trim() === "" || chat.isPending) return;
    setDraft("");
    chat.say(text.trim());
  };
  return (
    <Panel title="Describe it" detail="Enter sends, Shift+Enter begins a new line" flush>
      <div className={classes.turns} role="log" aria-label="Conversation">
        {turnCount === 0 && <ChatStart onChoose={say} />}
        {chat.turns.map((turn, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a conversation only grows at its end
          <ChatLine key={index} turn={turn} place={index} simulate={simulate} onPreview={onPreview} />
        ))}
        {chat.isPending && <LoadingFace words="Thinking about it" />}
        {chat.problem !== undefined && <ErrorFace problem={chat.problem} onRetry={chat.retry} />}
        <div ref={end} />
      </div>
      <form
        className={classes.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          say(draft);
        }}
      >
        <Textarea
          aria-label="What fails"
          placeholder="What fails, and what does it print?"
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            say(draft);
          }}
          maxLength={MESSAGE_MAX_CHARACTERS}
          rows={2}
          className={classes.field ?? ""}
        />
        <Button type="submit" variant="filled" loading={chat.isPending}>
          Send
        </Button>
      </form>
    </Panel>
  );
}
