import type { DeliveryNews } from "@pipewright/contract/delivery-news";

export type RevertedChange = Extract<DeliveryNews, { kind: "reverted" }>["of"];

/** A commit message, or what a pull request says of itself. */
export interface Said {
  title: string;
  body: string;
}

/**
 * What is taken back by a commit or a pull request that says so, in the words of GitHub's Revert button (`Reverts acme/shop#12`)
 * and of `git revert` (`This reverts commit <sha>`, `Revert "Merge pull request #12 from acme/x"`, `Revert "Import json (#12)"`).
 */
export function readReverts(repo: string, { title, body }: Said): RevertedChange[] {
  const named = numberInTitle(title);
  const numbers = [...body.matchAll(REVERTED_NUMBER)].filter(
    ([, of = repo]) => of.toLowerCase() === repo.toLowerCase(),
  );
  return [
    ...(named === undefined ? [] : [{ number: named }]),
    ...numbers.map(([, , number]) => ({ number: Number(number) })),
    ...[...body.matchAll(REVERTED_COMMIT)].map(([, commit = ""]) => ({ commit })),
  ];
}

const REVERTED_NUMBER = /^Reverts (?:([\w.-]+\/[\w.-]+))?#(\d{1,9})[ \t\r]*$/gm;
const REVERTED_COMMIT = /^This reverts commit ([0-9a-f]{40,64})\b/gm;
/** A squash merge adds its own number at the end. */
const REVERT_TITLE = /^Revert "(.*)"(?: \(#\d+\))?$/;

function numberInTitle(title: string): number | undefined {
  const reverted = REVERT_TITLE.exec(title)?.[1] ?? "";
  const number = /^Merge pull request #(\d{1,9}) from /.exec(reverted)?.[1] ?? /\(#(\d{1,9})\)$/.exec(reverted)?.[1];
  return number === undefined ? undefined : Number(number);
}
