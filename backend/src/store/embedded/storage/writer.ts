import { ABORT } from "lmdb";
import type { Catalog } from "./catalog.ts";
import type { Environment } from "./open-database.ts";

interface Job {
  /** Does the work; returns how to tell its outcome once it is on the disk. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

/** A commit may hold the event loop up so long; where the disk is slower, LMDB's own thread commits. */
const TOLERATED_MS = 2;
/** So many commits go to that thread before the disk is tried again. */
const COMMITS_APART = 100;
/** Weight of the newest commit in the average duration. */
const NEWEST = 0.25;

/**
 * Runs writes one after the other, so that nothing comes between a write's reading and its writing. All that wait
 * when the last commit is done share the next one: one fsync serves them all.
 *
 * On a fast disk the transaction is committed at once. On a slow one the writes run in a transaction that is then given
 * up, which leaves a journal of their changes; LMDB's own thread applies the journal in one transaction, while the
 * event loop goes on.
 */
export class Writer {
  private readonly environment: Environment;
  private readonly catalog: Catalog;
  private waiting: Job[] = [];
  private committing: Promise<void> | undefined;
  private averageMs = 0;
  /** Commits still to be made on LMDB's thread. */
  private aside = 0;

  constructor(environment: Environment, catalog: Catalog) {
    this.environment = environment;
    this.catalog = catalog;
  }

  /** Runs `work` in a write transaction; resolves when it is durable. An error of `work` undoes nothing it wrote. */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = (): (() => void) => {
        try {
          const result = work();
          return () => resolve(result);
        } catch (error) {
          return () => reject(error);
        }
      };
      this.waiting.push({ run, fail: reject });
      this.committing ??= this.commitAll();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.committing) await this.committing;
  }

  private async commitAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const jobs = this.waiting;
      this.waiting = [];
      await this.commit(jobs);
    }
    this.committing = undefined;
  }

  private async commit(jobs: readonly Job[]): Promise<void> {
    const { journal } = this.environment;
    try {
      const settle = this.aside > 0 ? await this.commitAside(jobs) : this.commitAtOnce(jobs);
      journal.length = 0;
      for (const tell of settle) tell();
    } catch (error) {
      journal.length = 0;
      this.catalog.load();
      for (const job of jobs) job.fail(error);
    }
  }

  private commitAtOnce(jobs: readonly Job[]): (() => void)[] {
    let worked = 0;
    const settle = this.environment.root.transactionSync(() => {
      const outcomes = this.runAll(jobs);
      worked = performance.now();
      return outcomes;
    });
    this.averageMs += (performance.now() - worked - this.averageMs) * NEWEST;
    if (this.averageMs > TOLERATED_MS) this.aside = COMMITS_APART;
    return settle;
  }

  private async commitAside(jobs: readonly Job[]): Promise<(() => void)[]> {
    const { root, journal } = this.environment;
    let settle: (() => void)[] = [];
    root.transactionSync(() => {
      settle = this.runAll(jobs);
      return ABORT;
    });
    if (--this.aside === 0) this.averageMs = 0;
    const changes = journal.splice(0);
    if (changes.length === 0) return settle;
    await root.batch(() => {
      for (const { database, key, value } of changes) {
        if (value === undefined) database.remove(key);
        else database.put(key, value);
      }
    });
    return settle;
  }

  private runAll(jobs: readonly Job[]): (() => void)[] {
    const outcomes = jobs.map((job) => job.run());
    this.catalog.saveStatistics();
    return outcomes;
  }
}
