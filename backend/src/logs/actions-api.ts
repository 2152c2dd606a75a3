/** One repository on GitHub, as far as logs of its Actions need it. Whatever is asked rejects with UpstreamError. */
export interface ActionsApi {
  /** The answer's body. `path` is below `/repos/{owner}/{repo}/actions`. */
  json(path: string, signal: AbortSignal): Promise<unknown>;
  /** A job's log as it comes: text, or a zip archive. */
  jobLog(jobId: number, signal: AbortSignal): Promise<Uint8Array>;
}
