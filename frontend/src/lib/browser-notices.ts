const KEPT_AS = "pipewright-browser-notices";

/** How notifications of the operating system stand for this page: some browsers, and plain HTTP, have none. */
export type NoticeState = "unsupported" | "denied" | "off" | "on";

export function noticeState(): NoticeState {
  if (!("Notification" in window) || !window.isSecureContext) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && isWished() ? "on" : "off";
}

/** Asks the person by the browser's own question; only an explicit yes turns them on. */
export async function turnNoticesOn(): Promise<NoticeState> {
  if (noticeState() === "unsupported") return "unsupported";
  if ((await Notification.requestPermission()) === "granted") keepWish(true);
  return noticeState();
}

export function turnNoticesOff(): NoticeState {
  keepWish(false);
  return noticeState();
}

function isWished(): boolean {
  try {
    return window.localStorage.getItem(KEPT_AS) === "yes";
  } catch {
    return false;
  }
}

function keepWish(isWanted: boolean): void {
  try {
    if (isWanted) window.localStorage.setItem(KEPT_AS, "yes");
    else window.localStorage.removeItem(KEPT_AS);
  } catch {
    // A browser that keeps nothing has them off.
  }
}
