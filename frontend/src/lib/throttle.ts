export interface Throttled {
  (): void;
  cancel(): void;
}

/** Runs `action` at once, then at most every `intervalMs`; calls in between are one call at the end. */
export function throttle(action: () => void, intervalMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAskedAgain = false;

  const run = (): void => {
    isAskedAgain = false;
    timer = setTimeout(onPause, intervalMs);
    action();
  };
  const onPause = (): void => {
    timer = undefined;
    if (isAskedAgain) run();
  };
  const throttled = (): void => {
    if (timer === undefined) run();
    else isAskedAgain = true;
  };
  const cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
    isAskedAgain = false;
  };
  return Object.assign(throttled, { cancel });
}
