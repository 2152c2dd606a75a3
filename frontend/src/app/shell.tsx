import { ActionIcon, Button } from "@mantine/core";
import { useCounter, useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link, useMatch } from "react-router";
import { useSignOut } from "../features/session/use-sign-out.ts";
import { useKey } from "../lib/use-key.ts";
import { visibleText } from "../lib/visible-text.ts";
import { ConnectionIndicator } from "./connection-indicator.tsx";
import { MainNav } from "./main-nav.tsx";
import { OfflineNotice } from "./offline-notice.tsx";
import classes from "./shell.module.css";
import { ThemeToggle } from "./theme-toggle.tsx";
import { useBrowserNotices } from "./use-browser-notices.ts";
import { useNewlyWaiting } from "./use-newly-waiting.ts";
import { useScrollToTop } from "./use-scroll-to-top.ts";
import { useWaitingCountInTitle } from "./use-waiting-count-in-title.ts";

// None of these is needed for the first look at a page.
const ConsolePalette = lazy(() =>
  import("./console-palette.tsx").then((module) => ({ default: module.ConsolePalette })),
);
const KeyboardHelp = lazy(() => import("./keyboard-help.tsx").then((module) => ({ default: module.KeyboardHelp })));
const WaitingNotices = lazy(() =>
  import("./waiting-notices.tsx").then((module) => ({ default: module.WaitingNotices })),
);

/** The palette opens from everywhere, also out of a text field. */
const TAGS_TO_IGNORE: string[] = [];

interface Props {
  signedInAs: string | null;
  children: ReactNode;
}

/** What is around every page: the name, the connection, the theme, the keys, the way out. */
export function Shell({ signedInAs, children }: Props) {
  /** A log takes all of the screen and scrolls by itself. */
  const isFilled = useMatch("/events/:id/log") !== null;
  const [isHelpOpen, help] = useDisclosure(false);
  const [paletteWish, palette] = useCounter(0);
  const signOut = useSignOut();
  const newlyWaiting = useNewlyWaiting();
  useKey("?", help.open);
  useHotkeys([["mod+K", palette.increment]], TAGS_TO_IGNORE);
  useWaitingCountInTitle();
  useBrowserNotices();
  useScrollToTop();

  return (
    <div className={classes.shell} data-filled={isFilled || undefined}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.name}>
            Pipewright
          </Link>
          <MainNav />
          <div className={classes.tools}>
            <ConnectionIndicator />
            <ActionIcon
              className={classes.tool}
              aria-label="Find a page, an action or an incident"
              aria-keyshortcuts="Control+K"
              title="Find a page, an action or an incident (Ctrl+K)"
              onClick={palette.increment}
            >
              <IconSearch size={18} stroke={1.7} aria-hidden />
            </ActionIcon>
            <ThemeToggle />
            <ActionIcon
              className={classes.tool}
              aria-label="Keyboard shortcuts"
              aria-keyshortcuts="?"
              title="Keyboard shortcuts (?)"
              onClick={help.open}
            >
              <IconKeyboard size={18} stroke={1.7} aria-hidden />
            </ActionIcon>
            <Button
              variant="subtle"
              color="gray"
              className={classes.tool}
              title={signedInAs ? `Signed in as ${visibleText(signedInAs)}` : undefined}
              loading={signOut.isPending}
              onClick={() => signOut.mutate()}
            >
              Sign out
            </Button>
          </div>
        </div>
      </header>
      <OfflineNotice />
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
      <Suspense>
        {newlyWaiting.length > 0 && <WaitingNotices incidents={newlyWaiting} />}
        {paletteWish > 0 && <ConsolePalette wish={paletteWish} onShowKeys={help.open} />}
        {isHelpOpen && <KeyboardHelp onClose={help.close} />}
      </Suspense>
    </div>
  );
}
