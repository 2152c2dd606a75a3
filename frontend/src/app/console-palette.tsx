import { useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "react-router";
import { Palette, type PaletteEntry } from "../features/palette/palette.tsx";
import { useSignOut } from "../features/session/use-sign-out.ts";
import { useRole } from "../lib/use-role.ts";
import { NAV_PAGES } from "./nav-pages.ts";

interface Props {
  /** Counts how often the palette was asked for. */
  wish: number;
  onShowKeys: () => void;
}

/** The palette with all that this console has to offer. */
export function ConsolePalette({ wish, onShowKeys }: Props) {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const isReader = useRole() === "viewer";
  const goTo = (words: string, to: string): PaletteEntry => ({ words, run: () => navigate(to) });
  const actions: PaletteEntry[] = [
    goTo("Show what waits for an answer", "/?status=awaiting_approval"),
    goTo("Show what failed", "/?status=failed"),
    ...(isReader
      ? []
      : [goTo("Diagnose a log of your own", "/simulate?from=log"), goTo("Describe a failure", "/simulate?from=chat")]),
    { words: "Theme: as the system", run: () => setColorScheme("auto") },
    { words: "Theme: light", run: () => setColorScheme("light") },
    { words: "Theme: dark", run: () => setColorScheme("dark") },
    { words: "Keyboard shortcuts", key: "?", run: onShowKeys },
    { words: "API documentation", run: () => window.location.assign("/docs") },
    { words: "Sign out", run: () => signOut.mutate() },
  ];
  return <Palette wish={wish} pages={NAV_PAGES.map(({ words, to }) => goTo(words, to))} actions={actions} />;
}
