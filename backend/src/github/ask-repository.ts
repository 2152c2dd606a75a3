import type { GitHub } from "./github.ts";

/** Several deliveries tell of one run within moments. ms. */
const LASTS_MS = 60_000;
const REMEMBERED_MAX = 1000;

/** The JSON at an address below a repository; who asks the same within a minute gets the same answer, without another request. */
export function createRepositoryQuestions(github: GitHub, now: () => Date) {
  const known = new Map<string, { answer: Promise<unknown>; until: number }>();
  return async (repo: string, path: string, signal: AbortSignal): Promise<unknown> => {
    const key = `${repo} ${path}`;
    const found = known.get(key);
    if (found !== undefined && found.until > now().getTime()) return found.answer;
    const answer = ask(github, repo, path, signal);
    known.delete(key);
    known.set(key, { answer, until: now().getTime() + LASTS_MS });
    const [oldest] = known.keys();
    if (known.size > REMEMBERED_MAX && oldest !== undefined) known.delete(oldest);
    answer.catch(() => known.delete(key));
    return answer;
  };
}

async function ask(github: GitHub, fullName: string, path: string, signal: AbortSignal): Promise<unknown> {
  const octokit = await github.octokitFor(fullName, signal);
  const [owner = "", repo = ""] = fullName.split("/");
  const { data } = await octokit.request(`GET /repos/{owner}/{repo}${path}`, { owner, repo, request: { signal } });
  return data;
}
